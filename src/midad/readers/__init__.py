"""Readers: their accounts, ratings, lists and preferences."""
