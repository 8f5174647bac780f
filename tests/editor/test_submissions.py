"""The screens of what was sent in, the rule of two pairs of eyes, and releases."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.history.models import HistoryEntry
from cms.library.models import Item
from cms.library.registry import item_model
from cms.municipalities.models import Municipality, User
from cms.submissions.models import Release, ReleaseState, Submission
from cms.submissions.releases import collect
from cms.submissions.services import submit
from tests.submissions.conftest import NewItem, Town, draft, fresh, titles, town

__all__ = ["draft", "town"]


def client_of(user: User) -> Client:
    """Somebody of the staff, let into the admin."""
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.fixture
def sent(town: Town, draft: NewItem) -> Submission:
    return submit(fresh(draft()), [town.vejen], town["smed"])[0]


def answer(client: Client, row: Submission, **data: Any) -> Any:
    address = reverse("editor_submission_answer", args=[row.pk])
    return client.post(address, {"seen": row.revision_id, **data})


def test_listed_looked_at_and_approved(town: Town, sent: Submission) -> None:
    vejen = client_of(town["vejen-redaktør"])
    assert "Åbent hus" in vejen.get(reverse("editor_submissions")).content.decode()
    page = vejen.get(reverse("editor_submission", args=[sent.pk])).content.decode()
    assert "Smedjen" in page
    preview = vejen.get(reverse("editor_submission_preview", args=[sent.pk]))
    assert "Se smedjen." in preview.content.decode()
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer(vejen, sent, answer="approve", comment="Fint").status_code == 302
    assert titles(town.vejen) == ["Åbent hus"]
    assert "Besvaret for nylig" in vejen.get(reverse("editor_submissions")).content.decode()


def test_a_refused_answer_keeps_the_comment(town: Town, sent: Submission) -> None:
    vejen = client_of(town["vejen-redaktør"])
    assert answer(vejen, sent, answer="return").status_code == 422
    stale = answer(vejen, sent, answer="approve", seen=0, comment="Mine ord")
    assert stale.status_code == 422
    assert "Mine ord" in stale.content.decode()
    assert titles(town.vejen) == []


@pytest.mark.parametrize("name", ["aarhus-redaktør", "vejen-rådgiver", "landet"])
def test_others_dont_see_it(town: Town, sent: Submission, name: str) -> None:
    client = client_of(town[name])
    listed = client.get(reverse("editor_submissions"))
    assert "Åbent hus" not in listed.content.decode()
    for view in ("editor_submission", "editor_submission_preview"):
        page = client.get(reverse(view, args=[sent.pk]))
        assert page.status_code in (302, 404)
        assert "Åbent hus" not in page.content.decode()
    assert answer(client, sent, answer="approve").status_code in (302, 404)
    sent.refresh_from_db()
    assert sent.is_waiting


class TestTwoEyes:
    """The rule, at the form's own button."""

    @pytest.fixture
    def careful(self, town: Town) -> Municipality:
        user = town.person("chef", "municipal_administrator", town.vejen)
        address = reverse("editor_submission_rules", args=["vejen"])
        client_of(user).post(address, {"two_eyes": "on"})
        town.vejen.refresh_from_db()
        assert town.vejen.two_eyes
        entry = HistoryEntry.objects.get(action="municipality.two_eyes")
        assert entry.owner_id == town.vejen.pk
        return town.vejen

    def test_only_those_who_manage_the_site_change_it(self, town: Town) -> None:
        address = reverse("editor_submission_rules", args=["vejen"])
        for name in ("vejen-redaktør", "landet", "aarhus-redaktør"):
            assert client_of(town[name]).post(address, {"two_eyes": "on"}).status_code == 404
        town.vejen.refresh_from_db()
        assert not town.vejen.two_eyes

    def test_publishing_alone_sends_it_to_a_colleague(
        self, town: Town, careful: Municipality
    ) -> None:
        model = item_model("article")
        add = reverse(model.snippet_viewset.get_url_name("add"))
        writer, colleague = town["vejen-redaktør"], town["vejen-kollega"]
        page = client_of(writer).get(add)
        data = filled(page.context["form"], title="Nyt", summary="Kort", owner=str(careful.pk))
        done = client_of(writer).post(add, data | {"action-publish": "1"}, follow=True)
        assert "venter under Indsendt" in done.content.decode()
        assert titles(careful) == []
        row = Submission.objects.get()
        assert row.target_id == careful.pk
        assert answer(client_of(writer), row, answer="approve").status_code == 422
        assert titles(careful) == []
        item = Item.objects.everything("test").get(pk=row.item_id)
        edit = reverse(model.snippet_viewset.get_url_name("edit"), args=[item.pk])
        form = client_of(colleague).get(edit).context["form"]
        client_of(colleague).post(edit, filled(form) | {"action-publish": "1"})
        assert titles(careful) == ["Nyt"]


