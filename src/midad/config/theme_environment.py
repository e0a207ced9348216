"""The Jinja2 environment of the readers' theme."""

from typing import Any

import jinja2


def environment(**options: Any) -> jinja2.Environment:
    return jinja2.Environment(**options)
