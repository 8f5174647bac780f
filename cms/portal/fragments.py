"""What capabilities show on an item's page."""

from __future__ import annotations

from typing import Any

from cms.capabilities.base import Capability
from cms.capabilities.pieces import Fragment
from cms.capabilities.registry import capabilities_of
from cms.library.models import Item
from cms.personalisation.viewer import Viewer
from cms.portal.addresses import address_to
from cms.portal.cards import item_url


def fragments_of(item: Item, viewer: Viewer) -> list[dict[str, Any]]:
    """What each capability of an item shows, for the page's template."""
    found = [(one, one.fragment(item, viewer.citizen)) for one in capabilities_of(type(item))]
    made = [(one, fragment) for one, fragment in found if fragment]
    told = {name for one, piece in made if not piece.only_tells for name in one.shown_fields(item)}
    login_url = f"{address_to('citizens:login')}?next={item_url(item)}"
    return [
        _placed(item, capability, fragment, login_url)
        for capability, fragment in made
        if not fragment.only_tells or told.isdisjoint(fragment.only_tells)
    ]


def _placed(
    item: Item, capability: Capability, fragment: Fragment, login_url: str
) -> dict[str, Any]:
    """A capability's piece, with the addresses that its buttons lead to."""
    url = address_to("portal:action", item.declaration.settings.path, item.slug, capability.name)
    links = {"action_url": url, "login_url": login_url}
    return {
        "template": fragment.template,
        "context": {**fragment.context, **links},
        "comes_first": fragment.comes_first,
        "small": fragment.small,
    }
