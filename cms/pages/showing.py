"""What of a page one reader meets now: for whom, in which language, and when.

Asked anew for every reader and moment: only the pages are kept, until one of them changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import escape

from cms.declarations import PageBlock, Text, current_page_blocks
from cms.municipalities.models import Municipality
from cms.pages.models import ComposedPage, MenuPlace
from cms.personalisation.effects import standing_of
from cms.personalisation.viewer import Viewer
from cms.stamps.keeping import KeptRows, own

# What a text may say instead of naming the municipality, so that one template serves them all.
MUNICIPALITY_SIGN = "{kommune}"


@dataclass(frozen=True)
class ShownBlock:
    """A block that the reader meets, with what stands in it."""

    declaration: PageBlock
    values: Mapping[str, Any] = field(default_factory=dict)
    # By field, the language of the editor's own words where it is another than the reader's.
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """Pages as they were read; every reader of them gets rows of one's own."""

    pages: tuple[ComposedPage, ...]

    def __copy__(self) -> Kept:
        """Rows that can be written to."""
        return Kept(tuple(map(own, self.pages)))


# The name of the stamp of all composed pages.
PAGES = "pages"
_kept: KeptRows[Kept] = KeptRows(1_000)


def _kept_or_read(key: tuple[str, int], read: Callable[[], Any]) -> list[ComposedPage]:
    """The pages that a query gives, or gave while no page was changed."""
    found = _kept.row(PAGES, key, lambda: Kept(tuple(read())))
    return list(found.pages) if found else []


def home_of(municipality: Municipality) -> ComposedPage | None:
    """The municipality's own front page, else the nation's; None where nobody has composed one."""

    def read() -> Any:
        mine = ComposedPage.objects.of_site(municipality).filter(is_home=True)[:1]
        return mine or ComposedPage.objects.templates().filter(is_home=True)[:1]

    return next(iter(_kept_or_read(("home", municipality.pk), read)), None)


def page_of(municipality: Municipality, slug: str) -> ComposedPage | None:
    """The municipality's published page with this address; never the front page."""
    pages = ComposedPage.objects.of_site(municipality)
    found: ComposedPage | None = pages.filter(slug=slug, is_home=False).first()
    return found


def listed_pages(municipality: Municipality) -> list[ComposedPage]:
    """The municipality's published pages, without what stands on them."""

    def read() -> QuerySet[ComposedPage]:
        pages = ComposedPage.objects.of_site(municipality).filter(is_home=False)
        return pages.defer("body")

    return _kept_or_read(("listed", municipality.pk), read)


def pages_in(place: MenuPlace, pages: list[ComposedPage]) -> list[ComposedPage]:
    """Those to which the way stands there."""
    return [page for page in pages if page.place == place]


def body_of(page: ComposedPage) -> Any:
    """What stands on the page now: the template's own, while it follows one that is published."""
    if not page.is_following:
        return page.body

    def read() -> QuerySet[ComposedPage]:
        return ComposedPage.objects.templates().filter(pk=page.template_id)

    found = _kept_or_read(("template", page.template_id or 0), read)
    return found[0].body if found else page.body


def shown_blocks(body: Any, viewer: Viewer) -> Iterator[ShownBlock]:
    """The blocks that this reader meets at this moment."""
    declared = current_page_blocks()
    for raw in body.raw_data:
        declaration, written = declared.get(raw["type"]), raw["value"]
        # A block whose file is gone shows nothing and is kept in the page.
        if declaration is not None and fits(written, viewer):
            values = _values(declaration, written, viewer)
            yield ShownBlock(declaration, values, _languages(declaration, written, viewer))


def fits(value: Mapping[str, Any], viewer: Viewer) -> bool:
    """Whether the block is for this reader, in this language, now. The end itself is over."""
    audience, spoken = value.get("audience"), value.get("reader_language")
    if audience and audience not in standing_of(viewer).audiences:
        return False
    if spoken and spoken != viewer.language:
        return False
    starts, ends = _moment(value.get("starts")), _moment(value.get("ends"))
    return (starts is None or starts <= viewer.now) and (ends is None or viewer.now < ends)


def _moment(value: Any) -> datetime | None:
    found = parse_datetime(value) if isinstance(value, str) and value else value or None
    return timezone.make_aware(found) if found and timezone.is_naive(found) else found


def _languages(
    declaration: PageBlock, written: Mapping[str, Any], viewer: Viewer
) -> dict[str, str]:
    """Words for all readers are Danish; words for readers of one language are in that."""
    spoken = written.get("reader_language") or "da"
    if spoken == viewer.language:
        return {}
    return {
        name: spoken for name in declaration.fields_of("text", "rich_text") if written.get(name)
    }


def _values(declaration: PageBlock, written: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    """What was written, else what the file says stands there when nothing is."""
    found: dict[str, Any] = {}
    for name, declared in declaration.fields.items():
        value = written.get(name)
        if value in (None, "", []):
            default = declared.default
            value = default.in_language(viewer.language) if isinstance(default, Text) else default
        if isinstance(value, str):
            value = _named(value, viewer, is_html=declared.kind == "rich_text")
        found[name] = value
    return found


def _named(text: str, viewer: Viewer, *, is_html: bool) -> str:
    name = viewer.here.full_name
    return text.replace(MUNICIPALITY_SIGN, escape(name) if is_html else name)
