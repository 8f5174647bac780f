"""What search machines may read of a municipality's site: robots.txt and sitemap.xml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator

from cms.library.models import Item
from cms.library.registry import item_models
from cms.pages.showing import listed_pages
from cms.personalisation.feed import visible_to
from cms.personalisation.viewer import Viewer
from cms.portal.page_links import page_url
from cms.portal.rooms import ROOMS
from cms.portal.site_details import languages_of, site_details

# The protocol's own limit for one file.
MOST_ADDRESSES = 50_000
NAMESPACES = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}
PAGES = ("home", "help", "accessibility", "privacy")
# Doors for people who work here, what is personal, and pages that are made anew for each question.
NOT_READ = ("/admin/", "/soeg/", "/log-ind/", "/min-profil/", "/om-dig/", "/graphql/", "/graphiql/")

Address = tuple[str, datetime | None]


def robots(request: HttpRequest) -> HttpResponse:
    """What not to read, and where the map is. A site that isn't open is not to be read at all."""
    details = site_details(request)
    home = reverse("portal:home").rstrip("/")
    lines = ["User-agent: *"]
    if details is not None and details.is_open:
        lines += [f"Disallow: {home}{path}" for path in NOT_READ]
        lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}"]
    else:
        lines.append(f"Disallow: {home}/")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that a visitor of this municipality may meet, in every language it speaks."""
    viewer = Viewer(request.municipality)  # type: ignore[attr-defined]
    languages = [code for code, _name in languages_of(request)]
    output = StringIO()
    xml = SimplerXMLGenerator(output, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl(NAMESPACES))
    for path, changed in addresses(viewer):
        _write(xml, request.build_absolute_uri(path), changed, languages)
    xml.endElement("urlset")
    xml.endDocument()
    return HttpResponse(output.getvalue(), content_type="application/xml; charset=utf-8")


def addresses(viewer: Viewer) -> Iterator[Address]:
    """Every page and item with when it changed. Raises LookupError on the common front."""
    paths = {model.declaration.name: model.declaration.settings.path for model in _models()}
    for name in PAGES:
        yield reverse(f"portal:{name}"), None
    for path in dict.fromkeys([*(room.path for room in ROOMS), *paths.values()]):
        yield reverse("portal:room", args=[path]), None
    for page in listed_pages(viewer.here):
        yield page_url(page), page.last_published_at
    shelf = visible_to(Item.objects.on_shelf_of(viewer.here), viewer)
    rows = shelf.order_by("type_name", "slug").values_list("type_name", "slug", "last_published_at")
    for type_name, slug, changed in rows[: MOST_ADDRESSES - 100]:
        if type_name in paths:
            yield reverse("portal:detail", args=[paths[type_name], slug]), changed


def _models() -> list[type[Item]]:
    return list(item_models().values())


def _write(
    xml: SimplerXMLGenerator, address: str, changed: datetime | None, languages: list[str]
) -> None:
    xml.startElement("url", AttributesImpl({}))
    xml.addQuickElement("loc", address)
    if changed:
        xml.addQuickElement("lastmod", changed.isoformat(timespec="seconds"))
    for code in languages if len(languages) > 1 else ():
        link = {"rel": "alternate", "hreflang": code, "href": f"{address}?sprog={code}"}
        xml.addQuickElement("xhtml:link", attrs=link)
    xml.endElement("url")
