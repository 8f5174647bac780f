"""Fields that capabilities bring to items: their resolvers are asked, for all items of an answer.

What they say is often a citizen's own, so no answer with it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db.models import F, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from graphql import FieldNode, GraphQLObjectType

from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.holes import hole
from cms.api.compiled.running import Run
from cms.api.compiled.text import Joined
from cms.api.compiled.written import Write, Writing
from cms.api.mixed import Place, read_keys
from cms.api.output import Source


class Abilities:
    """Fills in all such fields of a plan."""

    is_lasting = False

    def __init__(self) -> None:
        """None so far."""
        self.writes: list[Write] = []

    def texts(self, keys: Sequence[str], run: Run) -> Mapping[str, str]:
        """A field's JSON, by field and item."""
        asked: dict[str, tuple[int, Place]] = {}
        for key in keys:
            number, type_name, pk = key.split(":")
            asked[key] = (int(number), (type_name, int(pk)))
        items = read_keys(dict.fromkeys(place for _number, place in asked.values()), run.viewer)
        if any(place not in items for _number, place in asked.values()):
            raise NotCompilable("an item has just left the shelf")
        return {key: self.writes[number](items[at], run) for key, (number, at) in asked.items()}


def ability(source: Source, type_name: str, nodes: list[FieldNode]) -> Combinable:
    """The hole for one such field. Raises NotCompilable for a field that is none."""
    name = nodes[0].name.value
    type_ = cast(GraphQLObjectType, source.planner.schema.type_map[type_name])
    field = type_.fields[name]
    if source.model is None or field.args or field.resolve is None:
        raise NotCompilable(f"{type_name}.{name} is resolved by the executor")
    write, resolve = Writing(source.planner).value(field.type, nodes), cast(Any, field.resolve)
    number, filler = source.planner.shared_filler(Abilities)
    filler.writes.append(lambda item, run: write(resolve(item, run), run))
    key = f"{len(filler.writes) - 1}:{source.model.declaration.name}:|"
    before, after = hole(number, key).split("|")
    return Joined(before, Cast(F("pk"), TextField()), after)
