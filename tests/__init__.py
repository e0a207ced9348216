"""The promises of Midad, tested."""
