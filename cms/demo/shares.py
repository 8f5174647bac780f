"""Draws the answers of generated citizens, spread as `fixtures/people/shares.yaml` says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from cms.citizens.declared import asked_attributes, options
from cms.declarations.attributes import Attribute
from cms.demo.files import folder, read_rows

Share = Mapping[str, Any]
MOST_ANSWERS = 4


@lru_cache(maxsize=1)
def shares() -> Mapping[str, Share]:
    """How each attribute is spread, by name; an attribute that isn't named is spread evenly."""
    return dict(read_rows(folder("people", "shares.yaml")) or {})


def drawn_answers(draw: random.Random, today: date) -> dict[str, Any]:
    """One citizen's answers, as a citizen would send them; what is skipped is not there."""
    return {
        name: _answer(draw, attribute, shares().get(name, {}), today)
        for name, attribute in asked_attributes().items()
        if draw.random() < shares().get(name, {}).get("answered", 0.8)
    }


def _answer(draw: random.Random, attribute: Attribute, share: Share, today: date) -> Any:
    match attribute.kind:
        case "choice" | "language" | "yes_no":
            return _drawn(draw, attribute, share)
        case "choices" | "terms" | "languages":
            return _several(draw, attribute, share)
        case "number":
            return draw.randint(*share.get("between", (attribute.min or 0, attribute.max or 100)))
        case "date":
            days = int(draw.expovariate(1 / share.get("mean_days", 365))) + 1
            return (today - timedelta(days=days)).isoformat()
    return "ord"


def _several(draw: random.Random, attribute: Attribute, share: Share) -> list[str]:
    found = dict.fromkeys([share.get("always") or _drawn(draw, attribute, share)])
    while draw.random() < share.get("more", 0) and len(found) < MOST_ANSWERS:
        found[_drawn(draw, attribute, share)] = None
    # An answer that stands alone rules the others out.
    alone = attribute.exclusive
    return [alone] if alone is not None and alone in found else list(found)


def _drawn(draw: random.Random, attribute: Attribute, share: Share) -> str:
    named, otherwise = share.get("shares", {}), share.get("otherwise", 0)
    values = list(options(attribute, "da"))
    weights = [named.get(value, otherwise) for value in values]
    return draw.choices(values, weights if any(weights) else None)[0]
