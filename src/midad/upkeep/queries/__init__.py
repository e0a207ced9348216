"""What the upkeep asks of database, disk and clock."""
