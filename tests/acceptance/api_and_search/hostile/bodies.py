"""Requests that are hardly HTTP, JSON or GraphQL."""

import json
from urllib.parse import quote, urlencode

from tests.acceptance.api_and_search.hostile.asking import Asked

WRONG = "NOT_VALID"
QUERY = json.dumps({"query": "{ __typename }"}).encode()
WITH_BODY = {"Content-Type": "application/json"}


def bodies() -> list[Asked]:
    """All of them."""
    return [*_bodies(), *_headers(), *_addresses()]


def _bodies() -> list[Asked]:
    given = {
        "nothing": b"",
        "a list": b"[]",
        "null": b"null",
        "a number": b"1",
        "a text": b'"x"',
        "an empty object": b"{}",
        "half": QUERY[:9],
        "two": QUERY * 2,
        "a comma too many": b'{"query": "{ a }",}',
        "a comment": b'{"query": "{ a }" /* x */}',
        "single quotes": b"{'query': '{ a }'}",
        "not UTF-8": b'{"query": "\xff\xfe{ a }"}',
        "UTF-16": json.dumps({"query": "{ a }"}).encode("utf-16"),
        "a byte order mark": b"\xef\xbb\xbf" + QUERY,
        "overlong UTF-8": b'{"query": "\xc0\x80"}',
        "a lone surrogate": b'{"query": "{ a }", "variables": {"a": "\\ud800"}}',
        "a surrogate in UTF-8": b'{"query": "\xed\xa0\x80"}',
        "NaN": b'{"query": NaN}',
        "lists without end": b"[" * 150_000,
        "objects without end": b'{"a":' * 30_000,
        "deep": b'{"query": "{ a }", "variables": ' + b'{"a":' * 2000 + b"1" + b"}" * 2001,
        "several operations": b"[" + b",".join([QUERY] * 500) + b"]",
    }
    wrong = [Asked(f"a body: {name}", body, WRONG) for name, body in given.items()]
    twice = b'{"query": "{ zzz }", "query": "{ __typename }", "variables": 1, "variables": {}}'
    large = json.dumps({"query": "{ a }", "variables": {"a": "x" * 300_000}}).encode()
    return [*wrong, Asked("keys said twice", twice), Asked("a body: large", large, WRONG)]


def _headers() -> list[Asked]:
    types = (
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=utf-16",
        "application/json; charset=nonsense",
        "application/json;" + "a=b;" * 500,
        "*/*",
        "application/json, application/json",
        ";;;===",
        'application/json; charset="',
        "\xe6\xf8\xe5",
    )
    accepts = (
        "text/html",
        "application/json;q=0",
        "application/json;q=nan",
        "application/json;q=-1",
        "application/json;q=" + "9" * 400,
        "a" * 5000,
        "," * 5000,
        "*/*;q=1e999",
        "\xe6/\xf8",
        "application/json; charset=utf-7",
    )
    found = [
        Asked(f"Content-Type {said[:40]!a}", QUERY, headers={"Content-Type": said})
        for said in types
    ]
    found += [
        Asked(f"Accept {said[:40]!a}", QUERY, headers={**WITH_BODY, "Accept": said})
        for said in accepts
    ]
    others = {
        "If-None-Match": '"' * 3000,
        "Cookie": "sessionid=" + "\xff" * 500,
        "Accept-Language": "da;q=x," * 900,
        "Origin": "http://[::1",
        "Content-Encoding": "gzip",
        "X-HTTP-Method-Override": "DELETE",
        "X-Forwarded-For": "1.1.1.1," * 900,
        "Range": "bytes=9-1",
        "Content-Length": "abc",
        "Authorization": "Bearer " + "x" * 5000,
        "GraphQL-Cost": "1",
        "Sec-Fetch-Site": "cross-site",
    }
    found += [
        Asked(f"{name}: {said[:20]!a}", QUERY, headers={**WITH_BODY, name: said})
        for name, said in others.items()
    ]
    change = json.dumps({"query": 'mutation { complete(item: "course:1") { startedAt } }'}).encode()
    for item in (
        "course:1",
        "course:" + "9" * 40,
        "nothing:1",
        "\x00",
        "course:-1",
        "course:\u0661",
    ):
        body = json.dumps(
            {"query": f"mutation {{ complete(item: {json.dumps(item)}) {{ startedAt }} }}"}
        )
        found.append(
            Asked(
                f"a change: {item[:20]!a}",
                body.encode(),
                headers={**WITH_BODY, "GraphQL-Preflight": "1"},
            )
        )
    found.append(
        Asked(
            "a change from elsewhere",
            change,
            "FORBIDDEN",
            headers={**WITH_BODY, "Origin": "http://[::1"},
        )
    )
    return found


def _addresses() -> list[Asked]:
    queries = {
        "a very long query": "query=" + quote("{ __typename } #" + "x" * 60_000),
        "a long query": "query=" + quote("{ __typename } #" + "x" * 3000),
        "not UTF-8": "query=%ff%fe%00",
        "half an escape": "query=%",
        "nothing": "",
        "twice": "query=%7Bzzz%7D&query=%7B__typename%7D",
        "thousands": "&".join(["a=b"] * 900),
        "a change": urlencode({"query": 'mutation { complete(item: "course:1") { startedAt } }'}),
        "variables that are none": urlencode({"query": "{ __typename }", "variables": "["}),
        "deep variables": urlencode(
            {"query": "{ __typename }", "variables": '{"a":' * 90 + "1" + "}" * 90}
        ),
        "a language": urlencode({"query": "{ __typename }", "sprog": "../../\x00"}),
        "a surrogate": urlencode({"query": "{ __typename }", "variables": '{"a": "\\ud800"}'}),
        "a hash": urlencode(
            {"extensions": '{"persistedQuery": {"version": 1, "sha256Hash": "' + "0" * 64 + '"}}'}
        ),
    }
    found = [
        Asked(f"GET: {name}", method="GET", query=query, headers={})
        for name, query in queries.items()
    ]
    methods = ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "QUERY")
    return [
        *found,
        *(Asked(f"{method}", QUERY, method=method, headers=WITH_BODY) for method in methods),
    ]
