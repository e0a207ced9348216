"""Commands of the upkeep."""
