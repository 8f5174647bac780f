"""The query behind every read of a declared type: the shelf, the rules, the overlay, the choice."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from cms.api.compiled.text import InJSON, Literal
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.personalisation.feed import personalised, visible_to
from cms.personalisation.viewer import Viewer

OVERLAY, CHOICE = "_overlay", "_choice"


def rows(model: type[Item], viewer: Viewer) -> QuerySet[Any]:
    """The items of a type that the viewer meets, beside the municipality's overlay and choice."""
    municipality = cast(Municipality, viewer.municipality)
    return beside(visible_to(model.objects.on_shelf_of(municipality), viewer), municipality)


def personal_rows(model: type[Item], viewer: Viewer) -> QuerySet[Any]:
    """The same, in the viewer's own order."""
    municipality = cast(Municipality, viewer.municipality)
    return beside(personalised(model.objects.on_shelf_of(municipality), viewer), municipality)


def beside(items: QuerySet[Any], municipality: Municipality) -> QuerySet[Any]:
    """Items with what the municipality says of each at hand."""
    annotated: QuerySet[Any] = items.annotate(
        **{
            OVERLAY: FilteredRelation(
                "overlays", condition=Q(overlays__municipality_id=municipality.pk)
            ),
            CHOICE: FilteredRelation(
                "shelf_choices", condition=Q(shelf_choices__municipality_id=municipality.pk)
            ),
        }
    )
    return annotated


def effective(model: type[Item], name: str) -> Combinable:
    """A column as the municipality shows it: its own words where it has written some."""
    column = F(name)
    if name not in model.declaration.overridable:
        return column
    return Coalesce(InJSON(F(f"{OVERLAY}__values"), name), column, output_field=TextField())


def filled_text(expression: Any) -> NullIf:
    """A text, or NULL where it is empty."""
    return NullIf(expression, Literal(""), output_field=TextField())


def marks_of(model: type[Item], name: str) -> QuerySet[Any]:
    """The rows that tie an item, the outer query's, to its terms or references."""
    field = cast(Any, model._meta.get_field(name))
    found = field.remote_field.through._default_manager.filter(
        **{f"{field.m2m_field_name()}_id": OuterRef("pk")}
    )
    return cast("QuerySet[Any]", found)


def target_column(model: type[Item], name: str) -> str:
    """The column of those rows that names the term or the referenced item."""
    return str(cast(Any, model._meta.get_field(name)).m2m_reverse_field_name())


def source_column(model: type[Item], name: str) -> str:
    """The column of those rows that names the item."""
    return str(cast(Any, model._meta.get_field(name)).m2m_field_name())
