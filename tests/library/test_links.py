"""Links in items are found, followed on a real server, and called broken when they stay so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.library.link_following import Answer, follow, is_on_the_open_net
from cms.library.links import links_by_url, links_of
from cms.library.models import CheckedLink, Item, LinkProblem
from cms.library.registry import item_models
from cms.municipalities.models import national_owner

pytestmark = pytest.mark.django_db
Asked = list[tuple[str, str, str]]


class Site(BaseHTTPRequestHandler):
    """A site with good pages and bad; it keeps what was asked, and by whom."""

    asked: Asked = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        name, _slash, rest = self.path.strip("/").partition("/")
        status = 200
        if name == "status":
            status = int(rest)
        elif name == "no-head" and self.command == "HEAD":
            status = 405
        elif name == "moved":
            status = 302
        self.send_response(status)
        if name == "moved":
            steps = int(rest)
            self.send_header("Location", f"/moved/{steps - 1}" if steps > 1 else "/good/")
        if name == "inside":
            self.send_header("Location", "http://10.0.0.1/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(settings: Any) -> Iterator[str]:
    """The address of a running site that may be followed."""
    settings.LINKS_MAY_BE_LOCAL = True
    Site.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def item_with(**values: Any) -> Item:
    """A published item of the nation's of a kind that has blocks."""
    model = next(m for m in item_models().values() if m.declaration.fields_of("blocks"))
    [blocks] = list(model.declaration.fields_of("blocks"))[:1]
    title = values.pop("title", "Et kursus med links")
    item = model(
        **{model.declaration.title_field: title, blocks: values.pop("blocks", [])},
        owner=national_owner(), sharing="mandatory", live=True, **values,
    )  # fmt: skip
    item.save()
    return item


def with_links(*urls: str, title: str = "Et kursus med links") -> Item:
    """An item with these links in its blocks."""
    return item_with(title=title, blocks=[("link", {"text": "Læs", "url": url}) for url in urls])


def check() -> str:
    """Run the command; what it said."""
    said = StringIO()
    call_command("check_links", stdout=said)
    return said.getvalue()


def test_every_kind_of_link_is_found_and_what_leads_nowhere_else_is_not(db: None) -> None:
    html = (
        '<p><a href="https://a.example/1#midt">a</a> <a href="mailto:a@b.example">b</a> '
        '<a href="/kurser/">c</a> <a linktype="page" id="3">d</a> <a href="tel:112">e</a></p>'
    )
    found = links_of(
        item_with(
            blocks=[
                ("paragraph", html),
                ("link", {"text": "Læs", "url": "https://b.example/æbler?q=1"}),
                ("fact", {"heading": "H", "text": "https://not-a-link.example"}),
            ]
        )
    )
    assert found == {"https://a.example/1", "https://b.example/%C3%A6bler?q=1"}


def test_link_fields_and_rich_text_count_and_drafts_do_not(db: None) -> None:
    for model in item_models().values():
        links = model.declaration.fields_of("link")
        texts = model.declaration.fields_of("rich_text")
        for live in (True, False):
            values: dict[str, Any] = dict.fromkeys(
                links, f"https://{model.declaration.name}.example/{live}"
            )
            values |= dict.fromkeys(texts, f'<p><a href="https://text.example/{live}">x</a></p>')
            owner = national_owner()
            title = {model.declaration.title_field: f"Med links {live}"}
            model(**title | values, owner=owner, sharing="private", live=live).save()
    found = set(links_by_url())
    assert any(url.endswith("/True") for url in found)
    assert not any(url.endswith("/False") for url in found)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/good/", Answer(200)),
        ("/no-head/", Answer(200)),
        ("/moved/3", Answer(200)),
        ("/moved/4", Answer(302, LinkProblem.REDIRECTS)),
        ("/status/404", Answer(404, LinkProblem.STATUS)),
        ("/status/500", Answer(500, LinkProblem.STATUS)),
        # Sites that let no machines in are there for people.
        ("/status/403", Answer(403)),
        ("/status/429", Answer(429)),
    ],
)
def test_a_link_is_followed(site: str, path: str, answer: Answer) -> None:
    assert follow(site + path) == answer
    assert all("Jobunivers" in agent for _method, _path, agent in Site.asked)
    assert Site.asked[0][0] == "HEAD"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://127.0.0.1:1/", LinkProblem.NO_ANSWER),
        ("ftp://127.0.0.1/", LinkProblem.UNREADABLE),
        ("http:///nowhere", LinkProblem.UNREADABLE),
        ("http://[half/", LinkProblem.UNREADABLE),
        ("http://127.0.0.1:99999/", LinkProblem.UNREADABLE),
        ("http://user:word@127.0.0.1/", LinkProblem.UNREADABLE),
        ("http://nobody-has-this-name.invalid/", LinkProblem.NO_HOST),
    ],
)
def test_what_can_not_be_followed_says_why(site: str, url: str, problem: str) -> None:
    assert follow(url).problem == problem


