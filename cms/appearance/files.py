"""A theme out of the browser into files, `themes/<slug>/`, and back again as a draft."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.appearance.themes import STORE, pictures_folder
from cms.appearance.uploads import MEGABYTE, accept_picture, store_picture
from cms.municipalities.models import Municipality
from cms.theming import Theme, ThemeError, as_yaml, read_theme, theme_slugs, values_of

FILE_NAME = "theme.yaml"
PICTURES = ("mark", "hero")
LARGEST_ARCHIVE = 12 * MEGABYTE
MOST_FILES = 50
IMPORTED = "imported"


def theme_files(theme: Theme) -> dict[str, bytes]:
    """The theme as files by name: a theme.yaml with every value, its mark and its hero."""
    values = values_of(theme)
    files: dict[str, bytes] = {}
    for key in PICTURES:
        picture: Path = getattr(theme, key)
        values[key] = f"{key}{picture.suffix}"
        files[values[key]] = picture.read_bytes()
    return {FILE_NAME: as_yaml(values).encode(), **files}


def write_files(theme: Theme, folder: Path) -> list[Path]:
    """Write the theme into a folder, over the files of the same names; other files stay."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in theme_files(theme).items():
        unfinished = folder / f".{name}"
        unfinished.write_bytes(content)
        written.append(unfinished.replace(folder / name))
    return written


def archive(theme: Theme, slug: str) -> bytes:
    """The theme's folder as a zip file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in theme_files(theme).items():
            opened.writestr(f"{slug}/{name}", content)
    return written.getvalue()


def values_of_archive(file: IO[bytes], municipality: Municipality) -> dict[str, Any]:
    """The values in an uploaded zip file, its pictures checked and stored.

    Raises:
        ValidationError: it is no zip file, holds no theme.yaml, is too large, or the theme in it
            is wrong; every mistake is named with its line.
    """
    with TemporaryDirectory() as place:
        folder = Path(place) / IMPORTED
        folder.mkdir()
        _unpack(file, folder)
        return values_of_folder(folder, municipality)


def values_of_folder(folder: Path, municipality: Municipality) -> dict[str, Any]:
    """The values of a folder's theme.yaml, what it inherits too; its pictures are stored.

    Raises:
        ValidationError: the theme or a picture is wrong; every mistake is named with its line.
    """
    theme = _read(folder)
    values = values_of(theme)
    for key in PICTURES:
        picture: Path = getattr(theme, key)
        if picture.is_relative_to(folder):
            values[key] = _stored(picture, municipality)
    return values


def _stored(picture: Path, municipality: Municipality) -> str:
    with picture.open("rb") as opened:
        accepted = accept_picture(opened, picture.name, picture.stat().st_size)
    return store_picture(accepted, pictures_folder(municipality))


def _read(folder: Path) -> Theme:
    """The theme, beside links to those it may inherit."""
    with TemporaryDirectory() as place:
        for slug in theme_slugs(STORE.folder):
            (Path(place) / slug).symlink_to(STORE.folder / slug)
        (Path(place) / IMPORTED).symlink_to(folder)
        try:
            theme = read_theme(Path(place), IMPORTED)
        except (ThemeError, LookupError) as error:
            raise ValidationError(_mistakes(error), code="wrong_theme") from error
        linked = Path(place) / IMPORTED
        own = {
            key: folder / picture.relative_to(linked)
            for key in PICTURES
            if (picture := getattr(theme, key)).is_relative_to(linked)
        }
    return theme.model_copy(update=own)


def _mistakes(error: Exception) -> list[str]:
    if not isinstance(error, ThemeError):
        return [_("Der er ingen theme.yaml. Den skal ligge i mappen, ved siden af billederne.")]
    return [
        _("%(file)s, linje %(line)s: %(key)s %(reason)s")
        % {
            "file": problem.file.name,
            "line": problem.line,
            "key": problem.key,
            "reason": f"{problem.reason} {problem.advice}".strip(),
        }
        for problem in error.problems
    ]


def _unpack(file: IO[bytes], folder: Path) -> None:
    """The files of the archive's one folder; names that lead elsewhere are not followed."""
    try:
        with zipfile.ZipFile(file) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES or _total(members) > LARGEST_ARCHIVE:
                raise ValidationError(
                    _("Zip-filen er for stor. Den skal kun rumme theme.yaml, logo og billede.")
                )
            for member in members:
                name = Path(member.filename).name
                if not name.startswith("."):
                    (folder / name).write_bytes(opened.read(member))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise ValidationError(
            _("Filen er ikke en zip-fil, vi kan åbne. Hent temaet som zip igen."), code="no_zip"
        ) from error


def _total(members: list[zipfile.ZipInfo]) -> int:
    return sum(member.file_size for member in members)
