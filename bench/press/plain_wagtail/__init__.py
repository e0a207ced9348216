"""A plain Wagtail site, as ``wagtail start`` makes it, with one kind of page: a peer, no part of Midad."""
