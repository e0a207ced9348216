"""Addresses of the readers' own pages."""

from django.urls import path, re_path

from midad.readers.views import account, lists, me, passwords, rating, second_factor
from midad.readers.views.api import urls as api_urls
from midad.readers.views.api.problems import no_such_address
from midad.stories.addresses import CODE

_FAMILY = r"(?P<family>sections|topics|authors|agencies)"

urlpatterns = [
    path("me", me.me, name="me"),
    path("api/v1/", api_urls),
    re_path("^api/(?P<rest>.*)$", no_such_address),
    path("account/", account.home, name="account-home"),
    path("account/preferences/", account.preferences, name="preferences"),
    path("account/devices/", account.devices, name="devices"),
    path("account/data/", account.data, name="own-data"),
    path("account/delete/", account.leave, name="delete-account"),
    path("account/login/password/", passwords.PasswordLoginView.as_view(), name="password-login"),
    path("account/password/remove/", passwords.remove, name="remove-password"),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/",
        second_factor.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/saved/", lists.saved, name="saved-stories"),
    path("account/history/", lists.history, name="reading-history"),
    path("account/followed/", lists.followed, name="followed"),
    re_path(rf"^account/save/(?P<code>{CODE})/$", lists.save, name="save-story"),
    re_path(rf"^account/follow/{_FAMILY}/(?P<code>{CODE})/$", lists.follow, name="follow"),
    re_path(rf"^account/rate/(?P<code>{CODE})/$", rating.rate, name="rate"),
    re_path(rf"^account/rate/(?P<code>{CODE})/cast/$", rating.cast, name="cast-rating"),
]
