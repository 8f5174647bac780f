"""Remembering what citizens watch: late messages, two tabs, another film, and the law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from cms.capabilities.completion.services import completion_of
from cms.capabilities.playable.capability import CAPABILITY
from cms.capabilities.playable.models import Playback
from cms.capabilities.playable.rules import SLACK, Nonsense
from cms.capabilities.playable.services import (
    NothingToPlay,
    playback_of,
    save_playback,
    say_watched,
    seconds_left,
)
from cms.capabilities.playable.words import WORDS
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from tests.capabilities.playable.films import film
from tests.personalisation.conftest import Nation, make_item, nation

__all__ = ["nation"]
LENGTH = 18


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    return nation.citizen()


@pytest.fixture
def item(nation: Nation) -> Item:
    return make_item("guidance_video", "ny", nation.owner, summary="Kort", video=film())


@pytest.fixture
def long_item(nation: Nation) -> Item:
    """A film of eight minutes, as its owner has said."""
    video = film()
    video.duration = 480
    video.save()
    return make_item("guidance_video", "lang", nation.owner, summary="Kort", video=video)


def kept(item: Item, citizen: Citizen) -> tuple[float, list[list[int]], int]:
    playback = playback_of(item, citizen)
    assert playback is not None
    return playback.position, playback.played, playback.share


def began(item: Item, citizen: Citizen, seconds_ago: float) -> None:
    started = timezone.now() - timedelta(seconds=seconds_ago)
    Playback.objects.filter(item_id=item.pk, citizen=citizen).update(started_at=started)


def test_the_length_is_read_from_the_file(item: Item) -> None:
    assert round(item.video.duration) == LENGTH  # type: ignore[attr-defined]


def test_two_tabs_add_up_and_repeating_changes_nothing(item: Item, karoline: Citizen) -> None:
    for _twice in range(2):
        save_playback(item, karoline, 5, [(0, 5)], "one", 1)
        save_playback(item, karoline, 12, [(8, 12)], "two", 1)
    assert kept(item, karoline) == (12, [[0, 5], [8, 12]], 50)


def test_a_late_message_adds_what_was_played_but_does_not_move_back(
    item: Item, karoline: Citizen
) -> None:
    save_playback(item, karoline, 9, [(0, 9)], "one", 2)
    save_playback(item, karoline, 4, [(0, 4), (10, 12)], "one", 1)
    assert kept(item, karoline) == (9, [[0, 9], [10, 12]], 61)


def test_nobody_watches_faster_than_the_player(long_item: Item, karoline: Citizen) -> None:
    save_playback(long_item, karoline, 480, [(0, 480)])
    assert kept(long_item, karoline)[1] == [[0, SLACK]]
    assert seconds_left(long_item, karoline) == 480 - SLACK
    began(long_item, karoline, 100)
    save_playback(long_item, karoline, 480, [(0, 480)])
    [[first, end]] = kept(long_item, karoline)[1]
    assert first == 0 and 200 + SLACK <= end <= 210 + SLACK


@pytest.mark.parametrize(("position", "ranges"), [(-1, []), (1, [(5, 2)]), (float("nan"), [])])
def test_nonsense_changes_nothing(
    item: Item, karoline: Citizen, position: float, ranges: list[tuple[float, float]]
) -> None:
    save_playback(item, karoline, 6, [(0, 6)])
    before = Playback.objects.values().get()
    with pytest.raises(Nonsense):
        save_playback(item, karoline, position, ranges)
    assert Playback.objects.values().get() == before


def test_nonsense_as_the_first_word_leaves_no_row(item: Item, karoline: Citizen) -> None:
    data = QueryDict("action=save&position=1&ranges=9-3&visit=a&number=1")
    assert not CAPABILITY.act(item, karoline, data).succeeded
    assert not Playback.objects.exists()


def test_enough_is_watched_once_and_the_item_is_done(item: Item, karoline: Citizen) -> None:
    assert "Se resten af videoen: 18 sekunder" in CAPABILITY.remaining(item, karoline)[0].text
    save_playback(item, karoline, 10, [(0, 10)])
    assert completion_of(item, karoline) is None
    assert "8 sekunder" in CAPABILITY.remaining(item, karoline)[0].text
    first = save_playback(item, karoline, 17, [(0, 17)]).watched_at
    assert first is not None
    assert completion_of(item, karoline).finished_at is not None  # type: ignore[union-attr]
    assert save_playback(item, karoline, 2, [(0, 18)]).watched_at == first
    assert CAPABILITY.remaining(item, karoline) == ()


def test_whoever_reads_instead_says_so(item: Item, karoline: Citizen) -> None:
    playback = say_watched(item, karoline)
    assert playback.is_by_hand and playback.watched_at and playback.share == 0
    assert say_watched(item, karoline).watched_at == playback.watched_at
    assert completion_of(item, karoline).finished_at is not None  # type: ignore[union-attr]


def test_a_new_film_begins_anew(item: Item, karoline: Citizen) -> None:
    save_playback(item, karoline, 10, [(0, 10)], "one", 5)
    item.video = film("dit-foerste-cv")  # type: ignore[attr-defined]
    item.save()
    assert seconds_left(item, karoline) == 20
    save_playback(item, karoline, 3, [(0, 3)], "one", 1)
    assert kept(item, karoline) == (3, [[0, 3]], 15)


def test_an_item_without_a_film_has_nothing_left(nation: Nation, karoline: Citizen) -> None:
    bare = make_item("guidance_video", "uden", nation.owner, summary="Kort")
    assert CAPABILITY.remaining(bare, karoline) == ()
    assert CAPABILITY.fragment(bare, karoline) is None
    with pytest.raises(NothingToPlay):
        save_playback(bare, karoline, 0, [])
    assert not Playback.objects.exists()


def test_the_own_page_says_how_far(long_item: Item, karoline: Citizen) -> None:
    save_playback(long_item, karoline, 0, [])
    assert CAPABILITY.engagements(karoline) == []
    began(long_item, karoline, 300)
    save_playback(long_item, karoline, 185, [(0, 185)])
    [going] = CAPABILITY.engagements(karoline)
    assert (going.item_id, going.text) == (long_item.pk, "Du er nået 3 af 8 minutter")
    assert not going.is_over


def words_held(citizen: Citizen) -> Iterator[str]:
    arguments = {"type": "guidance_video"}
    today = timezone.localdate()
    for word in WORDS:
        holds = word.holds(word.gather(citizen, today), arguments)
        found = Citizen.objects.filter(word.exists(arguments, today), pk=citizen.pk).exists()
        assert holds is found
        if holds:
            yield word.name


def test_rules_may_ask(item: Item, karoline: Citizen) -> None:
    assert list(words_held(karoline)) == []
    save_playback(item, karoline, 9, [(0, 9)])
    assert list(words_held(karoline)) == ["half_watched"]
    save_playback(item, karoline, 18, [(0, 18)])
    assert list(words_held(karoline)) == ["watched", "half_watched"]


def test_all_of_it_is_exported_and_erased(item: Item, karoline: Citizen) -> None:
    save_playback(item, karoline, 9, [(0, 9)])
    [row] = CAPABILITY.export_citizen(karoline)
    assert (row["item"], row["played"], row["share"]) == (item.key, [[0, 9]], 50)
    assert [row["played"] for row in export(karoline)["playbacks"]] == [[[0, 9]]]  # type: ignore
    erase(karoline)
    assert not Playback.objects.exists()
