"""What every test of the desk needs."""

import os

# Playwright's loop runs in the thread of the tests, which look at the database between its calls
# and, after the last of them, take it down.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
