"""Sign-up on a type that no code knows: seats, questions, last moments, the desk, the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from cms.capabilities.base import UnknownAction
from cms.capabilities.questions import MissingAnswer, WrongAnswer
from cms.capabilities.signup import desk
from cms.capabilities.signup.capability import CAPABILITY
from cms.capabilities.signup.models import Signup, SignupQuestion, SignupSettings
from cms.capabilities.signup.services import (
    CancelTooLate,
    SignupClosed,
    sign_off,
    sign_up,
    take_out,
)
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.library.models import Item
from cms.library.scope import everything
from cms.municipalities.models import User
from cms.municipalities.roles import give_role
from cms.pushes.models import Push
from cms.rights.models import Look
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]


@pytest.fixture
def item(make: Make, nation: Nation) -> Item:
    """One seat; a scheme of Thisted's own."""
    made = make("mentor_scheme")
    made.owner = nation.thisted
    with everything("test"):
        made.save()
    SignupSettings.objects.create(item=made, seats=1)
    return made


@pytest.fixture
def staff(nation: Nation) -> Callable[..., User]:
    """Somebody with a role in Thisted."""

    def made(*roles: str) -> User:
        user = get_user_model().objects.create_user(f"one-{User.objects.count()}")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        for role in roles:
            give_role(user, role, nation.thisted)
        return User.objects.get(pk=user.pk)

    return made


def asked(item: Item, text: str = "Hvad spiser du?", **values: Any) -> int:
    return int(SignupQuestion.objects.create(item=item, text=text, **values).pk)


def posted(**values: str) -> QueryDict:
    made = QueryDict(mutable=True)
    made.update(values)
    return made


def states(item: Item) -> list[str]:
    return list(Signup.objects.filter(item=item).values_list("state", flat=True))


def test_who_waits_moves_up_and_is_told_once(item: Item, nation: Nation) -> None:
    first, second, third = nation.citizen(), nation.citizen(), nation.citizen()
    for citizen in (first, second, third, second):
        sign_up(item, citizen)
    assert states(item) == ["seated", "waiting", "waiting"]
    sign_off(item, first)
    sign_off(item, first)
    assert states(item) == ["seated", "waiting"]
    told = Push.objects.filter(kind="seat_free")
    assert list(told.values_list("citizen", "item")) == [(second.pk, item.pk)]


def test_more_seats_and_an_erased_citizen_let_others_in(item: Item, nation: Nation) -> None:
    people = [nation.citizen() for _number in range(4)]
    for citizen in people:
        sign_up(item, citizen)
    settings = SignupSettings.objects.get(item=item)
    settings.seats = 2
    settings.save()
    assert states(item) == ["seated", "seated", "waiting", "waiting"]
    erase(people[0])
    assert states(item) == ["seated", "seated", "waiting"]
    assert set(Push.objects.values_list("citizen", flat=True)) == {people[1].pk, people[2].pk}


def test_questions_are_answered_or_nothing_happens(item: Item, nation: Nation) -> None:
    citizen = nation.citizen()
    food = asked(item, required=True)
    lift = asked(item, "Kører du selv?", kind="yes_no")
    with pytest.raises(MissingAnswer):
        sign_up(item, citizen, {lift: "yes"})
    with pytest.raises(WrongAnswer):
        sign_up(item, citizen, {food: "Alt", lift: "maybe"})
    assert states(item) == []
    own = sign_up(item, citizen, {food: " Alt ", lift: "no", 0: "noise"})
    assert own.answers == [["Hvad spiser du?", "Alt"], ["Kører du selv?", "no"]]
    assert sign_up(item, citizen).answers == own.answers
    assert sign_up(item, citizen, {food: "Fisk"}).answers == [["Hvad spiser du?", "Fisk"]]
    SignupQuestion.objects.all().delete()
    assert "Fisk" in json.dumps(export(citizen), default=str, ensure_ascii=False)
    assert "Fisk" in str(list(CAPABILITY.export_citizen(citizen)))


