"""What a citizen does on the item's page, and what the page asks."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.capabilities.base import UnknownAction
from cms.capabilities.pieces import Outcome
from cms.capabilities.questions import MissingAnswer, WrongAnswer, choices_in
from cms.capabilities.signup.models import Signup
from cms.capabilities.signup.services import CancelTooLate, SignupClosed, sign_off, sign_up
from cms.capabilities.signup.standing import place_in_line, questions_of, signup_of
from cms.citizens.models import Citizen
from cms.library.models import Item

FIELD = "answer-"


def act(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    """Do what the fragment's form asked for. Raises UnknownAction."""
    match data.get("action"):
        case "sign_up":
            return _try(item, citizen, data)
        case "answer" if signup_of(item, citizen):
            return _try(item, citizen, data, _("Dine svar er rettet."))
        case "sign_off":
            return _try_sign_off(item, citizen)
    raise UnknownAction(data.get("action", ""))


def asked(item: Item, signup: Signup | None) -> list[dict[str, Any]]:
    """The questions as the form shows them, with what was answered."""
    said = dict(signup.answers or []) if signup else {}
    return [
        {
            "name": f"{FIELD}{one.pk}",
            "text": one.text,
            "kind": one.kind,
            "choices": choices_in(one.choices),
            "required": one.required,
            "answer": said.get(one.text, ""),
        }
        for one in questions_of(item)
    ]


def given_in(data: QueryDict) -> dict[int, str]:
    """What the form says, by the questions' keys."""
    written = {n.removeprefix(FIELD): str(data[n]) for n in data if n.startswith(FIELD)}
    return {int(key): answer for key, answer in written.items() if key.isdecimal()}


def _try(item: Item, citizen: Citizen, data: QueryDict, done: str = "") -> Outcome:
    # A second press of the same button changes nothing; without questions there is nothing to say.
    given = given_in(data) or None
    try:
        signup = sign_up(item, citizen, given)
    except SignupClosed:
        text = _("Der er lukket for tilmelding. Spørg din kommune, om der er en plads.")
        return Outcome(text, False)
    except MissingAnswer as error:
        return Outcome(_("Svar på det her først: %(question)s") % {"question": error}, False)
    except WrongAnswer as error:
        return Outcome(_("Svaret kan ikke bruges: %(question)s") % {"question": error}, False)
    return Outcome(done or _standing(signup))


def _standing(signup: Signup) -> str:
    number = place_in_line(signup)
    if number is None:
        return _("Du er tilmeldt. Vi glæder os til at se dig.")
    return _("Der er fyldt op. Du er nummer %(number)s på ventelisten.") % {"number": number}


def _try_sign_off(item: Item, citizen: Citizen) -> Outcome:
    try:
        sign_off(item, citizen)
    except CancelTooLate:
        return Outcome(_("Fristen for at melde fra er gået. Ring eller skriv til dem."), False)
    return Outcome(_("Du er meldt fra. Du kan altid melde dig til igen."))
