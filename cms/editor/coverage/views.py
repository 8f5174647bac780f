"""The screens of what the country shows: by municipality and by item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.editor.coverage.access import only_for_the_nation
from cms.editor.coverage.languages import in_one_language
from cms.editor.coverage.picture import HEIGHT, STEPS, WIDTH, picture
from cms.editor.coverage.rows import (
    ITEM_COLUMNS,
    LEVELS,
    MUNICIPALITY_COLUMNS,
    ItemRow,
    MunicipalityRow,
    kinds,
)
from cms.editor.coverage.tables import Sorting
from cms.editor.desk.titles import form_of
from cms.library.coverage import (
    FOR_THE_TAKING,
    OwnWords,
    by_item,
    by_municipality,
    national_items,
    showing,
)
from cms.library.scopes import Shelf
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality
from cms.sites.models import SiteDetails

PAGE_SIZE = 50
BOX: dict[str, int] = {"width": WIDTH, "height": HEIGHT}


def municipalities(request: HttpRequest) -> HttpResponse:
    """Every municipality, as a picture and as a table."""
    only_for_the_nation(request)
    opened = SiteDetails.objects.exclude(statement_published_at=None)
    is_open = set(opened.values_list("municipality_id", flat=True))
    rows = [MunicipalityRow(one, one.municipality.pk in is_open) for one in by_municipality()]
    by_key = {row.coverage.municipality.pk: row for row in rows}
    sorting = Sorting(request, MUNICIPALITY_COLUMNS)
    context = {
        "rows": sorting.rows(rows),
        "heads": sorting.heads(),
        "dots": picture(
            [row.coverage.municipality for row in rows],
            lambda one: by_key[one.pk].step,
            lambda one: by_key[one.pk].in_words,
        ),
        "steps": [
            (step, f"{(step - 1) * 100 // STEPS}–{step * 100 // STEPS} %")
            for step in range(1, STEPS + 1)
        ],
        "open": len(is_open & set(by_key)),
        "box": BOX,
    }
    return render(request, "editor/coverage/municipalities.html", context)


def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """What one municipality shows, and what it doesn't."""
    only_for_the_nation(request)
    one = get_object_or_404(Municipality, slug=slug)
    shown = national_items().filter(Shelf(one).condition())
    listed = [ItemRow(row) for row in by_item(_against_the_owners_word(shown).values("pk"))]
    words = OwnWords.read(one)
    context = {
        "municipality": one,
        "shown": shown.count(),
        "left_out": [row for row in listed if not row.coverage.is_for_the_taking],
        "taken_in": [row for row in listed if row.coverage.is_for_the_taking],
        "stale": words.stale,
        "own_words": words.by_municipality[one.pk],
    }
    return render(request, "editor/coverage/municipality.html", context)


def _against_the_owners_word(shown: Any) -> Any:
    """What is shown though it had to be taken in, and what was left out that would be shown."""
    is_shown = Q(pk__in=shown.values("pk"))
    left_out = Q(sharing=Sharing.ON_BY_DEFAULT) & ~is_shown
    return national_items().filter(left_out | Q(sharing__in=FOR_THE_TAKING) & is_shown)


def _is_in(row: ItemRow, keys: set[int]) -> bool:
    return row.coverage.item.pk in keys


# Which items a tab holds, given those that are in one language only.
TABS: dict[str, tuple[Any, Callable[[ItemRow, set[int]], bool]]] = {
    "": (gettext_lazy("Alt"), lambda row, single: True),
    "ingen": (gettext_lazy("Ingen tager det"), lambda row, single: row.is_taken_by_nobody),
    "fra": (gettext_lazy("Mange vælger det fra"), lambda row, single: row.is_left_out_by_many),
    "sprog": (gettext_lazy("Kun på ét sprog"), _is_in),
}


def items(request: HttpRequest) -> HttpResponse:
    """Each of the nation's items, filtered and sorted."""
    only_for_the_nation(request)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "type", "deling")}
    tab = request.GET.get("vis", "") if request.GET.get("vis", "") in TABS else ""
    found = [row for row in map(ItemRow, by_item()) if _fits(row, asked)]
    single = in_one_language()
    sorting = Sorting(request, ITEM_COLUMNS)
    rows = sorting.rows(row for row in found if TABS[tab][1](row, single))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "page": page,
        "heads": sorting.heads(),
        "asked": asked,
        "tab": tab,
        "order": request.GET.get("orden", ""),
        "tabs": _tabs(request, found, tab, single),
        "types": list(kinds().items()),
        "levels": list(LEVELS.items()),
    }
    return render(request, "editor/coverage/items.html", context)


def _fits(row: ItemRow, asked: Mapping[str, str]) -> bool:
    one = row.coverage.item
    return (
        asked["q"].casefold() in row.title.casefold()
        and asked["type"] in ("", one.type_name)
        and asked["deling"] in ("", one.sharing)
    )


def _tabs(
    request: HttpRequest, found: list[ItemRow], chosen: str, single: set[int]
) -> list[dict[str, Any]]:
    """The tabs, each with its address and how many it holds."""
    tabs = []
    for name, (label, holds) in TABS.items():
        query = request.GET.copy()
        query.pop("p", None)
        query["vis"] = name
        count = sum(holds(row, single) for row in found)
        url = f"?{query.urlencode()}"
        tabs.append({"label": label, "count": count, "url": url, "chosen": name == chosen})
    return tabs


def item(request: HttpRequest, key: int) -> HttpResponse:
    """Where one of the nation's items is met. Raises Http404 for any other item."""
    only_for_the_nation(request)
    row = next((ItemRow(row) for row in by_item([key])), None)
    if row is None:
        raise Http404(key)
    everyone = list(Municipality.objects.all())
    places = showing(row.coverage.item)
    context = {
        "row": row,
        "item": row.coverage.item,
        "form_url": form_of(row.coverage.item.type_name, key),
        "dots": picture(
            everyone,
            lambda one: STEPS if one.pk in places else 1,
            lambda one: _place_in_words(one, places),
        ),
        "showing": [one for one in everyone if one.pk in places],
        "others": [one for one in everyone if one.pk not in places],
        "box": BOX,
    }
    return render(request, "editor/coverage/item.html", context)


def _place_in_words(one: Municipality, places: set[int]) -> str:
    said = _("%(name)s viser det") if one.pk in places else _("%(name)s viser det ikke")
    return said % {"name": one.name}
