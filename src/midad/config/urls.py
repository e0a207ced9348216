"""What Django itself answers: the newsroom, and pages that are not baked."""

from allauth.urls import build_provider_urlpatterns
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("newsroom/", include("midad.newsroom.urls")),
    path("newsroom/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("midad.readers.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("midad.stories.urls")),
]

if settings.SIGN_IN_ELSEWHERE:
    urlpatterns += [
        path("account/elsewhere/", include("allauth.socialaccount.urls")),
        path("account/", include(build_provider_urlpatterns())),
    ]

handler429 = "midad.readers.views.passwords.too_many"  # allauth's word for its limits
handler500 = "midad.config.outage.server_error"
