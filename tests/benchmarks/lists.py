# ruff: noqa: S608 - the SQL is put together from declarations, never from what somebody sent
"""Lists of 20 and 100 of 2,000 items with 40 providers and 60 tags, then of 200,000.

Eight fields, the provider and the tags. Uncached against SQL by hand in the same process; whole
requests, without a socket, against a view that returns a constant and against wagtail-grapple.
"""

from __future__ import annotations

import atexit
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from contextvars import copy_context
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from tests.benchmarks.copies import constant_file, in_a_copy

SMALL, LARGE, SIZES = 2_000, 200_000, (20, 100)
ROUNDS, IN_A_ROW = 15, 4
FIELDS, MILLI = 7, 1e3
PATH, CONSTANT = "/thisted/graphql/", "/thisted/konstant/{}/graphql/"

Row = tuple[str, float, str]
Read = Callable[[], bytes]


def run(small: int = SMALL, large: int = LARGE) -> list[Row]:
    """Rows of (what, number, unit)."""
    rows = in_a_copy("lists", str(small), str(large))
    times = {name: number for name, number, _unit in rows}
    from tests.benchmarks.grapple import request_seconds

    for size, seconds in request_seconds(small).items():
        ours = times[f"request, list of {size}, uncached"]
        rows.append((f"request, list of {size}, wagtail-grapple", seconds * MILLI, "ms"))
        rows.append(("  against ours uncached (at least 10)", seconds * MILLI / ours, "times"))
    return rows


def measured(small: int, large: int) -> list[Row]:
    """Fill the database and ask, then fill it more and ask again."""
    from tests.benchmarks.library import Library, provided_type, settle

    library = Library(provided_type())
    library.add(small)
    settle()
    lists = Lists(library)
    rows, before = lists.rows()
    from cms.library.sharing import Sharing

    # What 98 municipalities add: their own, offers, and what all show unless they say no.
    library.add(large - small, (Sharing.PRIVATE, Sharing.OFFERED, Sharing.ON_BY_DEFAULT))
    settle()
    _rows, after = lists.rows()
    for size in SIZES:
        ratio = after[f"list of {size}, compiled"] / before[f"list of {size}, compiled"]
        rows.append(
            (f"list of {size}: {large:,} items against {small:,} (limit 1.5)", ratio, "times")
        )
    return rows


