"""All addresses where no municipality is chosen."""

from django.urls import include, path

from cms.urls import common

handler404 = "cms.portal.views.site.not_found"
urlpatterns = [*common, path("", include("cms.portal.national_urls"))]
