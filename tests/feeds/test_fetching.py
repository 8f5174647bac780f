"""Asking another's machine: closed nets, wrong answers, too much, too slow; never an exception."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from cms.declarations import Feed, current_feeds
from cms.feeds import fetching
from cms.feeds.faults import FeedFault
from cms.feeds.fetching import Known, fetch
from cms.feeds.reading import read_ads

HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


@pytest.fixture
def feed() -> Feed:
    return current_feeds()["job_exchange"]


@pytest.fixture
def answering() -> Iterator[Any]:
    """A machine that answers whatever it is told to, to the first who asks."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(answer: bytes) -> str:
        def once() -> None:
            connection, _address = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        threading.Thread(target=once, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    with listener:
        yield serve


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (HEAD + b"Content-Length: 100\r\n\r\n[1, 2", "brudt af"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n[1, 2", "brudt af"),
        (b"HTTP/1.1 500 No\r\n\r\n", "fejlen 500"),
        (b"HTTP/1.1 403 No\r\n\r\n", "fejlen 403"),
        (b"HTTP/1.1 302 There\r\nLocation: http://169.254.169.254/\r\n\r\n", "fejlen 302"),
        (HEAD + b"Content-Length: 2000000000\r\n\r\n", "mere end"),
        (b"nonsense\r\n\r\n", "svarede ikke"),
    ],
)
def test_what_is_no_whole_answer_is_none(
    answering: Any, feed: Feed, settings: Any, answer: bytes, said: str
) -> None:
    settings.FEEDS_MAY_BE_LOCAL = True
    with pytest.raises(FeedFault) as fault:
        fetch(feed, answering(answer), Known())
    assert said in fault.value.reason
    assert fault.value.way_out


def test_too_much_without_saying_so_is_refused_on_the_way(
    answering: Any, feed: Feed, settings: Any
) -> None:
    settings.FEEDS_MAY_BE_LOCAL = True
    small = feed.model_copy(update={"most": feed.most.model_copy(update={"megabytes": 1})})
    with pytest.raises(FeedFault, match="1 MB"):
        fetch(small, answering(HEAD + b"\r\n" + b"[" * 1_200_000), Known())


def test_one_that_takes_too_long_is_left(
    answering: Any, feed: Feed, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEEDS_MAY_BE_LOCAL = True
    clock = iter(range(0, 100_000, 1000))
    monkeypatch.setattr(fetching.time, "monotonic", lambda: next(clock))
    with pytest.raises(FeedFault, match="for længe"):
        fetch(feed, answering(HEAD + b"\r\n" + b"[1]"), Known())


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/feed", "https://[::1]/feed", "https://169.254.169.254/latest"]
)
def test_no_closed_net_is_asked(feed: Feed, settings: Any, address: str) -> None:
    settings.FEEDS_MAY_BE_LOCAL = False
    with pytest.raises(FeedFault, match="lukket net"):
        fetch(feed, address, Known())


def test_only_https(feed: Feed, settings: Any) -> None:
    settings.FEEDS_MAY_BE_LOCAL = False
    with pytest.raises(FeedFault, match="https"):
        fetch(feed, "http://jobs.example/", Known())


@pytest.mark.parametrize("body", [b"", b"[1, 2", b'"x"', b"{}", b"\xff\xfe", b"<html>"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(FeedFault):
        read_ads(body, 10)


@pytest.mark.parametrize(
    "body", [b"[1]", b'\xef\xbb\xbf{"@graph": [1]}', b'{"itemListElement": [{"item": {"a": 1}}]}']
)
def test_the_shapes_of_a_list(body: bytes) -> None:
    assert len(read_ads(body, 10)) == 1


def test_more_ads_than_are_allowed(feed: Feed) -> None:
    with pytest.raises(FeedFault, match="grænsen er 2"):
        read_ads(b"[1, 2, 3]", 2)
