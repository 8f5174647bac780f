"""A municipality's theme as it was made in the browser, one row for each version."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality


class State(models.TextChoices):
    """Where a version is in its life. Only a draft changes; the others stay as they are."""

    DRAFT = "draft", _("kladde")
    PUBLISHED = "published", _("udgivet")
    RETIRED = "retired", _("afløst")


class ThemeVersion(models.Model):
    """One version. At most one draft and one published version for each municipality."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="theme_versions", verbose_name=_("kommune")
    )
    number = models.PositiveIntegerField(_("nummer"))
    state = models.CharField(
        _("tilstand"), max_length=10, choices=State.choices, default=State.DRAFT
    )
    tokens = models.JSONField(
        _("værdier"), help_text=_("Som i en theme.yaml. Logo og billede er navne på filer.")
    )
    edits = models.PositiveIntegerField(
        _("gemt så mange gange"), default=0, help_text=_("Så to, der retter samtidig, ser det.")
    )
    origin = models.PositiveIntegerField(
        _("tilbage til"), null=True, blank=True, help_text=_("Versionen, denne er en kopi af.")
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("senest rettet af"),
    )
    edited_at = models.DateTimeField(_("senest rettet"), auto_now=True)
    published_at = models.DateTimeField(_("udgivet"), null=True, blank=True)

    class Meta:
        ordering = ["municipality", "-number"]
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="theme_number"),
            models.UniqueConstraint(
                fields=["municipality", "state"],
                condition=Q(state__in=["draft", "published"]),
                name="one_theme_draft_and_one_published",
            ),
        ]

    def __str__(self) -> str:
        """Municipality and number."""
        return f"{self.municipality}: {self.number}"

    @property
    def history_owner_id(self) -> int:
        """A look's history is the municipality's."""
        return int(self.municipality_id)
