"""Tables of the log-ins that are going on, and of the log-out messages that are spent.

They stand in the database and not in the session store, so that a log-in can be ended from outside
whichever store the sessions are in: a session whose row is gone is nobody's.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LogIn(models.Model):
    """Somebody logged in, in one browser: a citizen, or somebody who works for an owner.

    `issuer`, `subject` and `provider_session` (the provider's `sid`) are what a provider names when
    it ends a log-in; empty for a password. Without a citizen's name or number.
    """

    door = models.CharField(_("indgang"), max_length=12)
    provider = models.CharField(_("udbyder"), max_length=60, blank=True)
    issuer = models.CharField(_("udsteder"), max_length=255, blank=True)
    subject = models.CharField(_("udstederens nøgle"), max_length=255, blank=True)
    provider_session = models.CharField(_("udbyderens log ind"), max_length=255, blank=True)
    citizen = models.ForeignKey(
        "citizens.Citizen", models.CASCADE, null=True, blank=True, related_name="logins"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="logins"
    )
    began_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    used_at = models.DateTimeField(_("senest brugt"), default=timezone.now)

    class Meta:
        verbose_name = _("log ind")
        verbose_name_plural = _("log ind")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["issuer", "provider_session"], name="login_by_session"),
            models.Index(fields=["issuer", "subject"], name="login_by_subject"),
        ]

    def __str__(self) -> str:
        """Which, without saying whose."""
        return f"Log ind {self.pk}"


class SpentLogoutToken(models.Model):
    """A log-out message that has been obeyed; the same one again is refused until it is too old."""

    issuer = models.CharField(_("udsteder"), max_length=255)
    token_id = models.CharField(_("beskedens nøgle"), max_length=255)
    expires_at = models.DateTimeField(_("gælder til"), db_index=True)

    class Meta:
        verbose_name = _("brugt besked om log ud")
        verbose_name_plural = _("brugte beskeder om log ud")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "token_id"], name="logout_token_once")
        ]

    def __str__(self) -> str:
        """Which."""
        return f"Besked {self.pk}"
