"""Drafts, publishing and going back: what citizens see, and when."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.appearance.models import State, ThemeVersion
from cms.appearance.services import (
    ChangedMeanwhile,
    NothingToPublish,
    TooLittleContrast,
    discard_draft,
    draft_of,
    go_back,
    go_back_to_files,
    publish,
    save_draft,
)
from cms.appearance.themes import theme_of
from cms.history.models import HistoryEntry
from cms.municipalities.models import Municipality, User
from cms.theming import Role, UnusableValues
from tests.appearance.conftest import css_of

BLUE, GREEN, PALE = "#123C7A", "#14532D", "#BBBBBB"


def dressed(values: dict[str, Any], primary: str) -> dict[str, Any]:
    return {**values, "colours": {**values["colours"], "primary": primary}}


def show(municipality: Municipality, values: dict[str, Any], primary: str) -> ThemeVersion:
    save_draft(municipality, dressed(values, primary), None)
    return publish(municipality, None)


def test_a_draft_is_seen_by_nobody(thisted: Municipality, values: dict[str, Any]) -> None:
    before = css_of()
    save_draft(thisted, dressed(values, BLUE), None)
    assert css_of() == before


def test_a_published_theme_is_seen_at_once(
    thisted: Municipality, values: dict[str, Any], person: User
) -> None:
    others = css_of("aarhus")
    save_draft(thisted, dressed(values, BLUE), person)
    version = publish(thisted, person)
    assert f"--primary: {BLUE}" in css_of()
    assert css_of("aarhus") == others
    assert version.edited_by == person
    assert version.published_at is not None
    assert draft_of(thisted) is None


def test_another_process_sees_it_too(thisted: Municipality, values: dict[str, Any]) -> None:
    """What is remembered hangs on the request's own object, so a new one asks again."""
    elsewhere = Municipality.objects.get(pk=thisted.pk)
    theme_of(elsewhere)
    show(thisted, values, BLUE)
    ThemeVersion.objects.filter(municipality=thisted).update(state=State.RETIRED)
    assert f"--primary: {BLUE}" not in css_of()
    ThemeVersion.objects.filter(municipality=thisted).update(state=State.PUBLISHED)
    assert f"--primary: {BLUE}" in css_of()


def test_the_address_of_the_rules_names_their_content(
    thisted: Municipality, values: dict[str, Any]
) -> None:
    client = Client(headers={"host": "thisted.localhost"})
    page = client.get("/").content.decode()
    start = page.index("/tema/")
    old = page[start : page.index('"', start)]
    assert "immutable" in client.get(old).headers["Cache-Control"]
    show(thisted, values, BLUE)
    assert client.get(old).headers["Cache-Control"] == "no-store"
    assert old not in client.get("/").content.decode()


def test_too_little_contrast_is_not_published(
    thisted: Municipality, values: dict[str, Any]
) -> None:
    first = show(thisted, values, BLUE)
    seen = css_of()
    save_draft(thisted, dressed(values, PALE), None)
    with pytest.raises(TooLittleContrast) as caught:
        publish(thisted, None)
    problem = caught.value.problems[0]
    assert problem.pair.foreground in {Role.PRIMARY, Role.ON_PRIMARY}
    assert problem.ratio < problem.pair.ratio
    assert css_of() == seen
    assert draft_of(thisted) is not None
    assert ThemeVersion.objects.get(state=State.PUBLISHED, municipality=thisted) == first


def test_the_proposed_colours_can_be_published(
    thisted: Municipality, values: dict[str, Any]
) -> None:
    colours = dict(values["colours"], primary=PALE)
    for _turn in range(len(Role)):
        save_draft(thisted, {**values, "colours": colours}, None)
        try:
            publish(thisted, None)
            break
        except TooLittleContrast as error:
            problem = error.problems[0]
            colours[problem.pair.foreground.value] = problem.proposal
    assert f"--primary: {colours['primary']}" in css_of()


