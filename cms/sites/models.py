"""The essentials of a municipality's site, and the old addresses that it still answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Municipality
from cms.sites.checks import (
    all_languages,
    check_hours,
    check_languages,
    check_official_address,
)
from cms.sites.hours import hours_in_words
from cms.sites.paths import check_old_path, check_target


class Compliance(models.TextChoices):
    """How far the site follows the law; the three words of the common European model."""

    FULL = "full", _("Overholder loven helt")
    PARTLY = "partly", _("Overholder loven delvist")
    NOT = "not", _("Overholder ikke loven")


class Testers(models.TextChoices):
    """Who tested the site for the statement."""

    OWN = "own", _("Egen vurdering")
    OTHERS = "others", _("Vurderet af andre")


class SiteDetails(models.Model):
    """What one municipality's site says of itself. Without a published statement it is closed.

    E-mail and telephone stand on the municipality; the statement's own contact may differ.
    """

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="site_details", verbose_name=_("kommune")
    )
    visiting_address = models.CharField(_("besøgsadresse"), max_length=200, blank=True)
    hours = models.JSONField(_("åbningstider"), default=dict, blank=True, validators=[check_hours])
    hours_note = models.CharField(
        _("besked om åbningstider"),
        max_length=200,
        blank=True,
        help_text=_("For eksempel hvornår I holder ferielukket."),
    )
    languages = models.JSONField(_("sprog"), default=all_languages, validators=[check_languages])

    privacy_text = models.TextField(
        _("jeres egne ord om oplysninger"),
        blank=True,
        help_text=_("Står efter det, der gælder i hele landet. En tom linje giver et nyt afsnit."),
    )
    protection_officer = models.CharField(_("databeskyttelsesrådgiver"), max_length=120, blank=True)
    protection_officer_email = models.EmailField(_("rådgiverens e-mail"), blank=True)
    protection_officer_phone = models.CharField(_("rådgiverens telefon"), max_length=20, blank=True)

    compliance = models.CharField(
        _("overholder siden loven?"), max_length=10, choices=Compliance, blank=True
    )
    not_accessible = models.TextField(
        _("indhold, der ikke er tilgængeligt"),
        blank=True,
        help_text=_("Hvad er det, og hvornår er det rettet? Ét punkt på hver linje."),
    )
    burden = models.TextField(
        _("undtaget som uforholdsmæssig byrde"),
        blank=True,
        help_text=_("Hvad, hvorfor, og hvad kan man bruge i stedet? Tomt, hvis der ikke er noget."),
    )
    outside_the_law = models.TextField(
        _("indhold, som loven ikke gælder for"),
        blank=True,
        help_text=_("For eksempel gamle dokumenter eller kort. Tomt, hvis der ikke er noget."),
    )
    test_method = models.CharField(
        _("hvem har prøvet siden?"), max_length=10, choices=Testers, blank=True
    )
    tested_how = models.TextField(
        _("hvordan er den prøvet?"),
        blank=True,
        help_text=_("For eksempel: tastatur og skærmlæser på ti sider, og et program på resten."),
    )
    statement_date = models.DateField(
        _("dato for erklæringen"), null=True, blank=True, help_text=_("Den skal fornyes hvert år.")
    )
    feedback_email = models.EmailField(
        _("e-mail til henvendelser"), blank=True, help_text=_("Tomt: kommunens e-mail.")
    )
    feedback_phone = models.CharField(
        _("telefon til henvendelser"),
        max_length=20,
        blank=True,
        help_text=_("Tomt: kommunens telefon. Loven kræver både e-mail og telefon."),
    )
    official_address = models.URLField(
        _("erklæringens adresse hos Digitaliseringsstyrelsen"),
        blank=True,
        validators=[check_official_address],
        help_text=_("Adressen, som WAS-Tool gav jer. Så fører /was dertil."),
    )
    statement_published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("websted")
        verbose_name_plural = _("websteder")

    def __str__(self) -> str:
        """Whose site it is."""
        return str(self.municipality)

    @property
    def history_owner_id(self) -> int:
        """In whose history it stands."""
        return int(self.municipality_id)

    @property
    def is_open(self) -> bool:
        """Whether visitors may see the site: its statement is published."""
        return self.statement_published_at is not None

    @property
    def hours_in_words(self) -> list[dict[str, str]]:
        """The opening hours as lines of `days` and `times`, in the reader's language."""
        return hours_in_words(self.hours)

    @property
    def feedback_mail(self) -> str:
        """Where one writes when something can't be used."""
        return self.feedback_email or self.municipality.email

    @property
    def feedback_telephone(self) -> str:
        """Where one rings when something can't be used."""
        return self.feedback_phone or self.municipality.phone


class Redirect(models.Model):
    """An old address of one municipality's site, and the page on the same site to show instead."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="redirects")
    old_path = models.CharField(
        _("gammel adresse"),
        max_length=200,
        validators=[check_old_path],
        help_text=_("Det, der står efter domænet: /job/kurser."),
    )
    new_path = models.CharField(
        _("ny adresse"),
        max_length=200,
        validators=[check_target],
        help_text=_("En side i jeres portal: /kurser/."),
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "old_path"], name="one_redirect_per_old_path"
            )
        ]
        verbose_name = _("omdirigering")
        verbose_name_plural = _("omdirigeringer")

    def __str__(self) -> str:
        """Old and new."""
        return f"{self.old_path} → {self.new_path}"

    @property
    def history_owner_id(self) -> int:
        """In whose history it stands."""
        return int(self.municipality_id)
