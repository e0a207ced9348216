"""``midad doctor`` and its kin."""
