"""Saving and reading what a citizen has told, always through the declarations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.citizens.declared import asked_attributes, attributes
from cms.citizens.derivations import derive
from cms.citizens.models import Answer, Citizen
from cms.citizens.prepared import Prepared
from cms.citizens.signals import answers_changed
from cms.citizens.values import COLUMNS, Column, InvalidValue, Value, checked
from cms.declarations.problems import did_you_mean

_PLACES: tuple[Column, ...] = ("choice", "number", "date", "text")
_answers = Prepared(
    lambda citizen: (
        Answer.objects.filter(citizen_id=citizen).order_by("pk").values_list("attribute", *_PLACES)
    )
)
Fact = Value | frozenset[Value] | int
Facts = dict[str, Fact]


class InvalidAnswers(ValueError):
    """Answers that can't be saved: `problems` says why and what to do, by attribute."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))


def save_answers(citizen: Citizen, answers: Mapping[str, object]) -> None:
    """Replace the named answers; an empty value removes one. All are saved, or none.

    Raises:
        InvalidAnswers: with every answer that the declarations do not allow.
    """
    values = check_answers(answers)
    with transaction.atomic():
        citizen.answers.filter(attribute__in=values).delete()
        Answer.objects.bulk_create(
            Answer(citizen=citizen, attribute=name, **{_column(name): value})
            for name, several in values.items()
            for value in several
        )
        _follow_language(citizen, values)
        answers_changed.send(sender=Citizen, citizen=citizen)


def check_answers(answers: Mapping[str, object]) -> dict[str, list[Value]]:
    """The answers as they will be stored, by attribute. Raises InvalidAnswers."""
    values: dict[str, list[Value]] = {}
    problems: dict[str, str] = {}
    known = asked_attributes()
    for name, raw in answers.items():
        if name not in known:
            problems[name] = _unknown(name)
            continue
        try:
            values[name] = checked(known[name], raw)
        except InvalidValue as error:
            problems[name] = str(error)
    if problems:
        raise InvalidAnswers(problems)
    return values


def _unknown(name: str) -> str:
    fix = did_you_mean(name, asked_attributes())
    return _("Platformen har ikke et spørgsmål med det navn: %(fix)s") % {"fix": fix}


def _column(name: str) -> str:
    return COLUMNS[attributes()[name].kind]


def _follow_language(citizen: Citizen, values: Mapping[str, list[Value]]) -> None:
    for name, several in values.items():
        if several and attributes()[name].sets_language:
            citizen.language = str(several[0])
            citizen.save(update_fields=["language"])


def answers_of(citizen: Citizen) -> dict[str, list[Value]]:
    """The stored values by attribute; what is no longer declared is left out."""
    if citizen.made_up_answers is not None:
        return citizen.made_up_answers
    known = asked_attributes()
    found: dict[str, list[Value]] = defaultdict(list)
    for name, *values in _answers.rows(citizen.pk):
        if name in known:
            value = values[_PLACES.index(COLUMNS[known[name].kind])]
            if value is not None:
                found[name].append(value)
    return dict(found)


def facts_of(citizen: Citizen, today: date | None = None) -> Facts:
    """What rules may use: one value, or a frozenset where several can be given.

    Kinds: choice, yes_no ("yes" or "no"), language and text are str; number is Decimal; date
    is date; what is derived is int. What nobody has answered is not there.
    """
    known = attributes()
    answers = answers_of(citizen)
    facts: Facts = {
        name: frozenset(several) if known[name].takes_several else several[0]
        for name, several in answers.items()
    }
    return facts | _derived(facts, today or timezone.localdate())


def _derived(facts: Facts, today: date) -> Facts:
    derived: Facts = {}
    for name, attribute in attributes().items():
        if attribute.derived and attribute.derived.from_ in facts:
            number = derive(attribute.derived.as_, facts[attribute.derived.from_], today)
            if number is not None:
                derived[name] = number
    return derived
