"""What editors say about words: which mean the same, and what to show first for some."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.library.models import Item
from cms.municipalities.models import Owner

# Between words of a group where they stand in one line.
SAME, OR = " = ", " · "


class SynonymGroup(models.Model):
    """Words and phrases that mean the same to those who search.

    The nation's hold for everybody, a municipality's on its own site. Without a language a group
    holds for readers of every language.
    """

    owner = models.ForeignKey(Owner, models.CASCADE, related_name="+", verbose_name=_("ejer"))
    language = models.CharField(_("sprog"), max_length=5, blank=True, choices=settings.LANGUAGES)
    words = models.JSONField(_("ord"), default=list)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ord, der betyder det samme")
        verbose_name_plural = _("ord, der betyder det samme")

    def __str__(self) -> str:
        """The words in one line."""
        return SAME.join(self.words)

    @property
    def history_owner_id(self) -> int:
        """Whose history it stands in."""
        return self.owner_id


class Recommendation(models.Model):
    """Items that come first, in their order, for whoever searches with one of the phrases.

    The days are the first and the last on which it holds; without them it holds always.
    """

    owner = models.ForeignKey(Owner, models.CASCADE, related_name="+", verbose_name=_("ejer"))
    phrases = models.JSONField(_("søgeord"), default=list)
    first_day = models.DateField(_("fra og med"), null=True, blank=True)
    last_day = models.DateField(_("til og med"), null=True, blank=True)
    items = models.ManyToManyField(Item, through="RecommendedItem", related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("anbefaling")
        verbose_name_plural = _("anbefalinger")

    def __str__(self) -> str:
        """The phrases in one line."""
        return OR.join(self.phrases)

    @property
    def history_owner_id(self) -> int:
        """Whose history it stands in."""
        return self.owner_id


class RecommendedItem(models.Model):
    """An item's place in a recommendation."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="places")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "item"], name="search_recommended_once"
            )
        ]

    def __str__(self) -> str:
        """The place."""
        return f"{self.recommendation_id}: {self.order}"
