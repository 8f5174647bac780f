"""Why an item is shown: in plain words, with a key for turning the reason off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from cms.api.compiled.holes import hole
from cms.api.compiled.running import Run
from cms.api.compiled.text import Joined
from cms.api.compiled.written import Write, Writing
from cms.api.objects import text
from cms.api.output import Output, Outputs, Source, object_type
from cms.api.page import page_of
from cms.library.models import Item
from cms.personalisation.reasons import reasons

REASON_FIELDS: Outputs = {
    "text": text("text", "A sentence in the reader's language.", required=True),
    "key": Output(
        graphene.String,
        lambda reason, _info: reason.reason_key,
        None,
        "The reason's name, for turning it off.",
        required=True,
    ),
    "can_be_turned_off": Output(
        graphene.Boolean,
        lambda reason, _info: reason.can_be_turned_off,
        None,
        "Whether the citizen may say no to it.",
        required=True,
    ),
}
Reason = object_type("Reason", REASON_FIELDS, "Why an item is shown.")


class Reasons:
    """Fills in why the reader meets items: asked once for all items of a plan's answer."""

    # What is said to one who is logged in is said to no one else.
    is_lasting = False

    def __init__(self) -> None:
        """Asked for nowhere so far."""
        self.writes: list[Write] = []

    def texts(self, keys: Sequence[str], run: Run) -> Mapping[str, str]:
        """A reason's JSON, by place and item."""
        places = {key: [int(part) for part in key.split(":")] for key in keys}
        chosen = Item.objects.everything("reasons are told of what is shown already")
        items = chosen.filter(pk__in={pk for _place, pk in places.values()})
        found = reasons(run.viewer, items)
        return {key: self.writes[place](found[pk], run) for key, (place, pk) in places.items()}


def _plan(source: Source, nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
    number, filler = source.planner.shared_filler(Reasons)
    filler.writes.append(Writing(source.planner).object("Reason", nodes))
    before, after = hole(number, f"{len(filler.writes) - 1}:|").split("|")
    return Joined(before, Cast(F("pk"), TextField()), after)


REASON = Output(
    Reason,
    lambda item, _info: page_of(item).reasons()[item.pk],
    _plan,
    "Why the reader meets the item.",
    required=True,
)
