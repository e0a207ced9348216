"""Keeping the paper well: what is wrong with it, how it does, what is watched."""
