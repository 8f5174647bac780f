"""The columns of a type's sheet: they follow from its declaration, a field is one or more.

Sheets are in Danish whatever language an editor reads the screens in, so that a file that one
made another can bring in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import models
from django.utils.translation import override

from cms.capabilities.base import Capability
from cms.capabilities.registry import capabilities_of
from cms.declarations import FieldDeclaration
from cms.library.labels import value_labels
from cms.library.models import Item
from cms.library.sharing import Sharing

SHEET_LANGUAGE = "da"
SLUG, SHARING, LENT_TO, LIVE = "slug", "sharing", "lent_to", "live"


@dataclass(frozen=True)
class Column:
    """One column. `key` is where its value goes in a row of plain data: `place.latitude`."""

    key: str
    heading: str
    kind: str
    help: str = ""
    required: bool = False
    many: bool = False
    # What a cell may hold: the value in the data, and what people call it.
    choices: Mapping[str, str] = field(default_factory=dict)
    names: str = ""

    @property
    def field(self) -> str:
        """The declared field, engine key or capability that the column belongs to."""
        return self.key.partition(".")[0]


def columns_of(model: type[Item]) -> list[Column]:
    """All columns of a type, in the declaration's order, with headings that differ."""
    with override(SHEET_LANGUAGE):
        columns = [column for name in model.declaration.fields for column in _field(model, name)]
        for capability in capabilities_of(model):
            columns += _settings(capability)
        columns += _engine(model)
    return _distinct(columns)


def _field(model: type[Item], name: str) -> Iterator[Column]:
    declared = model.declaration.fields[name]
    label = declared.label.in_language(SHEET_LANGUAGE)
    help_text = declared.help.in_language(SHEET_LANGUAGE) if declared.help else ""
    if declared.kind == "place":
        yield Column(f"{name}.address", label, "text", help_text, declared.required)
        for part, word in (("latitude", "breddegrad"), ("longitude", "længdegrad")):
            yield Column(f"{name}.{part}", f"{label}: {word}", "coordinate")
        return
    yield Column(
        name,
        label,
        declared.kind,
        help_text,
        declared.required and declared.default is None,
        declared.many or declared.kind == "terms",
        _choices(model, name, declared),
        declared.to or "",
    )


def _choices(model: type[Item], name: str, declared: FieldDeclaration) -> dict[str, str]:
    if declared.kind in {"choice", "terms", "language"}:
        return value_labels(declared, SHEET_LANGUAGE)
    if declared.kind == "drawing":
        return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}
    return {}


def _settings(capability: Capability) -> Iterator[Column]:
    for key, stored in capability.settings_columns().items():
        yield Column(
            f"{capability.name}.{key}",
            f"{str(stored.model._meta.verbose_name).capitalize()}: {stored.verbose_name}",
            model_kind(stored),
            str(stored.help_text),
            required=not stored.blank,
        )


def _engine(model: type[Item]) -> Sequence[Column]:
    sharing = {value: str(label) for value, label in Sharing.choices}
    if "national" not in model.declaration.settings.owners:
        sharing.pop(Sharing.MANDATORY)
    return (
        Column(SHARING, "Deling", "choice", "Hvem andre må bruge det.", choices=sharing),
        Column(
            LIVE,
            "Udgivet",
            "yes_no",
            "Nej gør rækken til en kladde.",
            choices={"yes": "ja", "no": "nej"},
        ),
        Column(
            SLUG,
            "Kort navn i adressen",
            "text",
            "Tomt: laves af titlen. Et navn, I har i forvejen: så opdateres det.",
        ),
    )


def _distinct(columns: Sequence[Column]) -> list[Column]:
    """The same columns; where two have one heading, each says its key too."""
    headings = [column.heading.casefold() for column in columns]
    return [
        replace(column, heading=f"{column.heading} ({column.key})")
        if headings.count(column.heading.casefold()) > 1
        else column
        for column in columns
    ]


def model_kind(stored: models.Field[object, object]) -> str:
    """The kind of column for a model field that no declaration describes."""
    kinds: dict[type[models.Field[object, object]], str] = {
        models.BooleanField: "yes_no",
        models.DateTimeField: "date_time",
        models.DateField: "date",
        models.IntegerField: "number",
        models.DecimalField: "number",
    }
    return next((kind for known, kind in kinds.items() if isinstance(stored, known)), "text")
