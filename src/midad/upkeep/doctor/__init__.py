"""``midad doctor``: what is wrong with a paper's set-up, and how to mend it.

The examinations are checks of Django's own framework under the tag ``doctor``, so that any room
may register one without knowing this room (docs/decisions/0019).
"""


def register() -> None:
    """Make the examinations known to Django."""
    from midad.upkeep.doctor import clocks, databases, folders, mail, press, settings

    for module in (settings, databases, folders, press, mail, clocks):
        module.register()
