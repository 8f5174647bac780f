"""The demo's videos: real files with captions and posters, copied to where uploads live."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.files import File
from wagtail.models import Collection

from cms.demo.files import folder
from cms.media.models import Captions, Form, Video
from cms.media.renditions import keep_rendition
from cms.municipalities.models import national_owner
from cms.staff.access import collection_of


def load_videos() -> int:
    """Make a Video of every file that isn't there yet; returns how many there are."""
    titles = _titles()
    present = {Path(name).name for name in Video.objects.values_list("file", flat=True)}
    collection = collection_of(national_owner())
    paths = [path for path in sorted(folder("media").glob("*.mp4")) if "." not in path.stem]
    for path in paths:
        if path.name not in present:
            _load(path, titles.get(path.name, path.stem.replace("-", " ").capitalize()), collection)
    return len(paths)


def _titles() -> dict[str, str]:
    """Titles by file name, where the generator wrote them down."""
    path = folder("media", "titles.json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _load(path: Path, title: str, collection: Collection) -> None:
    video = Video(title=title, type="video", duration=0, collection=collection)
    with path.open("rb") as content:
        video.file.save(path.name, File(content), save=False)
    for poster in path.parent.glob(f"{path.stem}.[wj][ep][bg]*"):
        with poster.open("rb") as content:
            video.thumbnail.save(poster.name, File(content), save=False)
    video.save()
    for captions in sorted(path.parent.glob(f"{path.stem}.*.vtt")):
        language = captions.name.split(".")[-2]
        with captions.open("rb") as content:
            Captions(video=video, language=language).file.save(captions.name, File(content))
    for form in Form:
        for lighter in path.parent.glob(f"{path.stem}.{form.value}.*"):
            with lighter.open("rb") as content:
                keep_rendition(video, form, lighter.name, File(content))