def filled(form: Any, **values: str) -> dict[str, Any]:
    """What a browser would send of a form."""
    data: dict[str, Any] = {}
    for bound in form:
        value = (
            bound.field.widget.format_value(bound.value())
            if hasattr(bound.field.widget, "format_value")
            else bound.value()
        )
        if value not in (None, "", [], ()):
            data[bound.html_name] = value
        elif hasattr(bound.field, "block"):
            data[f"{bound.html_name}-count"] = "0"
    for formset in getattr(form, "formsets", {}).values():
        for bound in formset.management_form:
            data[bound.html_name] = bound.value() or 0
    return data | values


class TestReleases:
    """The national editor's screens."""

    @pytest.fixture
    def desk(self, town: Town) -> Client:
        return client_of(town["landet"])

    def test_collected_and_published(self, town: Town, desk: Client, draft: NewItem) -> None:
        items = [
            draft("article", town.nation, town["landet"], title=title, sharing="on_by_default")
            for title in ("Første", "Anden")
        ]
        desk.post(reverse("editor_releases"), {"name": "Nye regler"})
        release = Release.objects.get()
        change = reverse("editor_release_change", args=[release.pk])
        assert "Første" in desk.get(reverse("editor_release", args=[release.pk])).content.decode()
        desk.post(change, {"do": "add", "items": [item.pk for item in items]})
        page = desk.get(reverse("editor_release", args=[release.pk]))
        # A browser would refuse the other buttons without a moment.
        assert "required" not in str(page.context["moment"]["moment"])
        assert titles(town.vejen) == []
        assert desk.post(change, {"do": "plan", "moment": "2020-01-01T10:00"}).status_code == 422
        desk.post(change, {"do": "publish"})
        assert titles(town.vejen) == ["Anden", "Første"]
        assert HistoryEntry.objects.filter(action="release.publish").exists()

    def test_reasons_stand_at_each_item(self, town: Town, desk: Client, draft: NewItem) -> None:
        wrong = draft("article", town.nation, town["landet"], summary="")
        release = collect(town.nation, "Nyt", [fresh(wrong)], town["landet"])
        change = reverse("editor_release_change", args=[release.pk])
        page = desk.post(change, {"do": "publish"})
        assert page.status_code == 422
        assert "Kort fortalt: Dette felt" in page.content.decode()
        release.refresh_from_db()
        assert release.state == ReleaseState.DRAFT

    def test_foreign_drafts_are_not_taken(self, town: Town, desk: Client, draft: NewItem) -> None:
        own = draft("article", town.nation, town["landet"])
        foreign = draft("activity", town.vejen, town["vejen-redaktør"], title="Fremmed")
        release = collect(town.nation, "Nyt", [], town["landet"])
        change = reverse("editor_release_change", args=[release.pk])
        page = desk.post(change, {"do": "add", "items": [own.pk, foreign.pk]})
        assert page.status_code == 422
        assert "Fremmed" not in page.content.decode()
        assert not release.entries.exists()

    def test_others_stay_out(self, town: Town, draft: NewItem) -> None:
        release = collect(
            town.nation, "Hemmeligt", [fresh(draft("article", town.nation))], town["landet"]
        )
        client = client_of(town["vejen-redaktør"])
        for answer in (
            client.get(reverse("editor_releases")),
            client.get(reverse("editor_release", args=[release.pk])),
            client.post(reverse("editor_release_change", args=[release.pk]), {"do": "publish"}),
        ):
            assert answer.status_code in (302, 403)
            assert "Hemmeligt" not in answer.content.decode()
        release.refresh_from_db()
        assert release.state == ReleaseState.DRAFT
