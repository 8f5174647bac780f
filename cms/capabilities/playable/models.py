"""How far citizens have come with films."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.media.models import Video


class Playback(models.Model):
    """One citizen's way through one item's film.

    `played` holds the whole seconds that were really played, as [first, end) pairs in order;
    `share` is what they come to, in per cent. `visit` and `number` say which message told the
    position last, so that one that comes late doesn't move it back.
    """

    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="playbacks")
    item = models.ForeignKey(Item, models.CASCADE, related_name="playbacks")
    video = models.ForeignKey(Video, models.SET_NULL, null=True, related_name="+")
    length = models.PositiveIntegerField(_("længde i sekunder"), default=0)
    position = models.FloatField(_("nået til, i sekunder"), default=0)
    played = models.JSONField(_("afspillet"), default=list)
    share = models.PositiveSmallIntegerField(_("set, i procent"), default=0)
    visit = models.CharField(max_length=32, blank=True)
    number = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(_("begyndt"))
    saved_at = models.DateTimeField(_("sidst set"))
    watched_at = models.DateTimeField(_("set"), null=True, blank=True)
    is_by_hand = models.BooleanField(_("sagt af borgeren selv"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "item"], name="one_playback")]
        verbose_name = _("afspilning")
        verbose_name_plural = _("afspilninger")

    def __str__(self) -> str:
        """Citizen and item, without names."""
        return f"{self.citizen_id}: {self.item_id}"
