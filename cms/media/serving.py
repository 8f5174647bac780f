"""Uploaded files served by the portal itself, in parts where a film player asks for a part.

A web server in front may take `/media/` over; nothing depends on it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import IO, cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.static import serve

RANGE = re.compile(r"bytes=(?:(?P<first>\d+)-(?P<last>\d*)|-(?P<length>\d+))$")
CHUNK = 64 * 1024
# Documents are fetched from `/documents/`, which asks who fetches.
NOT_SERVED = "documents/"


def media_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file, or the part asked for. Raises Http404 for a file that is not there."""
    if posixpath.normpath(path).lstrip("/").startswith(NOT_SERVED):
        raise Http404(path)
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if not isinstance(response, FileResponse):
        return response
    response["Accept-Ranges"] = "bytes"
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    # Whoever doubts that the file is the same gets it whole; so does a range we can't read.
    if asked is None or "If-Range" in request.headers:
        return response
    return part(response, *span(asked, int(response["Content-Length"])))


def span(asked: re.Match[str], size: int) -> tuple[int, int]:
    """The first byte asked for and the one after the last."""
    if asked["length"]:
        return max(0, size - int(asked["length"])), size
    last = int(asked["last"]) if asked["last"] else size
    return int(asked["first"]), min(last + 1, size)


def part(whole: FileResponse, start: int, end: int) -> HttpResponseBase:
    """The bytes from start to end, or 416 where there are none."""
    size = whole["Content-Length"]
    file = cast("IO[bytes]", whole.file_to_stream)
    if start >= end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file.seek(start)
    kept = {name: value for name, value in whole.items() if name != "Content-Length"}
    response = StreamingHttpResponse(chunks(file, end - start), status=206, headers=kept)
    response["Content-Length"] = str(end - start)
    response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def chunks(file: IO[bytes], count: int) -> Iterator[bytes]:
    """So many bytes of the file, a piece at a time; closes the file."""
    with file:
        while count > 0 and (read := file.read(min(CHUNK, count))):
            count -= len(read)
            yield read
