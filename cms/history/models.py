"""The history: Wagtail's log, told apart by owner, which nothing in the product can change."""

from __future__ import annotations

from typing import Any, NoReturn, cast

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models.audit_log import BaseLogEntry, BaseLogEntryManager, LogEntryQuerySet

from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import owner_ids


class HistoryIsKept(TypeError):
    """Somebody tried to change or delete what has been written."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("The history is not changed or deleted; write a new entry instead.")


class HistoryQuerySet(LogEntryQuerySet):
    """Reads only."""

    def update(self, **_kwargs: object) -> NoReturn:
        """Raises HistoryIsKept."""
        raise HistoryIsKept

    def delete(self) -> NoReturn:
        """Raises HistoryIsKept."""
        raise HistoryIsKept

    bulk_update = update


class HistoryManager(BaseLogEntryManager):
    """Writes entries as Wagtail asks for them, each with its owner and what changed."""

    def get_queryset(self) -> HistoryQuerySet:
        """Reads only."""
        return HistoryQuerySet(self.model, using=self._db)

    def log_action(self, instance: Any, action: str, **kwargs: Any) -> HistoryEntry:
        """Write an entry about an instance that knows its owner as `history_owner_id`."""
        data = dict(kwargs.pop("data", None) or {})
        if "changes" not in data and hasattr(instance, "history_changes"):
            changes = instance.history_changes(action, kwargs.get("revision"))
            data |= {"changes": changes} if changes else {}
        user = kwargs.get("user")
        entry = super().log_action(
            instance,
            action,
            data=data,
            object_id=str(instance.pk),
            owner_id=instance.history_owner_id,
            person=_name_of(user),
            **kwargs,
        )
        return cast("HistoryEntry", entry)

    def viewable_by_user(self, user: User) -> HistoryQuerySet:
        """Entries about owners whose drafts the user may read."""
        found = self.get_queryset()
        if not user.is_superuser:
            found = found.filter(owner_id__in=owner_ids(user, Action.READ))
        return found

    def for_instance(self, instance: models.Model) -> HistoryQuerySet:
        """Entries about one object."""
        entries = self.get_for_model(type(instance)).filter(object_id=str(instance.pk))
        return cast("HistoryQuerySet", entries)


def _name_of(user: User | None) -> str:
    """The name as it was then; an entry outlives the account."""
    return (user.get_full_name().strip() or user.get_username()) if user else ""


class HistoryEntry(BaseLogEntry):
    """One thing that somebody did with an owner's content, shelf, site or people.

    `data["changes"]` holds, by field, what stood there before and after.
    """

    object_id = models.CharField(max_length=40, db_index=True)
    owner = models.ForeignKey(
        Owner, models.PROTECT, verbose_name=_("ejer"), related_name="history", editable=False
    )
    # Empty: the product itself, such as a scheduled publication.
    person = models.CharField(_("person"), max_length=200, blank=True)

    objects = HistoryManager()

    class Meta(BaseLogEntry.Meta):
        abstract = False
        ordering = ["-timestamp", "-id"]
        indexes = [models.Index(fields=["owner", "-timestamp"])]
        verbose_name = _("historik")
        verbose_name_plural = _("historik")

    def clean_fields(self, exclude: Any = None) -> None:
        """Without looking up what an entry points at: whoever writes it has just met it."""
        relations = {field.name for field in self._meta.concrete_fields if field.is_relation}
        super().clean_fields({*relations, *(exclude or ())})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry. Raises HistoryIsKept for one that has been written."""
        if self.pk is not None:
            raise HistoryIsKept
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        """Raises HistoryIsKept."""
        raise HistoryIsKept
