"""Times as people read them."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext

_MINUTE = 60
# Below this, seconds say more than minutes.
_SHORT = 90


def clock(seconds: float) -> str:
    """`2.14` in Danish, `2:14` elsewhere; hours only where there are some."""
    minutes, second = divmod(int(seconds), _MINUTE)
    hours, minute = divmod(minutes, _MINUTE)
    between = "." if (get_language() or "da").startswith("da") else ":"
    parts = [str(hours), f"{minute:02d}"] if hours else [str(minute)]
    return between.join([*parts, f"{second:02d}"])


def length(seconds: int) -> str:
    """`3 minutter`, or `40 sekunder` where it is short."""
    if seconds < _SHORT:
        return ngettext("%(count)s sekund", "%(count)s sekunder", seconds) % {"count": seconds}
    count = round(seconds / _MINUTE)
    return ngettext("%(count)s minut", "%(count)s minutter", count) % {"count": count}


def reached(position: float, whole: int) -> tuple[int, str]:
    """How far, in the unit of the whole: `3` and `8 minutter`."""
    is_short = whole < _SHORT
    return int(position) if is_short else int(position // _MINUTE), length(whole)
