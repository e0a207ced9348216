"""A plain Wagtail site as ``wagtail start`` makes it, with one kind of page: no part of Midad."""
