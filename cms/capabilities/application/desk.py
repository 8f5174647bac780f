"""Who has applied, for those who own the item, and what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.capabilities.application.doing import day_and_hour
from cms.capabilities.application.models import LONGEST_WORDS, Application, Enclosure, State
from cms.capabilities.application.rules import (
    HERE,
    OWNER,
    STATES,
    WITHDRAWN,
    moves,
    stands,
)
from cms.capabilities.application.services import WrongStep, answer
from cms.capabilities.application.written import Written
from cms.capabilities.base import UnknownAction, UnknownPage
from cms.capabilities.pieces import Desk, Outcome
from cms.capabilities.questions import NO, YES
from cms.documents.services import content_of
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import may
from cms.rights.looks import declare_look, note, note_list
from cms.shared.files import file_answer

HEADING = gettext_lazy("Ansøgninger")
LOOK, PAPER_LOOK = "application", "application_document"
PAPER = "dokument"


@dataclass(frozen=True)
class Row:
    """One application, as those it was sent to see it; `written` and papers while it stands."""

    key: int
    state: str
    label: str
    sent_at: datetime | None
    meets_at: datetime | None
    written: Written
    answers: Sequence[tuple[str, str]]
    papers: Sequence[tuple[str, str]]
    moves: Sequence[tuple[str, str]]


def declare_looks() -> None:
    """What the citizen reads that somebody has seen."""
    declare_look(LOOK, gettext_lazy("din ansøgning"))
    declare_look(PAPER_LOOK, gettext_lazy("et dokument, du har sendt med en ansøgning"))


def is_host(staff: User, item: Item) -> bool:
    """Whether somebody decides over the item, and so reads what is sent to it."""
    return any(may(staff, action, item.owner_id) for action in (Action.PUBLISH, Action.SUBMIT))


def desk(item: Item, staff: User) -> Desk:
    """Numbers for all who read; people only as the page shows them, and then it is noted."""
    sees = is_host(staff, item)
    context = {
        "is_host": sees,
        "counts": _counts(item),
        "rows": cache(lambda: rows(item, staff) if sees else []),
        "longest": LONGEST_WORDS,
    }
    return Desk(str(HEADING), "application/desk.html", context)


def _sent(item: Item) -> list[Application]:
    """All that were sent here and not taken back, in order of arrival."""
    found = Application.objects.filter(item_id=item.pk, where=HERE).exclude(state=WITHDRAWN)
    return list(found.select_related("citizen").order_by("sent_at", "pk"))


def _counts(item: Item) -> list[tuple[str, int]]:
    found = Application.objects.filter(item_id=item.pk, where=HERE).values_list("state", flat=True)
    states = list(found)
    return [(str(State(one).label), states.count(one)) for one in STATES[HERE] if one in states]


@transaction.atomic
def rows(item: Item, staff: User) -> list[Row]:
    """Those who have applied; that they were seen is noted."""
    found = _sent(item)
    note_list(staff, [one.citizen for one in found if stands(one.state)], LOOK)
    note_list(staff, [one.citizen for one in found if not stands(one.state)])
    return [_row(one) for one in found]


def _row(one: Application) -> Row:
    said = one.written if stands(one.state) else Written(called=one.written.called)
    papers = _papers(one) if stands(one.state) else ()
    possible = [(state, _doing(state)) for state in moves(HERE, OWNER, one.state)]
    return Row(
        one.pk,
        one.state,
        str(one.get_state_display()),
        one.sent_at,
        one.meets_at,
        said,
        [(question, _said(given)) for question, given in said.answers],
        papers,
        possible,
    )


def _papers(one: Application) -> list[tuple[str, str]]:
    """Where each is fetched, below the desk, and what the citizen calls it."""
    found = one.sent_papers.select_related("document").defer("document__sealed")
    return [(f"{PAPER}/{each.pk}", each.document.name) for each in found]


def _doing(state: str) -> str:
    words = {
        "reading": _("Vi læser den"),
        "invited": _("Invitér til samtale"),
        "no": _("Sig nej tak"),
    }
    return words[state]


def _said(given: str) -> str:
    return {YES: _("Ja"), NO: _("Nej")}.get(given, given)


def look_after(item: Item, staff: User, data: QueryDict) -> Outcome:
    """`reading:<key>`, `invited:<key>` or `no:<key>`. Raises UnknownAction."""
    state, _colon, key = data.get("action", "").partition(":")
    if state not in STATES[HERE] or not is_host(staff, item):
        raise UnknownAction(state)
    rows = Application.objects.filter(item_id=item.pk, where=HERE)
    found = rows.filter(pk=key).first() if key.isdecimal() else None
    if found is None:
        return Outcome(_("Den ansøgning er her ikke længere. Intet er ændret."), False)
    try:
        answer(found, state, data.get("words", ""), day_and_hour(data))
    except WrongStep:
        return Outcome(_("Ansøgningen er trukket tilbage eller besvaret. Intet er ændret."), False)
    return Outcome(_("Det er skrevet ned, og ansøgeren får besked."))


@transaction.atomic
def paper(item: Item, staff: User, rest: str) -> HttpResponse:
    """A paper that was sent along, while the application stands; noted. Raises UnknownPage."""
    kind, _slash, key = rest.strip("/").partition("/")
    if kind != PAPER or not key.isdecimal() or not is_host(staff, item):
        raise UnknownPage(rest)
    rows = Enclosure.objects.filter(application__item_id=item.pk, application__where=HERE)
    found = rows.select_related("application__citizen", "document").filter(pk=key).first()
    if found is None or not stands(found.application.state):
        raise UnknownPage(rest)
    note(staff, found.application.citizen, [PAPER_LOOK])
    one = found.document
    return file_answer(content_of(one), one.file_name, one.media_type)
