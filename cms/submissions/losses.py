"""What municipalities lose when a version goes out, and the refusal until somebody has read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.library.footprint import Footprint, Terms, loss
from cms.library.models import Item
from cms.library.scope import everything


class TakesAway(ValueError):
    """Nothing was done: municipalities would lose something, and nobody has said yes to that.

    `losses` says who loses what, by item. Do the same again with `accepts_loss=True`.
    """

    def __init__(self, losses: Mapping[Item, Footprint]) -> None:
        """Keep every loss."""
        self.losses = dict(losses)
        super().__init__(
            _("Intet er ændret. Læs, hvem der mister det, og sæt kryds for at fortsætte.")
        )


def loss_by(revision: Revision, terms: Mapping[str, Any] | None = None) -> dict[Item, Footprint]:
    """What would be lost if the version went out; `terms` replace what it says of its sharing."""
    said = {**revision.content, **(terms or {})}
    after = Terms(said["sharing"], frozenset(int(key) for key in said.get("lent_to") or ()))
    with everything("what a version takes away"):
        item: Item = revision.content_object
    lost = loss(item, after, ends_at=_moment(said.get("expire_at")))
    return {item: lost} if lost else {}


def check_losses(revisions: Iterable[Revision | None], *, accepts_loss: bool) -> None:
    """Raise TakesAway where one of the versions takes something away that wasn't accepted."""
    if accepts_loss:
        return
    losses: dict[Item, Footprint] = {}
    for revision in revisions:
        losses |= loss_by(revision) if revision else {}
    if losses:
        raise TakesAway(losses)


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
