"""Share: what is shown to whom is always seen, and can always be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from cms.capabilities.base import Capability, UnknownAction, UnknownPage
from cms.capabilities.own import own_about, own_of
from cms.capabilities.pieces import Engagement, Fragment, Happening, Outcome, Small
from cms.capabilities.share import pages
from cms.capabilities.share.models import LONGEST_WORDS, Share
from cms.capabilities.share.services import (
    InvalidWords,
    share,
    shares_of,
    stop,
    words_of,
)
from cms.citizens.models import Citizen
from cms.library.models import Item

PAGES = {pages.WAYS: pages.ways, pages.NOTE: pages.note, pages.CODE: pages.code}


class ShareCapability(Capability):
    """Works on any type; needs nothing of it."""

    name = "share"
    is_part_taking = False
    own_models = (Share,)
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "share": "public",
        "Share": "public",
        "share_with_adviser": "citizen",
        "stop_sharing": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """With the adviser, and the way to the other ways."""
        shared = own_about(Share, item, citizen) if citizen else None
        context = {
            "item": item,
            "citizen": citizen,
            "share": shared,
            "longest": LONGEST_WORDS,
            "ways": pages.WAYS,
        }
        small = Small("share", _("Delt") if shared else _("Del"), is_on=shared is not None)
        return Fragment("share/fragment.html", context, small=small)

    def act(self, item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
        """`share` with `words`, or `stop`."""
        match data.get("action"):
            case "share":
                return _share(item, citizen, data)
            case "stop":
                stop(item, citizen)
                return Outcome(_("Din jobrådgiver kan ikke længere se, at du har fundet det."))
        raise UnknownAction(data.get("action", ""))

    def page(
        self, request: HttpRequest, item: Item, citizen: Citizen | None, rest: str
    ) -> HttpResponse:
        """`del` (all ways), `seddel` (a note to print), `qr.svg`."""
        made = PAGES.get(rest.rstrip("/"))
        if made is None:
            raise UnknownPage(rest)
        return made(request, item)

    def graphql_fields(self) -> Mapping[str, Any]:
        """`share` on every type that names the capability."""
        from cms.capabilities.share.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`shareWithAdviser` and `stopSharing`."""
        from cms.capabilities.share.api import MUTATIONS

        return MUTATIONS

    def engagements(self, citizen: Citizen) -> Sequence[Engagement]:
        """What the citizen has shared: it stands in the overview as long as it is shared."""
        text = _("Delt med din jobrådgiver")
        newest = sorted(own_of(Share, citizen), key=lambda row: (row.shared_at, row.pk))[::-1]
        return [Engagement(row.item_id, text, takes_part=False) for row in newest]

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen shared what."""
        for row in own_of(Share, citizen):
            yield Happening(row.shared_at, row.item_id, _("Du delte med din jobrådgiver"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """What the citizen has shared, and the words beside it."""
        for row in shares_of(citizen):
            yield {
                "item": row.item.key,
                "words": row.words,
                "shared_at": row.shared_at.isoformat(),
            }

    def erase_citizen(self, citizen: Citizen) -> None:
        """Forget all of it."""
        shares_of(citizen).delete()


def _share(item: Item, citizen: Citizen, data: QueryDict) -> Outcome:
    try:
        share(item, citizen, words_of(data.get("words", "")))
    except InvalidWords as error:
        return Outcome(str(error), False)
    return Outcome(_("Delt. Din jobrådgiver kan se det, til du trækker det tilbage."))


CAPABILITY = ShareCapability()
