"""The screen where a municipality's administrator makes its look."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.appearance.models import State, ThemeVersion
from cms.appearance.services import draft_of, publish, save_draft, starting_values
from cms.appearance.themes import pictures_folder
from cms.appearance.uploads import MEGABYTE
from cms.editor.appearance.forms import initial_of
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import ROLES
from tests.appearance.conftest import css_of
from tests.appearance.pictures import LOGO, photograph

SCREEN = reverse("editor_appearance_of", args=["thisted"])
BLUE, PALE = "#123C7A", "#BBBBBB"


def filled(municipality: Municipality, **changes: Any) -> dict[str, Any]:
    """What a browser would send: the form as it stands, with changes."""
    draft = draft_of(municipality)
    initial = initial_of(starting_values(municipality), draft.edits if draft else 0)
    return {**initial, **{key.replace("__", "-"): value for key, value in changes.items()}}


def said(client: Client, data: dict[str, Any]) -> str:
    """What the screen says after the form has been sent."""
    return client.post(SCREEN, data, follow=True).content.decode()


def test_the_form_begins_with_the_theme_that_is_shown(administrator: Client) -> None:
    page = administrator.get(SCREEN).content.decode()
    assert 'value="#0B5A66"' in page
    assert "Alle farver kan læses" in page


def test_saved_then_published(administrator: Client, thisted: Municipality) -> None:
    before = css_of()
    assert "gemt" in said(administrator, filled(thisted, colours__primary=BLUE, action="save"))
    assert css_of() == before
    assert "udgivet" in said(administrator, filled(thisted, action="publish"))
    assert f"--primary: {BLUE}" in css_of()


def test_too_little_contrast_is_saved_but_not_published(
    administrator: Client, thisted: Municipality
) -> None:
    before = css_of()
    page = said(administrator, filled(thisted, colours__primary=PALE, action="publish"))
    assert "ikke udgivet" in page
    assert "Hovedfarve" in page
    assert PALE in page
    assert "1,83:1" in page
    assert "#696969" in page
    assert css_of() == before
    assert draft_of(thisted).tokens["colours"]["primary"] == PALE  # type: ignore[union-attr]


def test_the_proposal_is_taken_with_one_press_without_javascript(
    administrator: Client, thisted: Municipality
) -> None:
    said(administrator, filled(thisted, colours__primary=PALE, action="save"))
    said(administrator, filled(thisted, use="colours-primary=#696969"))
    assert "udgivet" in said(administrator, filled(thisted, action="publish"))
    assert "--primary: #696969" in css_of()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"colours__primary": "blå"}, "Skriv farven"),
        ({"colours__primary": "#fff;} body{}"}, "Skriv farven"),
        ({"type__body_size": "99"}, "22"),
        ({"name": ""}, "skal udfyldes"),
    ],
)
def test_a_wrong_value_is_told_beside_its_field(
    administrator: Client, thisted: Municipality, changes: dict[str, str], told: str
) -> None:
    page = said(administrator, filled(thisted, **changes, action="publish"))
    assert told in page
    assert "Intet er gemt endnu" in page
    assert not ThemeVersion.objects.exists()


def test_colours_may_be_written_as_people_write_them(
    administrator: Client, thisted: Municipality
) -> None:
    said(administrator, filled(thisted, colours__primary="135", action="save"))
    assert draft_of(thisted).tokens["colours"]["primary"] == "#113355"  # type: ignore[union-attr]


def test_two_who_change_at_once(administrator: Client, thisted: Municipality) -> None:
    data = filled(thisted, colours__primary=BLUE, action="save")
    save_draft(thisted, starting_values(thisted), None)
    page = said(administrator, data)
    assert "Intet er gemt endnu" in page
    assert BLUE in page
    assert draft_of(thisted).tokens["colours"]["primary"] != BLUE  # type: ignore[union-attr]


def test_a_logo_is_cleaned_and_shown(administrator: Client, thisted: Municipality) -> None:
    logo = SimpleUploadedFile("logo.svg", LOGO.encode())
    picture = SimpleUploadedFile("hero.jpg", photograph("JPEG"))
    page = said(administrator, filled(thisted, mark=logo, hero=picture, action="publish"))
    assert "&lt;script&gt;" in page
    visitor = Client(headers={"host": "thisted.localhost"})
    front = visitor.get("/").content.decode()
    for key in ("mark", "hero"):
        name = starting_values(thisted)[key]
        assert f'<img src="/media/appearance/0787/{name}" alt="">' in front
        shown = b"".join(visitor.get(f"/media/appearance/0787/{name}"))
        assert b"script" not in shown
    assert visitor.get("/ikon.svg").headers["Content-Type"] == "image/svg+xml"


def test_a_false_picture_is_refused_and_the_rest_is_kept(
    administrator: Client, thisted: Municipality
) -> None:
    false = SimpleUploadedFile("logo.png", bytes(50 * MEGABYTE), content_type="image/png")
    data = filled(thisted, mark=false, colours__primary=BLUE, action="publish")
    page = said(administrator, data)
    assert "er ikke et billede" in page
    assert "50 MB" in page
    assert BLUE in page
    assert not ThemeVersion.objects.exists()
    assert not list(pictures_folder(thisted).glob("*"))


def test_a_hidden_name_leads_nowhere_else(administrator: Client, thisted: Municipality) -> None:
    for name in ("../../secret.svg", "a/b.svg", "gone.svg"):
        said(administrator, filled(thisted, mark_name=name, action="save"))
        assert "mark" not in draft_of(thisted).tokens  # type: ignore[union-attr]


def test_what_is_wrong_is_told_as_one_types(administrator: Client, thisted: Municipality) -> None:
    url = reverse("editor_appearance_contrasts", args=["thisted"])
    answer = administrator.post(url, filled(thisted, colours__primary=PALE)).json()
    assert not answer["passes"]
    assert answer["problems"][0]["field"] == "colours-primary"
    assert answer["problems"][0]["proposal"] == "#696969"
    assert f"--primary: {PALE}" in answer["css"]
    mended = administrator.post(url, filled(thisted, colours__primary="#696969")).json()
    assert mended["passes"]
    wrong = administrator.post(url, filled(thisted, colours__primary="#12")).json()
    assert "colours-primary" in wrong["errors"]
    assert not ThemeVersion.objects.exists()


def test_the_real_front_page_is_drawn_with_the_draft(
    administrator: Client, thisted: Municipality
) -> None:
    said(administrator, filled(thisted, colours__primary=BLUE, action="save"))
    answer = administrator.get(reverse("editor_appearance_preview", args=["thisted"]))
    page = answer.content.decode()
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Thisted Kommune" in page
    start = page.index(f"{SCREEN}tema.css")
    rules = administrator.get(page[start : page.index('"', start)])
    assert f"--primary: {BLUE}" in rules.content.decode()
    assert "no-store" in rules.headers["Cache-Control"]


def test_back_to_an_earlier_version(administrator: Client, thisted: Municipality) -> None:
    for colour in (BLUE, "#14532D"):
        said(administrator, filled(thisted, colours__primary=colour, action="publish"))
    back = reverse("editor_appearance_back", args=["thisted"])
    preview = reverse("editor_appearance_css", args=["thisted"])
    assert BLUE in administrator.get(preview, {"version": "1"}).content.decode()
    administrator.post(back, {"version": "1"})
    assert f"--primary: {BLUE}" in css_of()
    administrator.post(back, {"version": "files"})
    assert "--primary: #0B5A66" in css_of()
    for wrong in ("99", "x", ""):
        assert administrator.post(back, {"version": wrong}).status_code == 404
    assert ThemeVersion.objects.filter(municipality=thisted).count() == 3


def test_out_as_zip_and_in_again(administrator: Client, thisted: Municipality) -> None:
    said(administrator, filled(thisted, colours__primary=BLUE, action="save"))
    answer = administrator.get(reverse("editor_appearance_download", args=["thisted"]))
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names == ["thisted/theme.yaml", "thisted/mark.svg", "thisted/hero.svg"]
    administrator.post(reverse("editor_appearance_discard", args=["thisted"]))
    upload = reverse("editor_appearance_upload", args=["thisted"])
    administrator.post(upload, {"archive": SimpleUploadedFile("t.zip", answer.content)})
    assert draft_of(thisted).tokens["colours"]["primary"] == BLUE  # type: ignore[union-attr]
    refused = administrator.post(
        upload, {"archive": SimpleUploadedFile("t.zip", b"no zip")}, follow=True
    )
    assert "Intet er hentet ind" in refused.content.decode()


def everything_asked(client: Client, municipality: Municipality) -> list[Any]:
    """Each address of the screen, asked for and written to."""
    slug = municipality.slug
    names = ("_of", "_contrasts", "_preview", "_css", "_back", "_discard", "_download", "_upload")
    addresses = [reverse(f"editor_appearance{name}", args=[slug]) for name in names]
    data = {**filled(municipality), "action": "publish", "version": "files"}
    return [client.get(url) for url in addresses] + [client.post(url, data) for url in addresses]


@pytest.mark.parametrize(
    "user_name",
    ["thisted-redaktoer", "thisted-raadgiver", "aarhus-administrator", "national-administrator",
     "pixelbakken-bruger", None],
)  # fmt: skip
def test_nobody_else_sees_or_changes_anything(
    thisted: Municipality, values: dict[str, Any], user_name: str | None
) -> None:
    save_draft(thisted, {**values, "name": "Hemmelig kladde"}, None)
    publish(thisted, None)
    draft = save_draft(thisted, {**values, "name": "Hemmelig kladde"}, None)
    before, seen = list(ThemeVersion.objects.values()), css_of()
    client = Client()
    if user_name:
        client.force_login(User.objects.get(username=user_name))
    for answer in everything_asked(client, thisted):
        assert answer.status_code in {302, 403, 405}
        assert "Hemmelig kladde" not in answer.content.decode()
    assert list(ThemeVersion.objects.values()) == before
    assert css_of() == seen
    assert draft.state == State.DRAFT


def test_the_menu_shows_the_way_to_those_who_may(nation: Path, administrator: Client) -> None:
    assert reverse("editor_appearance") in administrator.get("/admin/").content.decode()
    assert administrator.get(reverse("editor_appearance")).url == SCREEN  # type: ignore[attr-defined]
    editor = Client()
    editor.force_login(User.objects.get(username="thisted-redaktoer"))
    assert reverse("editor_appearance") not in editor.get("/admin/").content.decode()
    assert "dress" in {str(action) for action in ROLES["municipal_administrator"].actions}
