"""Files that people send: told by their content, never by their name, and given back safely."""

from __future__ import annotations

from typing import Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MOST = 10 * MEGABYTE
HEAD = 8192
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What we take, and the ending that a file is given back with.
ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    WORD: ".docx",
}
# What a browser's file field offers.
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx"


def kind_of(file: UploadedFile[Any]) -> str:
    """The media type that the content says. Raises ValidationError, which names the way out."""
    if not file.size or file.size > MOST:
        words = _("Filen må højst fylde %(most)s MB, og den må ikke være tom.")
        raise ValidationError(words % {"most": MOST // MEGABYTE}, code="too_large")
    file.seek(0)
    kind = filetype.guess_mime(file.read(HEAD))
    file.seek(0)
    if kind not in ENDINGS:
        raise ValidationError(
            _("Den slags fil kan vi ikke tage imod. Gem den som PDF, billede eller Word."),
            code="wrong_kind",
        )
    return str(kind)


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    """The file, to be saved and never shown as a page of ours, nor kept on the way."""
    answered = HttpResponse(content, content_type=kind)
    answered.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answered.headers["X-Content-Type-Options"] = "nosniff"
    answered.headers["Cache-Control"] = "private, no-store"
    return answered
