"""The reference as a page of the portal: what can be asked for, with examples to try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLObjectType

from cms.api.documents import graphql_schema
from cms.api.reference import example, own_fields
from cms.api.views import check_municipality, respond_bad
from cms.declarations import ContentType
from cms.declarations.names import camel, plural
from cms.library.registry import declarations


@dataclass(frozen=True)
class Entry:
    """A field, or something that a filter takes."""

    name: str
    type: str
    meaning: str
    arguments: str = ""
    going_away: str = ""


@dataclass(frozen=True)
class Section:
    """What there is to know of one declared type, or of the rest."""

    anchor: str
    heading: str
    names: tuple[str, ...] = ()
    fields: tuple[Entry, ...] = ()
    filters: tuple[Entry, ...] = ()
    orders: tuple[str, ...] = ()
    example: str = ""
    short: str = field(default="", repr=False)

    @property
    def try_query(self) -> str:
        """What GraphiQL is opened with."""
        return urlencode({"query": self.example}, quote_via=quote)

    @property
    def answer_query(self) -> str:
        """What an answer is asked for with, as one address."""
        return urlencode({"query": self.short})


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Everything in one page, so that the browser's own search finds it."""
    refused = respond_bad(request, check_municipality)
    if refused is not None:
        return refused
    context = {
        "sections": sections(get_language() or "da"),
        "endpoint": request.build_absolute_uri(reverse("graphql")),
        "graphql": reverse("graphql"),
        "graphiql": reverse("graphiql"),
    }
    return render(request, "api/reference.html", context)


@cache
def sections(language: str) -> tuple[Section, ...]:
    """Of each declared type, across types, and changes; the schema is the process' own."""
    rest = (
        Section("across", _("På tværs af typer"), fields=tuple(_fields("Query", own_fields()))),
        Section("changes", _("Ændringer"), fields=tuple(_fields("Mutation"))),
    )
    return (*(_section(one, language) for one in declarations().values()), *rest)


def _section(declaration: ContentType, language: str) -> Section:
    listed = camel(plural(declaration.name))
    many = declaration.labels.in_language(language).many
    return Section(
        declaration.name.replace("_", "-"),
        many[:1].upper() + many[1:],
        (listed, camel(declaration.name)),
        tuple(_fields(declaration.class_name)),
        tuple(_filters(f"{declaration.class_name}Filter")),
        _orders(f"{declaration.class_name}Order"),
        example(declaration),
        f"{{ {listed}(first: 3) {{ totalCount nodes {{ id title url }} }} }}",
    )


def _fields(type_name: str, besides: set[str] | frozenset[str] = frozenset()) -> Iterator[Entry]:
    type_ = _type(type_name)
    found = type_.fields.items() if isinstance(type_, GraphQLObjectType) else ()
    for name, one in found:
        if name not in besides:
            said = ", ".join(f"{key}: {argument.type}" for key, argument in one.args.items())
            gone = one.deprecation_reason or ""
            yield Entry(name, str(one.type), one.description or "", said, gone)


def _filters(type_name: str) -> Iterator[Entry]:
    type_ = _type(type_name)
    if isinstance(type_, GraphQLInputObjectType):
        for name, one in type_.fields.items():
            yield Entry(name, str(one.type), one.description or "")


def _orders(type_name: str) -> tuple[str, ...]:
    type_ = _type(type_name)
    if not isinstance(type_, GraphQLEnumType):
        return ()
    return tuple(name for name in type_.values if not name.endswith("_DESC"))


def _type(name: str) -> Any:
    return graphql_schema().type_map.get(name)
