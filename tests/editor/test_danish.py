"""Danish editors meet Danish, also where the admin's libraries have none."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.test import Client
from django.urls import reverse

from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import User
from scripts.messages import libraries
from scripts.messages.catalogues import compiled

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
ANY_TAG = re.compile(r"<[^>]+>")
# Words that no Danish sentence holds, and that Wagtail says on its main screens.
ENGLISH = re.compile(
    r"\b(the|your|you|this|with|and|Add|Edit|Save|Delete|Publish|Unpublish|Search|Choose|Draft|Show"
    r"|Filters|Actions|Account|Log out|Toggle|Preview|History|Usage|Locked|Updated|Created|Title"
    r"|Select|Cancel|Close|Sort|Image|Images|Documents|Skip|Sidebar|Loading)\b"
)
NEXT_STEP = "Run `make messages` and write what it names in cms/editor/locale."


@pytest.fixture(params=libraries.DOMAINS)
def domain(request: pytest.FixtureRequest) -> str:
    """Pages' words and scripts' words."""
    return str(request.param)


@pytest.fixture
def catalogue(domain: str) -> Catalog:
    """Our Danish for it."""
    return libraries.read(domain)


def test_everything_an_editor_meets_is_translated(domain: str, catalogue: Catalog) -> None:
    held = {libraries.key_of(message) for message in catalogue if message.id}
    assert libraries.lacking(domain) - held == set(), NEXT_STEP
    assert libraries.untranslated(catalogue) == [], NEXT_STEP


def test_no_message_that_the_libraries_no_longer_say(domain: str, catalogue: Catalog) -> None:
    held = {libraries.key_of(message) for message in catalogue if message.id}
    assert held - libraries.said(domain).keys() == set(), NEXT_STEP


def test_placeholders_and_markup_are_kept(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert len(texts) == len(forms)
        for text, form in zip(texts, forms, strict=True):
            for pattern in (PLACEHOLDER, TAG):
                assert sorted(pattern.findall(form)) == sorted(pattern.findall(text)), form
            assert text[-1:].isspace() == form[-1:].isspace(), form


def test_the_catalogue_is_compiled(domain: str, catalogue: Catalog) -> None:
    with libraries.compiled_path(domain).open("rb") as file:
        committed = GNUTranslations(file)
    fresh = GNUTranslations(BytesIO(compiled(catalogue)))
    texts = [
        {key: text for key, text in one._catalog.items() if key}  # type: ignore[attr-defined]
        for one in (committed, fresh)
    ]
    assert texts[0] == texts[1], NEXT_STEP


@pytest.fixture
def thisted(nation: Path) -> Client:
    """Thisted's editor, logged in."""
    client = Client()
    client.force_login(User.objects.get(username="thisted-redaktoer"))
    return client


def own_item() -> Item:
    """Something that Thisted wrote."""
    with everything("test"):
        bare = Item.objects.filter(owner__slug="thisted", live=True).order_by("pk").first()
        return item_model(bare.type_name).objects.get(pk=bare.pk)


def screens() -> list[str]:
    """The addresses where an editor spends the day."""
    home = reverse("wagtailadmin_home")  # which reads the addresses, and so every type's views
    item = own_item()
    viewset = type(item).snippet_viewset  # type: ignore[attr-defined]
    of_item = ("edit", "history", "usage", "delete", "unpublish")
    return [
        home,
        reverse("editor_guide"),
        reverse("wagtailadmin_account"),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtailmedia:index"),
        *(reverse(viewset.get_url_name(name)) for name in ("list", "add")),
        *(reverse(viewset.get_url_name(name), args=[item.pk]) for name in of_item),
    ]


def words_of(page: str) -> str:
    """What a person reads, also in names for screen readers."""
    shown = HIDDEN.sub(" ", page[page.index("<body") :])
    named = re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', shown)
    return " ".join(ANY_TAG.sub(" ", shown).split()) + " | " + " | ".join(named)


def test_the_main_screens_hold_no_english(thisted: Client) -> None:
    left: dict[str, list[str]] = {}
    for address in screens():
        answer = thisted.get(address)
        assert answer.status_code == 200, address
        words = words_of(answer.content.decode())
        if found := [words[max(0, m.start() - 30) : m.end() + 30] for m in ENGLISH.finditer(words)]:
            left[address] = found
    assert not left


def test_the_login_is_danish(client: Client, db: None) -> None:
    words = words_of(client.get(reverse("wagtailadmin_login")).content.decode())
    assert "Log ind" in words
    assert not ENGLISH.search(words)


def test_the_scripts_of_the_admin_are_danish(thisted: Client) -> None:
    script = thisted.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert "Hovedmenu" in script
    assert "Flere handlinger" in script
