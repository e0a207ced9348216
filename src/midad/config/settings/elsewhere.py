"""Signing in with an account that somebody has elsewhere: on where its keys are set."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_GOOGLE = (os.environ.get("MIDAD_GOOGLE_ID", ""), os.environ.get("MIDAD_GOOGLE_SECRET", ""))
_APPLE = (
    os.environ.get("MIDAD_APPLE_ID", ""),  # the service's
    os.environ.get("MIDAD_APPLE_KEY_ID", ""),
    os.environ.get("MIDAD_APPLE_TEAM_ID", ""),
    os.environ.get("MIDAD_APPLE_KEY", ""),  # the text of the .p8 file
)
_FACEBOOK = (os.environ.get("MIDAD_FACEBOOK_ID", ""), os.environ.get("MIDAD_FACEBOOK_SECRET", ""))

# Where each sends its form on to: browsers hold a form's policy against every step of the way.
_ORIGINS = {
    "google": ["https://accounts.google.com"],
    "apple": ["https://appleid.apple.com"],
    "facebook": ["https://www.facebook.com", "https://m.facebook.com"],
}


def _app(client_id: str, secret: str, key: str = "", certificate: str = "") -> dict[str, Any]:
    app = {"client_id": client_id, "secret": secret, "key": key}
    # A line's end is written \n in an environment file.
    more = {"certificate_key": certificate.replace("\\n", "\n")} if certificate else {}
    return {"APPS": [{**app, "settings": more}], "OAUTH_PKCE_ENABLED": True}


def _providers() -> dict[str, dict[str, Any]]:
    keys = {"google": _GOOGLE, "apple": _APPLE, "facebook": _FACEBOOK}
    for name, given in keys.items():
        if any(given) and not all(given):
            raise ImproperlyConfigured(f"of the keys MIDAD_{name.upper()}_… one is missing")
    return {name: _app(*given) for name, given in keys.items() if all(given)}


SOCIALACCOUNT_PROVIDERS = _providers()
SIGN_IN_ELSEWHERE = list(SOCIALACCOUNT_PROVIDERS)
SIGN_IN_ORIGINS = [origin for name in SIGN_IN_ELSEWHERE for origin in _ORIGINS[name]]
SIGN_IN_APPS = [f"allauth.socialaccount.providers.{name}" for name in SIGN_IN_ELSEWHERE]
SOCIALACCOUNT_ADAPTER = "midad.readers.elsewhere.AccountsElsewhere"
# An account here is never entered, nor joined, by an address that somebody elsewhere vouches for.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False  # the paper does nothing there in the reader's name
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_QUERY_EMAIL = True
