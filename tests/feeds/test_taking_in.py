"""A run: what comes in, what is refused by itself, what goes, and that nothing is ever half."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.declarations import Feed
from cms.demo.job_exchange import JobExchange
from cms.feeds import taking_in
from cms.feeds.models import FeedItem, FeedRun, FeedState, RunState
from cms.history.models import HistoryEntry
from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from tests.feeds.conftest import TakeIn
from tests.personalisation.conftest import Nation
from tests.support.sites import opened


def jobs() -> Any:
    return item_model("job").objects.everything("the test looks")


def state_of_all() -> list[tuple[Any, ...]]:
    return [*jobs().order_by("pk").values_list("pk", "title", "live", "latest_revision")]


def test_ads_become_items_that_readers_meet(take: TakeIn, nation: Nation) -> None:
    run = take()
    assert (run.state, run.ads, run.new, run.refused) == (RunState.DONE, 20, 20, 0)
    job = jobs().get(title__endswith=" 7")
    assert job.employer.endswith("Værk 7")
    assert job.place_latitude is not None, "the postcode says where"
    assert job.deadline is not None and job.closes_at is not None
    assert job.summary.startswith("Vi søger en") and "<" not in job.summary
    assert "<li>Godt humør</li>" in job.body
    assert [term.slug for term in job.industries.all()] == ["transport"]
    opened(nation.thisted)
    page = Client(SERVER_NAME="thisted.localhost").get(f"/job/{job.slug}/")
    assert job.employer in page.content.decode()
    entry = HistoryEntry.objects.filter(object_id=str(job.pk)).get()
    assert (entry.person, entry.user) == ("Jobbørsen", None)


def test_the_same_answer_changes_nothing_and_is_not_sent_twice(
    take: TakeIn, exchange: JobExchange
) -> None:
    take()
    before = state_of_all()
    assert take().state == RunState.UNCHANGED
    assert exchange.statuses == [200, 304]
    FeedState.objects.update(etag="", last_modified="")
    run = take()
    assert (run.new, run.changed, run.unchanged) == (0, 0, 20)
    assert state_of_all() == before


def test_what_is_changed_is_updated_and_what_is_missing_is_over(
    take: TakeIn, exchange: JobExchange, nation: Nation
) -> None:
    take()
    changed, gone = exchange.ads[3], exchange.ads[4]
    slug = jobs().get(title=gone["title"]).slug
    exchange.ads = [
        {**ad, "title": "Bager om natten"} if ad is changed else ad
        for ad in exchange.ads
        if ad is not gone
    ]
    run = take()
    assert (run.new, run.changed, run.unchanged, run.gone) == (0, 1, 18, 1)
    assert jobs().filter(title="Bager om natten", live=True).count() == 1
    opened(nation.thisted)
    page = Client(SERVER_NAME="thisted.localhost").get(f"/job/{slug}/")
    assert page.status_code == 410
    exchange.ads = [*exchange.ads, gone]
    assert take().changed == 1
    page = Client(SERVER_NAME="thisted.localhost").get(f"/job/{slug}/")
    assert page.status_code == 200, "it came back"


def test_an_answer_that_is_cut_off_changes_nothing(take: TakeIn, exchange: JobExchange) -> None:
    take()
    before = state_of_all()
    exchange.ads, exchange.cut_after = exchange.ads[:10], 2000
    run = take()
    assert run.state == RunState.FAILED
    assert "brudt af" in run.reason
    assert state_of_all() == before


def test_when_most_are_missing_none_is_taken_down_until_somebody_says_so(
    take: TakeIn, exchange: JobExchange
) -> None:
    take()
    exchange.ads = exchange.ads[:5]
    run = take()
    assert (run.state, run.gone, run.held_back) == (RunState.DONE, 0, 15)
    assert jobs().filter(live=True).count() == 20
    run = take(believe=True)
    assert (run.gone, run.held_back) == (15, 0)
    assert jobs().filter(live=True).count() == 5


def test_a_broken_ad_keeps_its_item_and_none_of_the_others_out(
    take: TakeIn, exchange: JobExchange
) -> None:
    take()
    exchange.ads = [
        {**exchange.ads[0], "hiringOrganization": None, "validThrough": "i morgen"},
        {**exchange.ads[1], "title": "Ny titel"},
        *exchange.ads[2:],
    ]
    run = take()
    assert (run.refused, run.changed, run.gone) == (1, 1, 0)
    said = {(one.position, one.field): one for one in run.refusals.all()}
    assert set(said) == {(1, "Ansøgningsfrist"), (1, "Arbejdsplads")} or set(said) == {
        (1, "Ansøgningsfrist")
    }
    assert "er ikke en dato" in said[1, "Ansøgningsfrist"].reason
    assert jobs().filter(live=True).count() == 20


def test_scripts_stay_outside(take: TakeIn, exchange: JobExchange) -> None:
    link = '<a href="javascript:x">job</a>'
    evil = f'<h2>Om</h2><script>alert(1)</script><p onclick="x()">Godt {link}</p>'
    exchange.ads = [{**exchange.ads[0], "description": evil}]
    take()
    body = jobs().get().body
    assert "script" not in body and "onclick" not in body and "Godt" in body
    assert "<b>Om</b>" in body and "alert" not in body and "javascript" not in body


def test_a_run_that_dies_leaves_nothing_and_says_so_next_time(
    take: TakeIn, monkeypatch: pytest.MonkeyPatch, feed: Feed, exchange: JobExchange
) -> None:
    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(taking_in, "_remember", die)
        take()
    assert not jobs().exists() and not FeedItem.objects.exists()
    assert take().new == 20
    first = FeedRun.objects.order_by("pk").first()
    assert first is not None and first.state == RunState.BROKEN_OFF


def test_only_one_is_at_it(take: TakeIn, feed: Feed, exchange: JobExchange) -> None:
    take()
    FeedState.objects.update(busy_until=timezone.now() + timedelta(minutes=1))
    assert taking_in.take_in(feed, exchange.address) is None


def test_what_an_editor_took_down_stays_down(take: TakeIn, exchange: JobExchange) -> None:
    take()
    with everything("the editor"):
        job = jobs().get(title=exchange.ads[0]["title"])
        job.unpublish()
    exchange.ads = [{**exchange.ads[0], "title": "Andet"}, *exchange.ads[1:]]
    take()
    assert not Item.objects.everything("the test").get(pk=job.pk).live
