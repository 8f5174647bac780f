"""What is new of a type on the municipality's shelf, for feed readers: RSS and Atom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.library.models import Item
from cms.library.overlays import present
from cms.personalisation.feed import visible_to
from cms.personalisation.viewer import Viewer
from cms.portal.cards import item_url
from cms.portal.values import spoken
from cms.portal.views.items import model_by_path

AnyFeed = Rss201rev2Feed | Atom1Feed
FORMS: dict[str, type[Rss201rev2Feed] | type[Atom1Feed]] = {
    "rss": Rss201rev2Feed,
    "atom": Atom1Feed,
}
MOST_ITEMS = 30
SECONDS_KEPT = 900
# XML has no way to write these.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def feed(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """The newest of one type, as a visitor who isn't logged in may meet them."""
    model = model_by_path(path)
    viewer = Viewer(request.municipality, language=language())  # type: ignore[attr-defined]
    made = _empty(request, model, form, viewer)
    for item in newest(model, viewer):
        made.add_item(**_entry(request, item))
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    response.headers["Cache-Control"] = f"max-age={SECONDS_KEPT}"
    return response


def newest(model: type[Item], viewer: Viewer) -> Sequence[Item]:
    """What the municipality shows, last published first, in its own words."""
    shelf = visible_to(model.objects.on_shelf_of(viewer.here), viewer).select_related("owner")
    declared = [F(name).desc(nulls_last=True) for name in _dates(model)]
    newest_first = F("first_published_at").desc(nulls_last=True)
    found = shelf.order_by(*declared, newest_first, "-pk")[:MOST_ITEMS]
    return present(found, viewer.here, viewer.language)


def _dates(model: type[Item]) -> list[str]:
    """The declared date of publication, in the sense of `json_ld`: the first field of kind date."""
    return list(model.declaration.fields_of("date"))[:1]


def _empty(request: HttpRequest, model: type[Item], form: str, viewer: Viewer) -> AnyFeed:
    settings = model.declaration.settings
    heading = model.declaration.labels.in_language(language()).many.capitalize()
    name = viewer.here.full_name
    return FORMS[form](
        title=f"{heading} – {name}",
        link=request.build_absolute_uri(reverse("portal:list", args=[settings.path])),
        description=_("Det nyeste fra %(name)s: %(heading)s") % {"name": name, "heading": heading},
        language=get_language(),
        feed_url=request.build_absolute_uri(request.path),
    )


def _entry(request: HttpRequest, item: Item) -> dict[str, Any]:
    address = request.build_absolute_uri(item_url(item))
    published = _published(item)
    return {
        "title": _written(str(item)),
        "link": address,
        "unique_id": address,
        "unique_id_is_permalink": True,
        # Readers take it for HTML.
        "description": escape(_written(_text(item))),
        "author_name": item.owner.name,
        "pubdate": published,
        "updateddate": max(filter(None, (published, item.last_published_at))),
    }


def _published(item: Item) -> datetime:
    """The declared day, else the moment when it was published here, else when XML began."""
    for name in _dates(type(item)):
        day = getattr(item, name)
        if day:
            return timezone.make_aware(datetime.combine(day, time.min))
    return item.first_published_at or item.last_published_at or datetime(1998, 2, 10, tzinfo=UTC)


def _text(item: Item) -> str:
    """The card's text and facts. Moments are said as dates: "tomorrow" would be wrong next day."""
    card = item.declaration.presentation.card
    facts = " · ".join(filter(None, (_fact(item, name) for name in card.facts)))
    lines = (str(getattr(item, card.text)) if card.text else "", facts)
    return " ".join(line for line in lines if line)


def _fact(item: Item, name: str) -> str:
    declared = item.declaration.fields[name]
    value = getattr(item, name)
    if declared.kind == "date_time" and value:
        return format_date(timezone.localtime(value), _("j. F Y G.i"))
    return spoken(item, name, declared)


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)
