"""How each citizen has made the page their own."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.citizens.models import Citizen


class MyPage(models.Model):
    """What stands on one citizen's page, in order; a citizen without a row has the standard page.

    `shown` holds names of widgets; None is the standard. `before` is what stood there before the
    last change, for undoing it; it counts only where `can_undo` says so.
    """

    citizen = models.OneToOneField(Citizen, models.CASCADE, related_name="my_page")
    shown = models.JSONField(_("på siden"), null=True, blank=True, default=None)
    before = models.JSONField(_("før"), null=True, blank=True, default=None)
    can_undo = models.BooleanField(_("kan fortrydes"), default=False)
    simple_view = models.BooleanField(_("enklere visning"), default=False)
    changed_at = models.DateTimeField(_("ændret"), default=timezone.now)

    class Meta:
        verbose_name = _("min side")
        verbose_name_plural = _("min side")

    def __str__(self) -> str:
        """Whose, without a name."""
        return f"{self.citizen_id}"
