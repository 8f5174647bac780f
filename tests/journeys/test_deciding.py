"""Only a person of the citizen's own municipality decides, and once."""

import pytest

from cms.journeys.deciding import (
    AlreadyDecided,
    NoCompanion,
    NotTheirs,
    confirm,
    decline,
    open_proposals,
    possible_companions,
)
from cms.journeys.models import Companion, Move, Proposal, Standing
from cms.journeys.walking import walk
from cms.pushes.models import Push
from tests.journeys.conftest import Away, Staff
from tests.personalisation.conftest import Nation


@pytest.fixture
def proposal(away: Away) -> Proposal:
    walk(away(15))
    return Proposal.objects.get()


def nothing_happened(proposal: Proposal) -> bool:
    proposal.refresh_from_db()
    return (
        proposal.status == "open"
        and not Companion.objects.exists()
        and not Move.objects.filter(to_state="accompanied").exists()
        and not Push.objects.filter(kind="companion_attached").exists()
    )


def test_a_yes_attaches_the_chosen_person_and_tells_the_citizen(
    proposal: Proposal, staff: Staff
) -> None:
    adviser, consultant = staff("adviser"), staff("personal_job_consultant")
    assert list(possible_companions(proposal)) == [consultant]
    confirm(proposal, adviser, companion=consultant, note="Vi taler sammen på tirsdag.")
    assert Companion.objects.get().person == consultant
    move = Move.objects.get(to_state="accompanied")
    assert move.person_name == "Ane Advis"
    assert move.note == "Vi taler sammen på tirsdag."
    assert Standing.objects.get(journey="contact").state == "accompanied"
    assert Push.objects.filter(kind="companion_attached").count() == 1


def test_a_no_changes_nothing(proposal: Proposal, staff: Staff) -> None:
    decline(proposal, staff("adviser"), note="Er på ferie.")
    assert not Companion.objects.exists()
    assert Standing.objects.get(journey="contact").state == "quiet"
    proposal.refresh_from_db()
    assert (proposal.status, proposal.note) == ("declined", "Er på ferie.")


def test_it_is_decided_once(proposal: Proposal, staff: Staff) -> None:
    adviser, consultant = staff("adviser"), staff("personal_job_consultant")
    decline(proposal, adviser)
    for answer in (
        lambda: decline(proposal, adviser),
        lambda: confirm(proposal, adviser, companion=consultant),
    ):
        with pytest.raises(AlreadyDecided):
            answer()
    assert not Companion.objects.exists()


def test_a_yes_needs_somebody_of_the_role(proposal: Proposal, staff: Staff, small: Nation) -> None:
    adviser = staff("adviser")
    elsewhere = staff("personal_job_consultant", small.aarhus)
    for companion in (None, adviser, elsewhere):
        with pytest.raises(NoCompanion):
            confirm(proposal, adviser, companion=companion)
        assert nothing_happened(proposal)


@pytest.mark.parametrize("role", ["municipal_editor", "municipal_administrator"])
def test_who_meets_no_citizens_decides_nothing(proposal: Proposal, staff: Staff, role: str) -> None:
    editor, consultant = staff(role), staff("personal_job_consultant")
    assert not open_proposals(editor).exists()
    with pytest.raises(NotTheirs):
        confirm(proposal, editor, companion=consultant)
    with pytest.raises(NotTheirs):
        decline(proposal, editor)
    assert nothing_happened(proposal)


def test_another_municipality_sees_and_decides_nothing(
    proposal: Proposal, staff: Staff, small: Nation
) -> None:
    stranger, consultant = staff("adviser", small.aarhus), staff("personal_job_consultant")
    assert not open_proposals(stranger).exists()
    with pytest.raises(NotTheirs):
        confirm(proposal, stranger, companion=consultant)
    assert nothing_happened(proposal)
