"""The rows of the coverage tables, as the screens show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.editor.coverage.picture import step_of
from cms.editor.coverage.tables import Column
from cms.library.coverage import ItemCoverage, MunicipalityCoverage
from cms.library.labels import language
from cms.library.registry import declarations
from cms.library.sharing import Sharing
from cms.shared.alphabet import alphabetical

# Left out by so large a part of the country that the owner should ask why.
MANY = 0.25


@dataclass(frozen=True)
class MunicipalityRow:
    """One municipality, and whether visitors may see its site."""

    coverage: MunicipalityCoverage
    is_open: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.coverage.municipality.name

    @property
    def percent(self) -> int:
        """How much it shows of what it may choose itself."""
        return round(self.coverage.share * 100)

    @property
    def step(self) -> int:
        """Its shade in the picture."""
        return step_of(self.coverage.share)

    @property
    def in_words(self) -> str:
        """What the dot says."""
        return _("%(name)s: viser %(shown)s af %(shared)s, %(percent)s %% af det valgfri") % {
            "name": self.name,
            "shown": self.coverage.shown,
            "shared": self.coverage.shared,
            "percent": self.percent,
        }


MUNICIPALITY_COLUMNS = {
    "name": Column(gettext_lazy("Kommune"), lambda row: alphabetical(row.name), is_number=False),
    "shown": Column(gettext_lazy("Viser"), lambda row: row.coverage.shown),
    "share": Column(gettext_lazy("Af det valgfri"), lambda row: row.coverage.share),
    "left_out": Column(gettext_lazy("Valgt fra"), lambda row: row.coverage.left_out),
    "taken_in": Column(gettext_lazy("Taget ind"), lambda row: row.coverage.taken_in),
    "own": Column(gettext_lazy("Eget indhold"), lambda row: row.coverage.own_items),
    "words": Column(
        gettext_lazy("Egne ord"), lambda row: (row.coverage.stale_words, row.coverage.own_words)
    ),
    "open": Column(gettext_lazy("Websted"), lambda row: row.is_open),
}


@dataclass(frozen=True)
class ItemRow:
    """One of the nation's items, and how far it is met."""

    coverage: ItemCoverage

    @property
    def title(self) -> str:
        """The published title."""
        return self.coverage.item.listed_title

    @property
    def kind(self) -> str:
        """What one of its kind is called."""
        return kind_of(self.coverage.item.type_name)

    @property
    def sharing(self) -> str:
        """The owner's word, shortly."""
        return str(LEVELS[self.coverage.item.sharing])

    @property
    def is_taken_by_nobody(self) -> bool:
        """Whether it is on offer and no municipality wants it."""
        return self.coverage.is_for_the_taking and self.coverage.shown == 0

    @property
    def is_left_out_by_many(self) -> bool:
        """Whether much of the country leaves out what it would show by itself."""
        is_by_default = self.coverage.item.sharing == Sharing.ON_BY_DEFAULT
        return is_by_default and self.coverage.left_out >= MANY * self.coverage.municipalities > 0


ITEM_COLUMNS = {
    "name": Column(gettext_lazy("Titel"), lambda row: alphabetical(row.title), is_number=False),
    "kind": Column(gettext_lazy("Slags"), lambda row: alphabetical(row.kind), is_number=False),
    "level": Column(
        gettext_lazy("Deling"),
        lambda row: list(LEVELS).index(row.coverage.item.sharing),
        is_number=False,
    ),
    "shown": Column(gettext_lazy("Vises i"), lambda row: row.coverage.shown),
    "left_out": Column(gettext_lazy("Valgt fra af"), lambda row: row.coverage.left_out),
    "pinned": Column(gettext_lazy("Fremhævet af"), lambda row: row.coverage.pinned),
    "words": Column(gettext_lazy("Egne ord af"), lambda row: row.coverage.own_words),
}
# The levels in few words: in a table the long ones are noise.
LEVELS: dict[str, Any] = {
    Sharing.MANDATORY: gettext_lazy("Alle steder"),
    Sharing.ON_BY_DEFAULT: gettext_lazy("Medmindre valgt fra"),
    Sharing.OFFERED: gettext_lazy("Tilbudt"),
    Sharing.LENT: gettext_lazy("Udlånt"),
}


def kind_of(type_name: str) -> str:
    """What one of a type is called."""
    return declarations()[type_name].labels.in_language(language()).one.capitalize()


def kinds() -> dict[str, str]:
    """What all types are called, by name."""
    types = declarations().items()
    return {name: one.labels.in_language(language()).many.capitalize() for name, one in types}
