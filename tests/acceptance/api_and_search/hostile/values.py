"""Values that don't fit: unicode traps, enormous numbers, forged cursors, wrong kinds."""

import json
from collections.abc import Iterator
from typing import Any

from tests.acceptance.api_and_search.hostile.asking import Asked, asked

TOO_MUCH, WRONG, BAD, CURSOR = "LIMIT_EXCEEDED", "NOT_VALID", "BAD_VALUE", "BAD_CURSOR"
SEARCH = "query($w: String) { search(words: $w) { totalCount suggestion hits { titleHtml } } }"
SUGGEST = "query($w: String!) { suggest(words: $w) { text } }"
ONE = "query($w: String!) { course(slug: $w) { id } }"
FILTER = "query($w: String!) { courses(filter: {slug: [$w]}) { nodes { id } } }"
OWNER = "query($w: String!) { courses(filter: {owner: [$w], videos: [$w]}) { totalCount } }"
TERM = "query($w: String!) { courses(filter: {topics: [$w]}) { nodes { id } } }"
KEEP = 'query($w: String!) { search(filter: [{field: "topics", values: [$w]}]) { totalCount } }'
FACET = "query($w: String!) { search(facets: [$w]) { totalCount } }"
AFTER = "query($c: String) { courses(first: 2, after: $c) { nodes { id } } }"
BEFORE = "query($c: String) { courses(last: 2, before: $c, orderBy: [TITLE]) { nodes { id } } }"
FEED = "query($c: String) { feed(first: 2, after: $c) { nodes { id } } }"
DURATION = "query($n: Int) { courses(filter: {duration: {min: $n}}) { nodes { id } } }"
MOMENT = "query($m: DateTime) { activities(filter: {startsAt: {min: $m}}) { nodes { id } } }"

TRAPS = {
    "NUL": "a\x00b",
    "right to left": "\u202eesruk\u202c \u2066x\u2069",
    "four bytes": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001d4d0",
    "combining bomb": "e" + "\u0301\u0334\u0489" * 5000,
    "one ligature": "\ufdfa" * 5000,
    "not a character": "\uffff\ufffe\U0010ffff",
    "zero width": "\u200b\u200d\ufeff" * 2000,
    "dotted i": "\u0130\u0131\u1e9e" * 2000,
    "line ends": "a\r\n\u2028\u2029\x0b\x85b",
    "search language": 'title:* AND NOT (a OR "b") ^1e9 ~99 [* TO *] {a TO b} &&||!(){}[]^"~*?:\\/',
    "unclosed": '"(((' * 2000,
    "wildcards": "*?" * 5000,
    "SQL": "'; DROP TABLE library_item; -- %s %(a)s {0} \\",
    "a long word": "a" * 100_000,
    "many words": "job " * 40_000,
    "different words": " ".join(f"ord{n}" for n in range(15_000)),
}


def values() -> list[Asked]:
    """All of them."""
    return [*traps(), *cursors(), *numbers(), *moments(), *kinds(), *lists()]


def traps() -> Iterator[Asked]:
    """Texts that have broken other programs."""
    doors = {
        "search": SEARCH,
        "suggest": SUGGEST,
        "slug": ONE,
        "filter": FILTER,
        "owner": OWNER,
        "term": TERM,
        "search filter": KEEP,
        "facet": FACET,
        "after": AFTER,
    }
    for name, text in TRAPS.items():
        for door, query in doors.items():
            variable = "c" if door == "after" else "w"
            yield asked(f"{name} in {door}", query, variables={variable: text})
        written = json.dumps(text[:9000], ensure_ascii=False)
        yield asked(f"{name} in the text", f"{{ course(slug: {written}) {{ id }} }}")
    yield asked("a lone surrogate in the text", '{ course(slug: "\\ud800") { id } }', WRONG)
    yield asked("a surrogate pair in the text", '{ course(slug: "\\ud83d\\ude00") { id } }')
    yield asked("an impossible character", '{ course(slug: "\\u{ffffffff}") { id } }', WRONG)
    yield asked("a byte order mark", "\ufeff{ __typename }")
    yield asked("a name with a letter", "{ kurs\u00e6r }", WRONG)


def cursors() -> Iterator[Asked]:
    """Cursors that nobody was given."""
    mark = "0" * 8
    forged: dict[str, str] = {
        "nothing": "",
        "words": "not a cursor",
        "half a byte": "5b5",
        "base64": "WyJhIl0=",
        "a number": b"1".hex(),
        "an object": b"{}".hex(),
        "another mark": f'["{mark}",1]'.encode().hex(),
        "deep": (b"[" * 900 + b"]" * 900).hex(),
        "long": "5b" * 50_000,
        "infinite": b'["x",1e999,NaN,-Infinity]'.hex(),
        "huge": f'["x",{"9" * 900}]'.encode().hex(),
        "not UTF-8": "ff" * 100,
        "NUL": b'["x","\\u0000"]'.hex(),
        "surrogate": b'["x","\\ud800"]'.hex(),
    }
    for name, cursor in forged.items():
        for door, query in (("after", AFTER), ("before", BEFORE), ("feed", FEED)):
            yield asked(f"a cursor: {name}, in {door}", query, CURSOR, variables={"c": cursor})


