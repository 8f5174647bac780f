"""Rating: stars, words and one question, shown only where they are nobody's in particular."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.own import own_about, own_of
from cms.capabilities.pieces import Desk, Fragment, Happening, Outcome, Small
from cms.capabilities.rating.figures import figures, pulse, shown_words, to_read, to_read_of
from cms.capabilities.rating.models import (
    LONGEST_WORDS,
    MOST_STARS,
    Helped,
    Pulse,
    Rating,
    WordsReport,
)
from cms.capabilities.rating.rules import (
    FEWEST_SHOWN,
    Figures,
    InvalidRating,
    helped_of,
    pulse_in_words,
    stars_of,
    words_of,
)
from cms.capabilities.rating.services import (
    RatingRefused,
    TooMany,
    answer_pulse,
    judge,
    own_ratings,
    rate,
    report,
    takes_words,
    why_not,
    withdraw,
)
from cms.capabilities.together import among
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User


class RatingCapability(Capability):
    """Works on any type; asks the others who has had to do with the item."""

    name = "rating"
    own_models = (Rating, Pulse)
    gatherings = (figures,)
    fact_icon = "star"
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "rating": "public",
        "own_rating": "public",
        "own_pulse": "public",
        "RatingSummary": "public",
        "RatingWords": "public",
        "OwnRating": "public",
        "rate": "citizen",
        "withdraw_rating": "citizen",
        "answer_pulse": "citizen",
        "report_words": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """What others think, and one's own stars."""
        found = among([item], figures).get(item.pk)
        own = own_about(Rating, item, citizen) if citizen else None
        context = {
            "item": item,
            "citizen": citizen,
            "figures": found,
            "words": shown_words(item),
            "own": own,
            "pulse": own_about(Pulse, item, citizen) if citizen else None,
            "why_not": why_not(item, citizen) if citizen else "",
            "takes_words": takes_words(item),
            "longest": LONGEST_WORDS,
            "choices": [(number, _stars(number)) for number in range(MOST_STARS, 0, -1)],
            "helped": Helped.choices,
        }
        small = Small("star", _in_short(found), is_on=own is not None)
        return Fragment("rating/fragment.html", context, small=small)

    def facts(self, items: Sequence[Item]) -> dict[int, str]:
        """`4,6 af 5 · 23 stemmer`, behind a star."""
        text = _("%(average)s af 5 · %(count)s stemmer")
        found = among(items, figures)
        return {
            item.pk: text % {"average": number_format(one.average, 1), "count": one.count}
            for item in items
            if (one := found.get(item.pk))
        }

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`rate`, `withdraw`, `pulse` or `report`."""
        action = ACTIONS.get(data.get("action", ""))
        if action is None:
            raise UnknownAction(data.get("action", ""))
        try:
            return action(item, citizen, data)
        except (InvalidRating, RatingRefused) as error:
            return Outcome(str(error), False)
        except TooMany:
            return Outcome(_("Det var meget på én dag. Prøv igen i morgen."), False)

    def desk(self, item: Item, staff: User) -> Desk:
        """Words to read, and what citizens think once they are enough."""
        waiting = list(to_read(item))
        context = {
            "waiting": waiting,
            "figures": figures([item]).get(item.pk),
            "pulse": pulse_in_words(pulse(item)),
            "fewest": FEWEST_SHOWN,
        }
        return Desk(_heading(len(waiting)), "rating/desk.html", context)

    def desk_in_words(self, item: Item) -> str:
        """With how many words wait for a person."""
        return _heading(to_read(item).count())

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """`show` or `hold_back` the words of `rating`."""
        action, number = data.get("action", ""), data.get("rating", "")
        if action not in ("show", "hold_back") or not number.isdecimal():
            raise UnknownAction(action)
        if not judge(item, staff, int(number), action == "show"):
            return Outcome(_("Ordene er trukket tilbage af den, der skrev dem."), False)
        return Outcome(_("Ordene vises nu.") if action == "show" else _("Ordene vises ikke."))

    def waiting(self, owners: Collection[int]) -> Mapping[int, int]:
        """Words to read."""
        return to_read_of(owners)

    def json_ld(self, item: Item) -> Mapping[str, Any]:
        """An average, once enough have rated."""
        found = among([item], figures).get(item.pk)
        if found is None:
            return {}
        rating = {
            "@type": "AggregateRating",
            "ratingValue": round(found.average, 1),
            "ratingCount": found.count,
            "bestRating": MOST_STARS,
        }
        return {"aggregateRating": rating}

    def graphql_fields(self) -> Mapping[str, Any]:
        """`rating`, `ownRating` and `ownPulse` on every type that names the capability."""
        from cms.capabilities.rating.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`rate`, `withdrawRating`, `answerPulse` and `reportWords`."""
        from cms.capabilities.rating.api import MUTATIONS

        return MUTATIONS

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen gave stars to what."""
        for row in own_of(Rating, citizen):
            yield Happening(row.rated_at, row.item_id, _("Du gav stjerner til"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """Stars, words, answers, and what the citizen has reported."""
        for row in own_ratings(citizen):
            yield {
                "item": row.item.key,
                "stars": row.stars,
                "words": row.words,
                "state": row.state,
                "rated_at": row.rated_at.isoformat(),
            }
        for answer in Pulse.objects.filter(citizen=citizen).select_related("item"):
            yield {"item": answer.item.key, "helped": answer.helped}
        for told in WordsReport.objects.filter(citizen=citizen).select_related("rating__item"):
            yield {"item": told.rating.item.key, "reported_at": told.reported_at.isoformat()}

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        for rows in (citizen.ratings, citizen.rating_pulses, citizen.word_reports):
            rows.all().delete()


def _in_short(found: Figures | None) -> str:
    if found is None:
        return _("Giv stjerner")
    return _("%(average)s stjerner") % {"average": number_format(found.average, 1)}


def _heading(waiting: int) -> str:
    heading = _("Stjerner og ord")
    if not waiting:
        return heading
    more = ngettext("(%(count)s venter)", "(%(count)s venter)", waiting) % {"count": waiting}
    return f"{heading} {more}"


def _stars(number: int) -> str:
    return ngettext("%(number)s stjerne", "%(number)s stjerner", number) % {"number": number}


def _rate(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    found = rate(item, citizen, stars_of(data.get("stars", "")), words_of(data.get("words", "")))
    if found.words and found.state == "waiting":
        return Outcome(_("Tak. Dine stjerner tæller nu. Et menneske læser ordene først."))
    return Outcome(_("Tak. Dine stjerner tæller nu."))


def _withdraw(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    withdraw(item, citizen)
    return Outcome(_("Dine stjerner og ord er væk."))


def _pulse(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    answer_pulse(item, citizen, helped_of(data.get("helped", "")))
    return Outcome(_("Tak for dit svar. Det gør det bedre for den næste."))


def _report(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    number = data.get("rating", "")
    report(item, citizen, int(number) if number.isdecimal() else 0)
    return Outcome(_("Tak. Et menneske ser på det."))


ACTIONS: Mapping[str, Callable[[Item, Citizen, QueryDict], Outcome]] = {
    "rate": _rate,
    "withdraw": _withdraw,
    "pulse": _pulse,
    "report": _report,
}
CAPABILITY = RatingCapability()
