"""Real films for tests: the demo's own, with their captions."""

from pathlib import Path

from django.core.files import File
from wagtail.models import Collection

from cms.media.models import Captions, Video

MEDIA = Path(__file__).resolve().parents[3] / "fixtures" / "media"
NAME = "foerste-dag-som-ledig"  # 18 seconds, in four languages


def film(name: str = NAME, *languages: str) -> Video:
    """A film as an editor puts it in, with captions in these languages (else Danish)."""
    collection = Collection.get_first_root_node() or Collection.add_root(name="Rod")
    video = Video(title=name, type="video", collection=collection)
    with (MEDIA / f"{name}.mp4").open("rb") as content:
        video.file.save(f"{name}.mp4", File(content), save=False)
    with (MEDIA / f"{name}.webp").open("rb") as content:
        video.thumbnail.save(f"{name}.webp", File(content), save=False)
    video.save()
    for language in languages or ("da",):
        add_captions(video, language, (MEDIA / f"{name}.{language}.vtt").read_bytes())
    return video


def add_captions(video: Video, language: str, text: bytes) -> Captions:
    """Put captions to a film."""
    from django.core.files.base import ContentFile

    captions, _new = Captions.objects.get_or_create(video=video, language=language)
    captions.file.save(f"{video.title}.{language}.vtt", ContentFile(text))
    return captions
