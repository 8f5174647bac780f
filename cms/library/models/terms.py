"""The words that items are marked with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    """A word of a declared vocabulary; synchronised from the files by `content apply`."""

    vocabulary = models.SlugField(_("ordliste"))
    slug = models.SlugField(_("kort navn"), max_length=60)
    labels = models.JSONField(_("navne"), default=dict)
    uri = models.URLField(_("adresse"), blank=True)
    position = models.PositiveIntegerField(_("plads"), default=0)

    class Meta:
        ordering = ["vocabulary", "position"]
        constraints = [models.UniqueConstraint(fields=["vocabulary", "slug"], name="one_term")]
        verbose_name = _("emneord")
        verbose_name_plural = _("emneord")

    def __str__(self) -> str:
        """The word in the reader's language."""
        return self.label((get_language() or "da")[:2])

    def label(self, language: str) -> str:
        """The word in a language, or in Danish."""
        labels: dict[str, str] = self.labels
        return labels.get(language) or labels.get("da") or self.slug
