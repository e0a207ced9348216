"""Baking pages from what they are made of, keeping them, serving them."""
