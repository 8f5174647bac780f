"""The filter panel: only values that would find something, or that are chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Facet:
    """One group of the panel: what its values are called, how many each finds, what is chosen."""

    name: str
    label: str
    value_labels: Mapping[str, str]
    counts: Mapping[str, int]
    chosen: Sequence[str]


def panel(facets: Sequence[Facet], path: str, kept: Mapping[str, str]) -> dict[str, Any]:
    """What the panel's template shows; `kept` are the address's other parameters, to carry on."""
    groups = [_group(facet) for facet in facets]
    return {
        "action": path,
        "hidden": [{"name": name, "value": value} for name, value in kept.items()],
        "groups": [group for group in groups if group["choices"]],
        "active": [
            {
                "label": facet.value_labels.get(value, value),
                "remove_url": _without(facet, value, facets, kept),
            }
            for facet in facets
            for value in facet.chosen
        ],
        "reset_url": f"?{urlencode(kept)}" if kept else path,
    }


def _group(facet: Facet) -> dict[str, Any]:
    choices = [
        {
            "value": value,
            "label": label,
            "count": facet.counts.get(value, 0),
            "checked": value in facet.chosen,
        }
        for value, label in facet.value_labels.items()
        if facet.counts.get(value) or value in facet.chosen
    ]
    return {"label": facet.label, "name": facet.name, "choices": choices}


def picked(facets: Sequence[Facet]) -> list[tuple[str, str]]:
    """What is chosen, as it stands in an address."""
    return [(each.name, value) for each in facets for value in each.chosen]


def _without(facet: Facet, value: str, facets: Sequence[Facet], kept: Mapping[str, str]) -> str:
    rest = [pair for pair in picked(facets) if pair != (facet.name, value)]
    return f"?{urlencode([*kept.items(), *rest])}"
