"""How each kind of declared field looks in the API. One maker per kind; no type is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import graphene
from django.db.models import F, OuterRef, Subquery, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from wagtail.rich_text import expand_db_html

from cms.api.compiled.cases import BlockList, Renamed
from cms.api.compiled.text import Either, ListOf, Quoted, WhenNull
from cms.api.objects import (
    Block,
    File,
    Image,
    LanguageCode,
    Place,
    PlaceValue,
    Term,
    Video,
    list_of,
)
from cms.api.output import Output, Source
from cms.api.page import page_of, prefetch_paths
from cms.api.rows import effective, filled_text, marks_of, rows, target_column
from cms.api.scalars import (
    Date,
    DateTime,
    DaySQL,
    DecimalsSQL,
    DecimalText,
    MomentSQL,
    decimals_text,
)
from cms.declarations import ContentType, FieldDeclaration
from cms.declarations.names import pascal
from cms.library.languages import CONTENT_LANGUAGES
from cms.library.registry import item_model

Arguments = Mapping[str, Any]
# Links inside the platform that Wagtail writes as names; they become addresses when read.
INNER_LINK = "linktype="
MONEY_DECIMALS = 2


def output_of(declaration: ContentType, name: str) -> Output:
    """The API's field for one declared field."""
    field = declaration.fields[name]
    made = MAKERS[field.kind](declaration, name, field)
    description = field.help.in_language("da") if field.help else field.label.in_language("da")
    going = field.deprecated.notice if field.deprecated else None
    return replace(made, description=description, access=field.access, deprecated=going)


