"""The Arabic text library: tables of every rule, laws for any text."""