def test_last_moments(item: Item, nation: Nation) -> None:
    seated, waits, late = nation.citizen(), nation.citizen(), nation.citizen()
    sign_up(item, seated)
    sign_up(item, waits)
    past = timezone.now() - timedelta(minutes=1)
    SignupSettings.objects.filter(item=item).update(deadline=past, cancel_until=past)
    with pytest.raises(SignupClosed):
        sign_up(item, late)
    with pytest.raises(CancelTooLate):
        sign_off(item, seated)
    assert states(item) == ["seated", "waiting"]
    sign_off(item, waits)
    assert states(item) == ["seated"]
    take_out(item, seated)
    assert states(item) == []


def test_its_owners_close_and_open(
    item: Item, nation: Nation, staff: Callable[..., User], client_of: ClientOf
) -> None:
    editor, reader, citizen = staff("municipal_editor"), staff("adviser"), nation.citizen()
    with pytest.raises(UnknownAction):
        CAPABILITY.look_after(item, reader, posted(action="close"))
    sign_up(item, nation.citizen())
    CAPABILITY.look_after(item, editor, posted(action="close"))
    with pytest.raises(SignupClosed):
        sign_up(item, citizen)
    page = client_of(citizen).get(f"/mentorordninger/{item.slug}/").content.decode()
    assert "lukket for tilmelding" in page
    CAPABILITY.look_after(item, editor, posted(action="open"))
    sign_up(item, citizen)
    assert states(item) == ["seated", "waiting"]


def test_a_word_to_all_is_told_once(item: Item, nation: Nation, staff: Callable[..., User]) -> None:
    people = [nation.citizen(), nation.citizen()]
    for citizen in people:
        sign_up(item, citizen)
    editor = staff("municipal_editor")
    for _press in range(2):
        CAPABILITY.look_after(
            item, editor, posted(action="write", words="Vi mødes i kantinen", once="a")
        )
    told = Push.objects.filter(kind="word_from_host")
    assert sorted(told.values_list("citizen", flat=True)) == [one.pk for one in people]
    assert {push.values["words"] for push in told} == {"Vi mødes i kantinen"}
    assert not CAPABILITY.look_after(
        item, editor, posted(action="write", words=" ", once="b")
    ).succeeded


def test_names_are_for_those_who_meet_citizens_and_it_is_noted(
    item: Item, nation: Nation, staff: Callable[..., User]
) -> None:
    citizen, stranger = nation.citizen(), nation.citizen(nation.aarhus)
    Citizen.objects.filter(pk=citizen.pk).update(display_name="=HYPERLINK()")
    asked(item)
    sign_up(item, citizen, {asked(item, "Har du allergi?"): "Nødder"})
    sign_up(item, stranger)
    editor, adviser = staff("municipal_editor"), staff("adviser")
    hidden = CAPABILITY.desk(item, editor).context
    assert (hidden["sees_people"], hidden["unseen"], hidden["people"]()) == (False, 2, [])
    assert CAPABILITY.desk_sheet(item, editor) is None
    opened = CAPABILITY.desk(item, adviser).context
    assert not Look.objects.exists(), "the way to the desk shows nobody"
    shown = opened["people"]()
    assert opened["people"]() is shown
    assert ([one.name for one in shown], opened["unseen"]) == (["=HYPERLINK()"], 1)
    [look] = Look.objects.all()
    assert (look.citizen_id, look.what) == (citizen.pk, ["list", desk.SIGNUP, desk.ANSWERS])


def test_who_came_is_marked_by_those_who_meet_them(
    item: Item, nation: Nation, staff: Callable[..., User]
) -> None:
    row = sign_up(item, nation.citizen())
    editor, adviser = staff("municipal_editor"), staff("adviser")
    assert not CAPABILITY.look_after(item, editor, posted(action=f"came:{row.pk}")).succeeded
    row.refresh_from_db()
    assert row.came is None
    for action, came in (("came", True), ("absent", False), ("absent", False)):
        CAPABILITY.look_after(item, adviser, posted(action=f"{action}:{row.pk}"))
        row.refresh_from_db()
        assert row.came is came
    CAPABILITY.look_after(item, adviser, posted(action=f"take_out:{row.pk}"))
    assert states(item) == []


