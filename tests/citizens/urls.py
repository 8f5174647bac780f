"""The citizen's addresses alone, below a front page that says who is logged in."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def front(request: HttpRequest) -> HttpResponse:
    citizen = request.citizen  # type: ignore[attr-defined]
    return HttpResponse(citizen.display_name if citizen else "nobody")


urlpatterns = [
    path("", front, name="front"),
    path("", include("cms.citizens.going_on_urls")),
    path("", include("cms.citizens.urls")),
    path("", include("cms.rights.urls")),
    path("", include("cms.journeys.urls")),
    path("", include("cms.competences.urls")),
    path("", include("cms.portal.urls")),
]
