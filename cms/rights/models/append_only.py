"""Rows that are written once: refused here in words, and by the database's own triggers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from django.db import models, transaction


class WrittenOnce(TypeError):
    """Somebody tried to change or delete what has been written."""

    def __init__(self) -> None:
        super().__init__("This record is not changed or deleted; write a new one instead.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads, and writes what is new."""

    def update(self, **_kwargs: object) -> NoReturn:
        """Raises WrittenOnce."""
        raise WrittenOnce

    def delete(self) -> NoReturn:
        """Raises WrittenOnce."""
        raise WrittenOnce

    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_update(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Raises WrittenOnce."""
        raise WrittenOnce

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Write new rows. Raises WrittenOnce when it would change what is there."""
        rows = list(objs)
        if kwargs.get("update_conflicts") or any(not one._state.adding for one in rows):
            raise WrittenOnce
        return super().bulk_create(rows, *args, **kwargs)

    def remove_lawfully(self) -> int:
        """Remove these rows within `permitted`; anywhere else the database refuses."""
        return int(self._raw_delete(self.db))


class AppendOnly(models.Model):
    """Base of what is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. Raises WrittenOnce for one that has been written."""
        if not self._state.adding or self.pk is not None:
            raise WrittenOnce
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Raises WrittenOnce."""
        raise WrittenOnce


class Permit(models.Model):
    """A permission to remove rows of one append-only table, within one transaction only.

    The triggers let a row of the table go while its permit stands. It is never committed, so no
    other connection ever sees one.
    """

    reason = models.CharField(max_length=100)
    table_name = models.CharField(max_length=100)

    class Meta:
        verbose_name = "tilladelse"
        verbose_name_plural = "tilladelser"

    def __str__(self) -> str:
        """Why."""
        return self.reason


@contextmanager
def permitted(reason: str, *logs: type[AppendOnly]) -> Iterator[None]:
    """Let rows of these logs go until the block ends: when the law says that they are to go."""
    with transaction.atomic():
        permits = [Permit(reason=reason, table_name=log._meta.db_table) for log in logs]
        Permit.objects.bulk_create(permits)
        yield
        Permit.objects.filter(pk__in=[permit.pk for permit in permits]).delete()