def test_the_desk_and_its_file_over_http(
    item: Item, nation: Nation, staff: Callable[..., User]
) -> None:
    citizen = nation.citizen()
    Citizen.objects.filter(pk=citizen.pk).update(display_name="=1+1")
    sign_up(item, citizen)
    adviser = staff("adviser")
    client = Client(HTTP_HOST="localhost")
    client.force_login(adviser)
    address = f"/admin/indhold/mentor_scheme/{item.pk}/signup/"
    assert "=1+1" in client.get(address).content.decode()
    file = client.get(f"{address}?fil=1")
    assert "'=1+1" in file.content.decode("utf-8-sig")
    assert "no-store" in file["Cache-Control"]
    other = Client(HTTP_HOST="localhost")
    other.force_login(staff("municipal_editor"))
    assert "=1+1" not in other.get(address).content.decode()
    refused = other.get(f"{address}?fil=1")
    assert "csv" not in refused.headers.get("Content-Type", "")


def test_the_page_asks_and_signs_up(item: Item, nation: Nation, client_of: ClientOf) -> None:
    citizen = nation.citizen()
    key = asked(item, kind="choice", choices="Fisk\nKød", required=True)
    client = client_of(citizen)
    address = f"/mentorordninger/{item.slug}/"
    assert "Fisk" in client.get(address).content.decode()
    client.post(f"{address}signup/", {"action": "sign_up"})
    assert states(item) == []
    client.post(f"{address}signup/", {"action": "sign_up", f"answer-{key}": "Fisk"})
    assert states(item) == ["seated"]
    client.post(f"{address}signup/", {"action": "answer", f"answer-{key}": "Kød"})
    assert Signup.objects.get().answers == [["Hvad spiser du?", "Kød"]]


def test_the_api_says_what_went_wrong(item: Item, nation: Nation, client_of: ClientOf) -> None:
    client, key = client_of(nation.citizen()), asked(item, required=True)

    def ask(query: str) -> Any:
        body = json.dumps({"query": query})
        own = {"graphql-preflight": "1"}
        return client.post("/graphql/", body, content_type="application/json", headers=own).json()

    shown = ask(
        f'{{ mentorScheme(slug: "{item.slug}") {{ seating {{ free isClosed cancelUntil }}'
        " signupQuestions { id text kind choices required } } }"
    )["data"]["mentorScheme"]
    assert shown["seating"] == {"free": 1, "isClosed": False, "cancelUntil": None}
    assert [one["id"] for one in shown["signupQuestions"]] == [str(key)]
    sign = f'mutation {{ signUp(item: "mentor_scheme:{item.pk}"%s) {{ state placeInLine }} }}'
    assert ask(sign % "")["errors"][0]["extensions"]["code"] == "ANSWER_MISSING"
    answer = f', answers: [{{question: "{key}", answer: "Alt"}}]'
    for _time in range(2):
        assert ask(sign % answer)["data"]["signUp"] == {"state": "seated", "placeInLine": None}
    past = timezone.now() - timedelta(minutes=1)
    SignupSettings.objects.filter(item=item).update(cancel_until=past)
    off = f'mutation {{ signOff(item: "mentor_scheme:{item.pk}") }}'
    assert ask(off)["errors"][0]["extensions"]["code"] == "CANCEL_TOO_LATE"
    assert states(item) == ["seated"]


def test_settings_go_out_and_in(item: Item, make: Make) -> None:
    asked(item, kind="choice", choices="A\nB", required=True)
    said = CAPABILITY.export_settings(Item.objects.everything("test").get(pk=item.pk))
    assert said is not None and said["questions"][0]["choices"] == "A\nB"
    other = make("mentor_scheme", "anden")
    CAPABILITY.import_settings(other, said)
    with everything("test"):
        other.save()
    assert CAPABILITY.export_settings(other) == said
    assert CAPABILITY.json_ld(other)["remainingAttendeeCapacity"] == 1
