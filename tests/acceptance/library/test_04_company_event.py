"""A company's event: submitted, returned with a comment, mended, approved by two municipalities,
seen in both portals only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_script_prefix, reverse

from cms.library.models import Item, Loan, ShelfChoice
from cms.municipalities.models import Municipality, User
from cms.submissions.models import Submission
from tests.acceptance.declarations.doors import Portal

pytestmark = pytest.mark.django_db

WORD = "klokkestøberi"
EVENT = {
    "title": f"Åbent {WORD}",
    "summary": "Se, hvordan man støber, og tal med os om job.",
    "starts_at": "2027-03-01T10:00",
    "form": "physical",
    "language": "da",
    "signup__seats": "12",
}
COMMENT = "Skriv, hvor man parkerer."
MENDED = "Se, hvordan man støber. Parkér i gården."
ITEM = "query ($slug: String!) { companyEvent(slug: $slug) { title summary } }"
LIST = "{ companyEvents(first: 100) { nodes { title } } }"
SEARCH = f'{{ search(words: "{WORD}") {{ nodes {{ title }} }} }}'


def signed_in(username: str) -> Client:
    """Somebody of the staff, at the common front."""
    clear_script_prefix()
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username=username))
    return client


def seen_in(slug: str = "aabent-klokkestoeberi") -> set[str]:
    """The municipalities whose portal shows the event; every door must say the same."""
    found = set()
    for municipality in Municipality.objects.filter(slug__in=TOWNS):
        portal = Portal(municipality)
        own_page = portal.client.get(f"/arrangementer/{slug}/")
        assert (EVENT["title"] in own_page.content.decode()) == (own_page.status_code == 200)
        doors = {
            "page": own_page.status_code == 200,
            "list": EVENT["title"] in portal.page("/arrangementer/"),
            "hits": EVENT["title"] in portal.page("/soeg/", q=WORD),
            "item": portal.ask(ITEM, slug=slug)["companyEvent"] is not None,
            "items": EVENT["title"] in str(portal.ask(LIST)),
            "search": bool(portal.ask(SEARCH)["search"]["nodes"]),
        }
        assert len(set(doors.values())) == 1, (municipality.slug, doors)
        if doors["page"]:
            found.add(municipality.slug)
    return found


TOWNS = ("vejen", "aarhus", "thisted", "odense")


def state() -> list[Any]:
    """Everything that a refused answer could have changed."""
    return [
        *Submission.objects.order_by("pk").values_list("pk", "state", "revision", "decider"),
        *Loan.objects.order_by("pk").values_list("item", "municipality"),
        *ShelfChoice.objects.order_by("pk").values_list("item", "municipality", "taken"),
        *Item.objects.everything("test").order_by("pk").values_list("pk", "live", "sharing"),
    ]


def waiting(target: str) -> Submission:
    """What waits for a municipality."""
    return Submission.objects.get(
        target__slug=target, state="waiting", item__slug="aabent-klokkestoeberi"
    )


def answer(client: Client, row: Submission, **data: Any) -> int:
    """Press one of the two buttons."""
    address = reverse("editor_submission_answer", args=[row.pk])
    return client.post(address, {"seen": row.revision_id, **data}).status_code


def test_the_whole_way(nation: Path) -> None:
    company = signed_in("pixelbakken-bruger")
    vejen, aarhus = signed_in("vejen-redaktoer"), signed_in("aarhus-redaktoer")

    written = company.post(reverse("partners:write", args=["company_event"]), EVENT | {"send": "1"})
    send = written.headers["Location"]
    company.post(send, {"municipalities": ["vejen", "aarhus"]})
    assert seen_in() == set()
    assert f"Åbent {WORD}" in vejen.get(reverse("editor_submissions")).content.decode()
    assert f"Åbent {WORD}" in vejen.get(reverse("wagtailadmin_home")).content.decode()

    assert answer(vejen, waiting("vejen"), answer="return", comment="") == 422
    assert answer(vejen, waiting("vejen"), answer="return", comment=COMMENT) == 302
    page = company.get(reverse("partners:home")).content.decode()
    assert "Sendt tilbage af Vejen" in page
    assert COMMENT in page
    assert seen_in() == set()

    mend = send.removesuffix("send/")
    company.post(mend, EVENT | {"summary": MENDED})
    company.post(send, {"municipalities": ["vejen", "aarhus"], "comment": "Nu står det der."})
    shown = vejen.get(reverse("editor_submission", args=[waiting("vejen").pk])).content.decode()
    assert COMMENT in shown
    assert "Nu står det der." in shown

    refused(waiting("vejen"))

    assert answer(vejen, waiting("vejen"), answer="approve") == 302
    assert seen_in() == {"vejen"}
    assert answer(aarhus, waiting("aarhus"), answer="approve") == 302
    assert seen_in() == {"vejen", "aarhus"}
    for slug in ("vejen", "aarhus"):
        portal = Portal(Municipality.objects.get(slug=slug))
        assert portal.ask(ITEM, slug="aabent-klokkestoeberi")["companyEvent"]["summary"] == MENDED

    # What the company writes now is not seen before it is approved anew.
    company.post(mend, EVENT | {"title": f"Lukket {WORD}"})
    assert seen_in() == {"vejen", "aarhus"}
    page = company.get(reverse("partners:home")).content.decode()
    assert "Vises i Vejen" in page
    assert "Vises i Aarhus" in page

    company.post(f"{mend}tag-ned/")
    assert seen_in() == set()


def refused(row: Submission) -> None:
    """Nobody else can answer, look, or put it on a shelf, and nothing of it is in the refusal."""
    before = state()
    for name in (
        "thisted-redaktoer",
        "vejen-raadgiver",
        "national-redaktoer",
        "nordhavets-fisk-bruger",
        "pixelbakken-bruger",
    ):
        client = signed_in(name)
        for deed in ("approve", "return"):
            assert answer(client, row, answer=deed, comment="Nej") in (302, 403, 404)
        for view in ("editor_submission", "editor_submission_preview"):
            page = client.get(reverse(view, args=[row.pk]))
            assert page.status_code in (302, 403, 404)
            assert WORD not in page.content.decode()
        client.post(reverse("editor_shelf_choose"), {"do": f"take {row.item_id}"})
    late = signed_in("vejen-redaktoer")
    address = reverse("editor_submission_answer", args=[row.pk])
    stale = late.post(address, {"seen": (row.revision_id or 0) - 1, "answer": "approve"})
    assert stale.status_code == 422
    assert state() == before
