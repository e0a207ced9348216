"""The demo newspaper, from an empty folder to a served paper."""
