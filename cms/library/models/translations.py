"""What an item says in another language than the one it was written in."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.library.languages import CONTENT_LANGUAGES, SOURCE_LANGUAGE
from cms.library.models.items import Item
from cms.library.signals import item_changed, shelf_changed
from cms.municipalities.models import Municipality, User


class Translation(models.Model):
    """Words in one language: the owner's for everybody, or one municipality's for its own readers.

    A field that isn't in `values` is read in the language of the original (mission M1.9).
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="translations")
    # Whose readers meet it; nobody's in particular when the item's owner has written it.
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", null=True, blank=True
    )
    language = models.CharField(
        _("sprog"),
        max_length=2,
        choices=[item for item in CONTENT_LANGUAGES.items() if item[0] != SOURCE_LANGUAGE],
    )
    values = models.JSONField(_("oversatte ord"), default=dict)
    # What the original said when each field was translated; tells when it has changed since.
    originals = models.JSONField(_("originalens ord"), default=dict, editable=False)
    is_shown = models.BooleanField(_("vises for læserne"), default=False)
    written_by = models.ForeignKey(User, models.SET_NULL, related_name="+", null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "language"],
                condition=Q(municipality__isnull=True),
                name="one_translation_per_language",
            ),
            models.UniqueConstraint(
                fields=["item", "language", "municipality"],
                condition=Q(municipality__isnull=False),
                name="one_own_translation_per_language",
            ),
        ]
        indexes = [models.Index(fields=["language", "item"], name="translations_in_language")]
        verbose_name = _("oversættelse")
        verbose_name_plural = _("oversættelser")

    def __str__(self) -> str:
        """Item and language."""
        return f"{self.item_id}: {self.language}"

    @property
    def history_owner_id(self) -> int:
        """In whose history it stands: the municipality's that wrote it, or the item's owner's."""
        return int(self.municipality_id or self.item.owner_id)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save and tell the floors above."""
        super().save(*args, **kwargs)
        self._tell()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete and tell the floors above."""
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        self._tell()
        return deleted

    def _tell(self) -> None:
        about = {"type_name": self.item.type_name, "item_id": self.item_id}
        if self.municipality_id is None:
            item_changed.send(type(self), **about)
        else:
            shelf_changed.send(type(self), municipality_id=self.municipality_id, **about)
