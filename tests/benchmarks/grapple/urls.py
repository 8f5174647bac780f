"""Its one address."""

from django.urls import include, path
from grapple import urls

urlpatterns = [path("api/", include(urls))]
