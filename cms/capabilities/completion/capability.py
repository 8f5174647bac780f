"""Completion: a citizen marks an item as done and can see it in the overview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.completion.models import Completion
from cms.capabilities.completion.services import (
    SomethingRemains,
    completions_of,
    done_by,
    finish,
    undo,
)
from cms.capabilities.own import own_about
from cms.capabilities.pieces import Engagement, Fragment, Happening, Outcome
from cms.capabilities.registry import remaining_of
from cms.citizens.models import Citizen
from cms.library.models import Item

# So many things that are left are named; a course of forty steps lists them itself.
SHOWN = 3


class CompletionCapability(Capability):
    """Works on any type; needs nothing of it."""

    name = "completion"
    own_models = (Completion,)
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "completion": "public",
        "Completion": "public",
        "complete": "citizen",
        "undo_completion": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """The button, what is left before it, or that one has done it."""
        completion = own_about(Completion, item, citizen) if citizen else None
        is_finished = completion is not None and completion.finished_at is not None
        left = remaining_of(item, citizen) if citizen and not is_finished else []
        context = {
            "item": item,
            "citizen": citizen,
            "completion": completion,
            "remaining": left[:SHOWN],
            "more": max(0, len(left) - SHOWN),
        }
        return Fragment("completion/fragment.html", context)

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`finish` or `undo`."""
        match data.get("action"):
            case "finish":
                return _try_finish(item, citizen)
            case "undo":
                undo(item, citizen)
                return Outcome(_("Det er ikke længere markeret som færdigt."))
        raise UnknownAction(data.get("action", ""))

    def graphql_fields(self) -> Mapping[str, Any]:
        """`completion` on every type that names the capability."""
        from cms.capabilities.completion.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`complete` and `undoCompletion`."""
        from cms.capabilities.completion.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen has finished."""
        done = [(row.finished_at, row) for row in done_by(citizen) if row.finished_at]
        latest = sorted(done, key=lambda pair: pair[0], reverse=True)
        return [Engagement(row.item_id, _("Gennemført"), is_over=True) for _at, row in latest]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen finished what."""
        for row in done_by(citizen):
            if row.finished_at:
                yield Happening(row.finished_at, row.item_id, _("Du blev færdig med"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has begun and finished."""
        for row in completions_of(citizen).select_related("item"):
            yield {
                "item": row.item.key,
                "started_at": row.started_at.isoformat(),
                "finished_at": row.finished_at and row.finished_at.isoformat(),
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        completions_of(citizen).delete()


def _try_finish(item: Item, citizen: Citizen) -> Outcome:
    try:
        finish(item, citizen)
    except SomethingRemains as left:
        return Outcome(_("Der er lidt tilbage: %(what)s.") % {"what": left}, succeeded=False)
    return Outcome(_("Godt klaret. Vi har skrevet ned, at du er færdig."))


CAPABILITY = CompletionCapability()
