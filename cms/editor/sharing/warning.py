"""The warning: what municipalities have made of an item, and the box that says one has read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.library.footprint import Around, Footprint, terms_of
from cms.library.models import Item
from cms.municipalities.models import Municipality

# The name of the box, in every form that takes something away.
CONFIRMED = "loss_confirmed"
NAMED = 12


@dataclass(frozen=True)
class Warned:
    """What would be taken away of one item."""

    item: Item
    lines: list[str]


def lines(footprint: Footprint) -> list[str]:
    """Who shows, pins and has own words, each with the municipalities' names."""
    shown, pinned, words = (
        len(group) for group in (footprint.shown, footprint.pinned, footprint.own_words)
    )
    said = (
        ngettext("%(count)s kommune viser det", "%(count)s kommuner viser det", shown),
        ngettext("%(count)s kommune fremhæver det", "%(count)s kommuner fremhæver det", pinned),
        ngettext(
            "%(count)s kommune har egne ord på det", "%(count)s kommuner har egne ord på det", words
        ),
    )
    groups = (footprint.shown, footprint.pinned, footprint.own_words)
    return [
        f"{text % {'count': len(group)}}: {_names(group)}"
        for text, group in zip(said, groups, strict=True)
        if group
    ]


def _names(group: Sequence[Municipality]) -> str:
    names = ", ".join(one.name for one in group[:NAMED])
    more = len(group) - NAMED
    return names if more <= 0 else _("%(names)s og %(more)s til") % {"names": names, "more": more}


def warned(items: Iterable[Item]) -> list[Warned]:
    """Those of the items that municipalities would miss."""
    live = [item for item in items if item.live]
    around = Around.of(live)
    found = [(item, around[item.pk].footprint(terms_of(item))) for item in live]
    return [Warned(item, lines(footprint)) for item, footprint in found if footprint]


def told(losses: Mapping[Item, Footprint]) -> list[Warned]:
    """The same of losses that were found elsewhere."""
    return [Warned(item, lines(footprint)) for item, footprint in losses.items()]


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the box was ticked."""
    return CONFIRMED in request.POST


def tell_unconfirmed(request: HttpRequest) -> None:
    """Say why nothing was done."""
    messages.error(
        request, _("Intet er ændret. Læs, hvem der mister det, og sæt kryds for at fortsætte.")
    )


class WarnsFirst:
    """Before a view that takes one item away: it is refused until the box was ticked."""

    object: Item

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the warning again where it wasn't confirmed."""
        if warned([self.object]) and not is_confirmed(request):
            tell_unconfirmed(request)
            return self.get(request, *args, **kwargs)  # type: ignore[attr-defined,no-any-return]
        return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The warning, for the page that asks."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "warned": warned([self.object]), "confirmed": CONFIRMED}
