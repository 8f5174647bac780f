"""Several items go out at one moment, all or none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from cms.library.sharing import Sharing
from cms.submissions.models import Release, ReleaseState
from cms.submissions.releases import NotReleased, add, call_off, collect, plan, publish_now
from cms.submissions.services import Refused
from tests.submissions.conftest import NewItem, Town, fresh, rewritten, titles


def national(town: Town, draft: NewItem, title: str, **values: str) -> object:
    return fresh(
        draft(
            "article",
            town.nation,
            town["landet"],
            title=title,
            sharing=Sharing.ON_BY_DEFAULT,
            **values,
        )
    )


@pytest.fixture
def release(town: Town, draft: NewItem) -> Release:
    items = [national(town, draft, title) for title in ("Første", "Anden")]
    return collect(town.nation, "Nye regler", items, town["landet"])  # type: ignore[arg-type]


def test_all_go_out_together(town: Town, release: Release) -> None:
    assert titles(town.vejen) == []
    publish_now(release, town["landet"])
    assert titles(town.vejen) == ["Anden", "Første"]
    release.refresh_from_db()
    assert release.state == ReleaseState.PUBLISHED
    with pytest.raises(Refused):
        publish_now(release, town["landet"])


def test_one_that_is_wrong_stops_all(town: Town, release: Release, draft: NewItem) -> None:
    wrong = national(town, draft, "Tredje", summary="")
    add(release, [wrong], town["landet"])  # type: ignore[list-item]
    with pytest.raises(NotReleased) as refused:
        publish_now(release, town["landet"])
    assert list(refused.value.reasons) == [str(wrong.pk)]  # type: ignore[attr-defined]
    assert titles(town.vejen) == []
    release.refresh_from_db()
    assert release.state == ReleaseState.DRAFT


def test_the_version_that_was_chosen_goes_out(town: Town, release: Release) -> None:
    first = release.entries.select_related("item").first()
    assert first is not None
    from cms.library.registry import item_model

    item = item_model("article").objects.everything("test").get(pk=first.item_id)
    rewritten(item, town["landet"], title="Halvt skrevet")
    publish_now(release, town["landet"])
    assert titles(town.vejen) == ["Anden", "Første"]


def test_planned_goes_out_when_its_moment_has_come(town: Town, release: Release) -> None:
    with pytest.raises(Refused):
        plan(release, timezone.now() - timedelta(minutes=1), town["landet"])
    plan(release, timezone.now() + timedelta(hours=1), town["landet"])
    call_command("publish_releases")
    assert titles(town.vejen) == []
    Release.objects.update(moment=timezone.now() - timedelta(minutes=1))
    call_command("publish_releases")
    assert titles(town.vejen) == ["Anden", "Første"]


def test_planned_with_a_mistake_is_stopped_and_says_why(
    town: Town, release: Release, draft: NewItem
) -> None:
    wrong = national(town, draft, "Tredje", summary="")
    add(release, [wrong], town["landet"])  # type: ignore[list-item]
    plan(release, timezone.now() + timedelta(hours=1), town["landet"])
    Release.objects.update(moment=timezone.now() - timedelta(minutes=1))
    call_command("publish_releases")
    assert titles(town.vejen) == []
    release.refresh_from_db()
    assert release.state == ReleaseState.STOPPED
    assert list(release.problems) == [str(wrong.pk)]  # type: ignore[attr-defined]


def test_others_have_no_say(town: Town, release: Release, draft: NewItem) -> None:
    for name in ("vejen-redaktør", "smed"):
        with pytest.raises(PermissionDenied):
            publish_now(release, town[name])
        with pytest.raises(PermissionDenied):
            call_off(release, town[name])
    with pytest.raises(PermissionDenied):
        add(release, [fresh(draft())], town["landet"])
    assert titles(town.vejen) == []
    assert release.entries.count() == 2


def test_called_off(town: Town, release: Release) -> None:
    call_off(release, town["landet"])
    with pytest.raises(Refused):
        publish_now(release, town["landet"])
    assert titles(town.vejen) == []
