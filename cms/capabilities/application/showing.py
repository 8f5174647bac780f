"""What the item's page shows: the form, how far it has come, and what one can do now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.application.doing import FIELD
from cms.capabilities.application.models import Application, ApplicationQuestion, State
from cms.capabilities.application.rules import (
    CITIZEN,
    ELSEWHERE,
    HERE,
    RECEIVED,
    WITHDRAWN,
    Terms,
    may_move,
    moves,
    stands,
)
from cms.capabilities.application.standing import questions_among, terms_among
from cms.capabilities.application.written import LONGEST_LETTER, Written
from cms.capabilities.days_left import is_soon, time_left
from cms.capabilities.own import own_about
from cms.capabilities.questions import choices_in
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.documents.services import documents_of
from cms.library.models import Item

# A day without an hour lasts until here.
LAST_MINUTE = (23, 59)


def shown(item: Item, citizen: Citizen | None) -> dict[str, Any]:
    """What the fragment needs."""
    own = own_about(Application, item, citizen) if citizen else None
    terms: Terms = among([item], terms_among)[item.pk]
    where = own.where if own else terms.where
    context = {
        "item": item,
        "citizen": citizen,
        "application": own,
        "terms": terms,
        "where": where,
        "is_open": terms.is_open(timezone.now()),
        "today": timezone.localdate(),
        "last_day": _last_day(terms),
        "is_soon": terms.deadline is not None and is_soon(_left(terms.deadline)),
    }
    return context | (_elsewhere(own) if where == ELSEWHERE else _here(item, citizen, own))


def _last_day(terms: Terms) -> str:
    """Until when one can apply; the hour only where it isn't the whole day."""
    if terms.deadline is None:
        return ""
    if not terms.is_open(timezone.now()):
        return _("Fristen er gået.")
    local = timezone.localtime(terms.deadline)
    said = {"day": date_format(local, _("l j. F")), "time": date_format(local, _("G.i"))}
    is_whole = (local.hour, local.minute) == LAST_MINUTE
    words = _("Søg senest %(day)s.") if is_whole else _("Søg senest %(day)s kl. %(time)s.")
    return f"{words % said} {time_left(_left(local))}".rstrip()


def _left(deadline: datetime) -> int:
    return (timezone.localdate(deadline) - timezone.localdate()).days


def _elsewhere(own: Application | None) -> dict[str, Any]:
    """The steps that the citizen chooses between; nothing of what is withdrawn stands."""
    possible = [one for one in moves(ELSEWHERE, CITIZEN, "") if one != WITHDRAWN]
    return {
        "states": [(one, State(one).label) for one in possible],
        "stands": own is not None and own.state != WITHDRAWN,
    }


def _here(item: Item, citizen: Citizen | None, own: Application | None) -> dict[str, Any]:
    if citizen is None:
        return {}
    # A message of an application that was taken back is gone; one begins anew.
    is_writing = own is None or own.state in (WITHDRAWN, RECEIVED)
    said = own.written if own else _first(citizen)
    chosen = {one.document_id for one in own.sent_papers.all()} if own else set()
    return {
        "stands": own is not None and stands(own.state),
        "may_withdraw": own is not None
        and own.state != WITHDRAWN
        and may_move(HERE, CITIZEN, own.state, WITHDRAWN),
        "may_write": is_writing,
        "written": said if said else _first(citizen),
        "longest": LONGEST_LETTER,
        "questions": _asked(item, said) if is_writing else (),
        "documents": [(one, one.pk in chosen) for one in documents_of(citizen)]
        if is_writing
        else (),
    }


def _first(citizen: Citizen) -> Written:
    """What stands in an empty form; a protected name is for its citizen to write."""
    return Written(called="" if citizen.protected_name else citizen.display_name)


def _asked(item: Item, said: Written) -> list[dict[str, Any]]:
    answers = dict(said.answers)
    questions: list[ApplicationQuestion] = among([item], questions_among)[item.pk]
    return [
        {
            "name": f"{FIELD}{one.pk}",
            "text": one.text,
            "kind": one.kind,
            "choices": choices_in(one.choices),
            "required": one.required,
            "answer": answers.get(one.text, ""),
        }
        for one in questions
    ]


def in_words(application: Application) -> str:
    """How it stands in a few words, for lists: what and when."""
    label = str(application.get_state_display())
    if application.meets_at and stands(application.state):
        local = timezone.localtime(application.meets_at)
        said = {"state": label, "day": date_format(local, _("j. F"))}
        return _("%(state)s, %(day)s kl. %(time)s") % (
            said | {"time": date_format(local, "TIME_FORMAT")}
        )
    day = date_format(timezone.localtime(application.changed_at), _("j. F"))
    return _("%(state)s, %(day)s") % {"state": label, "day": day}
