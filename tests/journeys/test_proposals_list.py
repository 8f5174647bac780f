"""The list of proposals: who may be attached to whom, in a constant number of questions."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.citizens.models import Citizen
from cms.journeys.book import current_journeys
from cms.journeys.deciding import companions_by_proposal, possible_companions
from cms.journeys.models import Proposal
from cms.journeys.walking import walk
from cms.municipalities.models import User
from cms.municipalities.roles import give_role
from cms.rights import looks
from cms.rights.models import Look
from cms.staff.access import welcome
from tests.journeys.conftest import Away, Staff
from tests.personalisation.conftest import Nation


def proposed(away: Away, count: int) -> None:
    for _number in range(count):
        walk(away(15))


def questions(user: User, small: Nation) -> int:
    """How many queries the list needs, for somebody who is let in."""
    welcome(user, "adviser", small.thisted)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    client.get(reverse("editor_proposals"))  # what is remembered from page to page
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("editor_proposals")).status_code == 200
    return len(asked)


def test_a_long_list_asks_no_more_than_a_short_one(away: Away, staff: Staff, small: Nation) -> None:
    adviser = staff("adviser")
    staff("personal_job_consultant")
    proposed(away, 2)
    few = questions(adviser, small)
    proposed(away, 6)
    assert Proposal.objects.count() == 8
    assert questions(adviser, small) == few


def test_the_same_people_as_one_by_one(away: Away, staff: Staff, small: Nation) -> None:
    consultant = staff("personal_job_consultant")
    staff("personal_job_consultant", small.aarhus)
    gone = staff("journey_assistant")
    give_role(gone, "personal_job_consultant", small.thisted)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    proposed(away, 2)
    moved = Proposal.objects.latest("pk")
    Citizen.objects.filter(pk=moved.citizen_id).update(municipality=small.aarhus)
    rows = list(Proposal.objects.select_related("citizen__municipality"))
    found = companions_by_proposal(rows, current_journeys())
    assert found == {one.pk: list(possible_companions(one)) for one in rows}
    assert [consultant] in found.values() and len({str(one) for one in found.values()}) == 2


def test_each_look_is_noted_in_the_right_role(away: Away, staff: Staff, small: Nation) -> None:
    adviser = staff("adviser")
    proposed(away, 2)
    hidden = Citizen.objects.latest("pk")
    Citizen.objects.filter(pk=hidden.pk).update(protected_name=True)
    questions(adviser, small)
    noted = Look.objects.filter(person=adviser)
    assert noted.count() == 4 and {tuple(one.roles) for one in noted} == {("adviser",)}
    assert {one.what[0] for one in noted.filter(citizen=hidden)} == {looks.UNNAMED}
    assert {one.what[0] for one in noted.exclude(citizen=hidden)} == {looks.LIST}
    assert all("proposals" in one.what for one in noted)
