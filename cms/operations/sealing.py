"""What citizens write and send, sealed anew when the keys change."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from cms.shared.vault import sealed_anew


def seal_anew() -> int:
    """Seal every row with the newest of PRIVATE_KEYS, and say how many there were.

    Each row is a transaction of its own, so a run that was stopped is simply run again. Raises
    InvalidToken where the key of a row is missing.
    """
    return sum(_rows_anew(model) for model in apps.get_models() if _columns(model))


def _columns(model: type[Model]) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(model, "sealed_columns", ())
    return found


def _rows_anew(model: type[Model]) -> int:
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    return sum(_anew(model, key) for key in keys)


@transaction.atomic
def _anew(model: type[Model], key: object) -> int:
    """A row that has gone meanwhile is nobody's; one that is written meanwhile waits."""
    rows = model._base_manager.filter(pk=key)
    row = rows.select_for_update(of=("self",)).values(*_columns(model)).first()
    if row is None:
        return 0
    return rows.update(**{name: sealed_anew(content) for name, content in row.items()})
