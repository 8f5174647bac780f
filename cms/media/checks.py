"""What an uploaded file is, told from its bytes."""

from __future__ import annotations

import io
from typing import IO

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# ISO base media files say "ftyp" at byte 4; WebM and Matroska begin with an EBML header.
MP4_MARK = b"ftyp"
EBML_MARK = b"\x1a\x45\xdf\xa3"


def head(file: IO[bytes], length: int = 16) -> bytes:
    """The first bytes; the file is left at its beginning."""
    file.seek(0)
    beginning = file.read(length)
    file.seek(0)
    return beginning


def check_video(file: IO[bytes]) -> None:
    """Raise ValidationError unless the content is MP4 or WebM, whatever the name says."""
    beginning = head(file)
    if beginning[4:8] != MP4_MARK and not beginning.startswith(EBML_MARK):
        raise ValidationError(
            _("Filen er ikke en video, vi kan vise. Gem den som MP4 eller WebM og prøv igen."),
            code="not_a_video",
        )


def check_captions(file: IO[bytes]) -> None:
    """Raise ValidationError unless the file is WebVTT with at least one caption."""
    file.seek(0)
    try:
        captions = webvtt.from_buffer(io.StringIO(file.read().decode("utf-8-sig")))
    except (UnicodeDecodeError, webvtt.errors.MalformedFileError) as error:
        raise ValidationError(
            _(
                "Underteksterne kan ikke læses som WebVTT: %(error)s. "
                "Den første linje skal være WEBVTT."
            ),
            code="not_webvtt",
            params={"error": error},
        ) from error
    finally:
        file.seek(0)
    if not captions.captions:
        raise ValidationError(_("Filen har ingen undertekster."), code="no_captions")
