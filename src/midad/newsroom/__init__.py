"""The desk across rooms: writing, checking, publishing, and what must not be lost meanwhile."""
