"""The query behind every read of a declared type: shelf, rules, own words, language, choice."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import F, FilteredRelation, JSONField, OuterRef, Q, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from cms.api.compiled.text import InJSON, Literal, ValueInJSON
from cms.library.languages import SOURCE_LANGUAGE
from cms.library.models import Item
from cms.library.translations import KINDS
from cms.municipalities.models import Municipality
from cms.personalisation.feed import personalised, visible_to
from cms.personalisation.viewer import Viewer

OVERLAY, CHOICE = "_overlay", "_choice"
KEPT_ROWS = "rows"
# What is said in the reader's language: by the municipality, and by the item's owner.
OWN_TRANSLATION, TRANSLATION = "_own_translation", "_translation"


def rows(model: type[Item], viewer: Viewer) -> QuerySet[Any]:
    """The items of a type that the viewer meets, beside the municipality's overlay and choice.

    Plans ask for the same over and over, and keep it in the memory that their viewers share.
    """
    kept: dict[type[Item], QuerySet[Any]] | None = viewer.memory.get(KEPT_ROWS)
    if kept is None:
        return _rows(model, viewer)
    if model not in kept:
        kept[model] = _rows(model, viewer)
    return kept[model].all()


def _rows(model: type[Item], viewer: Viewer) -> QuerySet[Any]:
    municipality = cast(Municipality, viewer.municipality)
    return beside(visible_to(model.objects.on_shelf_of(municipality), viewer), viewer)


def personal_rows(model: type[Item], viewer: Viewer) -> QuerySet[Any]:
    """The same, in the viewer's own order."""
    municipality = cast(Municipality, viewer.municipality)
    return beside(personalised(model.objects.on_shelf_of(municipality), viewer), viewer)


def beside(items: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """Items with what the municipality says of each at hand, and what is said in the language."""
    municipality = cast(Municipality, viewer.municipality)
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
    if viewer.language == SOURCE_LANGUAGE:
        return annotated
    shown = Q(translations__language=viewer.language, translations__is_shown=True)
    of_owner = Q(translations__municipality_id__isnull=True)
    of_municipality = Q(translations__municipality_id=municipality.pk)
    in_language: QuerySet[Any] = annotated.annotate(
        **{
            OWN_TRANSLATION: FilteredRelation("translations", condition=shown & of_municipality),
            TRANSLATION: FilteredRelation("translations", condition=shown & of_owner),
        }
    )
    return in_language


def effective(model: type[Item], name: str, language: str) -> Combinable:
    """A column as the municipality's readers of a language meet it."""
    said = translated(model, name, language)
    if name in model.declaration.overridable:
        said.append(InJSON(F(f"{OVERLAY}__values"), name))
    if not said:
        return F(name)
    is_blocks = model.declaration.fields[name].kind == "blocks"
    return Coalesce(*said, F(name), output_field=JSONField() if is_blocks else TextField())


def translated(model: type[Item], name: str, language: str) -> list[Combinable]:
    """What a field may say in a language, the municipality's words first; NULL where nothing."""
    kind = model.declaration.fields[name].kind
    if language == SOURCE_LANGUAGE or kind not in KINDS:
        return []
    found = (F(f"{OWN_TRANSLATION}__values"), F(f"{TRANSLATION}__values"))
    return [(ValueInJSON if kind == "blocks" else InJSON)(values, name) for values in found]


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
