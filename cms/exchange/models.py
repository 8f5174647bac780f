"""What was moved in, so that a whole import can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Owner


class BatchState(models.TextChoices):
    """How far an uploaded file has come."""

    CHECKED = "checked", _("Gennemset")
    IMPORTED = "imported", _("Importeret")
    UNDONE = "undone", _("Fortrudt")


class ImportBatch(models.Model):
    """One uploaded file: checked first, then imported whole, and undone whole."""

    owner = models.ForeignKey(Owner, models.CASCADE, verbose_name=_("ejer"), related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("lagt op af"),
        null=True,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("lagt op"), auto_now_add=True)
    file_name = models.CharField(_("fil"), max_length=200)
    type_name = models.CharField(_("slags"), max_length=40, blank=True)
    publishes = models.BooleanField(_("udgiver"), default=False)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=BatchState, default=BatchState.CHECKED
    )
    # The file itself, until it is imported; nothing of it stays longer than needed.
    content = models.BinaryField(default=bytes)
    report = models.JSONField(default=dict)
    imported_at = models.DateTimeField(_("importeret"), null=True)
    undone_at = models.DateTimeField(_("fortrudt"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("importer")

    def __str__(self) -> str:
        """The file's name."""
        return self.file_name

    @property
    def history_owner_id(self) -> int:
        """In whose history the import stands."""
        return int(self.owner_id)


class ImportedItem(models.Model):
    """What an import did to one item. The item may be gone, so it is no foreign key."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="items")
    type_name = models.CharField(_("slags"), max_length=40)
    item_id = models.PositiveBigIntegerField()
    title = models.CharField(_("titel"), max_length=255)
    # The row as it was, with its drafts; null where the import made the item.
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    # How the import left it: its newest revision and whether it was published.
    stamp = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("importeret indhold")
        verbose_name_plural = _("importeret indhold")

    def __str__(self) -> str:
        """The title it had."""
        return self.title


class ImportedRecord(models.Model):
    """What an import did to one of the owner's overlays, shelf choices or translations."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="records")
    kind = models.CharField(_("slags"), max_length=20)
    item_id = models.PositiveBigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("importeret valg")
        verbose_name_plural = _("importerede valg")

    def __str__(self) -> str:
        """Kind and item."""
        return f"{self.kind}: {self.item_id}"
