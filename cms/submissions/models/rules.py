"""How a municipality wants to work together."""

from __future__ import annotations

from cms.municipalities.models import Municipality


class Rules(Municipality):
    """A municipality seen as a place of work, so that its history can say who changed a rule."""

    class Meta:
        proxy = True

    @property
    def history_owner_id(self) -> int:
        """A municipality's history is its own."""
        return int(self.pk)
