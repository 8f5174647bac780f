"""What the library asks of Wagtail's own addresses."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument

from cms.library.documents import may_fetch


@hooks.register("before_serve_document")
def only_to_those_who_may(document: AbstractDocument, request: HttpRequest) -> None:
    """A document that isn't the reader's is not there. Raises Http404."""
    if not may_fetch(request.user, document, getattr(request, "municipality", None)):
        raise Http404(document.pk)
