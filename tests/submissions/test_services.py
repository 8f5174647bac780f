"""What a company sends in is shown where it is approved, in the version that was approved."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from cms.history.models import HistoryEntry
from cms.library.models import Item, Loan
from cms.library.sharing import Sharing
from cms.municipalities.models import User
from cms.submissions.models import Submission, SubmissionState
from cms.submissions.readiness import NotReady
from cms.submissions.services import (
    AnsweredAlready,
    CommentMissing,
    NewerVersion,
    NoTarget,
    approve,
    send_back,
    submit,
    take_down,
    withdraw,
)
from tests.submissions.conftest import NewItem, Town, fresh, rewritten, titles


def everything_of(item: Item) -> list[Any]:
    """All that an answer could change."""
    return [
        *Submission.objects.order_by("pk").values_list("pk", "state", "revision", "decider"),
        *Loan.objects.values_list("item", "municipality"),
        *type(item).objects.everything("test").values_list("pk", "live", "sharing", "title"),
    ]


def yes(submission: Submission, user: User) -> bool:
    """Approve what was sent."""
    return approve(submission, user, seen=submission.revision_id or 0)


def sent(item: Item, town: Town, *targets: Any) -> dict[str, Submission]:
    """What was sent, by whom it was sent to."""
    return {one.target.slug: one for one in submit(fresh(item), targets, town["smed"])}


def test_approved_by_two_and_seen_by_these_only(town: Town, draft: NewItem) -> None:
    item = draft()
    rows = sent(item, town, town.vejen, town.aarhus)
    assert titles(town.vejen) == titles(town.aarhus) == []
    assert yes(rows["vejen"], town["vejen-redaktør"])
    assert titles(town.vejen) == ["Åbent hus"]
    assert titles(town.aarhus) == []
    assert yes(rows["aarhus"], town["aarhus-redaktør"])
    assert titles(town.vejen) == titles(town.aarhus) == ["Åbent hus"]
    assert titles(town.odense) == []


def test_the_nation_approves_for_the_whole_country(town: Town, draft: NewItem) -> None:
    item = draft()
    (row,) = submit(fresh(item), [town.nation], town["smed"], wish=Sharing.ON_BY_DEFAULT)
    with pytest.raises(PermissionDenied):
        yes(row, town["vejen-redaktør"])
    assert yes(row, town["landet"])
    assert titles(town.odense) == titles(town.vejen) == ["Åbent hus"]


def test_a_later_version_waits_until_all_who_show_it_agree(town: Town, draft: NewItem) -> None:
    item = draft()
    first = sent(item, town, town.vejen)
    yes(first["vejen"], town["vejen-redaktør"])
    item = rewritten(item, town["smed"], title="Åbent hus og kaffe")
    assert titles(town.vejen) == ["Åbent hus"]
    rows = sent(item, town, town.aarhus)
    assert set(rows) == {"aarhus", "vejen"}, "who shows it is asked too"
    assert not yes(rows["aarhus"], town["aarhus-redaktør"])
    assert titles(town.vejen) == ["Åbent hus"]
    assert titles(town.aarhus) == []
    assert yes(rows["vejen"], town["vejen-redaktør"])
    assert titles(town.vejen) == titles(town.aarhus) == ["Åbent hus og kaffe"]


def test_who_waited_for_one_that_left_is_shown(town: Town, draft: NewItem) -> None:
    item = draft()
    first = sent(item, town, town.vejen, town.odense)
    yes(first["vejen"], town["vejen-redaktør"])
    yes(first["odense"], town["odense-redaktør"])
    item = rewritten(item, town["smed"], title="Nyt")
    rows = sent(item, town, town.aarhus)
    yes(rows["aarhus"], town["aarhus-redaktør"])
    yes(rows["odense"], town["odense-redaktør"])
    withdraw(first["vejen"], town["smed"])
    assert titles(town.vejen) == []
    assert titles(town.aarhus) == titles(town.odense) == ["Nyt"]


def test_the_version_that_was_seen_is_the_one_approved(town: Town, draft: NewItem) -> None:
    item = draft()
    row = sent(item, town, town.vejen)["vejen"]
    seen = row.revision_id or 0
    again = sent(rewritten(item, town["smed"], title="Noget andet"), town, town.vejen)["vejen"]
    assert again.pk == row.pk
    before = everything_of(item)
    with pytest.raises(NewerVersion):
        approve(row, town["vejen-redaktør"], seen=seen)
    assert everything_of(item) == before


def test_what_is_written_after_sending_is_not_shown(town: Town, draft: NewItem) -> None:
    item = draft()
    row = sent(item, town, town.vejen)["vejen"]
    rewritten(item, town["smed"], title="Ikke sendt")
    yes(row, town["vejen-redaktør"])
    assert titles(town.vejen) == ["Åbent hus"]
    assert fresh(item).has_unpublished_changes


def test_returned_with_a_comment_and_mended(
    town: Town, draft: NewItem, django_capture_on_commit_callbacks: Any
) -> None:
    item = draft()
    row = sent(item, town, town.vejen)["vejen"]
    with pytest.raises(CommentMissing):
        send_back(row, town["vejen-redaktør"], "  ")
    with django_capture_on_commit_callbacks(execute=True):
        send_back(row, town["vejen-redaktør"], "Skriv, hvor man parkerer.")
    assert [one.to for one in mail.outbox] == [["smed@example.dk"]]
    row.refresh_from_db()
    assert row.state == SubmissionState.RETURNED
    assert [one.text for one in row.remarks.all()] == ["Skriv, hvor man parkerer."]
    with pytest.raises(AnsweredAlready):
        yes(row, town["vejen-redaktør"])
    again = sent(rewritten(item, town["smed"], summary="Parkér i gården."), town, town.vejen)
    assert again["vejen"].pk != row.pk
    assert yes(again["vejen"], town["vejen-redaktør"])
    actions = set(HistoryEntry.objects.values_list("owner__slug", "action"))
    assert {("smedjen", "submission.send"), ("vejen", "submission.return")} <= actions
    assert ("vejen", "submission.approve") in actions


@pytest.mark.parametrize("name", ["aarhus-redaktør", "landet", "vejen-rådgiver", "smed", "anden"])
def test_others_neither_approve_nor_return(town: Town, draft: NewItem, name: str) -> None:
    item = draft()
    row = sent(item, town, town.vejen)["vejen"]
    before = everything_of(item)
    with pytest.raises(PermissionDenied):
        yes(row, town[name])
    with pytest.raises(PermissionDenied):
        send_back(row, town[name], "Nej")
    assert everything_of(item) == before


@pytest.mark.parametrize("name", ["anden", "vejen-redaktør", "landet"])
def test_others_neither_send_nor_take_back(town: Town, draft: NewItem, name: str) -> None:
    item = draft()
    row = sent(item, town, town.vejen)["vejen"]
    before = everything_of(item)
    with pytest.raises(PermissionDenied):
        submit(fresh(item), [town.aarhus], town[name])
    with pytest.raises(PermissionDenied):
        withdraw(row, town[name])
    with pytest.raises(PermissionDenied):
        take_down(fresh(item), town[name])
    assert everything_of(item) == before


def test_nothing_is_sent_to_nobody_or_to_a_company(town: Town, draft: NewItem) -> None:
    item = draft()
    with pytest.raises(NoTarget):
        sent(item, town)
    with pytest.raises(PermissionDenied):
        sent(item, town, town.company)
    assert not Submission.objects.exists()


def test_what_lacks_something_is_not_sent_and_says_what(town: Town, draft: NewItem) -> None:
    item = rewritten(draft(), town["smed"], summary="")
    with pytest.raises(NotReady) as refused:
        sent(item, town, town.vejen)
    assert list(refused.value.problems) == ["summary"]
    assert not Submission.objects.exists()


def test_taken_down_everywhere(town: Town, draft: NewItem) -> None:
    item = draft()
    for name, row in sent(item, town, town.vejen, town.aarhus).items():
        yes(row, town[f"{name}-redaktør"])
    take_down(fresh(item), town["smed"])
    assert titles(town.vejen) == titles(town.aarhus) == []
    row = sent(rewritten(item, town["smed"], title="Igen"), town, town.vejen)["vejen"]
    yes(row, town["vejen-redaktør"])
    assert titles(town.vejen) == ["Igen"]
    assert titles(town.aarhus) == [], "a yes of before does not count"


def test_taken_back_from_one_place(town: Town, draft: NewItem) -> None:
    item = draft()
    rows = sent(item, town, town.vejen, town.aarhus)
    for name, row in rows.items():
        yes(row, town[f"{name}-redaktør"])
    withdraw(rows["vejen"], town["smed"])
    assert titles(town.vejen) == []
    assert titles(town.aarhus) == ["Åbent hus"]
    withdraw(rows["aarhus"], town["smed"])
    assert not fresh(item).live


def test_a_submission_goes_with_its_item(town: Town, draft: NewItem) -> None:
    item = draft()
    sent(item, town, town.vejen)
    fresh(item).delete()
    assert not Submission.objects.exists()


def test_a_company_cannot_publish(town: Town, draft: NewItem) -> None:
    from cms.municipalities.actions import Action
    from cms.municipalities.roles import may

    assert not may(town["smed"], Action.PUBLISH, town.company)
    assert may(town["smed"], Action.SUBMIT, town.company)
