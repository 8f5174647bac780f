"""Links to other sites that stand in items, and how they answered when they were last followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.library.models.items import Item

LONGEST = 2000
# A site may be down for an evening. A link is called broken when it failed so many times in a
# row, or for so long.
FAILURES = 2
PATIENCE = timedelta(days=1)


class LinkProblem(models.TextChoices):
    """Why a link leads nowhere, in an editor's words."""

    STATUS = "status", _("Siden svarer med en fejl")
    NO_HOST = "no_host", _("Domænet findes ikke")
    NO_ANSWER = "no_answer", _("Siden svarer ikke")
    CERTIFICATE = "certificate", _("Sidens certifikat er ikke i orden")
    REDIRECTS = "redirects", _("Siden sender videre i ring")
    LOCAL = "local", _("Adressen kan kun nås på et lukket net")
    UNREADABLE = "unreadable", _("Adressen er ikke skrevet rigtigt")


class CheckedLinkQuerySet(models.QuerySet[Any]):
    """Links by how they answer."""

    def broken(self, now: datetime) -> Self:
        """Failed more than once in a row, or for longer than a passing fault lasts."""
        return self.exclude(problem="").filter(
            Q(failures__gte=FAILURES) | Q(first_failed_at__lte=now - PATIENCE)
        )


class CheckedLink(models.Model):
    """One address, the items it stands in, and what came of following it."""

    url = models.URLField(_("adresse"), max_length=LONGEST, unique=True)
    items = models.ManyToManyField(Item, related_name="+")
    # What the site answered; None where nobody answered.
    status = models.PositiveSmallIntegerField(_("svar"), null=True)
    problem = models.CharField(_("fejl"), max_length=20, choices=LinkProblem, blank=True)
    checked_at = models.DateTimeField(_("prøvet"), null=True)
    first_failed_at = models.DateTimeField(_("fejlet siden"), null=True)
    failures = models.PositiveSmallIntegerField(_("fejlet i træk"), default=0)

    objects = CheckedLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["first_failed_at", "url"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        """The address."""
        return self.url

    def note(self, status: int | None, problem: str, now: datetime) -> None:
        """Keep what came of following it; a link that works again is as if it never failed."""
        self.status, self.problem, self.checked_at = status, problem, now
        if problem:
            self.first_failed_at = self.first_failed_at or now
            self.failures = min(self.failures + 1, 1000)
        else:
            self.first_failed_at, self.failures = None, 0
