"""Midad: an Arabic-first digital newspaper. The rooms are described in docs/map.md."""
