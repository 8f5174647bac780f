"""Uploaded files come whole or in parts, as film players ask."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

FILM = bytes(range(256)) * 1000


@pytest.fixture
def film(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "film.mp4").write_bytes(FILM)


def get(asked: str = "", **headers: str) -> Any:
    if asked:
        headers["Range"] = asked
    return Client().get("/media/film.mp4", headers=headers)


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_whole(film: None) -> None:
    response = get()
    assert (response.status_code, response["Content-Type"]) == (200, "video/mp4")
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == FILM


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, 256_000),
        ("bytes=10-19", 10, 20),
        ("bytes=70000-199999", 70_000, 200_000),
        ("bytes=255999-900000", 255_999, 256_000),
        ("bytes=-5", 255_995, 256_000),
        ("bytes=-900000", 0, 256_000),
    ],
)
def test_part(film: None, asked: str, start: int, end: int) -> None:
    response = get(asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/256000"
    assert response["Content-Length"] == str(end - start)
    assert body(response) == FILM[start:end]


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=9-3", "bytes=-0"])
def test_no_such_part(film: None, asked: str) -> None:
    response = get(asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */256000"


@pytest.mark.parametrize("asked", ["bytes=a-b", "bytes=1-2,5-6", "seconds=1-2", "bytes=-"])
def test_a_range_that_cannot_be_read_gives_the_whole(film: None, asked: str) -> None:
    assert body(get(asked)) == FILM


def test_whoever_doubts_gets_the_whole(film: None) -> None:
    assert body(get("bytes=0-1", **{"If-Range": '"old"'})) == FILM


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/media/none.mp4", "/media/", "/static/none.css"])
def test_what_is_not_there_is_said_to_be_so(film: None, path: str) -> None:
    for host in ("localhost", "thisted.localhost"):
        assert Client().get(path, headers={"host": host}).status_code == 404


def test_nothing_outside_the_folder_is_given(film: None) -> None:
    assert Client().get("/media/../settings.py").status_code in (400, 404)
