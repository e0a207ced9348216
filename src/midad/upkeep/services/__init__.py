"""The verbs of the upkeep."""