class Lists:
    """The ways to read the same lists."""

    def __init__(self, library: Any) -> None:
        from cms.declarations.names import camel, plural
        from tests.benchmarks.library import municipality, tags_of
        from tests.benchmarks.load import cookie_of_a_citizen

        self.model, self.municipality = library.model, municipality()
        declared = self.model.declaration
        self.plain = list(declared.fields_of("text", "choice", "number", "duration"))[: FIELDS - 1]
        self.tags = tags_of(self.model)
        self.cookie = cookie_of_a_citizen()
        names = " ".join(map(camel, self.plain))
        self.query = (
            f"query ($first: Int) {{ list: {camel(plural(declared.name))}"
            "(first: $first, orderBy: [SLUG]) { nodes { id slug "
            f"{names} owner {{ slug name }} {camel(self.tags)} {{ slug }} }} }} }}"
        )

    def rows(self) -> tuple[list[Row], dict[str, float]]:
        """Rows for the table, and the medians in milliseconds by name."""
        ways: dict[str, Read] = {}
        for size in SIZES:
            ways[f"list of {size}, SQL by hand"] = self.by_hand(size)
            ways[f"list of {size}, compiled"] = self.compiled(size)
        first = ways[f"list of {SIZES[0]}, SQL by hand"]()
        assert json.loads(first) == json.loads(ways[f"list of {SIZES[0]}, compiled"]())
        for size in SIZES:
            ways[f"request, list of {size}, a constant"] = self.constant(size)
            ways[f"request, list of {size}, uncached"] = self.asked(size, forget=True)
            ways[f"request, list of {size}, kept"] = self.asked(size, forget=False)
            ways[f"request, list of {size}, kept, a citizen"] = self.asked(
                size, forget=False, cookie=self.cookie
            )
        times = {name: seconds * MILLI for name, seconds in together(ways).items()}
        rows = [(name, number, "ms") for name, number in times.items()]
        for size in SIZES:
            hand, ours = times[f"list of {size}, SQL by hand"], times[f"list of {size}, compiled"]
            constant = times[f"request, list of {size}, a constant"]
            kept = times[f"request, list of {size}, kept"]
            rows.append(
                (f"list of {size}: compiled against by hand (limit 1.5)", ours / hand, "times")
            )
            citizen = times[f"request, list of {size}, kept, a citizen"]
            shares = {
                f"list of {size}: kept against a constant (at least 80)": constant / kept,
                f"list of {size}: a citizen against anybody, kept (at least 90)": kept / citizen,
            }
            rows += [(name, 100 * share, "%") for name, share in shares.items()]
        return rows, times

    def compiled(self, size: int) -> Read:
        """As the endpoint does it, without what it keeps.

        The request is made by others, and has looked at the stamps when it comes to the API.
        """
        from cms.api.documents import read_document
        from cms.api.execution import COMPILED, answer
        from cms.api.kept_answers import kept_answers
        from cms.stamps.services import at_a_glance

        def read() -> bytes:
            kept_answers.clear()
            asker = {"municipality": self.municipality, "citizen": None, "path_prefix": ""}
            request: Any = SimpleNamespace(**asker)
            found = answer(request, read_document(self.query), None, {"first": size})
            assert found.way == COMPILED
            return found.body

        own = copy_context()
        glance = at_a_glance()
        own.run(glance.__enter__)
        atexit.register(own.run, glance.__exit__, None, None, None)
        return lambda: own.run(read)

    def by_hand(self, size: int) -> Read:
        """One statement, as one would write it without the platform, for SQLite."""
        from django.db import connection

        sql, key = self.hand_written(), self.municipality.pk
        keys = [key] * sql.count("%s")

        def read() -> bytes:
            with connection.cursor() as cursor:
                cursor.execute(sql, [*keys[:-1], size])
                return str(cursor.fetchone()[0]).encode()

        return read

    def hand_written(self) -> str:
        """The statement, by all rules of the platform.

        Texts that the municipality has put in place of the owner's; items that are on its shelf
        for now, and those lent to it.
        """
        from cms.api.compiled.text import literal
        from cms.declarations.names import camel

        declared = self.model.declaration
        pairs = [f"'id', '{declared.name}:' || i.id", "'slug', i.slug"]
        for name in self.plain:
            kind = declared.fields[name].kind
            plain = f"v.{name}"
            if declared.fields[name].overridable:
                plain = f"COALESCE(json_extract(p.\"values\", '$.{name}'), {plain})"
            if kind not in ("number", "duration"):
                plain = f"NULLIF({plain}, '')"
            pairs.append(
                f"{literal(camel(name))}, {f'upper({plain})' if kind == 'choice' else plain}"
            )
        pairs.append("'owner', json_object('slug', o.slug, 'name', o.name)")
        through = cast(Any, self.model._meta.get_field(self.tags)).remote_field.through._meta
        pairs.append(
            f"{literal(camel(self.tags))}, json((SELECT json_group_array(json(x.j)) FROM (SELECT "
            f"json_object('slug', t.slug) AS j FROM {through.db_table} m "
            "JOIN library_term t ON t.id = m.term_id "
            f"WHERE m.{declared.name.replace('_', '')}_id = v.item_ptr_id ORDER BY t.position) x))"
        )
        now = "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"
        began = f"(c.holds_from IS NULL OR c.holds_from <= {now})"
        lasts = f"(c.holds_until IS NULL OR c.holds_until > {now})"
        chosen = (
            "SELECT 1 FROM library_shelfchoice c WHERE c.item_id = i.id AND c.municipality_id = %s"
        )
        taken = f"{chosen} AND c.taken AND {began} AND {lasts}"
        # A refusal that holds for now, or an acceptance that doesn't.
        refused = f"{chosen} AND c.taken = NOT ({began} AND {lasts})"
        return (
            "SELECT json_object('data', json_object('list', json_object('nodes', "
            "json_group_array(json(y.j))))) FROM ("
            f"SELECT json_object({', '.join(pairs)}) AS j FROM {self.model._meta.db_table} v "
            "JOIN library_item i ON i.id = v.item_ptr_id "
            "JOIN municipalities_owner o ON o.id = i.owner_id "
            "LEFT JOIN library_overlay p ON p.item_id = i.id AND p.municipality_id = %s "
            "WHERE i.live AND (i.owner_id = %s OR i.sharing = 'mandatory' "
            f"OR (i.sharing = 'on_by_default' AND NOT EXISTS ({refused})) "
            f"OR (i.sharing = 'offered' AND EXISTS ({taken})) "
            "OR (i.sharing = 'lent' AND EXISTS (SELECT 1 FROM library_loan l "
            f"WHERE l.item_id = i.id AND l.municipality_id = %s) AND EXISTS ({taken}))) "
            "ORDER BY i.slug LIMIT %s) y"
        )

    def asked(self, size: int, *, forget: bool, cookie: str = "") -> Read:
        """A whole request."""
        from cms.api.kept_answers import kept_answers

        body = json.dumps({"query": self.query, "variables": {"first": size}}).encode()

        def read() -> bytes:
            if forget:
                kept_answers.clear()
            return self.request(PATH, body, cookie)

        return read

    def constant(self, size: int) -> Read:
        """The same request and the same answer, from a view that does nothing."""
        from django.conf import settings

        body = json.dumps({"query": self.query, "variables": {"first": size}}).encode()
        constant_file(settings.RUNTIME_DIR, size).write_bytes(self.request(PATH, body))
        return lambda: self.request(CONSTANT.format(size), body)

    def request(self, path: str, body: bytes = b"", cookie: str = "") -> bytes:
        """What the whole application answers."""
        return whole_request(application(), path, body, cookie)


def together(ways: dict[str, Read]) -> dict[str, float]:
    """Median seconds of the processor's time of each way, in turns of a few."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, read in ways.items():
            read()
            for _again in range(IN_A_ROW):
                start = time.thread_time()
                read()
                taken[name].append(time.thread_time() - start)
    return {name: statistics.median(found) for name, found in taken.items()}


@cache
def application() -> Any:
    """The product, with one more view that returns a constant."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def whole_request(application: Any, path: str, body: bytes = b"", cookie: str = "") -> bytes:
    """One request through every middleware, without a socket."""
    environment = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": cookie,
    }
    states: list[str] = []
    answer = b"".join(application(environment, lambda status, _headers: states.append(status)))
    assert states == ["200 OK"], (states, answer[:500])
    return answer


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(measured(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
