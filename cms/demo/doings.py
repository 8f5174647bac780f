"""What the demo's citizens have thought, shared and asked, as `people/doings.yaml` says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from cms.capabilities.completion.models import Completion
from cms.capabilities.contact.services import answer, ask
from cms.capabilities.rating.models import Helped, WordsState
from cms.capabilities.rating.services import answer_pulse, judge, rate
from cms.capabilities.share.services import share
from cms.citizens.models import Citizen
from cms.competences.services import add_own, finish_test, say_yes
from cms.competences.services import answer as answer_question
from cms.demo.files import folder, read_rows
from cms.journeys.models import Companion
from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import User
from cms.plans.activities import Written
from cms.plans.actors import by_staff
from cms.plans.services import add

JUDGE = "national-administrator"


def load_doings() -> int:
    """Do it, once; returns how many things were done."""
    said = dict(read_rows(folder("people", "doings.yaml")) or {})
    done = 0
    for load, name in (
        (_rate, "ratings"),
        (_answer_pulse, "pulses"),
        (_share, "shares"),
        (_ask, "questions"),
        (_gather_competences, "competences"),
        (_attach, "companions"),
        (_agree, "agreements"),
    ):
        for row in said.get(name, ()):
            load(row)
            done += 1
    return done


def _item(row: dict[str, Any]) -> Item:
    with everything("the demo's citizens meet their items"):
        found: Item = item_model(row["type"]).objects.get(slug=row["slug"])
    return found


def _generated(count: int) -> list[Citizen]:
    rows = Citizen.objects.filter(subject__startswith="generated-").order_by("pk")
    return list(rows[:count])


def _rate(row: dict[str, Any]) -> None:
    item, words = _item(row), row.get("words", [])
    given = [(one["stars"], one["text"], one["shown"]) for one in words]
    given += [(stars, "", False) for stars in row["stars"]]
    for citizen, (stars, text, shown) in zip(_generated(len(given)), given, strict=False):
        _take_part(item, citizen)
        found = rate(item, citizen, stars, text)
        if shown and found.state == WordsState.WAITING:
            judge(item, User.objects.get(username=JUDGE), found.pk, True)


def _take_part(item: Item, citizen: Citizen) -> None:
    """They have done it; which steps and minutes that took isn't told."""
    if "completion" in item.declaration.capabilities:
        now = {"finished_at": timezone.now()}
        Completion.objects.get_or_create(item_id=item.pk, citizen=citizen, defaults=now)


def _answer_pulse(row: dict[str, Any]) -> None:
    item = _item(row)
    answers = [Helped(value) for value in Helped.values for _time in range(row.get(value, 0))]
    for citizen, helped in zip(_generated(len(answers)), answers, strict=False):
        _take_part(item, citizen)
        answer_pulse(item, citizen, helped)


def _share(row: dict[str, Any]) -> None:
    share(_item(row), Citizen.objects.get(subject=row["subject"]), row["words"])


def _ask(row: dict[str, Any]) -> None:
    item, citizen = _item(row), Citizen.objects.get(subject=row["subject"])
    if citizen.questions.filter(item_id=item.pk, text=row["text"]).exists():
        return
    found = ask(item, citizen, row["text"])
    if "answer" in row:
        answer(item, User.objects.get(username=row["answered_by"]), found.pk, row["answer"])


def _gather_competences(row: dict[str, Any]) -> None:
    citizen = Citizen.objects.get(subject=row["citizen"])
    say_yes(citizen)
    for question, reply in row["answers"].items():
        answer_question(citizen, question, reply)
    finish_test(citizen)
    for words in row["words"]:
        add_own(citizen, "", words)


def _attach(row: dict[str, Any]) -> None:
    """As somebody's yes to a proposal would have done."""
    Companion.objects.get_or_create(
        citizen=Citizen.objects.get(subject=row["citizen"]),
        person=User.objects.get(username=row["person"]),
        role=row["role"],
    )


def _agree(row: dict[str, Any]) -> None:
    """A member of staff writes it in the citizen's plan, once."""
    citizen = Citizen.objects.get(subject=row["citizen"])
    if citizen.plan_activities.filter(title=row["title"]).exists():
        return
    words = {name: row[name] for name in ("title", "what_to_do", "with_whom", "is_duty")}
    written = Written(**words, starts_on=date.fromisoformat(row["day"]))
    add(citizen, written, by_staff(User.objects.get(username=row["person"])))
