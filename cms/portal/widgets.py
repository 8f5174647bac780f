"""Elements of a citizen's own page, drawn: each becomes a template's context.

All items of all elements become cards together, so a page of many elements asks no more questions
than a page of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.library.labels import language
from cms.my_page.asking import WEEK, Asking
from cms.my_page.moments import Moment
from cms.my_page.showing import ShownWidget
from cms.my_page.source import Link
from cms.personalisation.viewer import Viewer
from cms.portal.addresses import address_to
from cms.portal.drawing import Drawing
from cms.portal.plan_steps import step_of

SATURDAY = 5
MOST_DAYS = 5
FEW_CHOICES = 6
GROUNDS = {"appointment": "accent", "plan": "", "deadline": "third"}
Cards = dict[int, dict[str, Any]]


def keys_of(shown: Sequence[ShownWidget], asking: Asking) -> set[int]:
    """The items of all elements, by primary key.

    What happens in the week has its card too: the greeting speaks of it.
    """
    keys = {key for one in shown for key in one.found.keys}
    return keys | {moment.item_id for moment in asking.week if moment.item_id}


def drawn(shown: Sequence[ShownWidget], known: Cards, asking: Asking) -> list[dict[str, Any]]:
    """Each element as `template`, `context`, and what stands around it."""
    return [_drawn(one, known, asking) for one in shown]


def cards_by_key(keys: Iterable[int], viewer: Viewer) -> Cards:
    """The cards of those items that stand on the shelf here, by primary key."""
    drawing = Drawing(viewer)
    drawing.bring(set(keys))
    drawing.draw()
    return drawing.known


def address_of(link: Link | None) -> dict[str, str] | None:
    """A way on as the templates know it."""
    if link is None:
        return None
    url = address_to(link.address, *link.arguments)
    return {"text": link.text, "url": f"{url}?{link.query}" if link.query else url}


def _drawn(one: ShownWidget, known: Cards, asking: Asking) -> dict[str, Any]:
    widget, found = one.widget, one.found
    own = [_worded(known[key], found.words.get(key)) for key in found.keys if key in known]
    context = {"cards": own, **MAKERS.get(one.template, _nothing)(one, known, asking)}
    return {
        "name": widget.name,
        "heading": widget.labels.in_language(language()),
        "help": widget.help.in_language(language()),
        "icon": widget.icon,
        "drawing": widget.drawing,
        "size": widget.size,
        "template": f"portal/widgets/{one.template}.html",
        "context": context,
        "link": address_of(found.link),
        "is_empty": not own and not found.told,
        "empty": found.empty,
        "empty_link": address_of(found.empty_link),
    }


def _worded(card: dict[str, Any], words: str | None) -> dict[str, Any]:
    """A card with a few words of the source instead of the reason."""
    if words is None:
        return card
    badges = [{"text": words, "kind": "done"}] if words else []
    return {**card, "badges": badges, "reason": None}


def _nothing(one: ShownWidget, known: Cards, asking: Asking) -> dict[str, Any]:
    return {}


def _week(one: ShownWidget, known: Cards, asking: Asking) -> dict[str, Any]:
    return {"week": week(asking.week, known, asking.viewer.today)}


def week(moments: Sequence[Moment], known: Cards, today: date) -> list[dict[str, Any]]:
    """The next five days, today first; a week-end comes only where something happens."""
    days = [today + timedelta(days=number) for number in range(WEEK)]
    busy = {moment.day for moment in moments}
    chosen = [day for day in days if day.weekday() < SATURDAY or day in busy or day == today]
    made = [
        {
            "name": capfirst(date_format(day, "l")),
            "date": date_format(day, _("j. N")),
            "today": day == today,
            "entries": [entry(one, known) for one in moments if one.day == day],
        }
        for day in chosen[:MOST_DAYS]
    ]
    free = next((day for day in made if not day["entries"]), None)
    if free is not None:
        url = address_to("portal:room", "det-sker")
        free["suggestion"] = {"text": _("Find noget, der sker"), "url": url}
    return made


def entry(moment: Moment, known: Cards) -> dict[str, str]:
    """One line of a day."""
    card = known.get(moment.item_id or 0, {})
    words = {
        "appointment": date_format(moment.at, _("G.i")) if moment.at else "",
        "deadline": pgettext("en dag", "Sidste dag"),
    }
    return {
        "time": words.get(moment.kind, _("Din plan")),
        "title": str(card.get("title") or moment.title or _("Noget, du har gemt")),
        "place": moment.place,
        "url": str(card.get("url") or address_to("portal:plan")),
        "ground": GROUNDS[moment.kind],
    }


def _plan(one: ShownWidget, known: Cards, asking: Asking) -> dict[str, Any]:
    steps = [step_of(one_step, asking.viewer.today) for one_step in one.found.told]
    now = next((step for step in steps if not step["state"]), None)
    if now is not None:
        now["state"] = "now"
    return {"steps": steps}


def _interests(one: ShownWidget, known: Cards, asking: Asking) -> dict[str, Any]:
    told = one.found.told
    found = [known[key] for key in one.found.keys if key in known]
    groups: dict[str, list[dict[str, Any]]] = {}
    for card in found:
        groups.setdefault(card["kind"], []).append(card)
    choices = [
        {"slug": slug, "label": label, "is_said": slug in told.said}
        for slug, label in told.choices.items()
    ]
    # What one has said comes first; a wall of the rest is behind a press.
    choices.sort(key=lambda choice: not choice["is_said"])
    shown = max(FEW_CHOICES, len(told.said))
    return {
        "widget_name": one.widget.name,
        "first": choices[:shown],
        "more": choices[shown:],
        "looked_at": told.choices.get(told.looked_at, ""),
        "looked_at_slug": told.looked_at,
        "groups": [{"heading": kind, "cards": those} for kind, those in groups.items()],
    }


def _messages(one: ShownWidget, known: Cards, asking: Asking) -> dict[str, Any]:
    return {"waiting": one.found.told}


MAKERS: dict[str, Callable[[ShownWidget, Cards, Asking], dict[str, Any]]] = {
    "week": _week,
    "plan": _plan,
    "interests": _interests,
    "messages": _messages,
}


def first_moment(asking: Asking) -> Moment | None:
    """What comes next within the week, if anything has a time or stands in the plan."""
    now = timezone.localtime()
    return next((one for one in asking.week if one.at is None or one.at >= now), None)
