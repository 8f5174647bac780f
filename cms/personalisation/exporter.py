"""Writes audiences and rules as files in the very format that `importer` reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from cms.municipalities.models import Municipality, Owner
from cms.personalisation.draft_models import Part
from cms.personalisation.kept import EMPTY, Published, part_of, values_of

PLURAL = {Part.AUDIENCE: "audiences", Part.RULE: "rules"}
HEADER = "# Målgrupper og regler. Hentes ind igen under »Regler som filer«.\n"


class _Writer(yaml.SafeDumper):
    """Writes no aliases: a file is read by people."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer back."""
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote digits: the reader takes 0787 for a number, the writer doesn't know that."""
    style = "'" if text.lstrip("+-").isdecimal() else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style)


_Writer.add_representer(str, _text)


def as_yaml(published: Iterable[Published]) -> str:
    """Give everything as one file: audiences first, each below its own heading."""
    rows: dict[str, list[dict[str, Any]]] = {"audiences": [], "rules": []}
    for one in published:
        rows[PLURAL[part_of(one)]].append(_row(one))
    written = {heading: listed for heading, listed in rows.items() if listed}
    text = yaml.dump(
        written or {"audiences": []}, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100
    )
    return HEADER + text


def _row(one: Published) -> dict[str, Any]:
    """A row; what is as it would be anyway is left out."""
    part = part_of(one)
    values = {
        name: value
        for name, value in values_of(one).items()
        if name in _ALWAYS or value != EMPTY[part][name]
    }
    return {"name": one.name, "owner": _owner(one.owner), **values}


_ALWAYS = frozenset({"labels", "rule", "audience", "effect", "content", "weight"})


def _owner(owner: Owner) -> str:
    """A municipality by its code, so that a file is good wherever it is read."""
    found = Municipality.objects.filter(pk=owner.pk).values_list("code", flat=True).first()
    return found or owner.slug
