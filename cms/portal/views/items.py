"""Lists and items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.capabilities.base import Capability, UnknownAction, UnknownPage
from cms.capabilities.registry import capabilities_of
from cms.citizens.views.access import NEXT, own_path
from cms.databases.frames import compiled_once
from cms.databases.instances import Instances, instances_of
from cms.databases.said import one_of
from cms.events.services import record
from cms.library.filters import UnknownFilter
from cms.library.frames import NARROWED, here, some_shelf
from cms.library.labels import language
from cms.library.models import Item
from cms.library.overlays import present
from cms.library.registry import item_models
from cms.municipalities.models import OwnerKind
from cms.personalisation.reasons import reasons
from cms.personalisation.viewer import Viewer, viewer_of
from cms.plans.follows import Follow, followable_vocabularies
from cms.plans.models import FollowKind
from cms.portal.addresses import address_to
from cms.portal.cards import cards, item_url
from cms.portal.closed import no_longer_open
from cms.portal.drawing import Card
from cms.portal.fragments import fragments_of
from cms.portal.in_languages import fallback, foreign, other_languages, reading_of
from cms.portal.json_ld import json_ld
from cms.portal.listing import ALL_PARAMETER, count_text, listing
from cms.portal.neighbours import neighbours
from cms.portal.owners import PARAMETER, whose
from cms.portal.parts import parts
from cms.portal.rooms import Room, room_by_name
from cms.portal.views.follows import button


def model_by_path(path: str) -> type[Item]:
    """The type whose list has this path. Raises Http404."""
    for model in item_models().values():
        if model.declaration.settings.path == path:
            return model
    raise Http404(path)


def item_list(request: HttpRequest, path: str) -> HttpResponse:
    """All items of a type that stand on the shelf, in the viewer's order, with filters."""
    model = model_by_path(path)
    found = room_by_name(model.declaration.settings.room)
    request.room = found.path  # type: ignore[attr-defined]
    viewer = viewer_of(request, everything=ALL_PARAMETER in request.GET)
    try:
        made = listing(request, model, viewer)
    except UnknownFilter as error:
        return _bad_filter(request, error)
    heading = model.declaration.labels.in_language(language()).many.capitalize()
    is_room = found.is_list and len(found.models) == 1
    context = {
        "heading": found.label if is_room else heading,
        "breadcrumb": _breadcrumb(found, "" if is_room else heading),
        "cards": cards(made.items, viewer),
        "facets": made.facets,
        "pagination": made.pagination,
        "views": made.views,
        "map": made.map,
        "count_text": count_text(made.page.paginator.count, model.declaration),
        "everything": viewer.everything,
        "is_citizen": viewer.citizen is not None,
        "other_view_url": other_view(request),
        "feeds": feeds_of(model),
        "follow_buttons": _buttons(request, model, viewer),
    }
    return render(request, "portal/list.html", context)


def _buttons(request: HttpRequest, model: type[Item], viewer: Viewer) -> list[dict[str, Any]]:
    """A way to follow each chosen term that may be followed."""
    declaration = model.declaration
    return [
        button(request, viewer, Follow(FollowKind.INDUSTRY.value, slug, str(field.vocabulary)))
        for name, field in declaration.fields_of("terms").items()
        if field.vocabulary in followable_vocabularies() and name in declaration.facets
        for slug in request.GET.getlist(name)
    ]


def feeds_of(model: type[Item]) -> list[dict[str, str]]:
    """Where feed readers find what is new of a type."""
    settings = model.declaration.settings
    heading = model.declaration.labels.in_language(language()).many.capitalize()
    forms = (("RSS", "portal:feed_rss", "rss"), ("Atom", "portal:feed_atom", "atom"))
    return [
        {
            "name": name,
            "title": f"{heading} ({name})",
            "type": f"application/{kind}+xml",
            "url": address_to(page, settings.path),
        }
        for name, page, kind in forms
    ]


def other_view(request: HttpRequest) -> str:
    """The same list with everything, or with what is chosen for the citizen; filters stay."""
    query = request.GET.copy()
    query.pop("side", None)
    if query.pop(ALL_PARAMETER, None) is None:
        query[ALL_PARAMETER] = "1"
    return f"?{query.urlencode()}"


def _bad_filter(request: HttpRequest, error: UnknownFilter) -> HttpResponse:
    context = {"place": error.place, "proposal": error.proposal, "list_url": request.path}
    return render(request, "portal/bad_filter.html", context, status=400)


def _breadcrumb(found: Room, heading: str) -> list[dict[str, str]]:
    home = {"text": _("Forside"), "url": address_to("portal:home")}
    if not heading:
        return [home, {"text": str(found.label)}]
    return [home, {"text": str(found.label), "url": found.url}, {"text": heading}]


def detail(request: HttpRequest, path: str, slug: str) -> HttpResponse:
    """One item, as the municipality shows it."""
    model = model_by_path(path)
    viewer = viewer_of(request)
    item = shown(model, slug, viewer)
    if item is None:
        return no_longer_open(request, model, slug, viewer)
    owner = whose(item, viewer, request.GET.get(PARAMETER, ""))
    near = neighbours(item, viewer, owner.places)
    reading = reading_of(request, item, viewer)
    [item] = present([item], viewer.here, reading.language)
    found = room_by_name(model.declaration.settings.room)
    request.room = found.path  # type: ignore[attr-defined]
    if viewer.citizen is not None:
        record(viewer.citizen, "opened", item)
    context = detail_context(item, viewer, found, request, near.references)
    context |= {"alike": near.alike, **owner.context(near.known)}
    context["other_languages"] = other_languages(item, reading.possible)
    return render(request, "portal/detail.html", context)


