"""Audiences and rules as editors keep them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Owner
from cms.personalisation.draft_models import Draft, Part, Version

__all__ = ["Audience", "Draft", "EffectKind", "Part", "Rule", "Version"]

HEAVIEST = 100


class EffectKind(models.TextChoices):
    """What a rule does with the content that it chooses."""

    SHOW = "show", _("Vis kun for målgruppen")
    HIDE = "hide", _("Skjul for målgruppen")
    REQUIRE = "require", _("Skal ses af målgruppen")
    PIN = "pin", _("Sæt øverst for målgruppen")
    BOOST = "boost", _("Løft for målgruppen")
    ORDER = "order", _("Vis i denne rækkefølge for målgruppen")
    NOTIFY = "notify", _("Send målgruppen en besked")
    SUGGEST = "suggest", _("Foreslå til målgruppens plan")


class Audience(models.Model):
    """A named group of citizens: those whom a rule fits, whoever they are on the day."""

    name = models.CharField(_("kort navn"), max_length=60, unique=True, validators=[validate_slug])
    owner = models.ForeignKey(
        Owner, models.PROTECT, related_name="audiences", verbose_name=_("ejer")
    )
    labels = models.JSONField(_("navne"), default=dict, help_text=_("Et navn på hvert sprog."))
    rule = models.JSONField(_("regel"), default=dict)
    tests = models.JSONField(
        _("prøver"), default=list, blank=True, help_text=_("Hvem der skal passe, og hvem ikke.")
    )
    ends = models.DateTimeField(
        _("til"), null=True, blank=True, help_text=_("Derefter er ingen i målgruppen.")
    )

    class Meta:
        verbose_name = _("målgruppe")
        verbose_name_plural = _("målgrupper")
        ordering = ["name"]

    def __str__(self) -> str:
        """The Danish name, or the short one."""
        return str(self.labels.get("da") or self.name)

    @property
    def history_owner_id(self) -> int:
        """Its history is the owner's."""
        return int(self.owner_id)

    def clean(self) -> None:
        """Check owner, labels and rule. Raises ValidationError by field."""
        from cms.personalisation.checks import audience_problems

        problems = audience_problems(self)
        if problems:
            raise ValidationError(problems)


class Rule(models.Model):
    """What an audience meets of some content, and the reason that they are given."""

    name = models.CharField(_("kort navn"), max_length=60, unique=True, validators=[validate_slug])
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="rules", verbose_name=_("ejer"))
    audience = models.ForeignKey(
        Audience, models.PROTECT, related_name="rules", verbose_name=_("målgruppe")
    )
    effect = models.CharField(_("virkning"), max_length=8, choices=EffectKind)
    weight = models.PositiveSmallIntegerField(
        _("vægt"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)],
        help_text=_("Fra 1 til 100. Det tungeste står øverst."),
    )
    content = models.JSONField(_("indhold"), default=dict)
    reason = models.JSONField(
        _("grund"), default=dict, blank=True, help_text=_("Det borgeren læser, på hvert sprog.")
    )
    active = models.BooleanField(_("i brug"), default=True)
    starts = models.DateTimeField(_("fra"), null=True, blank=True)
    ends = models.DateTimeField(_("til"), null=True, blank=True)

    class Meta:
        verbose_name = _("regel")
        verbose_name_plural = _("regler")
        ordering = ["name"]

    def __str__(self) -> str:
        """The short name."""
        return self.name

    @property
    def history_owner_id(self) -> int:
        """Its history is the owner's."""
        return int(self.owner_id)

    def clean(self) -> None:
        """Check owner, audience, content, reason and period. Raises ValidationError by field."""
        from cms.personalisation.checks import rule_problems

        problems = rule_problems(self)
        if problems:
            raise ValidationError(problems)
