"""Logos and pictures as they are uploaded: told by their content, cleaned, kept by content."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cms.theming import UnusableSvg, clean_svg

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 5 * MEGABYTE
LARGEST_DRAWING = MEGABYTE // 2
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1920
HEAD = 512
FORMATS = {"image/png": ("PNG", ".png"), "image/jpeg": ("JPEG", ".jpg"), "image/webp": ("WEBP", ".webp")}  # fmt: skip  # noqa: E501


@dataclass(frozen=True)
class Picture:
    """A picture that may be shown: its bytes, how its name ends, and what was taken out of it."""

    content: bytes
    suffix: str
    taken_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name: the same content has the same name."""
        return f"{hashlib.sha256(self.content).hexdigest()[:32]}{self.suffix}"


def accept_picture(file: IO[bytes], name: str, size: int) -> Picture:
    """The picture in an uploaded file, made safe to show.

    Args:
        file: the content; its name's ending is not believed.
        name: what the person calls the file, for the message.
        size: in bytes.

    Raises:
        ValidationError: the content is no PNG, JPEG, WebP or SVG, or the file is too large.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    kind = filetype.guess_mime(head)
    if kind in FORMATS:
        _refuse_larger_than(LARGEST_PICTURE, name, size)
        return _photograph(file, name, *FORMATS[kind])
    if kind is None and _looks_like_svg(head):
        _refuse_larger_than(LARGEST_DRAWING, name, size)
        return _drawing(file, name)
    raise ValidationError(
        _(
            "»%(name)s« (%(size)s) er ikke et billede: indholdet er hverken SVG, PNG, JPEG eller "
            "WebP, hvad end filen hedder. Gem billedet i et af de formater og prøv igen."
        ),
        code="not_a_picture",
        params={"name": name, "size": readable(size)},
    )


def readable(size: int) -> str:
    """A size as people say it: "50 MB"."""
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{max(1, size // 1024)} kB"


def store_picture(picture: Picture, folder: Path) -> str:
    """Write the picture into the folder in one go, unless it is there. Returns its name."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / picture.name
    if not place.exists():
        unfinished = folder / f".{uuid4().hex}"
        unfinished.write_bytes(picture.content)
        unfinished.replace(place)
    return picture.name


def _refuse_larger_than(limit: int, name: str, size: int) -> None:
    if size > limit:
        raise ValidationError(
            _("»%(name)s« fylder %(size)s; der er plads til %(limit)s. Gem billedet mindre."),
            code="too_large",
            params={"name": name, "size": readable(size), "limit": readable(limit)},
        )


def _looks_like_svg(head: bytes) -> bool:
    text = head.decode("utf-8-sig", errors="ignore").lstrip().lower()
    return text.startswith(("<?xml", "<svg", "<!--", "<!doctype svg"))


def _drawing(file: IO[bytes], name: str) -> Picture:
    try:
        cleaned = clean_svg(file.read().decode("utf-8-sig"))
    except (UnicodeDecodeError, UnusableSvg) as error:
        raise ValidationError(
            _(
                "»%(name)s« kan ikke bruges som tegning. Gem den som almindelig SVG (UTF-8) med "
                "former og tekst lavet om til kurver, eller brug PNG. Grunden: %(reason)s"
            ),
            code="unusable_svg",
            params={"name": name, "reason": error},
        ) from error
    return Picture(cleaned.text.encode(), ".svg", cleaned.taken_out)


def _photograph(file: IO[bytes], name: str, form: str, suffix: str) -> Picture:
    """The picture written anew: smaller, upright, and without what a camera notes in it."""
    try:
        with Image.open(file, formats=[form]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(
                    _("»%(name)s« har for mange punkter. Gem billedet højst 6000 × 6000."),
                    code="too_many_pixels",
                    params={"name": name},
                )
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            written = io.BytesIO()
            _plain(upright, form).save(written, form, quality=86, optimize=True)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise ValidationError(
            _("»%(name)s« er i stykker og kan ikke vises. Gem billedet igen og prøv en gang til."),
            code="broken_picture",
            params={"name": name},
        ) from error
    return Picture(written.getvalue(), suffix)


def _plain(image: Image.Image, form: str) -> Image.Image:
    """The points alone, in a mode that the format knows."""
    has_alpha = form != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    converted = image.convert("RGBA" if has_alpha else "RGB")
    plain = Image.new(converted.mode, converted.size)
    plain.paste(converted)
    return plain
