"""What Django itself answers: the newsroom, and pages that are not baked."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("newsroom/", include("midad.newsroom.urls")),
    path("newsroom/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("midad.readers.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("midad.stories.urls")),
]

handler429 = "midad.readers.views.passwords.too_many"  # allauth's word for its limits
handler500 = "midad.config.outage.server_error"
