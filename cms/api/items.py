"""Object types of the declared types, and the interface that they share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import graphene
from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf
from graphene_django import DjangoObjectType

from cms.api.access import classify
from cms.api.compiled.parameters import Parameter
from cms.api.compiled.text import Either, Joined, Literal, Quoted, TrueOrFalse, WhenNull
from cms.api.introductions import INTRODUCTION
from cms.api.kinds import output_of
from cms.api.objects import OWNER, text
from cms.api.output import Output, Outputs, Source, object_type
from cms.api.page import PINNED
from cms.api.reading import reading_of
from cms.api.reasons import REASON
from cms.api.rows import CHOICE, effective, filled_text, translated
from cms.api.similar import SIMILAR, first_similar
from cms.capabilities.registry import capabilities_of
from cms.declarations import ContentType
from cms.library.languages import SOURCE_LANGUAGE
from cms.library.models import Item
from cms.library.registry import item_model, item_models
from cms.library.translations import language_of

Arguments = Mapping[str, Any]
Owner = object_type("Owner", OWNER, "Who has made an item and answers for it.")


def item_outputs(declaration: ContentType) -> Outputs:
    """What every item has."""
    return {
        "id": Output(
            graphene.ID,
            lambda item, _info: item.key,
            lambda _source, _nodes, _arguments: Joined(
                f'"{declaration.name}:', Cast(F("pk"), TextField()), '"'
            ),
            "A name for the item across types.",
            required=True,
        ),
        "slug": text("slug", "Short name in the address, unique in its type.", required=True),
        "type_name": Output(
            graphene.String,
            lambda _item, _info: declaration.name,
            lambda _source, _nodes, _arguments: Joined(f'"{declaration.name}"'),
            "The declared type's name.",
            required=True,
        ),
        "title": _shown(declaration.title_field, "What the item is called.", required=True),
        "summary": _shown(declaration.presentation.card.text, "A short text."),
        "content_language": _content_language(declaration),
        "url": _url(declaration),
        "owner": Output(
            Owner,
            lambda item, _info: item.owner,
            lambda source, nodes, _arguments: source.planner.object(
                "Owner", nodes, source.related("owner")
            ),
            "Who has made the item.",
            required=True,
        ),
        "introduction": INTRODUCTION,
        "pinned": Output(
            graphene.Boolean,
            lambda item, _info: bool(item.__dict__[PINNED]),
            lambda _source, _nodes, _arguments: TrueOrFalse(F(f"{CHOICE}__pinned")),
            "Whether the municipality has put it first.",
            required=True,
        ),
        "why": REASON,
        "similar": SIMILAR,
    }


def _shown(name: str | None, description: str, *, required: bool = False) -> Output:
    """A text field that the declaration's card names."""

    def read(item: Any, _info: Any) -> str | None:
        value = str(getattr(item, name)) if name else ""
        return value if required else value or None

    def plan(source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
        if name is None:
            return Joined("null")
        column = effective(source.model, name, source.planner.language)
        return Quoted(column if required else filled_text(column))

    return Output(graphene.String, read, plan, description, required=required)


def _content_language(declaration: ContentType) -> Output:
    """In which language one meets the title: the reader's where it has been translated."""

    def read(item: Any, _info: Any) -> str:
        return language_of(item, declaration.title_field)

    def plan(source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
        own = next((filled_text(F(name)) for name in declaration.fields_of("language")), None)
        # PostgreSQL can't tell of which type a quoted constant is.
        written: Combinable = Joined(f'"{SOURCE_LANGUAGE}"')
        if own is not None:
            written = Quoted(Coalesce(own, Literal(SOURCE_LANGUAGE)))
        words = translated(source.model, declaration.title_field, source.planner.language)
        if not words:
            return written
        said = Joined(f'"{source.planner.language}"')
        return Either(NullIf(WhenNull(Coalesce(*words), said), Literal("null")), written)

    return Output(
        graphene.String, read, plan, "The language of the words (ISO 639-1).", required=True
    )


def _url(declaration: ContentType) -> Output:
    path = f"/{declaration.settings.path}/"

    def read(item: Any, info: Any) -> str:
        return f"{reading_of(info).prefix}{path}{item.slug}/"

    def plan(_source: Source, _nodes: Any, _arguments: Arguments) -> Combinable:
        return Quoted(Joined(Parameter(("prefix",)), path, F("slug"), "/"))

    return Output(graphene.String, read, plan, "The page's path on this host.", required=True)


class ItemInterface(graphene.Interface):
    """Anything that stands on the shelf, whatever its type."""

    class Meta:
        name = "Item"

    id = graphene.ID(required=True, description="A name for the item across types.")
    slug = graphene.String(required=True)
    type_name = graphene.String(required=True)
    title = graphene.String(required=True)
    summary = graphene.String()
    url = graphene.String(required=True, description="The page's path on this host.")
    owner = graphene.NonNull(Owner)
    introduction = graphene.Field(INTRODUCTION.type, description=INTRODUCTION.description)
    pinned = graphene.Boolean(required=True)
    why = graphene.NonNull(REASON.type)
    similar = graphene.Field(SIMILAR.type, description=SIMILAR.description, first=first_similar())

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        """The type that the item's model was declared as."""
        return item_types()[instance.declaration.name]


classify("Item", dict.fromkeys(ItemInterface._meta.fields, "public"))


@lru_cache
def outputs_of(type_name: str) -> Outputs:
    """Every field of a declared type that both paths know."""
    declaration = item_model(type_name).declaration
    outputs = item_outputs(declaration)
    for name in declaration.fields:
        # A field that bears a common name but isn't what the card shows keeps a name of its own.
        shown = {"title": declaration.title_field, "summary": declaration.presentation.card.text}
        free = name not in outputs or shown.get(name) == name
        if name not in shown or not free:
            outputs[name if free else f"{name}_field"] = output_of(declaration, name)
    return outputs


@lru_cache(maxsize=1)
def item_types() -> dict[str, Any]:
    """The object types of all declared types, by type name."""
    return {name: _item_type(model) for name, model in item_models().items()}


def _item_type(model: type[Item]) -> Any:
    declaration = model.declaration
    outputs = outputs_of(declaration.name)
    classify(declaration.class_name, {name: output.access for name, output in outputs.items()})
    fields = {name: output.as_field() for name, output in outputs.items()}
    for capability in capabilities_of(model):
        for name, field in capability.graphql_fields().items():
            if name in fields:
                raise ImproperlyConfigured(
                    f"{declaration.name}: the field {name} has the name of a GraphQL field of the "
                    f"capability {capability.name}. Give the declared field another name."
                )
            fields[name] = field
    description = declaration.labels.in_language("da").one.capitalize()
    meta = {
        "model": model,
        "name": declaration.class_name,
        "fields": (),
        "interfaces": (ItemInterface,),
        "description": description,
    }
    attributes = {"Meta": type("Meta", (), meta), **fields}
    return type(declaration.class_name, (DjangoObjectType,), attributes)
