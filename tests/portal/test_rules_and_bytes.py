"""What a page weighs: one file of rules, and texts that are compressed on their way."""

from __future__ import annotations

import gzip
import re

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from cms.operations.compression import CompressTextMiddleware
from cms.portal.styles import stylesheet, stylesheet_url
from cms.theming import THEMES_FOLDER
from cms.theming.rules import PARTS, joined, parts

FOLDER = THEMES_FOLDER / "base" / "static" / "portal" / "css"
# Each stands on few pages, which link it themselves.
ELSEWHERE = {"citizens", "design", "example", "messages", "session"}
TEXT = "Det er en lang tekst. " * 100


def test_every_file_of_rules_is_read_somewhere() -> None:
    assert {path.stem for path in FOLDER.glob("*.css")} == set(PARTS) | ELSEWHERE


def test_nothing_is_lost_but_what_is_written_for_people() -> None:
    text = joined(parts(FOLDER), lambda name: f"/static/portal/{name}")
    assert "/*" not in text
    for path in parts(FOLDER):
        assert text.count("{") >= path.read_text(encoding="utf-8").count("{")
    fonts = re.findall(r'url\("/static/portal/([^"]+)"\)', text)
    assert fonts
    assert all((FOLDER.parent / name).is_file() for name in fonts)


@pytest.mark.django_db
def test_a_page_asks_for_the_rules_once_and_keeps_them(nation: object) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    page = client.get("/").content.decode()
    assert page.count('rel="stylesheet"') == 2
    assert f'href="{stylesheet_url()}"' in page
    answer = client.get(stylesheet_url())
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.decode() == stylesheet()
    # A page from before the last change gets today's rules, but not for ever.
    older = client.get("/tema/regler/0123456789ab.css")
    assert older.content == answer.content
    assert older["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_rules_stand_where_no_municipality_is_chosen(nation: object) -> None:
    assert Client(headers={"host": "localhost"}).get(stylesheet_url()).status_code == 200


@pytest.mark.django_db
def test_a_page_is_compressed_for_those_who_can_read_that(nation: object) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    packed = client.get("/", headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    page = gzip.decompress(packed.content).decode()
    assert len(packed.content) < len(page.encode()) / 3
    assert page.rstrip().endswith("</html>")
    assert "Content-Encoding" not in client.get("/")


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(TEXT, content_type="image/png"),
        HttpResponse(TEXT, content_type="application/pdf"),
        HttpResponse("kort", content_type="text/html"),
        HttpResponse(TEXT, content_type="text/html", headers={"Content-Encoding": "br"}),
        FileResponse([TEXT.encode()], content_type="video/mp4"),
    ],
)
def test_what_is_small_already_goes_as_it_is(answer: HttpResponse) -> None:
    before = dict(answer.headers)
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    passed = CompressTextMiddleware(lambda _request: answer)(request)
    assert dict(passed.headers).get("Content-Encoding") == before.get("Content-Encoding")


def test_static_files_are_not_compressed_a_second_time() -> None:
    order = settings.MIDDLEWARE
    own = order.index("cms.operations.compression.CompressTextMiddleware")
    assert order.index("whitenoise.middleware.WhiteNoiseMiddleware") < own
