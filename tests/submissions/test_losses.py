"""Nothing is taken from a municipality by an approval or a release before somebody has read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cms.library.choices import Decision, decide
from cms.library.history import changes_of
from cms.library.models import Item
from cms.library.sharing import Sharing
from cms.submissions.losses import TakesAway
from cms.submissions.models import Release, ReleaseState, Submission
from cms.submissions.releases import add, collect, plan, publish_now
from cms.submissions.services import approve, submit
from tests.editor.test_submissions import answer, client_of
from tests.submissions.conftest import NewItem, Town, fresh, rewritten, titles


def public(item: Item, user: Any) -> Item:
    """The item, published as it is written."""
    fresh(item).latest_revision.publish(user=user, skip_permission_checks=True)
    return fresh(item)


@pytest.fixture
def national(town: Town, draft: NewItem) -> Item:
    """A national article that all three show, with a draft that only offers it."""
    writer = town["landet"]
    item = draft("article", town.nation, writer, sharing=Sharing.ON_BY_DEFAULT)
    return rewritten(public(item, writer), writer, sharing=Sharing.OFFERED)


@pytest.fixture
def release(town: Town, national: Item) -> Release:
    return collect(town.nation, "Nyt", [national], town["landet"])


def test_a_release_says_who_loses_before_anything_goes_out(
    town: Town, national: Item, release: Release
) -> None:
    with pytest.raises(TakesAway) as refusal:
        publish_now(release, town["landet"])
    (lost,) = refusal.value.losses.values()
    assert [one.name for one in lost.shown] == ["Odense", "Vejen", "Aarhus"]
    assert fresh(national).sharing == Sharing.ON_BY_DEFAULT
    release.refresh_from_db()
    assert release.state == ReleaseState.DRAFT
    publish_now(release, town["landet"], accepts_loss=True)
    assert titles(town.vejen) == []


def test_a_planned_release_is_asked_about_when_it_is_planned(
    town: Town, national: Item, release: Release
) -> None:
    moment = timezone.now() + timedelta(hours=1)
    with pytest.raises(TakesAway):
        plan(release, moment, town["landet"])
    release.refresh_from_db()
    assert (release.state, release.moment) == (ReleaseState.DRAFT, None)
    plan(release, moment, town["landet"], accepts_loss=True)
    with pytest.raises(TakesAway):
        add(release, [national], town["landet"])
    Release.objects.update(moment=timezone.now() - timedelta(minutes=1))
    call_command("publish_releases")
    assert titles(town.vejen) == []


def test_the_screen_asks_once_and_does_what_was_asked_for(
    town: Town, national: Item, release: Release
) -> None:
    desk = client_of(town["landet"])
    change = reverse("editor_release_change", args=[release.pk])
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    asked = desk.post(change, {"do": "plan", "moment": moment})
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "3 kommuner viser det: Odense, Vejen, Aarhus" in text
    assert f'<input type="hidden" name="moment" value="{moment}">' in text
    again = {"do": "plan", "moment": moment, "loss_confirmed": "on"}
    assert desk.post(change, again).status_code == 302
    release.refresh_from_db()
    assert release.state == ReleaseState.PLANNED
    assert titles(town.vejen) == ["Åbent hus"]


@pytest.fixture
def own(town: Town, draft: NewItem) -> Submission:
    """Vejen's own activity that Aarhus has taken in; a draft keeps it to Vejen, and is sent in."""
    writer = town["vejen-redaktør"]
    item = public(draft("activity", town.vejen, writer, sharing=Sharing.OFFERED), writer)
    decide([item], town.aarhus, Decision.TAKE)
    narrowed = rewritten(item, writer, sharing=Sharing.PRIVATE)
    return submit(narrowed, [town.vejen], writer)[0]


def test_a_colleague_who_approves_reads_it_first(town: Town, own: Submission) -> None:
    with pytest.raises(TakesAway):
        approve(own, town["vejen-kollega"], seen=own.revision_id or 0)
    own.refresh_from_db()
    assert own.is_waiting
    assert titles(town.aarhus) == ["Åbent hus"]


def test_the_approver_s_screen_asks_and_keeps_the_comment(town: Town, own: Submission) -> None:
    colleague = client_of(town["vejen-kollega"])
    asked = answer(colleague, own, answer="approve", comment="Fint")
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "1 kommune viser det: Aarhus" in text
    assert ">Fint</textarea>" in text
    assert titles(town.aarhus) == ["Åbent hus"]
    done = answer(colleague, own, answer="approve", comment="Fint", loss_confirmed="on")
    assert done.status_code == 302
    assert titles(town.aarhus) == []


def test_the_nation_is_asked_when_a_company_s_wish_is_narrower(town: Town, draft: NewItem) -> None:
    item = fresh(draft())
    desk = town["landet"]
    (wide,) = submit(item, [town.nation], town["smed"], wish=Sharing.ON_BY_DEFAULT)
    assert approve(wide, desk, seen=wide.revision_id or 0)
    newer = rewritten(item, town["smed"], title="Nyt")
    (narrow,) = submit(newer, [town.nation], town["smed"], wish=Sharing.OFFERED)
    with pytest.raises(TakesAway):
        approve(narrow, desk, seen=narrow.revision_id or 0)
    assert titles(town.vejen) == ["Åbent hus"]
    assert approve(narrow, desk, seen=narrow.revision_id or 0, accepts_loss=True)
    assert titles(town.vejen) == []


def test_widening_and_other_words_ask_nothing(town: Town, national: Item) -> None:
    item = rewritten(national, town["landet"], sharing=Sharing.MANDATORY, title="Til alle")
    publish_now(collect(town.nation, "Mere", [item], town["landet"]), town["landet"])
    assert titles(town.vejen) == ["Til alle"]


def test_a_version_that_ends_is_asked_about_and_ends(town: Town, national: Item) -> None:
    ends = timezone.now() + timedelta(days=1)
    item = rewritten(national, town["landet"], sharing=Sharing.ON_BY_DEFAULT, expire_at=ends)
    release = collect(town.nation, "Slut", [item], town["landet"])
    with pytest.raises(TakesAway):
        publish_now(release, town["landet"])
    assert "expire_at" in changes_of(item, "wagtail.edit", item.latest_revision)
    publish_now(release, town["landet"], accepts_loss=True)
    call_command("take_down_due")
    assert titles(town.vejen) == ["Åbent hus"]
    Item.objects.everything("test").filter(pk=item.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1)
    )
    call_command("take_down_due")
    assert titles(town.vejen) == []
    assert fresh(item).expired
