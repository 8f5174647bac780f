"""The certificate on paper: a PDF that screen readers can read (PDF/UA-1)."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

LANGUAGE = "da"


def pdf_of(context: dict[str, Any]) -> bytes:
    """The paper, tagged, with its language and title; `context` is what the template needs."""
    # It loads Pango, the system's library for text, which only those need who print.
    from weasyprint import HTML

    with override(LANGUAGE):
        page = render_to_string("certificate/paper.html", {**context, "language": LANGUAGE})
    made: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _nothing(url: str, *_arguments: Any, **_options: Any) -> Any:
    """Everything stands in the page itself: nothing is fetched, whatever somebody is called."""
    raise ValueError(f"A certificate fetches nothing: {url}")
