"""`manage.py make_renditions`: lighter forms of the films that lack them, with ffmpeg."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.media.models import Form, Video
from cms.media.renditions import CannotMake, make_rendition


class Command(BaseCommand):
    """Makes what is missing; may be repeated."""

    help = "Makes a lighter picture and the sound alone of films that lack them. Needs ffmpeg."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which forms."""
        parser.add_argument("--form", choices=[*Form.values], help="Only this form.")

    def handle(self, *args: Any, form: str | None = None, **options: Any) -> None:
        """Make them one by one, and say how it went."""
        forms = [Form(form)] if form else list(Form)
        made = sum(self._make(video, one) for video in _videos() for one in forms)
        self.stdout.write(f"{made} forms made.")

    def _make(self, video: Video, form: Form) -> int:
        if video.renditions.filter(form=form).exists():
            return 0
        try:
            rendition = make_rendition(video, form)
        except CannotMake as reason:
            raise CommandError(f"{video}: {reason}") from reason
        if rendition is None:
            self.stdout.write(f"{video}: {form.value} would hardly be lighter.")
            return 0
        self.stdout.write(f"{video}: {form.value}, {rendition.size} bytes.")
        return 1


def _videos() -> list[Video]:
    """Every film; those kept before lengths were read are read now."""
    videos = list(Video.objects.filter(type="video").order_by("pk"))
    for video in videos:
        if not video.duration:
            video.save(update_fields=["duration"])
    return videos
