"""The readers' own pages: dynamic, never kept by a cache, and each works without script."""
