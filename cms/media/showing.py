"""A film as the player needs it."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from cms.media.models import Rendition, Video
from cms.media.transcripts import chosen, passages_of

WIDTH, HEIGHT = 16, 9
_TYPES = {".webm": "video/webm", ".m4a": "audio/mp4"}


def player(video: Video, title: str, language: str) -> dict[str, Any]:
    """What `components/video.html` expects; captions in the reader's own language, else Danish."""
    tracks = list(video.captions.all())
    first = chosen(tracks, language, "da")
    return {
        "url": video.url,
        "type": type_of(video.file.name),
        "poster_url": video.thumbnail.url if video.thumbnail else "",
        "title": title,
        "width": video.width or WIDTH,
        "height": video.height or HEIGHT,
        "captions": [
            {
                "url": track.file.url,
                "language": track.language,
                "label": track.get_language_display(),
                "default": track == first,
            }
            for track in tracks
        ],
    }


def lighter_forms(video: Video) -> list[dict[str, Any]]:
    """The lighter forms that there are, the one with a picture first."""
    return [_form(rendition) for rendition in video.renditions.all()]


def _form(rendition: Rendition) -> dict[str, Any]:
    return {
        "name": rendition.form,
        "url": rendition.file.url,
        "type": type_of(rendition.file.name),
        "bytes": rendition.size,
    }


def type_of(name: str | None) -> str:
    """The type of a film's file, by the ending that it was stored with."""
    return _TYPES.get(PurePosixPath(name or "").suffix, "video/mp4")


def length_of(video: Video) -> float:
    """Seconds; where nobody knows, the captions' last word. 0 without captions."""
    if video.duration:
        return video.duration
    said = (passages_of(captions) for captions in video.captions.all())
    return max((passages[-1].end for passages in said if passages), default=0.0)
