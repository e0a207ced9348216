"""The entry of the newsroom's server: Django, for what is dynamic."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "midad.config.settings.dev")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
