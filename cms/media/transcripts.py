"""What is said in a film, sentence by sentence, made from its captions."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import webvtt
from django.core.files.storage import default_storage

from cms.media.models import Captions

_SENTENCE_ENDS = (".", "?", "!", "؟", "…", ":")
# Seconds: less is one voice going on, more is a new thought.
_BREATH, _SILENCE = 0.05, 1.5
_FILES_REMEMBERED = 512


@dataclass(frozen=True)
class Passage:
    """A sentence or so: when it is said, in seconds from the beginning, and the words."""

    start: float
    end: float
    text: str


def passages_of(captions: Captions) -> tuple[Passage, ...]:
    """The transcript of one language; empty where the file is gone or can't be read."""
    return _read(captions.file.name or "")


def chosen(captions: Iterable[Captions], *languages: str) -> Captions | None:
    """The captions in the first of these languages that there are, else any."""
    found = {each.language: each for each in captions}
    wanted = next((found[one] for one in languages if one in found), None)
    return wanted or next(iter(found.values()), None)


@lru_cache(maxsize=_FILES_REMEMBERED)
def _read(name: str) -> tuple[Passage, ...]:
    """A file's name is drawn when it is stored, so that what lies there never changes."""
    try:
        with default_storage.open(name) as file:
            text = file.read().decode("utf-8-sig")
        cues = webvtt.from_buffer(io.StringIO(text)).captions
    except (OSError, UnicodeDecodeError, webvtt.errors.MalformedFileError):
        return ()
    said = (Passage(_at(cue.start_time), _at(cue.end_time), _line(cue.text)) for cue in cues)
    return tuple(sentences([one for one in said if one.text]))


def sentences(cues: Sequence[Passage]) -> Iterator[Passage]:
    """Captions put together to what one reads as a sentence."""
    together: list[Passage] = []
    for cue in cues:
        if together and _begins_anew(together[-1], cue):
            yield _joined(together)
            together = []
        together.append(cue)
    if together:
        yield _joined(together)


def _begins_anew(before: Passage, cue: Passage) -> bool:
    gap = cue.start - before.end
    is_capital = not cue.text[0].islower() and not before.text.endswith((",", "،"))
    return (
        before.text.endswith(_SENTENCE_ENDS) or gap >= _SILENCE or (gap >= _BREATH and is_capital)
    )


def _joined(cues: Sequence[Passage]) -> Passage:
    return Passage(cues[0].start, cues[-1].end, " ".join(cue.text for cue in cues))


def _line(text: str) -> str:
    return " ".join(text.split())


def _at(time: Any) -> float:
    """To the thousandth: the library's own seconds are whole ones."""
    seconds = (time.hours * 60 + time.minutes) * 60 + time.seconds
    return float(seconds + time.milliseconds / 1000)
