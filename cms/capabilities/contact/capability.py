"""Contact: whom to ask, a question, and a person's answer in the inbox."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.contact.models import LONGEST_ANSWER, LONGEST_QUESTION, Question
from cms.capabilities.contact.services import (
    InvalidText,
    TooMany,
    answer,
    ask,
    asked_about,
    is_answered_by_people,
    questions_of,
    take_back,
    waiting_at,
)
from cms.capabilities.contact.whom import whom
from cms.capabilities.own import own_of
from cms.capabilities.pieces import Desk, Fragment, Happening, Outcome, Small
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User

# Answered questions stay at the desk for as long as they help with the next.
MOST_ANSWERED = 20


class ContactCapability(Capability):
    """Works on any type; a text of the type may say whom to ask."""

    name = "contact"
    own_models = (Question,)
    # The citizen's own fields are empty for visitors.
    graphql_access = {
        "contact_details": "public",
        "own_questions": "public",
        "ContactDetails": "public",
        "ContactHours": "public",
        "Question": "public",
        "ask_about": "citizen",
        "take_back_question": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment | None:
        """Whom to ask, one's own questions, and a form; nothing where nobody can be asked."""
        found, may_ask = whom(item, citizen, self.options(item)["field"]), self._may_ask(item)
        if not found and not may_ask:
            return None
        context = {
            "whom": found,
            "citizen": citizen,
            "may_ask": may_ask,
            "questions": asked_about([item], citizen).get(item.pk, ()) if citizen else (),
            "longest": LONGEST_QUESTION,
        }
        return Fragment("contact/fragment.html", context, small=Small("chat", _("Spørg")))

    def _may_ask(self, item: Item) -> bool:
        return bool(self.options(item)["questions"]) and is_answered_by_people(item)

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`ask` with `text`, or `take_back` a `question`."""
        action, number = data.get("action", ""), data.get("question", "")
        if action == "ask" and self._may_ask(item):
            return _ask(item, citizen, data.get("text", ""))
        if action == "take_back" and number.isdecimal():
            take_back(item, citizen, int(number))
            return Outcome(_("Dit spørgsmål er slettet."))
        raise UnknownAction(action)

    def desk(self, item: Item, staff: User) -> Desk | None:
        """Questions that wait, and the latest answers; never by whom they are."""
        if not self._may_ask(item):
            return None
        rows = Question.objects.filter(item_id=item.pk)
        waiting = list(rows.filter(answered_at=None).order_by("asked_at", "pk"))
        answered = rows.exclude(answered_at=None).order_by("-answered_at")[:MOST_ANSWERED]
        context = {"waiting": waiting, "answered": answered, "longest": LONGEST_ANSWER}
        return Desk(_heading(len(waiting)), "contact/desk.html", context)

    def desk_in_words(self, item: Item) -> str:
        """With how many questions wait; nothing where nobody is asked."""
        if not self._may_ask(item):
            return ""
        return _heading(Question.objects.filter(item_id=item.pk, answered_at=None).count())

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """`answer` a `question` with `text`."""
        action, number = data.get("action", ""), data.get("question", "")
        if action != "answer" or not number.isdecimal():
            raise UnknownAction(action)
        try:
            found = answer(item, staff, int(number), data.get("text", ""))
        except InvalidText as error:
            return Outcome(str(error), False)
        if found is None:
            return Outcome(_("Spørgsmålet er trukket tilbage af den, der spurgte."), False)
        return Outcome(_("Svaret ligger nu i borgerens indbakke."))

    def waiting(self, owners: Collection[int]) -> Mapping[int, int]:
        """Questions without an answer."""
        return waiting_at(owners)

    def graphql_fields(self) -> Mapping[str, Any]:
        """`contactDetails` and `ownQuestions` on every type that names the capability."""
        from cms.capabilities.contact.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`askAbout` and `takeBackQuestion`."""
        from cms.capabilities.contact.api import MUTATIONS

        return MUTATIONS

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen asked about what."""
        for row in own_of(Question, citizen):
            yield Happening(row.asked_at, row.item_id, _("Du spurgte om"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has asked, and what the citizen was answered."""
        for row in questions_of(citizen):
            yield {
                "item": row.item.key,
                "question": row.text,
                "asked_at": row.asked_at.isoformat(),
                "answer": row.answer,
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        questions_of(citizen).delete()


def _heading(waiting: int) -> str:
    heading = _("Spørgsmål fra borgere")
    if not waiting:
        return heading
    more = ngettext("(%(count)s venter)", "(%(count)s venter)", waiting) % {"count": waiting}
    return f"{heading} {more}"


def _ask(item: Item, citizen: Citizen, text: str) -> Outcome:
    try:
        ask(item, citizen, text)
    except InvalidText as error:
        return Outcome(str(error), False)
    except TooMany:
        return Outcome(_("Det var meget på én dag. Prøv igen i morgen, eller ring."), False)
    return Outcome(_("Sendt. Et menneske svarer dig i din indbakke."))


CAPABILITY = ContactCapability()
