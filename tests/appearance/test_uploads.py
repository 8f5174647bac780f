"""What an uploaded file is, is told by its content; names are not believed."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from cms.appearance.uploads import LARGEST_DRAWING, MEGABYTE, accept_picture, store_picture
from tests.appearance.pictures import LOGO, photograph


def accepted(content: bytes, name: str = "logo.png"):  # noqa: ANN201
    return accept_picture(io.BytesIO(content), name, len(content))


def refusal(content: bytes, name: str = "logo.png") -> str:
    with pytest.raises(ValidationError) as caught:
        accepted(content, name)
    return caught.value.messages[0]


@pytest.mark.parametrize(("form", "suffix"), [("PNG", ".png"), ("JPEG", ".jpg"), ("WEBP", ".webp")])
def test_pictures_are_told_by_content_whatever_the_name(form: str, suffix: str) -> None:
    picture = accepted(photograph(form), "logo.exe")
    assert picture.suffix == suffix
    assert Image.open(io.BytesIO(picture.content)).format == form


def test_fifty_megabytes_of_no_picture_are_refused_clearly() -> None:
    said = refusal(b"MZ" + bytes(50 * MEGABYTE), "kommunens-logo.png")
    assert "kommunens-logo.png" in said
    assert "50 MB" in said
    assert "ikke et billede" in said
    assert "PNG" in said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a...",
        b"<html><script>",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n" + b"x" * 99,
    ],
    ids=["empty", "pdf", "gif", "html", "zip", "torn png"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert "logo.png" in refusal(content)


def test_a_picture_that_is_too_large_is_refused_with_both_sizes() -> None:
    said = refusal(photograph() + bytes(6 * MEGABYTE))
    assert "6 MB" in said
    assert "5 MB" in said
    assert "fylder" in refusal(LOGO.encode() + b" " * LARGEST_DRAWING, "logo.svg")


def test_a_picture_with_too_many_points_is_refused_before_it_is_read() -> None:
    assert "punkter" in refusal(photograph(size=(9000, 9000)))


def test_what_a_camera_notes_and_what_hides_behind_the_picture_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    exif[0x0112] = 6
    content = photograph("JPEG", (300, 200), exif=exif) + b"<script>alert(1)</script>"
    picture = accepted(content)
    assert b"where I live" not in picture.content
    assert b"<script>" not in picture.content
    assert Image.open(io.BytesIO(picture.content)).size == (200, 300)


def test_large_pictures_are_made_smaller() -> None:
    assert max(Image.open(io.BytesIO(accepted(photograph(size=(4000, 2000))).content)).size) == 1920


def test_an_svg_is_cleaned_and_says_of_what() -> None:
    picture = accepted(LOGO.encode(), "logo.svg")
    assert b"script" not in picture.content
    assert "<script>" in picture.taken_out


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    names = {store_picture(accepted(LOGO.encode()), tmp_path) for _turn in range(2)}
    assert [file.name for file in tmp_path.iterdir()] == list(names)
