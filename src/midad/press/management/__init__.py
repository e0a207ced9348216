"""Commands of the press."""
