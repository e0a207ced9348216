"""``python -m midad`` is the ``midad`` command."""

from midad.config.command import main

main()