def numbers() -> Iterator[Asked]:
    """Numbers that are too large for something."""
    for text in ("2147483648", "-99999999999999999999", "1e400", "1.5", "9" * 5000, "-0", "NaN"):
        query = f"{{ courses(first: {text}) {{ nodes {{ id }} }} }}"
        yield asked(f"first: {text[:30]}", query)
        near = f"{{latitude: {text}, longitude: 1, kilometres: 1}}"
        literal = f"{{ search(near: {near}) {{ totalCount }} }}"
        yield asked(f"latitude: {text[:30]}", literal)
        raw = f'{{"query": {json.dumps(DURATION)}, "variables": {{"n": {text}}}}}'
        yield Asked(f"a variable: {text[:30]}", raw.encode())
    for page in (0, -1, 2147483647):
        yield asked(f"page {page}", f'{{ search(words: "job", page: {page}) {{ totalCount }} }}')
    for first in (-1, 0, 101, 2147483647):
        yield asked(
            f"search, first {first}", f'{{ search(words: "job", first: {first}) {{ totalCount }} }}'
        )
        yield asked(f"list, last {first}", f"{{ courses(last: {first}) {{ nodes {{ id }} }} }}")
    prices = (
        "1e999999999",
        "-1E+99",
        "NaN",
        "Infinity",
        "9" * 50_000,
        "\u0661\u0662",
        "0x10",
        "1_000",
        "",
    )
    decimal = "query($d: Decimal) { vendorServices(filter: {price: {min: $d}}) { nodes { id } } }"
    for price in prices:
        yield asked(f"a price of {price[:20]}", decimal, variables={"d": price})


def moments() -> Iterator[Asked]:
    """Days and moments at the end of the calendar, and beyond."""
    given = (
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59",
        "2026-02-30T00:00:00Z",
        "2026-03-29T02:30:00",
        "0000-00-00T00:00:00Z",
        "2026-01-01T00:00:00+99:99",
        "\u0662\u0660\u0662\u0666-01-01T00:00:00Z",
        "x" * 50_000,
    )
    for moment in given:
        yield asked(f"a moment {moment[:26]}", MOMENT, variables={"m": moment})
        last = json.dumps(moment[:99])
        literal = f"{{ activities(filter: {{startsAt: {{max: {last}}}}}) {{ nodes {{ id }} }} }}"
        yield asked(f"a moment in the text {moment[:26]}", literal)


def kinds() -> Iterator[Asked]:
    """A value of one kind where another belongs."""
    wrong: tuple[Any, ...] = (True, 1, 1.5, "x", [], {}, [[["x"]]], {"a": {"b": 1}})
    asks = {"n": DURATION, "m": MOMENT, "w": ONE, "c": AFTER}
    for name, query in asks.items():
        for value in wrong:
            yield asked(f"{json.dumps(value)} as ${name}", query, variables={name: value})
    for value in (True, 1, "x", [1]):
        yield asked(f"variables: {value}", "{ __typename }", WRONG, variables=value)
        yield asked(f"extensions: {value}", "{ __typename }", WRONG, extensions=value)
    for value in (True, 1, {}, [1]):
        yield asked(
            f"operationName: {value}", "{ __typename }", WRONG if value else "", operationName=value
        )
    for value in (
        True,
        {"version": 1},
        {"version": 9e9, "sha256Hash": "x"},
        {"version": 1, "sha256Hash": "z" * 64},
    ):
        yield asked(
            f"persistedQuery: {value}", "{ __typename }", extensions={"persistedQuery": value}
        )


def lists() -> Iterator[Asked]:
    """Variables that hold thousands."""
    orders = (
        "query($o: [CourseOrder!]) { courses(orderBy: $o) { nodes { id } pageInfo { endCursor } } }"
    )
    yield asked(
        "an order of thousands in a variable",
        orders,
        TOO_MUCH,
        "orderBy",
        variables={"o": ["TITLE"] * 9000},
    )
    slugs = "query($s: [String!]) { courses(filter: {slug: $s}) { nodes { id } } }"
    yield asked("a filter of thousands in a variable", slugs, BAD, variables={"s": ["a"] * 9000})
    types = (
        "query($t: [ItemType!]) { feed(types: $t) { totalCount } search(types: $t) { matched } }"
    )
    yield asked("thousands of types", types, variables={"t": ["COURSE", "ACTIVITY"] * 5000})
    keep = "query($f: [SearchFilter!]) { search(filter: $f) { totalCount } }"
    parts = [{"field": "topics", "values": [str(n)]} for n in range(4000)]
    yield asked("a search filter of thousands", keep, variables={"f": parts})
    facets = "query($f: [String!]) { search(facets: $f) { totalCount } }"
    yield asked("search facets of thousands", facets, variables={"f": ["topics"] * 9000})
    deep: Any = 1
    for _ in range(300):
        deep = {"a": [deep]}
    yield asked(
        "deep variables that nobody asked for", "{ __typename }", TOO_MUCH, variables={"deep": deep}
    )
    yield asked(
        "deep variables in a list",
        "{ courses { nodes { id } } }",
        TOO_MUCH,
        variables={"deep": deep},
    )
    yield asked("deep variables where a text belongs", ONE, TOO_MUCH, variables={"w": deep})
    huge = {f"v{n}": "x" * 100 for n in range(1500)}
    yield asked("thousands of variables", "{ courses { nodes { id } } }", variables=huge)
