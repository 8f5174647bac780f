"""The partners' own page: writing, sending, mending, taking back, and who comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.library.models import Item
from cms.library.scope import everything
from cms.media.models import Video
from cms.municipalities.models import User
from cms.partners.prose import html_of
from cms.submissions.models import Submission, SubmissionState
from tests.submissions.conftest import NewItem, Town, draft, fresh, rewritten, titles, town

__all__ = ["draft", "town"]
HOST = "localhost"
EVENT = {
    "title": "Åben smedje",
    "summary": "Prøv at smede.",
    "starts_at": "2027-03-01T10:00",
    "body": "Kom forbi.\n\n- Kaffe\n- Kage",
    "form": "physical",
    "language": "da",
    "signup__seats": "12",
}
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(64)
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHej\n"


def client_of(user: User) -> Client:
    client = Client(HTTP_HOST=HOST)
    client.force_login(user)
    return client


@pytest.fixture
def smed(town: Town) -> Client:
    return client_of(town["smed"])


def url(view: str, *arguments: Any) -> str:
    return reverse(f"partners:{view}", args=arguments)


def only_item() -> Any:
    from cms.library.registry import item_model

    bare = Item.objects.everything("test").get()
    return item_model(bare.type_name).objects.everything("test").get(pk=bare.pk)


def test_written_sent_and_listed(town: Town, smed: Client) -> None:
    answer = smed.post(url("write", "company_event"), EVENT | {"send": "1"})
    item = only_item()
    assert answer.headers["Location"] == url("send", "company_event", item.pk)
    assert (item.owner_id, item.live, item.sharing) == (town.company.pk, False, "lent")
    assert item.body == "<p>Kom forbi.</p><ul><li>Kaffe</li><li>Kage</li></ul>"
    assert item.signup_settings.get().seats == 12
    form = {"municipalities": ["vejen", "aarhus"], "comment": "Vi glæder os."}
    page = smed.post(url("send", "company_event", item.pk), form, follow=True).content.decode()
    assert "Venter på Vejen" in page
    assert "Venter på Aarhus" in page
    assert Submission.objects.filter(state=SubmissionState.WAITING).count() == 2
    assert titles(town.vejen) == []


def test_a_company_begins_with_who_it_is(town: Town, smed: Client) -> None:
    """It is asked for until it is written, and then not a second time."""
    asked = "Begynd med, hvem I er"
    assert asked in smed.get(url("home")).content.decode()
    smed.post(url("write", "company_profile"), {"title": "Smedjen"})
    item = only_item()
    assert (item.owner_id, item.live) == (town.company.pk, False)
    page = smed.get(url("home")).content.decode()
    assert asked not in page
    assert url("write", "company_profile") not in page
    assert url("mend", "company_profile", item.pk) in page
    assert url("write", "company_event") in page
    # Nobody else's is asked for less because of it.
    assert asked in client_of(town["anden"]).get(url("home")).content.decode()


def test_a_draft_needs_only_a_title_and_sending_says_what_is_missing(
    town: Town, smed: Client
) -> None:
    nothing = smed.post(url("write", "company_event"), {"title": "", "summary": "Husk mig"})
    assert nothing.status_code == 422
    assert "Husk mig" in nothing.content.decode()
    assert not Item.objects.everything("test").exists()
    smed.post(url("write", "company_event"), {"title": "Kun titel"})
    item = only_item()
    page = smed.get(url("send", "company_event", item.pk), follow=True).content.decode()
    assert 'id="id_summary_error"' in page
    assert 'id="id_starts_at_error"' in page
    assert not Submission.objects.exists()


def test_a_film_is_kept_even_when_something_else_is_wrong(town: Town, smed: Client) -> None:
    files = {"video__upload": SimpleUploadedFile("film.mp4", MP4), "duration": "mange"}
    answer = smed.post(url("write", "company_video"), {"title": "Os", "language": "da"} | files)
    assert answer.status_code == 422
    video = Video.objects.get()
    assert f'value="{video.pk}" selected' in answer.content.decode()
    again = {"title": "Os", "language": "da", "video": str(video.pk), "summary": "Hos os"}
    smed.post(url("write", "company_video"), again)
    item = only_item()
    assert item.video == video
    page = smed.get(url("send", "company_video", item.pk), follow=True).content.decode()
    assert "undertekster" in page
    captions = {"video__captions": SimpleUploadedFile("film.vtt", VTT)}
    smed.post(url("mend", "company_video", item.pk), again | captions)
    assert video.captions.get().language == "da"
    assert smed.get(url("send", "company_video", item.pk)).status_code == 200


def test_what_is_no_film_is_refused(town: Town, smed: Client) -> None:
    files = {"video__upload": SimpleUploadedFile("film.mp4", b"ikke en film" * 9)}
    answer = smed.post(url("write", "company_video"), {"title": "Os"} | files)
    assert answer.status_code == 422
    assert "ikke en video" in answer.content.decode()
    assert not Video.objects.exists()


def test_mending_changes_nothing_that_is_shown(town: Town, smed: Client, draft: NewItem) -> None:
    item = draft()
    smed.post(url("send", "company_event", item.pk), {"municipalities": ["vejen"]})
    row = Submission.objects.get()
    from cms.submissions.services import approve

    approve(row, town["vejen-redaktør"], seen=row.revision_id or 0)
    smed.post(url("mend", "company_event", item.pk), EVENT)
    assert titles(town.vejen) == ["Åbent hus"]
    page = smed.get(url("home")).content.decode()
    assert "Vises i Vejen" in page
    smed.post(url("stop", "company_event", item.pk))
    assert titles(town.vejen) == []


def test_returned_words_are_seen_and_what_waits_is_taken_back(
    town: Town, smed: Client, draft: NewItem
) -> None:
    from cms.submissions.services import send_back

    item = draft()
    smed.post(url("send", "company_event", item.pk), {"municipalities": ["vejen", "odense"]})
    vejen, odense = Submission.objects.order_by("target__name")[::-1]
    send_back(vejen, town["vejen-redaktør"], "Hvor parkerer man?")
    page = smed.get(url("home")).content.decode()
    assert "Sendt tilbage af Vejen" in page
    assert "Hvor parkerer man?" in page
    smed.post(url("take_back", odense.pk))
    odense.refresh_from_db()
    assert odense.state == SubmissionState.WITHDRAWN


@pytest.mark.parametrize("view", ["mend", "send", "look", "stop", "delete"])
def test_others_items_are_not_there(town: Town, draft: NewItem, view: str) -> None:
    item = draft()
    other = client_of(town["anden"])
    for answer in (
        other.get(url(view, "company_event", item.pk)),
        other.post(url(view, "company_event", item.pk), EVENT | {"municipalities": ["vejen"]}),
    ):
        assert answer.status_code in (404, 405)
        assert "Åbent hus" not in answer.content.decode()
    assert "Åbent hus" not in other.get(url("home")).content.decode()
    assert not Submission.objects.exists()
    assert fresh(item).latest_revision_id == item.latest_revision_id


def test_others_submissions_are_not_taken_back(town: Town, draft: NewItem) -> None:
    from cms.submissions.services import submit

    (row,) = submit(fresh(draft()), [town.vejen], town["smed"])
    assert client_of(town["anden"]).post(url("take_back", row.pk)).status_code == 404
    row.refresh_from_db()
    assert row.is_waiting


def test_a_type_that_is_not_theirs_is_not_there(town: Town, smed: Client) -> None:
    answer = smed.post(url("write", "article"), {"title": "Nej"})
    assert answer.status_code == 404
    assert not Item.objects.everything("test").exists()


def test_the_door_is_closed_to_strangers_and_editors(town: Town) -> None:
    stranger = Client(HTTP_HOST=HOST).get(url("home"))
    assert stranger.headers["Location"].startswith(url("login"))
    assert client_of(town["vejen-redaktør"]).get(url("home")).status_code == 403


def test_the_editors_door_leads_to_their_own(town: Town, smed: Client) -> None:
    answer = smed.get("/admin/")
    assert answer.headers["Location"] == url("home")
    refused = smed.post("/admin/snippets/content_models/companyevent/add/", EVENT)
    assert refused.status_code == 403
    page = refused.content.decode()
    assert '<html lang="da"' in page
    assert "Her arbejder redaktørerne" in page
    assert "intet er ændret" in page
    assert f'href="{url("home")}"' in page
    assert not Item.objects.everything("test").exists()


def test_paragraphs_nobody_touched_keep_their_links() -> None:
    before = '<p>Se <a href="https://a.dk">her</a>.</p><p>Gammelt</p>'
    made = html_of("Se her.\n\nNyt & godt", before)
    assert made == '<p>Se <a href="https://a.dk">her</a>.</p><p>Nyt &amp; godt</p>'


def test_the_whole_form_of_every_type_opens(nation: Path) -> None:
    for name in ("pixelbakken-bruger", "talende-dansk-bruger"):
        client = client_of(User.objects.get(username=name))
        page = client.get(url("home"))
        assert page.status_code == 200
        own = [row.item for row in page.context["rows"]]
        assert own
        for item in own:
            assert client.get(url("mend", item.type_name, item.pk)).status_code == 200
            assert client.get(url("look", item.type_name, item.pk)).status_code == 200
        for _owner, types in page.context["owners"]:
            for one in types:
                assert client.get(url("write", one["name"])).status_code == 200


def test_saving_unchanged_loses_nothing(nation: Path) -> None:
    """What the plain form cannot show stays as it was."""
    client = client_of(User.objects.get(username="talende-dansk-bruger"))
    owned = Item.objects.everything("test").filter(owner__slug="talende-dansk")
    from cms.library.registry import item_model

    for bare in owned:
        item = item_model(bare.type_name).objects.everything("test").get(pk=bare.pk)
        form = client.get(url("mend", item.type_name, item.pk)).context["form"]
        data = {}
        for name in form.fields:
            value = form[name].value()
            if value not in (None, ""):
                data[name] = (
                    [str(getattr(one, "pk", one)) for one in value]
                    if isinstance(value, list)
                    else str(value)
                )
        client.post(url("mend", item.type_name, item.pk), data)
        with everything("test"):
            after = fresh(item).get_latest_revision_as_object()
        assert after.latest_revision_id
        for name in (n for n, f in item.declaration.fields.items() if f.kind != "reference"):
            now, then = getattr(after, name), getattr(item, name)
            if hasattr(then, "get_prep_value"):
                now, then = (
                    [(b.block_type, str(b.value)) for b in now],
                    [(b.block_type, str(b.value)) for b in then],
                )
            elif hasattr(then, "all"):
                now, then = set(now.all()), set(then.all())
            assert now == then, name


__all__ += ["rewritten"]
