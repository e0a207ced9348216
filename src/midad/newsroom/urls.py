"""Addresses of the newsroom that stand before Wagtail's own."""

from django.urls import path

from midad.newsroom.views.entrance import EntranceView

urlpatterns = [path("login/", EntranceView.as_view(), name="wagtailadmin_login")]
