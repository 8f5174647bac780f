# ruff: noqa: S608 - the SQL is put together from declarations, never from what somebody sent
"""A list of 50 items, 10 fields and 2 relations, read in four ways that answer the same JSON.

Plain graphene-django (a query for each relation of each item), the same with prefetch, the
compiled plan with everything a request to `/graphql/` does after HTTP, and SQL written by hand.
Everything is made inside a transaction that is rolled back.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from typing import Any, cast

import graphene
import orjson
from django.db import connection, transaction
from django.test import RequestFactory
from graphene_django import DjangoObjectType
from graphene_django.registry import Registry
from graphql import GraphQLSchema, execute, parse
from wagtail.models import Locale

from cms.api.compiled.text import literal
from cms.api.documents import read_document
from cms.api.execution import COMPILED, answer
from cms.declarations import ContentType
from cms.declarations.names import camel, plural
from cms.library.models import Item, Term
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, national_owner

ITEMS, SHOWN, SCALARS, RELATIONS = 60, 50, 9, 2
ROUNDS, IN_A_ROW = 9, 5
MILLI = 1e3
NAMED = ("choice", "language")
SCALAR_KINDS = ("text", "number", "duration", "drawing", *NAMED)

Row = tuple[str, float, str]
Read = Callable[[], bytes]


def run() -> list[Row]:
    """Rows of (what, number, unit)."""
    with transaction.atomic():
        try:
            return measured()
        finally:
            transaction.set_rollback(True)


def measured() -> list[Row]:
    """Make the items, see that all ways agree, and time them."""
    bench = Bench(widest_type())
    ways: dict[str, Read] = {
        "plain graphene-django": bench.plain(prefetch=False),
        "graphene-django with prefetch": bench.plain(prefetch=True),
        "compiled": bench.compiled,
        "SQL by hand": bench.by_hand(),
    }
    answers = {name: json.loads(read()) for name, read in ways.items()}
    first = answers["compiled"]
    assert len(first["data"]["list"]["nodes"]) == SHOWN
    for name, found in answers.items():
        assert found == first, f"{name} answers something else"
    times = together(ways)
    rows: list[Row] = [(f"50 items: {name}", times[name] * MILLI, "ms") for name in ways]
    plain, compiled = times["plain graphene-django"], times["compiled"]
    rows.append(("compiled against plain", plain / compiled, "times as fast"))
    rows.append(("compiled against SQL by hand", compiled / times["SQL by hand"], "times as long"))
    return rows


def together(ways: dict[str, Read]) -> dict[str, float]:
    """Median seconds of each way, in turns of a few, so that a busy machine is busy for all."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, read in ways.items():
            # One way's leftovers are not another's work.
            gc.collect()
            read()
            for _again in range(IN_A_ROW):
                start = time.perf_counter()
                read()
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in taken.items()}


def widest_type() -> type[Item]:
    """The declared type with most plain fields among those with enough relations."""
    fit = [
        model
        for model in item_models().values()
        if len(model.declaration.fields_of("terms")) >= RELATIONS
    ]
    return max(fit, key=lambda model: len(model.declaration.fields_of(*SCALAR_KINDS)))


class Bench:
    """The items, and the four ways to read them."""

    def __init__(self, model: type[Item]) -> None:
        self.model = model
        declaration: ContentType = model.declaration
        self.declaration = declaration
        self.scalars = list(declaration.fields_of(*SCALAR_KINDS))[: SCALARS - 1]
        self.terms = list(declaration.fields_of("terms"))[:RELATIONS]
        with everything("the benchmark makes items of its own"):
            self.municipality = self._make()
        self.request: Any = RequestFactory().get("/graphql/")
        names = " ".join(map(camel, self.scalars))
        relations = " ".join(f"{camel(name)} {{ slug uri }}" for name in self.terms)
        self.selection = f"nodes {{ id slug {names} {relations} }}"

    def _make(self) -> Municipality:
        municipality = Municipality.objects.create(code="9999", slug="maalt", name="Målt")
        locale, _made = Locale.objects.get_or_create(language_code="da")
        fields = self.declaration.fields
        terms: dict[str, list[Term]] = {}
        for name in self.terms:
            vocabulary = f"bench-{name}"
            for number in range(20):
                Term.objects.create(
                    vocabulary=vocabulary,
                    slug=f"t{number}",
                    uri=f"https://example.org/{number}",
                    position=number,
                )
            terms[name] = list(Term.objects.filter(vocabulary=vocabulary))
        for number in range(ITEMS):
            values: dict[str, Any] = {
                name: next(iter(field.choices or {}), "")
                for name, field in fields.items()
                if field.kind == "choice"
            }
            values |= dict.fromkeys(self.declaration.fields_of("duration", "number"), number + 1)
            values |= dict.fromkeys(self.declaration.fields_of("text"), f"Tekst {number} æøå")
            values |= dict.fromkeys(self.declaration.fields_of("language"), "da")
            item = self.model(
                slug=f"a-bench-{number:03}",
                owner=national_owner()
                if "national" in self.declaration.settings.owners
                else municipality,
                sharing=Sharing.MANDATORY,
                locale=locale,
                **values,
            )
            item.save()
            for name, known in terms.items():
                getattr(item, name).set(known[number % 17 : number % 17 + 3])
            item.save()
        return municipality

    def compiled(self) -> bytes:
        """As the endpoint does it."""
        request: Any = RequestFactory().get("/graphql/")
        request.municipality, request.citizen, request.path_prefix = self.municipality, None, ""
        query = (
            f"query ($first: Int) {{ list: {camel(plural(self.declaration.name))}"
            f"(first: $first, orderBy: [SLUG]) {{ {self.selection} }} }}"
        )
        found = answer(request, read_document(query), None, {"first": SHOWN})
        assert found.way == COMPILED
        return found.body

    def plain(self, *, prefetch: bool) -> Read:
        """A schema as one writes it by hand with graphene-django."""
        schema = plain_schema(self, prefetch=prefetch)
        tree = parse(f"query ($first: Int) {{ list(first: $first) {{ {self.selection} }} }}")

        def read() -> bytes:
            result = cast(Any, execute(schema, tree, variable_values={"first": SHOWN}))
            assert not result.errors, result.errors[0]
            return orjson.dumps({"data": result.data})

        return read

    def by_hand(self) -> Read:
        """One statement; the shelf's condition included."""
        sql = hand_written(self)
        key = self.municipality.pk

        def read() -> bytes:
            with connection.cursor() as cursor:
                cursor.execute(sql, [key, key, key, SHOWN])
                return str(cursor.fetchone()[0]).encode()

        return read


