"""What the page's player needs, and what of it was asked for in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy

from cms.capabilities.playable import spoken
from cms.capabilities.playable.models import Playback
from cms.capabilities.playable.rules import LONGEST, goes_on_at
from cms.capabilities.playable.services import seconds_left_of
from cms.library.labels import language
from cms.library.models import Item
from cms.media.models import Video
from cms.media.showing import length_of, lighter_forms, player

# What an address may ask: from which second, which form, which language to read.
FROM, FORM, READ = "fra", "form", "udskrift"
WHOLE, SOUND = "video", "audio"
# Said here as well as in the editors' form: citizens read it in their own language.
LABELS = {
    WHOLE: gettext_lazy("Video"),
    "low": gettext_lazy("Spar data"),
    SOUND: gettext_lazy("Kun lyd"),
}
SPEEDS = ("0.75", "1", "1.25", "1.5", "1.75", "2")


def fragment_context(item: Item, video: Video, playback: Playback | None) -> dict[str, Any]:
    """All but what the address asks."""
    shown = player(video, str(item), language())
    length = max(1, round(length_of(video)))
    return {
        "item": item,
        "film": video,
        "video": shown,
        "forms": _forms(shown, video),
        "length": length,
        "playback": playback,
        "resume": _resume(playback, video),
        "played": ",".join(f"{start}-{end}" for start, end in playback.played) if playback else "",
        "left": spoken.length(seconds_left_of(video, playback)) if playback else "",
        "speeds": [
            (one, one.replace(".", ",") if language() in ("da", "ru") else one) for one in SPEEDS
        ],
    }


def _forms(shown: Mapping[str, Any], video: Video) -> list[dict[str, Any]]:
    """Every form there is, the whole film first; none where that is the only one."""
    lighter = lighter_forms(video)
    if not lighter:
        return []
    whole = {"name": WHOLE, "url": shown["url"], "type": shown["type"]}
    sized = [{**one, "size": filesizeformat(one["bytes"])} for one in lighter]
    return [{**one, "label": LABELS[one["name"]]} for one in (whole, *sized)]


def _resume(playback: Playback | None, video: Video) -> dict[str, str]:
    """Where to go on; nothing in the first words and in the last, or in another film."""
    if playback is None or playback.video_id != video.pk:
        return {}
    at = goes_on_at(playback.position, playback.length)
    return {"at": str(at), "clock": spoken.clock(at)} if at else {}


def asked(request: HttpRequest | None, forms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the address asks for, or what suits a reader who saves data."""
    said = request.GET if request else {}
    names = [one["name"] for one in forms]
    saves = request is not None and request.headers.get("Save-Data", "").lower() == "on"
    wished = said.get(FORM, SOUND if saves else WHOLE)
    form = next((one for one in forms if one["name"] == wished), forms[0] if forms else None)
    start = said.get(FROM, "")
    return {
        "start": str(min(int(start), LONGEST)) if start.isdecimal() and len(start) < 9 else "",
        "form": form,
        "is_saving": saves and FORM not in said and SOUND in names,
        "is_chosen": FORM in said,
        "read": said.get(READ, ""),
        "more": urlencode({key: said[key] for key in (FORM, READ, "tekst") if key in said}),
    }
