"""What a citizen does on the item's page: sends, takes back, keeps notes."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _

from cms.capabilities.application.services import (
    MOST_ENCLOSED,
    ApplicationClosed,
    Given,
    OtherPlace,
    TooManyEnclosed,
    WrongStep,
    keep_state,
    send,
    withdraw,
)
from cms.capabilities.application.written import LONGEST_LETTER, LetterTooLong
from cms.capabilities.base import UnknownAction
from cms.capabilities.pieces import Outcome
from cms.capabilities.questions import MissingAnswer, WrongAnswer
from cms.citizens.models import Citizen
from cms.documents.services import NoSuchDocument
from cms.library.models import Item

FIELD = "answer-"


def act(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    """Do what the fragment's form asked for. Raises UnknownAction."""
    acts = {"send": _send, "keep": _keep, "withdraw": _withdraw}
    chosen = acts.get(data.get("action", ""))
    if chosen is None:
        raise UnknownAction(data.get("action", ""))
    try:
        return Outcome(chosen(item, citizen, data))
    except Refused as error:
        return Outcome(str(error), False)
    except OtherPlace as error:
        raise UnknownAction(data.get("action", "")) from error


class Refused(ValueError):
    """What can't be done; the words name the way out."""


def _send(item: Item, citizen: Citizen, data: QueryDict) -> str:
    try:
        send(item, citizen, given_in(data))
    except ApplicationClosed as error:
        raise Refused(_("Fristen er gået. Ring eller skriv til dem, og spørg.")) from error
    except WrongStep as error:
        words = _("De er ved at læse din ansøgning, så den kan ikke rettes. Skriv til dem.")
        raise Refused(words) from error
    except MissingAnswer as error:
        raise Refused(_("Svar på det her først: %(question)s") % {"question": error}) from error
    except WrongAnswer as error:
        words = _("Svaret kan ikke bruges: %(question)s") % {"question": error}
        raise Refused(words) from error
    except LetterTooLong as error:
        words = _("Dit brev er for langt. Skriv højst %(most)s tegn, eller send det som dokument.")
        raise Refused(words % {"most": LONGEST_LETTER}) from error
    except TooManyEnclosed as error:
        words = _("Vælg højst %(most)s dokumenter.") % {"most": MOST_ENCLOSED}
        raise Refused(words) from error
    except NoSuchDocument as error:
        words = _("Et af dokumenterne er slettet. Vælg igen.")
        raise Refused(words) from error
    return _("Din ansøgning er sendt. Vi skriver til dig, når der sker noget.")


def given_in(data: QueryDict) -> Given:
    """What the form says."""
    written = {n.removeprefix(FIELD): str(data[n]) for n in data if n.startswith(FIELD)}
    return Given(
        called=data.get("called", ""),
        contact=data.get("contact", ""),
        letter=data.get("letter", ""),
        answers={int(key): answer for key, answer in written.items() if key.isdecimal()},
        documents=data.getlist("document"),
    )


def _keep(item: Item, citizen: Citizen, data: QueryDict) -> str:
    try:
        keep_state(
            item, citizen, data.get("state", ""), _day(data.get("day", "")), day_and_hour(data)
        )
    except WrongStep as error:
        raise Refused(_("Vælg, hvor langt du er.")) from error
    return _("Det er skrevet ned. Kun du kan se det.")


def _withdraw(item: Item, citizen: Citizen, _data: QueryDict) -> str:
    try:
        withdraw(item, citizen)
    except WrongStep as error:
        raise Refused(_("De har svaret, så den kan ikke trækkes tilbage.")) from error
    return _("Din ansøgning er trukket tilbage. De kan ikke længere se den.")


def moment(day: date, hour: time) -> datetime:
    """A day and an hour, in Danish time."""
    return timezone.make_aware(datetime.combine(day, hour))


def _day(text: str) -> date | None:
    """A day as a browser writes it; nothing for anything else."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    try:
        return parse_time(text)
    except ValueError:
        return None


def day_and_hour(data: QueryDict) -> datetime | None:
    """The moment that a form's `day` and `hour` say, where both do."""
    day, hour = _day(data.get("day", "")), _hour(data.get("hour", ""))
    return moment(day, hour) if day and hour else None
