"""Applying, taking back, keeping one's own notes, and answering. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cms.capabilities.application.models import (
    LONGEST_WORDS,
    Application,
    ApplicationStep,
    Enclosure,
)
from cms.capabilities.application.rules import (
    CITIZEN,
    ELSEWHERE,
    HERE,
    INVITED,
    NO,
    OWNER,
    READING,
    RECEIVED,
    WILL_APPLY,
    WITHDRAWN,
    is_meeting,
    is_sent,
    may_move,
)
from cms.capabilities.application.standing import questions_of, terms_of
from cms.capabilities.application.written import Written, written
from cms.capabilities.questions import answers_to
from cms.capabilities.signals import tell
from cms.citizens.models import Citizen
from cms.documents.models import Document
from cms.documents.services import document_of
from cms.events.services import record
from cms.library.models import Item

MOST_ENCLOSED = 10
# What a citizen is told, by the state that the owner has chosen.
TOLD = {
    READING: "application_read",
    INVITED: "application_invited",
    NO: "application_declined",
}


class ApplicationClosed(Exception):
    """The last day has passed."""


class OtherPlace(Exception):
    """One applies elsewhere, and wanted to here; or the other way round."""


class WrongStep(Exception):
    """It can't go there from where it stands: it is being read, answered or taken back."""


class TooManyEnclosed(ValueError):
    """More papers than anybody reads."""


@dataclass(frozen=True)
class Given:
    """What a citizen sends: answers by the questions' keys, and the keys of chosen papers."""

    called: str = ""
    contact: str = ""
    letter: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    documents: Sequence[str] = ()


@transaction.atomic
def send(item: Item, citizen: Citizen, given: Given) -> Application:
    """Send an application to those who own the item; until they read it, again puts it right.

    Raises:
        ApplicationClosed, OtherPlace, WrongStep: nothing was sent.
        MissingAnswer, WrongAnswer, LetterTooLong, TooManyEnclosed, NoSuchDocument: see each.
    """
    own = _locked(item, citizen)
    if own is None or own.state == WITHDRAWN:
        _check_open(item)
    said, papers = _read(item, given), _papers(citizen, given.documents)
    if own is not None and not _may_write(own, said, papers):
        return own
    own = own or Application(item_id=item.pk, citizen=citizen, where=HERE, state="")
    own.write(said)
    _step(own, RECEIVED, None)
    _enclose(own, papers)
    return own


def _check_open(item: Item) -> None:
    terms = terms_of(item)
    if terms.where != HERE:
        raise OtherPlace(item.key)
    if not terms.is_open(timezone.now()):
        raise ApplicationClosed(item.key)


def _read(item: Item, given: Given) -> Written:
    questions = [one.as_question() for one in questions_of(item)]
    return written(given.called, given.contact, given.letter, answers_to(questions, given.answers))


def _papers(citizen: Citizen, keys: Sequence[str]) -> list[Document]:
    """The chosen ones, each once. Raises NoSuchDocument, TooManyEnclosed."""
    chosen = list(dict.fromkeys(keys))
    if len(chosen) > MOST_ENCLOSED:
        raise TooManyEnclosed(str(MOST_ENCLOSED))
    return [document_of(citizen, key) for key in chosen]


def _may_write(own: Application, said: Written, papers: list[Document]) -> bool:
    """Whether anything is to be written; the same once more is nothing. Raises WrongStep."""
    if own.where != HERE:
        raise OtherPlace(own.item_id)
    if own.state in (RECEIVED, WITHDRAWN):
        return True
    enclosed = set(own.sent_papers.values_list("document_id", flat=True))
    if own.written == said and enclosed == {one.pk for one in papers}:
        return False
    raise WrongStep(own.state)


def _enclose(own: Application, papers: list[Document]) -> None:
    own.sent_papers.exclude(document__in=papers).delete()
    for one in papers:
        Enclosure.objects.get_or_create(application=own, document=one)


@transaction.atomic
def keep_state(
    item: Item,
    citizen: Citizen,
    state: str,
    day: date | None = None,
    meets_at: datetime | None = None,
) -> Application:
    """Note how far one has come with something that one applies for elsewhere, and on which day.

    The same state again puts its day right. Raises OtherPlace, WrongStep.
    """
    own = _locked(item, citizen)
    if (own.where if own else terms_of(item).where) != ELSEWHERE:
        raise OtherPlace(item.key)
    if state == WITHDRAWN or not may_move(ELSEWHERE, CITIZEN, own.state if own else "", state):
        raise WrongStep(state)
    own = own or Application(item_id=item.pk, citizen=citizen, where=ELSEWHERE, state="")
    own.meets_at = meets_at if is_meeting(state) else None
    own.apply_on = day if state == WILL_APPLY else None
    _step(own, state, day)
    return own


@transaction.atomic
def withdraw(item: Item, citizen: Citizen) -> None:
    """Take it back: those who own the item see nothing of it from now on. Raises WrongStep."""
    own = _locked(item, citizen)
    if own is None or own.state == WITHDRAWN:
        return
    if not may_move(own.where, CITIZEN, own.state, WITHDRAWN):
        raise WrongStep(own.state)
    own.sent_papers.all().delete()
    own.write(Written())
    own.meets_at = own.apply_on = None
    _step(own, WITHDRAWN, None)


@transaction.atomic
def answer(
    application: Application, state: str, words: str = "", meets_at: datetime | None = None
) -> Application:
    """Those who own the item say how it stands, and the citizen is told.

    The same state once more changes nothing. Raises WrongStep.
    """
    own = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if own.state == state:
        return own
    if not may_move(own.where, OWNER, own.state, state):
        raise WrongStep(own.state)
    own.meets_at = meets_at if is_meeting(state) else None
    step = _step(own, state, None, by_owner=True, words=" ".join(words.split())[:LONGEST_WORDS])
    item = Item.objects.everything("whose application was answered").get(pk=own.item_id)
    tell(own.citizen, TOLD[state], step.pk, item)
    return own


def _step(
    own: Application, state: str, day: date | None, *, by_owner: bool = False, words: str = ""
) -> ApplicationStep:
    """Take it there and write it down; a state that it has already is only given its day."""
    is_new = own.state != state
    first_time = is_sent(state) and own.sent_at is None
    own.state, own.changed_at = state, timezone.now()
    if first_time:
        own.sent_at = own.changed_at
    own.save()
    if first_time:
        record(own.citizen, "applied", own.item)
    on = day or timezone.localdate()
    if is_new:
        return own.application_steps.create(state=state, day=on, by_owner=by_owner, words=words)
    step = own.application_steps.filter(state=state).last()
    if step is not None and day is not None:
        step.day = day
        step.save(update_fields=["day"])
    return step or own.application_steps.create(state=state, day=on)


def _locked(item: Item, citizen: Citizen) -> Application | None:
    """The citizen's application, which nobody else changes until this is done."""
    list(Citizen.objects.select_for_update(no_key=True).filter(pk=citizen.pk).values_list("pk"))
    rows = Application.objects.select_for_update(of=("self",))
    return rows.filter(item_id=item.pk, citizen=citizen).first()
