"""The links to other sites that stand in items: where they are found, and what is kept of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urldefrag, urlsplit

from django.db import transaction
from wagtail import blocks

from cms.library.models import CheckedLink, Item
from cms.library.models.links import LONGEST
from cms.library.registry import item_models

WITH_LINKS = ("link", "rich_text", "blocks")
AT_ONCE = 500
# What an address is made of, besides letters and digits (RFC 3986); the rest is encoded.
PARTS_OF_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"


def links_by_url() -> dict[str, set[int]]:
    """Every address in every live item, with the items' keys. One query a type."""
    found: dict[str, set[int]] = defaultdict(set)
    for model in item_models().values():
        fields = list(model.declaration.fields_of(*WITH_LINKS))
        live = model.objects.everything("links in what citizens meet").filter(live=True)
        for item in live.only(*fields).iterator(chunk_size=AT_ONCE):
            for url in links_of(item):
                found[url].add(item.pk)
    return found


def links_of(item: Item) -> set[str]:
    """The addresses on other sites that one item leads to, as they are asked for."""
    found: set[str] = set()
    for name, field in item.declaration.fields_of(*WITH_LINKS).items():
        value = getattr(item, name)
        if field.kind == "link":
            found.add(value or "")
        elif field.kind == "rich_text":
            found.update(_in_html(str(value or "")))
        else:
            found.update(_in_block(value.stream_block, value))
    return {plain for url in found if (plain := _plain(url))}


@transaction.atomic
def keep_found(found: Mapping[str, set[int]]) -> list[CheckedLink]:
    """Let the table know these links and where they stand, and no others; in their order."""
    known = set(CheckedLink.objects.values_list("url", flat=True))
    _forget([url for url in known if url not in found])
    CheckedLink.objects.bulk_create(
        [CheckedLink(url=url) for url in found if url not in known], batch_size=AT_ONCE
    )
    links = list(CheckedLink.objects.order_by("url"))
    places = CheckedLink.items.through
    places.objects.all().delete()
    places.objects.bulk_create(
        [
            places(checkedlink_id=link.pk, item_id=key)
            for link in links
            for key in sorted(found[link.url])
        ],
        batch_size=AT_ONCE,
    )
    return links


def _forget(urls: list[str]) -> None:
    for start in range(0, len(urls), AT_ONCE):
        CheckedLink.objects.filter(url__in=urls[start : start + AT_ONCE]).delete()


def _plain(url: str) -> str:
    """The address without its place on the page; "" for what doesn't lead to another site."""
    plain = quote(urldefrag(url.strip()).url, safe=PARTS_OF_ADDRESSES)
    try:
        is_elsewhere = urlsplit(plain).scheme.lower() in ("http", "https")
    except ValueError:
        is_elsewhere = plain.lower().startswith(("http://", "https://"))
    return plain if is_elsewhere and len(plain) <= LONGEST else ""


def _in_block(block: blocks.Block, value: Any) -> Iterator[str]:
    """The addresses in one block, and in those that stand in it."""
    if not value:
        return
    if isinstance(block, blocks.URLBlock):
        yield str(value)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_html(value.source)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, inner in block.child_blocks.items():
            yield from _in_block(inner, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for one in value:
            yield from _in_block(block.child_block, one)
    elif isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _in_block(child.block, child.value)


def _in_html(html: str) -> list[str]:
    if "href" not in html:
        return []
    reader = _Anchors()
    reader.feed(html)
    return reader.found


class _Anchors(HTMLParser):
    """Collects where the anchors of a text lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an anchor's address."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]
