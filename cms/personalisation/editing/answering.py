"""What the builder's script asks the server: about a rule being written, and for items."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from cms.databases.alphabet import by_key
from cms.library.labels import language
from cms.municipalities.models import Owner
from cms.personalisation.checks import readable_items
from cms.personalisation.declared import declared_types
from cms.personalisation.editing.access import owners_of
from cms.personalisation.editing.base import OwnersView
from cms.personalisation.editing.fields import LARGEST_JSON
from cms.personalisation.editing.live import answer
from cms.personalisation.sentence import in_language

MOST_ITEMS = 20
FEWEST_LETTERS = 2


@method_decorator(never_cache, name="dispatch")
class CheckView(OwnersView):
    """The sentence, the mistakes, the number of citizens, whom it fits and the tests."""

    def post(self, request: HttpRequest) -> JsonResponse:
        """Answer in JSON; 400 for what isn't JSON."""
        try:
            asked = json.loads(request.body) if len(request.body) <= 2 * LARGEST_JSON else None
        except (ValueError, RecursionError):
            asked = None
        if not isinstance(asked, dict):
            return JsonResponse({"problems": [{"place": "rule", "text": "JSON?"}]}, status=400)
        owner = self._owner(asked.get("owner"))
        return JsonResponse(
            answer(
                asked.get("rule"),
                asked.get("tests") or [],
                owner,
                str(asked.get("name") or ""),
                {},
                language(),
            )
        )

    def _owner(self, key: object) -> Owner:
        found = owners_of(self.person).filter(pk=key).first() if isinstance(key, int) else None
        if found is None:
            raise Http404(str(key))
        return found


@method_decorator(never_cache, name="dispatch")
class ItemsView(OwnersView):
    """Items that a rule may name, by words of their title and by type."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """The first that fit."""
        key, text = request.GET.get("owner", ""), request.GET.get("q", "").strip()
        owner = owners_of(self.person).filter(pk=int(key)).first() if key.isdecimal() else None
        if owner is None:
            raise Http404(key)
        wanted = request.GET.get("type", "")
        if len(text) < FEWEST_LETTERS and not wanted:
            return JsonResponse({"items": []})
        items = readable_items(owner).filter(live=True, listed_title__icontains=text)
        if wanted:
            items = items.filter(type_name=wanted)
        rows = items.order_by(by_key("title_order"), "pk").values_list(
            "type_name", "slug", "listed_title"
        )
        return JsonResponse({"items": [_item(*row) for row in rows[:MOST_ITEMS]]})


def _item(type_name: str, slug: str, title: str) -> dict[str, Any]:
    labels = declared_types().get(type_name, {})
    return {
        "value": f"{type_name}/{slug}",
        "slug": slug,
        "title": title,
        "type": in_language(labels, language(), type_name),
    }
