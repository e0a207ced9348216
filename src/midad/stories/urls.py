"""Addresses of the reader pages that carry a form."""

from django.urls import re_path

from midad.stories import addresses, views

urlpatterns = [
    re_path(rf"^report/(?P<code>{addresses.CODE})/$", views.report_mistake, name="report-mistake"),
]
