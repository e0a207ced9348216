"""Own rules and small tools of the house; nothing here runs in a paper."""
