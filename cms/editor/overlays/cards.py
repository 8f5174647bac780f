"""One field of an item beside the municipality's own words for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField

from cms.editor.overlays.forms import OverlayForm
from cms.editor.overlays.marking import Piece, marked, plain
from cms.library.labels import language
from cms.library.merging import Merged, merge
from cms.library.models import Item, Overlay
from cms.library.overlays import changed_originals
from cms.search.texts import bare


@dataclass(frozen=True)
class Column:
    """One of the texts that stand side by side; `name` is then, now or mine."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Card:
    """A field: follows the original, has own words, or own words over a changed original."""

    name: str
    label: str
    state: str
    columns: tuple[Column, ...]
    bound: BoundField
    merged: Merged | None = None
    # Nothing of the original's change could be brought in by itself.
    is_all_mine: bool = False


@dataclass
class Cards:
    """The cards of one item."""

    item: Item
    overlay: Overlay | None
    form: OverlayForm
    merges: dict[str, Merged] = field(default_factory=dict)

    def all(self) -> list[Card]:
        """One for each overridable field, in the declared order."""
        changed = changed_originals(self.overlay, self.item) if self.overlay else ()
        return [self._card(name, changed) for name in self.form.fields]

    def _card(self, name: str, changed: Collection[str]) -> Card:
        state = "changed" if name in changed else "own" if name in self._own() else "follows"
        label = self.item.declaration.fields[name].label.in_language(language())
        columns = self._columns(name, state)
        merged = self.merges.get(name)
        is_all_mine = merged is not None and merged.text.split() == self._own_words(name).split()
        return Card(name, label, state, columns, self.form[name], merged, is_all_mine)

    def _columns(self, name: str, state: str) -> tuple[Column, ...]:
        now, mine = self._said(getattr(self.item, name)), self._said(self._own().get(name))
        if state == "follows" or self.overlay is None:
            return (Column("now", plain(now)),)
        if state == "own":
            sides = marked(now, mine)
            return Column("now", sides.first), Column("mine", sides.second)
        then = self._said(self.overlay.originals.get(name))
        sides = marked(then, now)
        own = marked(then, mine)
        return Column("then", sides.first), Column("now", sides.second), Column("mine", own.second)

    def _own_words(self, name: str) -> str:
        return str(self._own().get(name) or "")

    def _own(self) -> dict[str, Any]:
        return self.overlay.values if self.overlay else {}

    def _said(self, value: Any) -> str:
        text = str(value or "")
        return bare(text) if text.startswith("<") else text


def proposal(item: Item, overlay: Overlay, name: str) -> Merged:
    """Both sides' changes of one field, brought together."""
    kind = item.declaration.fields[name].kind
    before, mine = (str(words.get(name) or "") for words in (overlay.originals, overlay.values))
    return merge(before, str(getattr(item, name) or ""), mine, kind)


def seen(item: Item, overlay: Overlay | None) -> str:
    """A name for all that stands on the screen; another name means that it has changed since."""
    words = {name: str(getattr(item, name) or "") for name in item.declaration.overridable}
    shown = [words, overlay.values if overlay else None]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:16]