def _item(model: type[Item], slug: str, viewer: Viewer) -> Item:
    """The item as it stands on the shelf, in its original words. Raises Http404."""
    item = shown(model, slug, viewer)
    if item is None:
        raise Http404(slug)
    return item


def shown(model: type[Item], slug: str, viewer: Viewer) -> Item | None:
    """The same; None where there is none."""
    if viewer.municipality is None:
        return None
    found = _shelf(model).read({**here(viewer.municipality), NARROWED: one_of("slug", [slug])})
    return found[0] if found else None


@compiled_once
def _shelf(model: type[Item]) -> Instances[Item]:
    files = model.declaration.fields_of("video", "image", "file")
    return instances_of(some_shelf(model).select_related("owner", *files).order_by("pk")[:1])


def detail_context(
    item: Item,
    viewer: Viewer,
    found: Room,
    request: HttpRequest,
    references: Mapping[str, list[Card]] | None = None,
) -> dict[str, Any]:
    """What the item's page needs; the editors' preview uses it too.

    `references` are the cards of what the item refers to, by field, where they were drawn already.
    """
    declaration, fragments = item.declaration, fragments_of(item, viewer)
    card = declaration.presentation.card
    return {
        "item": item,
        "language": foreign(item, declaration.title_field),
        "lead_language": foreign(item, card.text) if card.text else "",
        "fallback": fallback(item),
        "kind": declaration.labels.in_language(language()).one.capitalize(),
        "lead": getattr(item, card.text) if card.text else "",
        "drawing_name": getattr(item, card.drawing) if card.drawing else "path",
        "logo": _logo(item),
        "has_video": any(getattr(item, name) for name in declaration.fields_of("video")),
        "breadcrumb": _breadcrumb(found, str(item)),
        "parts": parts(item, viewer, references),
        "fragments": fragments,
        "small": [fragment for fragment in fragments if fragment["small"]],
        "reason": reasons(viewer, [item]).get(item.pk),
        "follow_button": _company_button(request, item, viewer),
        "plan_button": viewer.citizen is not None,
        "json_ld": json_ld(item, request.build_absolute_uri()),
    }


def _logo(item: Item) -> Any:
    """The picture by which one knows the owner, on the item that introduces it."""
    declaration = item.declaration
    names = declaration.fields_of("image") if declaration.settings.introduces_owner else ()
    return next((getattr(item, name) for name in names), None)


def _company_button(request: HttpRequest, item: Item, viewer: Viewer) -> dict[str, Any] | None:
    """A way to follow the company whose item it is."""
    if item.owner.kind != OwnerKind.COMPANY:
        return None
    return button(request, viewer, Follow(FollowKind.COMPANY.value, item.owner.slug))


@require_POST
def action(request: HttpRequest, path: str, slug: str, capability: str) -> HttpResponse:
    """A citizen does something with an item; the outcome is said on the item's page."""
    model = model_by_path(path)
    viewer = viewer_of(request)
    item = _item(model, slug, viewer)
    if viewer.citizen is None:
        return HttpResponseRedirect(f"{address_to('citizens:login')}?next={item_url(item)}")
    try:
        outcome = _capability(model, capability).act(item, viewer.citizen, request.POST)
    except UnknownAction as error:
        raise Http404(str(error)) from error
    if request.accepts("application/json") and not request.accepts("text/html"):
        # A card's switch, pressed where scripts run: the page stays as it is.
        return JsonResponse({"message": outcome.message, "succeeded": outcome.succeeded})
    if outcome.message:
        level = messages.SUCCESS if outcome.succeeded else messages.WARNING
        messages.add_message(request, level, outcome.message)
    return HttpResponseRedirect(_afterwards(request, item))


def _capability(model: type[Item], name: str) -> Capability:
    """The one of this name among those that the type names. Raises Http404."""
    found = next((one for one in capabilities_of(model) if one.name == name), None)
    if found is None:
        raise Http404(name)
    return found


def capability_page(
    request: HttpRequest, path: str, slug: str, capability: str, rest: str
) -> HttpResponse:
    """A page or file that a capability has of an item, such as its times for one's calendar."""
    model = model_by_path(path)
    found, viewer = _capability(model, capability), viewer_of(request)
    item = _item(model, slug, viewer)
    reading = reading_of(request, item, viewer)
    [item] = present([item], viewer.here, reading.language)
    request.room = room_by_name(model.declaration.settings.room).path  # type: ignore[attr-defined]
    try:
        return found.page(request, item, viewer.citizen, rest)
    except UnknownPage as error:
        raise Http404(str(error)) from error


def _afterwards(request: HttpRequest, item: Item) -> str:
    """The page on which the citizen pressed, where the form says so; else the item's own."""
    came_from = request.POST.get(NEXT)
    return own_path(came_from) if came_from else item_url(item)
