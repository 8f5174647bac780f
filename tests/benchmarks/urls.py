"""The product's addresses, and a view that returns an answer of the API and does nothing else."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cms.urls import handler404
from cms.urls import urlpatterns as product
from tests.benchmarks.copies import constant_file

__all__ = ["handler404", "urlpatterns"]


@cache
def constant(size: int) -> bytes:
    """The answer."""
    return constant_file(settings.RUNTIME_DIR, size).read_bytes()


@csrf_exempt
def view(_request: HttpRequest, size: int) -> HttpResponse:
    """The constant."""
    return HttpResponse(constant(size), content_type="application/json")


# By its end it is known as a part of the API, and is treated the same on the way.
urlpatterns = [path("konstant/<int:size>/graphql/", view), *product]
