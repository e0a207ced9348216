"""The readers' theme: every template renders, and the rules of its files."""
