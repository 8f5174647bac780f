"""What there are stamps for. The floors above declare theirs when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import ForeignKey, Model

Models = Iterable[type[Model]]


@dataclass(frozen=True)
class Watch:
    """One stamp for all rows of some models: renewed when any of them changes."""

    name: str
    models: Callable[[], Models]

    def tables(self) -> list[str]:
        """The watched tables, each once."""
        return sorted({model._meta.db_table for model in self.models()})


@dataclass(frozen=True)
class OwnWatch:
    """A stamp for each row of a model: renewed when it, or a row that points to it, changes."""

    name: str
    owner: Callable[[], type[Model]]

    def columns(self) -> list[tuple[str, str]]:
        """Pairs of table and column that point to the owner, and go with it."""
        relations = self.owner()._meta.get_fields(include_hidden=True)
        found = {
            (field.model._meta.db_table, field.column)
            for relation in relations
            if relation.auto_created
            and isinstance(field := getattr(relation, "field", None), ForeignKey)
            and field.model._meta.managed
        }
        return sorted(found)


_watches: dict[str, Watch] = {}
_own_watches: dict[str, OwnWatch] = {}


def declare(watch: Watch | OwnWatch) -> None:
    """Have the database keep this stamp from the next migration on."""
    kept = _watches if isinstance(watch, Watch) else _own_watches
    kept[watch.name] = watch  # type: ignore[assignment]


def watches() -> list[Watch]:
    """The stamps of whole tables."""
    return list(_watches.values())


def own_watches() -> list[OwnWatch]:
    """The stamps of single rows."""
    return list(_own_watches.values())
