"""What is said in an item's film: to read, to search, to link to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.capabilities.playable.services import film_of, video_field
from cms.library.models import Item
from cms.media.models import Captions, Video
from cms.media.transcripts import Passage, chosen, passages_of


@dataclass(frozen=True)
class Transcript:
    """What is said in one language, and the languages that there are (code and name)."""

    language: str
    passages: Sequence[Passage]
    languages: Sequence[tuple[str, str]]


def transcript_of_film(video: Video, *languages: str) -> Transcript | None:
    """The transcript in the first of these languages that there is, else in Danish, else any.

    None where nothing is written down.
    """
    every = list(video.captions.all())
    captions = chosen(every, *languages, "da")
    passages = passages_of(captions) if captions else ()
    if captions is None or not passages:
        return None
    names = [(one.language, one.get_language_display()) for one in every]
    return Transcript(captions.language, passages, names)


def texts_of(items: Sequence[Item]) -> Mapping[int, str]:
    """All that is said, in every language, by the items' primary keys; two queries at most."""
    if not items:
        return {}
    name = f"{video_field(items[0])}_id"
    films = {item.pk: getattr(item, name) for item in items if getattr(item, name)}
    rows = Captions.objects.filter(video_id__in=set(films.values())) if films else ()
    said: dict[Any, list[str]] = {}
    for captions in rows:
        said.setdefault(captions.video_id, []).extend(one.text for one in passages_of(captions))
    return {key: " · ".join(said[film]) for key, film in films.items() if film in said}


def told_to_machines(item: Item) -> dict[str, Any]:
    """The film in schema.org's words (VideoObject): its length, its words, and its parts."""
    video = film_of(item)
    if video is None:
        return {}
    found = transcript_of_film(video, "da")
    told: dict[str, Any] = {"contentUrl": video.url, "uploadDate": video.created_at.isoformat()}
    if video.duration:
        told["duration"] = f"PT{round(video.duration)}S"
    if video.thumbnail:
        told["thumbnailUrl"] = video.thumbnail.url
    if found:
        told["transcript"] = " ".join(one.text for one in found.passages)
        told["hasPart"] = [_clip(one) for one in found.passages]
    if item.declaration.settings.schema_org == "VideoObject":
        return told
    return {"video": {"@type": "VideoObject", "name": str(item), **told}}


def _clip(passage: Passage) -> dict[str, Any]:
    return {
        "@type": "Clip",
        "name": passage.text[:110],
        "startOffset": int(passage.start),
        "endOffset": round(passage.end),
        "url": f"?fra={int(passage.start)}#film",
    }