def test_this_machine_and_closed_nets_are_never_asked(site: str, settings: Any) -> None:
    settings.LINKS_MAY_BE_LOCAL = False
    port = site.rpartition(":")[2]
    for host in (
        "127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433",  # noqa: S104
    ):  # fmt: skip
        assert follow(f"http://{host}:{port}/good/") == Answer(problem=LinkProblem.LOCAL), host
    assert Site.asked == []


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("127.0.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False), ("::", False),
    ],
)  # fmt: skip
def test_what_is_the_open_net(address: str, is_open: bool) -> None:
    assert is_on_the_open_net(address) is is_open


def test_a_site_that_sends_inside_is_not_followed_there(site: str, monkeypatch: Any) -> None:
    from cms.library import link_following

    monkeypatch.setattr(
        link_following, "is_on_the_open_net", lambda address: address == "127.0.0.1"
    )
    monkeypatch.setattr(link_following.settings, "LINKS_MAY_BE_LOCAL", False)
    monkeypatch.setattr(Site, "answer", sends_inside)
    assert follow(f"{site}/inside/") == Answer(problem=LinkProblem.LOCAL)
    assert len(Site.asked) == 1


def sends_inside(handler: Site) -> None:
    """An open site that leads into a closed net."""
    handler.asked.append((handler.command, handler.path, ""))
    handler.send_response(302)
    handler.send_header("Location", "http://10.0.0.1/secret")
    handler.end_headers()


def test_a_link_is_broken_when_it_fails_twice_and_whole_when_it_works_again(site: str) -> None:
    item = with_links(f"{site}/good/", f"{site}/status/404")
    assert "2 links in 1 items followed" in check()
    [failed] = CheckedLink.objects.exclude(problem="")
    assert (failed.status, failed.failures) == (404, 1)
    assert not CheckedLink.objects.broken(timezone.now()).exists()
    assert "1 are called broken" in check()
    [broken] = CheckedLink.objects.broken(timezone.now())
    assert broken.first_failed_at == failed.first_failed_at
    assert [one.pk for one in broken.items.everything("test")] == [item.pk]
    broken.note(200, "", timezone.now())
    broken.save()
    assert not CheckedLink.objects.broken(timezone.now()).exists()


def test_one_failure_more_than_a_day_old_is_enough(site: str) -> None:
    with_links(f"{site}/status/410")
    check()
    link = CheckedLink.objects.get()
    assert link.first_failed_at is not None
    later = link.first_failed_at + timedelta(days=1)
    assert list(CheckedLink.objects.broken(later)) == [link]


def test_links_that_stand_nowhere_are_forgotten_and_items_can_go(site: str) -> None:
    first = with_links(f"{site}/good/", title="Den ene")
    second = with_links(f"{site}/good/", f"{site}/no-head/", title="Den anden")
    check()
    assert CheckedLink.objects.count() == 2
    second.delete()
    check()
    [left] = CheckedLink.objects.all()
    assert [one.pk for one in left.items.everything("test")] == [first.pk]


def test_a_site_that_is_slow_or_talks_nonsense_stops_nothing(site: str, monkeypatch: Any) -> None:
    from cms.library import link_following

    monkeypatch.setattr(link_following, "TIMEOUT", 0.2)
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as silent:
        # Nobody serves: the connection stands open and no answer comes.
        url = f"http://127.0.0.1:{silent.server_address[1]}/"
        with_links(url, f"{site}/good/")
        assert "1 × no_answer" in check()