def plain_schema(bench: Bench, *, prefetch: bool) -> GraphQLSchema:
    """Types made with graphene-django's own means; small resolvers where the API differs."""
    registry = Registry()
    meta = type("Meta", (), {"model": Term, "fields": ("slug", "uri"), "registry": registry})
    term = type(
        "PlainTerm",
        (DjangoObjectType,),
        {
            "Meta": meta,
            "resolve_uri": lambda root, _info: root.uri or None,
        },
    )
    attributes: dict[str, Any] = {
        "Meta": type(
            "Meta",
            (),
            {
                "model": bench.model,
                "fields": ("slug",),
                "registry": registry,
                "name": "PlainItem",
            },
        ),
        "id": graphene.ID(),
        "resolve_id": lambda root, _info: root.key,
    }
    for name in bench.scalars:
        kind = bench.declaration.fields[name].kind
        attributes[name] = (graphene.Int if kind in ("number", "duration") else graphene.String)()
        if kind in NAMED:
            attributes[f"resolve_{name}"] = named(name)
        elif kind in ("text", "drawing"):
            attributes[f"resolve_{name}"] = or_null(name)
    for name in bench.terms:
        attributes[name] = graphene.List(term)
        attributes[f"resolve_{name}"] = related(name)
    item = type("PlainItem", (DjangoObjectType,), attributes)
    listed = type("PlainList", (graphene.ObjectType,), {"nodes": graphene.List(item)})

    def resolve(_root: Any, _info: Any, first: int) -> Any:
        found = bench.model.objects.on_shelf_of(bench.municipality).order_by("slug")
        found = found.filter(slug__isnull=False)[:first]
        return {"nodes": found.prefetch_related(*bench.terms) if prefetch else found}

    field = graphene.Field(listed, first=graphene.Int(), resolver=resolve)
    query = type("Query", (graphene.ObjectType,), {"list": field})
    return cast(GraphQLSchema, cast(Any, graphene.Schema(query=query)).graphql_schema)


def named(name: str) -> Callable[..., Any]:
    """Reads a choice in capitals."""
    return lambda root, _info: getattr(root, name).upper() or None


def or_null(name: str) -> Callable[..., Any]:
    """Reads a text; an empty one is null."""
    return lambda root, _info: getattr(root, name) or None


def related(name: str) -> Callable[..., Any]:
    """Reads the terms of an item."""
    return lambda root, _info: getattr(root, name).all()


def hand_written(bench: Bench) -> str:
    """What one would write without the platform, for SQLite."""
    table = bench.model._meta.db_table
    pairs = [f"'id', '{bench.declaration.name}:' || i.id", "'slug', i.slug"]
    for name in bench.scalars:
        kind = bench.declaration.fields[name].kind
        plain = f"v.{name}" if kind in ("number", "duration") else f"NULLIF(v.{name}, '')"
        pairs.append(f"{literal(camel(name))}, {f'upper({plain})' if kind in NAMED else plain}")
    for name in bench.terms:
        through = cast(Any, bench.model._meta.get_field(name)).remote_field.through._meta.db_table
        pairs.append(  # every name below comes from a declaration
            f"{literal(camel(name))}, json((SELECT json_group_array(json(x.j)) FROM (SELECT "
            "json_object('slug', t.slug, 'uri', NULLIF(t.uri, '')) AS j "
            f"FROM {through} m JOIN library_term t ON t.id = m.term_id "
            f"WHERE m.{bench.declaration.name.replace('_', '')}_id = v.item_ptr_id "
            "ORDER BY t.position) x))"
        )
    return (
        "SELECT json_object('data', json_object('list', json_object('nodes', "
        "json_group_array(json(y.j))))) FROM ("
        f"SELECT json_object({', '.join(pairs)}) AS j FROM {table} v "
        "JOIN library_item i ON i.id = v.item_ptr_id "
        "WHERE i.live AND (i.owner_id = %s OR i.sharing = 'mandatory' "
        "OR (i.sharing = 'on_by_default' AND NOT EXISTS (SELECT 1 FROM library_shelfchoice c "
        "WHERE c.item_id = i.id AND c.municipality_id = %s AND NOT c.taken)) "
        "OR (i.sharing = 'offered' AND EXISTS (SELECT 1 FROM library_shelfchoice c "
        "WHERE c.item_id = i.id AND c.municipality_id = %s AND c.taken))) "
        "ORDER BY i.slug LIMIT %s) y"
    )
