"""Commands of stories."""
