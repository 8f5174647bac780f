"""What editors work on before citizens meet it, and every version that citizens have met."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Owner


class Part(models.TextChoices):
    """Which of the two a draft or a version is of."""

    AUDIENCE = "audience", _("målgruppe")
    RULE = "rule", _("regel")


class Kept(models.Model):
    """Common to drafts and versions: whose it is, and its values as the import format says them.

    They are held by name and not by a relation, since a draft may be older than what it becomes,
    and a version outlives what was deleted.
    """

    part = models.CharField(_("slags"), max_length=8, choices=Part)
    name = models.CharField(_("kort navn"), max_length=60, validators=[validate_slug])
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="+", verbose_name=_("ejer"))
    values = models.JSONField(_("værdier"), default=dict)

    class Meta:
        abstract = True

    @property
    def history_owner_id(self) -> int:
        """Its history is the owner's."""
        return int(self.owner_id)


class Draft(Kept):
    """What somebody is working on. The portal never reads it."""

    edits = models.PositiveIntegerField(
        _("gemt så mange gange"), default=0, help_text=_("Så to, der retter samtidig, ser det.")
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(_("senest rettet"), auto_now=True)

    class Meta:
        verbose_name = _("kladde")
        verbose_name_plural = _("kladder")
        ordering = ["part", "name"]
        constraints = [models.UniqueConstraint(fields=["part", "name"], name="one_draft_of_each")]

    def __str__(self) -> str:
        """What the editor calls it."""
        labels = self.values.get("labels") or {}
        return str(labels.get("da") or self.name)


class VersionIsKept(TypeError):
    """Somebody tried to change or delete a version."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("A version is not changed or deleted; publish a new one instead.")


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads, and writes new ones only."""

    def update(self, **_kwargs: object) -> NoReturn:
        """Raises VersionIsKept."""
        raise VersionIsKept

    def delete(self) -> NoReturn:
        """Raises VersionIsKept."""
        raise VersionIsKept

    bulk_update = update  # type: ignore[assignment]


class Version(Kept):
    """What was published once. ``said`` is its sentence by language, as it was understood then."""

    number = models.PositiveIntegerField(_("nummer"))
    said = models.JSONField(_("med ord"), default=dict)
    note = models.CharField(_("bemærkning"), max_length=300, blank=True)
    # Who it was stays readable when the person's account is gone.
    person = models.CharField(_("hvem"), max_length=150, blank=True)
    published_at = models.DateTimeField(_("udgivet"), auto_now_add=True)

    objects: ClassVar[models.Manager[Version]] = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versioner")
        ordering = ["part", "name", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "owner", "name", "number"], name="version_number_once"
            )
        ]

    def __str__(self) -> str:
        """Name and number."""
        return f"{self.name} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new one. Raises VersionIsKept."""
        if not self._state.adding:
            raise VersionIsKept
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Raises VersionIsKept."""
        raise VersionIsKept
