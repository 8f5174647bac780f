"""Tells every process when audiences or rules have changed, so that none works with old ones.

The stamp is a random word, written in the transaction of the change. Not a counter: a number
that a rolled-back change used would come again and stand for something else.
"""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, models

Stamped = TypeVar("Stamped", bound=models.Model)
_ONLY = 1


class RulesStamp(models.Model):
    """One row: the word that stands for the audiences and rules as they are now."""

    word = models.CharField(max_length=32)

    class Meta:
        verbose_name = "rules stamp"

    def __str__(self) -> str:
        """The word."""
        return self.word


_ASK = f"SELECT word FROM {RulesStamp._meta.db_table} WHERE id = %s"  # noqa: S608


def current_stamp() -> str:
    """Give the word, or "" before the first change."""
    # Asked at every request, so in plain SQL: the ORM would take longer than the database.
    with connection.cursor() as cursor:
        cursor.execute(_ASK, [_ONLY])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def renew_stamp() -> None:
    """Say that something changed; call it in the transaction of the change."""
    RulesStamp.objects.update_or_create(pk=_ONLY, defaults={"word": uuid4().hex})


class StampedQuerySet(models.QuerySet[Stamped]):
    """Changes of many rows at once renew the stamp too."""

    def update(self, **kwargs: Any) -> int:
        """Update, and say so."""
        renew_stamp()
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Stamped]:
        """Create, and say so."""
        renew_stamp()
        return super().bulk_create(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, and say so."""
        renew_stamp()
        return super().delete()


class StampedModel(models.Model):
    """Base of what the rules are made of."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and say so."""
        renew_stamp()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and say so."""
        renew_stamp()
        return super().delete(*args, **kwargs)
