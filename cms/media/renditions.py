"""Lighter forms of films: kept when somebody uploads them, made with ffmpeg where it is there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File

from cms.media.models import Form, Rendition, Video

# Speech stays clear at this rate; the picture is half a phone's width.
ARGUMENTS = {
    Form.AUDIO: "-vn -c:a aac -b:a 24k -ac 1 -ar 22050 -movflags +faststart".split(),
    Form.LOW: (
        "-vf scale=-2:240 -r 15 -c:v libx264 -crf 32 -preset slow -pix_fmt yuv420p"
        " -c:a aac -b:a 24k -ac 1 -ar 22050 -movflags +faststart"
    ).split(),
}
ENDINGS = {Form.AUDIO: ".m4a", Form.LOW: ".mp4"}
# A lighter form that isn't much lighter is only one more choice to make.
WORTH_IT = 0.7


class CannotMake(Exception):
    """A form can't be made: the text says why."""


def keep_rendition(video: Video, form: Form, name: str, file: File[Any]) -> Rendition:
    """Keep a form of a film; a new file replaces the old one."""
    found = Rendition.objects.filter(video=video, form=form).first()
    rendition = found or Rendition(video=video, form=form)
    rendition.file.save(name, file, save=False)
    rendition.save()
    return rendition


def make_rendition(video: Video, form: Form) -> Rendition | None:
    """Make and keep a form of a film; None where it would hardly be lighter. Raises CannotMake."""
    program = shutil.which("ffmpeg")
    if program is None:
        raise CannotMake("ffmpeg is not installed (Debian: apt-get install ffmpeg).")
    with TemporaryDirectory() as folder:
        source, made = Path(folder, "source"), Path(folder, f"made{ENDINGS[form]}")
        with video.file.open("rb") as content:
            source.write_bytes(content.read())
        command = [program, "-v", "error", "-y", "-i", str(source), *ARGUMENTS[form], str(made)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise CannotMake(done.stderr.strip()[-300:])
        if made.stat().st_size > source.stat().st_size * WORTH_IT:
            return None
        with made.open("rb") as content:
            name = f"{Path(video.file.name).stem}{ENDINGS[form]}"
            return keep_rendition(video, form, name, File(content))