def _text(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
    def read(item: Any, _info: Any) -> str | None:
        return getattr(item, name) or None

    def plan(source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
        return Quoted(filled_text(effective(source.model, name, source.planner.language)))

    return Output(graphene.String, read, plan)


def _rich_text(declaration: ContentType, name: str, field: FieldDeclaration) -> Output:
    def read(item: Any, _info: Any) -> str | None:
        html = getattr(item, name) or None
        return expand_db_html(html) if html and INNER_LINK in html else html

    return Output(graphene.String, read, _text(declaration, name, field).plan)


def shown_block(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A block without Wagtail's own marks."""
    value = raw.get("value")
    if isinstance(value, list):
        value = [row.get("value") if isinstance(row, dict) else row for row in value]
    if isinstance(value, str) and INNER_LINK in value:
        value = expand_db_html(value)
    return {"type": raw.get("type"), "value": value}


def _blocks(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
    def read(item: Any, _info: Any) -> list[dict[str, Any]]:
        return [shown_block(raw) for raw in getattr(item, name).raw_data]

    def plan(source: Source, nodes: Any, _arguments: Arguments) -> Combinable:
        parts = {
            key: '"Block"' if chosen == "__typename" else chosen
            for key, chosen in source.planner.names("Block", nodes).items()
        }
        return BlockList(effective(source.model, name, source.planner.language), parts)

    return Output(list_of(Block), read, plan, required=True)


def _choice(declaration: ContentType, name: str, field: FieldDeclaration) -> Output:
    known = field.choices or {}
    plan = _renamed(name, {value: f'"{value.upper()}"' for value in known})

    def read(item: Any, _info: Any) -> str | None:
        value = getattr(item, name)
        return value if value in known else None

    return Output(choice_enum(declaration, name), read, plan)


_enums: dict[str, Any] = {}


def choice_enum(declaration: ContentType, name: str) -> Any:
    """The enum of a choice: its values in capitals, described by their labels."""
    enum_name = f"{declaration.class_name}{pascal(name)}"
    if enum_name not in _enums:
        labels = declaration.fields[name].choices or {}
        described = {value.upper(): label.in_language("da") for value, label in labels.items()}
        _enums[enum_name] = graphene.Enum(
            enum_name,
            [(value.upper(), value) for value in labels],
            description=lambda value: described[value.name] if value else None,
        )
    return _enums[enum_name]


def _renamed(name: str, texts: Mapping[str, str]) -> Any:
    def plan(_source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
        return Renamed(F(name), texts)

    return plan


def _language(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
    def read(item: Any, _info: Any) -> str | None:
        value = getattr(item, name)
        return value if value in CONTENT_LANGUAGES else None

    texts = {code: f'"{code.upper()}"' for code in CONTENT_LANGUAGES}
    return Output(LanguageCode, read, _renamed(name, texts))


def _terms(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
    def read(item: Any, _info: Any) -> list[Any]:
        return page_of(item).terms(name).get(item.pk, [])

    def plan(source: Source, nodes: Any, _arguments: Arguments) -> Combinable:
        target = target_column(source.model, name)
        order = (f"{target}__vocabulary", f"{target}__position", f"{target}_id")
        json = source.planner.object("Term", nodes, Source(source.planner, f"{target}__"))
        marks = marks_of(source.model, name).order_by(*order)
        return ListOf(marks.annotate(json=json).values("json"))

    return Output(list_of(Term), read, plan, required=True)


def _number(declaration: ContentType, name: str, field: FieldDeclaration) -> Output:
    if field.decimals:
        return _decimals(name, field.decimals)
    return _plain(graphene.Int)(declaration, name, field)


def _money(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
    return _decimals(name, MONEY_DECIMALS)


def _decimals(name: str, decimals: int) -> Output:
    def read(item: Any, _info: Any) -> str | None:
        return decimals_text(getattr(item, name), decimals)

    def plan(_source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
        return Quoted(DecimalsSQL(F(name), decimals))

    return Output(DecimalText, read, plan)


def _plain(type_: Any, wrap: Callable[[Any], Any] = lambda column: column) -> Maker:
    def make(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
        def read(item: Any, _info: Any) -> Any:
            return getattr(item, name)

        def plan(_source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
            return Quoted(wrap(F(name)))

        return Output(type_, read, plan)

    return make


def _place(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
    def read(item: Any, _info: Any) -> PlaceValue | None:
        point = (getattr(item, f"{name}_latitude"), getattr(item, f"{name}_longitude"))
        place = PlaceValue(getattr(item, name), *point)
        return place if place.address or place.latitude is not None else None

    def plan(source: Source, nodes: Any, _arguments: Arguments) -> Combinable:
        latitude = Cast(F(f"{name}_latitude"), TextField())
        known = Coalesce(filled_text(F(name)), latitude, output_field=TextField())
        return WhenNull(known, source.planner.object("Place", nodes, Source(source.planner, name)))

    return Output(Place, read, plan)


def _foreign(type_: Any, *below: str) -> Maker:
    """A picture, film or file: a row of its own."""

    def make(_declaration: ContentType, name: str, _field: FieldDeclaration) -> Output:
        def read(item: Any, _info: Any) -> Any:
            page_of(item).prefetch(*prefetch_paths(name, below))
            return getattr(item, name)

        def plan(source: Source, nodes: Any, _arguments: Arguments) -> Combinable:
            json = source.planner.object(type_._meta.name, nodes, source.related(name))
            return WhenNull(F(f"{name}_id"), json)

        return Output(type_, read, plan)

    return make


def _reference(_declaration: ContentType, name: str, field: FieldDeclaration) -> Output:
    return (_many_references if field.many else _one_reference)(name, str(field.to))


def _referenced(source: Source, nodes: Any, target: str, key: OuterRef) -> Subquery:
    """The referenced item as this municipality shows it; NULL where it isn't on the shelf."""
    model = item_model(target)
    found = rows(model, source.planner.viewer).filter(pk=key)
    json = source.planner.object(
        model.declaration.class_name, nodes, Source(source.planner, model=model)
    )
    return Subquery(found.annotate(json=json).values("json")[:1], output_field=TextField())


def _one_reference(name: str, target: str) -> Output:
    def read(item: Any, _info: Any) -> Any:
        found = page_of(item).reference(name).get(item.pk)
        return found[0] if found else None

    def plan(source: Source, nodes: Any, _arguments: Arguments) -> Combinable:
        return Either(_referenced(source, nodes, target, OuterRef(f"{name}_id")))

    return Output(lambda: item_type(target), read, plan)


def _many_references(name: str, target: str) -> Output:
    def read(item: Any, _info: Any) -> list[Any]:
        return page_of(item).references(name).get(item.pk, [])

    def plan(source: Source, nodes: Any, _arguments: Arguments) -> Combinable:
        # Items that aren't on the shelf are NULL, and joining rows leaves NULL out.
        key = OuterRef(f"{target_column(source.model, name)}_id")
        marks = marks_of(source.model, name).order_by("pk")
        return ListOf(marks.annotate(json=_referenced(source, nodes, target, key)).values("json"))

    return Output(list_of(lambda: item_type(target)), read, plan, required=True)


def item_type(type_name: str) -> Any:
    """The object type of a declared type, when all are made."""
    from cms.api.items import item_types

    return item_types()[type_name]


Maker = Callable[[ContentType, str, FieldDeclaration], Output]
MAKERS: dict[str, Maker] = {
    "text": _text,
    "rich_text": _rich_text,
    "blocks": _blocks,
    "choice": _choice,
    "terms": _terms,
    "number": _number,
    "money": _money,
    "duration": _plain(graphene.Int),
    "date": _plain(Date, DaySQL),
    "date_time": _plain(DateTime, MomentSQL),
    "place": _place,
    "image": _foreign(Image),
    "video": _foreign(Video, "captions"),
    "file": _foreign(File),
    "link": _text,
    "reference": _reference,
    "language": _language,
    "drawing": _text,
}
