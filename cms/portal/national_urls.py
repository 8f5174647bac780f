"""Addresses of the common front, where no municipality is chosen."""

from django.urls import path

from cms.portal.views import site

app_name = "national"

urlpatterns = [path("", site.national_home, name="home")]
