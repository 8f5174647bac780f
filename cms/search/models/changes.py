"""The outbox: which items changed, written in the transaction that changed them."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """Something happened to an item; whoever follows looks at what the item is now.

    An empty `type_name` says that anything may have changed. Rows are never updated.
    """

    type_name = models.CharField(max_length=40, blank=True)
    item_id = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        """The change's number and the item."""
        return f"{self.pk}: {self.type_name or 'everything'} {self.item_id or ''}".rstrip()