def test_going_back_shows_the_earlier_one_and_keeps_everything(
    thisted: Municipality, values: dict[str, Any], person: User
) -> None:
    first = show(thisted, values, BLUE)
    show(thisted, values, GREEN)
    save_draft(thisted, dressed(values, "#5B2A86"), None)
    again = go_back(thisted, first.number, person)
    assert f"--primary: {BLUE}" in css_of()
    assert (again.origin, again.number) == (1, 4)
    assert draft_of(thisted) is not None
    assert ThemeVersion.objects.filter(municipality=thisted).count() == 4


def test_going_back_to_the_files(thisted: Municipality, values: dict[str, Any]) -> None:
    before = css_of()
    show(thisted, values, BLUE)
    go_back_to_files(thisted, None)
    assert css_of() == before
    assert ThemeVersion.objects.filter(municipality=thisted).count() == 1


def test_one_can_not_go_back_to_a_draft_or_to_others_versions(
    thisted: Municipality, values: dict[str, Any]
) -> None:
    show(Municipality.objects.get(slug="aarhus"), values, BLUE)
    draft = save_draft(thisted, values, None)
    seen = css_of()
    for number in (draft.number, 99):
        with pytest.raises(ThemeVersion.DoesNotExist):
            go_back(thisted, number, None)
    assert css_of() == seen


def test_two_who_change_at_once_are_told(thisted: Municipality, values: dict[str, Any]) -> None:
    draft = save_draft(thisted, dressed(values, BLUE), None, seen_edit=0)
    with pytest.raises(ChangedMeanwhile):
        save_draft(thisted, dressed(values, GREEN), None, seen_edit=0)
    draft.refresh_from_db()
    assert draft.tokens["colours"]["primary"] == BLUE
    save_draft(thisted, dressed(values, GREEN), None, seen_edit=draft.edits)


def test_wrong_values_are_refused_and_nothing_is_kept(
    thisted: Municipality, values: dict[str, Any]
) -> None:
    with pytest.raises(UnusableValues):
        save_draft(thisted, dressed(values, "red;} body{display:none"), None)
    assert not ThemeVersion.objects.exists()


def test_nothing_to_publish(thisted: Municipality, values: dict[str, Any]) -> None:
    with pytest.raises(NothingToPublish):
        publish(thisted, None)
    save_draft(thisted, values, None)
    discard_draft(thisted, None)
    assert draft_of(thisted) is None


def test_the_look_costs_one_small_query_for_each_request(
    thisted: Municipality, values: dict[str, Any]
) -> None:
    show(thisted, values, BLUE)
    css_of()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        Client(headers={"host": "thisted.localhost"}).get("/hjaelp/")
    asked = [each["sql"] for each in queries if "appearance_themeversion" in each["sql"]]
    assert len(asked) == 1


def test_history_says_who_changed_what(
    thisted: Municipality, values: dict[str, Any], person: User
) -> None:
    save_draft(thisted, dressed(values, BLUE), person)
    publish(thisted, person)
    save_draft(thisted, dressed(values, GREEN), person)
    discard_draft(thisted, person)
    go_back(thisted, 1, person)
    go_back_to_files(thisted, person)
    entries = HistoryEntry.objects.filter(owner_id=thisted.pk, action__startswith="theme.")
    assert [entry.action for entry in reversed(entries)] == [
        "theme.save", "theme.publish", "theme.save", "theme.discard", "theme.back", "theme.files",
    ]  # fmt: skip
    first = list(entries)[-1]
    assert first.user == person
    assert first.data["changes"] == {"colours.primary": {"before": "#0B5A66", "after": BLUE}}


def test_what_is_refused_leaves_no_history(thisted: Municipality, values: dict[str, Any]) -> None:
    save_draft(thisted, dressed(values, PALE), None)
    with pytest.raises(TooLittleContrast):
        publish(thisted, None)
    assert not HistoryEntry.objects.filter(action="theme.publish").exists()
