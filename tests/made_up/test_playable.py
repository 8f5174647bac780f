"""What playing does for someone, on types made up for the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cms.capabilities.playable.models import Playback
from cms.capabilities.registry import all_capabilities
from cms.library.models import Item
from cms.media.models import Form
from cms.media.renditions import keep_rendition
from cms.search.outbox import newest_position
from cms.search.source import LibrarySource
from tests.capabilities.playable.films import add_captions, film
from tests.made_up.conftest import HOST
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
SENTENCE = "Skriv til din a-kasse, hvis du er medlem af en."
SAVE = {"action": "save", "visit": "a", "number": "1"}


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def item(make: Make) -> Item:
    """A film club that shows one film, and another as its trailer."""
    return make("film_club", feature=film(), trailer=film("dit-foerste-cv"))


def page(client: Client, item: Item, query: str = "", **headers: str) -> str:
    answer = client.get(f"/filmklubber/{item.slug}/{query}", headers=headers)
    assert answer.status_code == 200
    return str(answer.content.decode())


def send(client: Client, item: Item, **data: str) -> Any:
    return client.post(
        f"/filmklubber/{item.slug}/playable/", data, headers={"accept": "application/json"}
    )


def test_a_visitor_plays_reads_and_finds_every_time(item: Item, client_of: ClientOf) -> None:
    shown = page(client_of(), item)
    assert shown.count("<video") == 2  # the trailer, too, but the feature only once
    assert SENTENCE in shown
    assert 'href="?fra=7#film"' in shown
    assert "Kun lyd" not in shown
    assert "Jeg har set eller læst det hele" not in shown


def test_an_address_plays_from_a_second_without_scripts(item: Item, client_of: ClientOf) -> None:
    assert ".mp4#t=7" in page(client_of(), item, "?fra=7")
    for nonsense in ("?fra=-7", "?fra=x", "?fra=99999999999", "?fra=%D9%A3x"):
        assert ".mp4#t" not in page(client_of(), item, nonsense)


def test_a_citizen_goes_on_where_she_left(item: Item, client_of: ClientOf, nation: Nation) -> None:
    client = client_of(nation.citizen())
    answer = send(client, item, **SAVE, position="9.5", ranges="0.00-9.40")
    assert answer.json() == {"message": "", "succeeded": True}
    shown = page(client, item)
    assert "Fortsæt fra 0.09" in shown
    assert 'data-resume="9"' in shown
    assert "Du har set 50 %. Der er 9 sekunder tilbage." in shown
    assert "Se resten af videoen: 9 sekunder" in shown


def test_whoever_has_watched_enough_is_done(
    item: Item, client_of: ClientOf, nation: Nation
) -> None:
    client = client_of(nation.citizen())
    said = send(client, item, **SAVE, position="17", ranges="0-16").json()["message"]
    assert said == "Du har set videoen. Vi har skrevet det ned."
    assert send(client, item, **SAVE, position="17", ranges="0-16").json()["message"] == ""
    assert "Du er færdig" in page(client, item)


def test_without_scripts_one_says_so_oneself(
    item: Item, client_of: ClientOf, nation: Nation
) -> None:
    client = client_of(nation.citizen())
    assert "Jeg har set eller læst det hele" in page(client, item)
    client.post(f"/filmklubber/{item.slug}/playable/", {"action": "seen"})
    assert "Du har set videoen." in page(client, item)
    client.post(f"/filmklubber/{item.slug}/playable/", {"action": "forget"})
    assert not Playback.objects.exists()


def test_a_lighter_form_is_offered_where_there_is_one(item: Item, client_of: ClientOf) -> None:
    video = item.feature  # type: ignore[attr-defined]
    with video.file.open("rb") as content:
        keep_rendition(video, Form.AUDIO, "lyd.m4a", content)
    shown = page(client_of(), item)
    assert "Kun lyd" in shown and "audio/mp4" not in shown
    assert "audio/mp4" in page(client_of(), item, "?form=audio")
    saving = page(client_of(), item, **{"Save-Data": "on"})
    assert "audio/mp4" in saving and "Du sparer data" in saving
    assert "audio/mp4" not in page(client_of(), item, "?form=video", **{"Save-Data": "on"})


def test_the_transcript_is_read_in_ones_own_language(make: Make, client_of: ClientOf) -> None:
    item = make("film_club", feature=film("foerste-dag-som-ledig", "da", "ar"))
    assert SENTENCE in page(client_of(), item)
    assert "صندوق البطالة" in page(client_of(), item, "?sprog=ar")
    assert SENTENCE in page(client_of(), item, "?sprog=ru")
    assert "صندوق البطالة" in page(client_of(), item, "?udskrift=ar")


def test_what_is_said_is_found_and_follows_the_captions(
    make: Make, django_capture_on_commit_callbacks: Any
) -> None:
    item = make("film_club", feature=film())
    [document] = LibrarySource().documents_of("film_club", [item.pk])
    assert SENTENCE in document.excerpt
    assert any(SENTENCE in text for text, _weight in document.texts)
    before = newest_position()
    video = item.feature  # type: ignore[attr-defined]
    add_captions(video, "da", b"WEBVTT\n\n00:00.000 --> 00:05.000\nNye ord i filmen.\n")
    assert newest_position() != before
    [document] = LibrarySource().documents_of("film_club", [item.pk])
    assert document.excerpt == "Nye ord i filmen."


def ask(client: Client, query: str) -> Any:
    body = json.dumps({"query": query})
    headers = {"graphql-preflight": "1"}
    return client.post("/graphql/", body, content_type="application/json", headers=headers).json()


def test_the_api_tells_and_is_told(item: Item, client_of: ClientOf, nation: Nation) -> None:
    asked = (
        '{ filmClub(slug: "en") { transcript { start end text }'
        " playback { position watchedShare } } }"
    )
    found = ask(client_of(), asked)["data"]["filmClub"]
    assert found["transcript"][2] == {"start": 7.474, "end": 12.258, "text": SENTENCE}
    assert found["playback"] is None
    save = (
        f'mutation {{ savePlayback(item: "{item.key}", position: %s,'
        " ranges: [{start: 0, end: 9}]) { position watchedShare } }"
    )
    assert ask(client_of(), save % 9)["errors"][0]["extensions"]["code"] == "LOGIN_REQUIRED"
    client = client_of(nation.citizen())
    assert ask(client, save % -1)["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert not Playback.objects.exists()
    told = {"position": 9, "watchedShare": 50}
    for _twice in range(2):
        assert ask(client, save % 9)["data"]["savePlayback"] == told
    assert ask(client, asked)["data"]["filmClub"]["playback"] == told


def test_search_machines_are_told_the_parts(item: Item) -> None:
    told = all_capabilities()["playable"].json_ld(item)["video"]
    assert told["duration"] == "PT18S"
    assert SENTENCE in told["transcript"]
    assert told["hasPart"][2]["startOffset"] == 7
    assert told["hasPart"][2]["@type"] == "Clip"


def test_a_citizen_of_elsewhere_changes_nothing(
    make: Make, client_of: ClientOf, nation: Nation
) -> None:
    item = make("film_club", "kun-tilbudt", sharing="offered", feature=film())
    client = client_of(nation.citizen())
    assert HOST in client.get("/", SERVER_NAME=HOST).wsgi_request.get_host()
    assert send(client, item, **SAVE, position="3", ranges="0-3").status_code == 404
    assert not Playback.objects.exists()
