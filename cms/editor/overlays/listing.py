"""All that a municipality has written over: how each stands, filtered and sorted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms.editor.overlays.addresses import address_of
from cms.editor.whose import municipalities_for, municipality_for
from cms.library.labels import language
from cms.library.overlay_states import OverlayStanding, OverlayState, standings
from cms.library.registry import declarations
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality
from cms.shared.alphabet import alphabetical

PAGE_SIZE = 40
STATES = {
    OverlayState.CHANGED: _("Originalen er ændret"),
    OverlayState.NOT_SHARED: _("Deles ikke længere"),
    OverlayState.NOT_OVERRIDABLE: _("Et felt kan ikke længere have egne ord"),
    OverlayState.CURRENT: _("Ajour"),
}
ORDERS = {"state": _("Det, der skal ses på, først"), "new": _("Nyeste først"), "title": _("Titel")}


@dataclass(frozen=True)
class Line:
    """One item with own words."""

    title: str
    kind: str
    state: OverlayState
    fields: str
    changed: str
    changed_at: datetime
    address: str

    @property
    def state_label(self) -> Any:
        """How it stands, in words."""
        return STATES[self.state]


@dataclass(frozen=True)
class Asked:
    """The list's filters; a value that isn't known is as if it weren't there."""

    words: str = ""
    type_name: str = ""
    state: str = ""
    order: str = "state"

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """The filters in an address."""
        return cls(
            words=query.get("q", "").strip()[:100],
            type_name=_known(query.get("type", ""), declarations()),
            state=_known(query.get("tilstand", ""), [state.value for state in STATES]),
            order=_known(query.get("orden", ""), ORDERS) or "state",
        )

    def fits(self, one: OverlayStanding) -> bool:
        """Whether the title and the kind are asked for."""
        is_named = self.words.casefold() in one.title.casefold()
        return is_named and self.type_name in ("", one.item.type_name)


def _known(value: str, known: Iterable[str]) -> str:
    return value if value in known else ""


def overlays(request: HttpRequest) -> HttpResponse:
    """`/admin/egne-ord/`."""
    municipality = municipality_for(request, Action.CURATE)
    asked = Asked.of(request.GET)
    everything = standings([municipality.pk])
    found = [one for one in everything if asked.fits(one)]
    shown = [one for one in found if asked.state in ("", one.state)]
    page = Paginator(_sorted(shown, asked.order), PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "municipality": municipality,
        "asked": asked,
        "is_empty": not everything,
        "page": page,
        "lines": [_line(one, municipality) for one in page],
        "chips": _chips(request, asked, Counter(one.state for one in found)),
        "types": _types(one.item.type_name for one in everything),
        "orders": list(ORDERS.items()),
        "others": municipalities_for(request, Action.CURATE).exclude(pk=municipality.pk),
    }
    return render(request, "editor/overlays/list.html", context)


SORTING: Mapping[str, Callable[[OverlayStanding], Any]] = {
    "state": lambda one: list(OverlayState).index(one.state),
    "title": lambda one: alphabetical(one.title),
    # They come latest first.
    "new": lambda one: 0,
}


def _sorted(found: Sequence[OverlayStanding], order: str) -> list[OverlayStanding]:
    return sorted(found, key=SORTING[order])


def _line(one: OverlayStanding, municipality: Municipality) -> Line:
    declaration = declarations()[one.item.type_name]
    return Line(
        title=one.title or str(_("Uden titel")),
        kind=declaration.labels.in_language(language()).one.capitalize(),
        state=one.state,
        fields=labels(one.item.type_name, one.overlay.values),
        changed=labels(one.item.type_name, one.changed),
        changed_at=one.overlay.changed_at,
        address=address_of(one.item, municipality),
    )


def labels(type_name: str, names: Iterable[str]) -> str:
    """The fields as the form calls them; one that is gone by its name."""
    declared = declarations()[type_name].fields
    return ", ".join(
        declared[name].label.in_language(language()) if name in declared else name for name in names
    )


def _types(there: Iterable[str]) -> list[tuple[str, str]]:
    names = sorted(set(there))
    return [(name, _many(name)) for name in names]


def _many(type_name: str) -> str:
    return declarations()[type_name].labels.in_language(language()).many.capitalize()


def _chips(request: HttpRequest, asked: Asked, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The states to press, each with how many; the chosen one's address takes it away again."""
    chips = []
    for state, label in STATES.items():
        query = request.GET.copy()
        query.pop("p", None)
        query.pop("tilstand", None)
        is_chosen = asked.state == state
        if not is_chosen:
            query["tilstand"] = state.value
        if counts.get(state) or is_chosen:
            chips.append(
                {
                    "label": label,
                    "count": counts.get(state, 0),
                    "chosen": is_chosen,
                    "url": f"?{query.urlencode()}",
                }
            )
    return chips
