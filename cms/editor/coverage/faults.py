"""What is wrong or lacking: links, own words, captions and languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cms.databases.alphabet import by
from cms.editor.coverage.access import only_for_the_nation
from cms.editor.coverage.languages import language_rows
from cms.editor.coverage.rows import kind_of
from cms.editor.desk.titles import Line, form_of
from cms.library.coverage import REASON, OwnWords, national_items, shared_by_nation
from cms.library.labels import language
from cms.library.models import CheckedLink, Item
from cms.library.overlay_states import OverlayStanding
from cms.library.registry import declarations, item_models
from cms.media.models import Captions, Video
from cms.municipalities.models import NATIONAL_SLUG

# More than these are counted, not listed.
LISTED = 100
SPOKEN = "da"


def faults(request: HttpRequest) -> HttpResponse:
    """One page: what to mend, the most pressing first."""
    only_for_the_nation(request)
    links, words, films = broken_links(), OwnWords.read().stale, films_without_captions()
    context = {
        "links": links[:LISTED],
        "link_count": len(links),
        "is_checked": CheckedLink.objects.exclude(checked_at=None).exists(),
        "words": [StaleLine.of(one) for one in words[:LISTED]],
        "word_count": len(words),
        "films": films[:LISTED],
        "film_count": len(films),
        "languages": [name for _code, name in settings.LANGUAGES],
        "language_rows": language_rows(),
    }
    return render(request, "editor/coverage/faults.html", context)


@dataclass
class BrokenLink:
    """A link that leads nowhere, and the nation's items that it stands in."""

    link: CheckedLink
    places: list[Line] = field(default_factory=list)


def broken_links() -> list[BrokenLink]:
    """Those in the nation's shared items, the oldest fault first. Three queries."""
    broken = {link.pk: BrokenLink(link) for link in CheckedLink.objects.broken(timezone.now())}
    through = CheckedLink.items.through.objects.filter(checkedlink_id__in=broken)
    pairs = list(through.values_list("checkedlink_id", "item_id"))
    items = national_items().in_bulk({item for _link, item in pairs}) if pairs else {}
    for link, key in pairs:
        if key in items:
            broken[link].places.append(line_of(items[key]))
    return [one for one in broken.values() if one.places]


def line_of(item: Item, note: str = "") -> Line:
    """How an item stands in a list, with the way to its form."""
    return Line(item.listed_title, kind_of(item.type_name), note, form_of(item.type_name, item.pk))


@dataclass(frozen=True)
class StaleLine:
    """A municipality's own words over something that says something else by now."""

    municipality: Any
    item: Item
    kind: str
    fields: str

    @classmethod
    def of(cls, one: OverlayStanding) -> StaleLine:
        """As the screen says it."""
        return cls(
            one.overlay.municipality,
            one.item,
            kind_of(one.item.type_name),
            _labels(one.item, one.changed),
        )


def _labels(item: Item, names: Iterable[str]) -> str:
    """The fields as the form calls them."""
    declared = declarations()[item.type_name].fields
    return ", ".join(
        declared[name].label.in_language(language()) if name in declared else name for name in names
    )


@dataclass
class Film:
    """A film that nobody can read along with in Danish, and where it is shown."""

    video: Video
    places: list[Line] = field(default_factory=list)


def films_without_captions() -> list[Film]:
    """The nation's own films, and those that its items show. One query a type, and one."""
    places: dict[int, list[Line]] = defaultdict(list)
    for model in item_models().values():
        for name in model.declaration.fields_of("video"):
            items = model.objects.everything(REASON).filter(shared_by_nation())
            for item in items.filter(_silent(f"{name}_id"), **{f"{name}__type": "video"}):
                places[getattr(item, f"{name}_id")].append(line_of(item))
    own = Q(collection__name=NATIONAL_SLUG)
    films = Video.objects.filter(own | Q(pk__in=places), _silent("pk"), type="video")
    return [Film(video, places.get(video.pk, [])) for video in films.order_by(by("title"), "pk")]


def _silent(video: str) -> Q:
    """No captions in Danish."""
    return Q(~Exists(Captions.objects.filter(video_id=OuterRef(video), language=SPOKEN)))
