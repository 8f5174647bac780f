"""Pages and answers are compressed on their way: much less to fetch on a slow line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/ld+json", "application/manifest+json")
DRAWINGS = "image/svg+xml"


class CompressTextMiddleware(GZipMiddleware):
    """Compresses texts; pictures, films and papers are small already, and go as they are.

    Django adds some bytes at random, so that nobody learns what a page hides from its length.
    Where the web server in front compresses, it leaves alone what is compressed.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The answer, compressed where it is a text that is there as a whole."""
        content_type = response.headers.get("Content-Type", "")
        if response.streaming or not content_type.startswith((*TEXTS, DRAWINGS)):
            return response
        return super().process_response(request, response)
