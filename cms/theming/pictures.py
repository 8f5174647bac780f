"""A theme's mark and hero: drawings in the theme's colours, or pictures with their own."""

from functools import lru_cache
from pathlib import Path

from cms.theming.svg import svg_problems

DRAWN = ".svg"
CONTENT_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
_BEGINNINGS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF"}


def picture_problems(file: Path) -> list[tuple[str, str]]:
    """What keeps the file from being a mark or hero: reasons with advice, empty when fine."""
    if file.suffix != DRAWN:
        return _photograph_problems(file)
    return svg_problems(file, own_colours=True)


def _photograph_problems(file: Path) -> list[tuple[str, str]]:
    try:
        with file.open("rb") as opened:
            beginning = opened.read(16)
    except OSError:
        return [("cannot be read.", "Put the picture beside theme.yaml.")]
    if beginning.startswith(_BEGINNINGS[file.suffix]):
        return []
    return [("is not what its name says.", "Save it again as PNG, JPEG, WebP or SVG.")]


def is_drawing(file: Path) -> bool:
    """Whether the file takes the theme's colours, and so stands inside the page itself."""
    return file.suffix == DRAWN and _takes_theme_colours(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _takes_theme_colours(file: Path, _changed: int) -> bool:
    return not svg_problems(file)
