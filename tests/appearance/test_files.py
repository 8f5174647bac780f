"""Out to files and back gives the same theme; what is wrong in them is told with its line."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cms.appearance.files import archive, values_of_archive
from cms.appearance.models import ThemeVersion
from cms.appearance.services import draft_of, publish, save_draft
from cms.appearance.themes import pictures_folder, theme_from, theme_of
from cms.appearance.uploads import accept_picture, store_picture
from cms.municipalities.models import Municipality
from cms.theming import accept_theme, css, theme_slugs
from tests.appearance.conftest import css_of
from tests.appearance.pictures import LOGO, photograph


def zipped(files: dict[str, bytes | str]) -> io.BytesIO:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return written


def stored(content: bytes, municipality: Municipality) -> str:
    picture = accept_picture(io.BytesIO(content), "a", len(content))
    return store_picture(picture, pictures_folder(municipality))


@pytest.fixture
def published(thisted: Municipality, values: dict[str, Any]) -> Municipality:
    """Thisted, with a published theme that has a logo and a picture of its own."""
    pictures = {"mark": stored(LOGO.encode(), thisted), "hero": stored(photograph(), thisted)}
    save_draft(thisted, {**values, **pictures, "name": "Havet"}, None)
    publish(thisted, None)
    return thisted


def test_out_as_zip_and_in_again_is_the_same(published: Municipality) -> None:
    theme = theme_of(published)
    values = values_of_archive(io.BytesIO(archive(theme, "thisted")), published)
    again = theme_from(values, published)
    assert css(again) == css(theme)
    assert (again.mark.suffix, again.hero.suffix) == (".svg", ".png")
    assert again.mark == theme.mark
    assert again.name == "Havet"


def test_a_theme_from_the_browser_becomes_a_theme_from_files(
    published: Municipality, tmp_path: Path
) -> None:
    from cms.appearance.themes import STORE

    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "base").symlink_to(STORE.folder / "base")
    call_command("theme", "export", "thisted", to=folder / "hav", verbosity=0)
    assert css(accept_theme("hav", folder)) == css(theme_of(published))
    assert sorted(file.name for file in (folder / "hav").iterdir()) == [
        "hero.png",
        "mark.svg",
        "theme.yaml",
    ]


@pytest.mark.parametrize("slug", [slug for slug in theme_slugs() if slug != "base"])
def test_every_theme_of_the_project_can_be_read_in(thisted: Municipality, slug: str) -> None:
    from cms.appearance.themes import STORE

    call_command("theme", "import", "thisted", STORE.folder / slug, publish=True, verbosity=0)
    assert css_of() == css(STORE.theme(slug))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"readme.txt": "x"}, "theme.yaml"),
        ({"theme.yaml": "name: A\ncolours:\n  prmary: '#000000'\n"}, "linje 3"),
        ({"theme.yaml": "name: A\nmark: mark.svg\n"}, "mark"),
        ({"theme.yaml": "name: A\nhero: hero.png\n", "hero.png": "MZ"}, "hero"),
        ({"theme.yaml": "name: A\n", "a.bin": b"0" * 13_000_000}, "for stor"),
        ({f"{number}.txt": "x" for number in range(60)}, "for stor"),
        ({"theme.yaml": "name: A\nmark: ../../x.svg\n"}, "mark"),
    ],
)
def test_a_wrong_archive_is_refused_with_the_reason(
    thisted: Municipality, files: dict[str, bytes | str], told: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        values_of_archive(zipped(files), thisted)
    assert told in " ".join(caught.value.messages)
    assert not ThemeVersion.objects.exists()


def test_what_is_no_zip_is_refused(thisted: Municipality) -> None:
    with pytest.raises(ValidationError):
        values_of_archive(io.BytesIO(b"no zip at all"), thisted)


def test_names_that_lead_out_of_the_folder_stay_in_it(thisted: Municipality) -> None:
    file = zipped({"../../theme.yaml": "name: Ude\n", "x/../../../evil.txt": "x"})
    assert values_of_archive(file, thisted)["name"] == "Ude"


def test_the_command_publishes_nothing_that_can_not_be_read(
    thisted: Municipality, tmp_path: Path
) -> None:
    before = css_of()
    (tmp_path / "theme.yaml").write_text('name: A\ncolours:\n  text: "#EEEEEE"\n')
    with pytest.raises(CommandError, match="not published"):
        call_command("theme", "import", "thisted", tmp_path, publish=True, verbosity=0)
    assert css_of() == before
    assert draft_of(thisted) is not None
