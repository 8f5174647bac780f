"""Seats on an item, what is asked of those who come, and who has a seat."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.capabilities.questions import LONGEST_QUESTION, Question, choices_in
from cms.citizens.models import Citizen
from cms.library.models import Item


class SignupSettings(models.Model):
    """How many can come, and until when one can say so. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="signup_settings")
    seats = models.PositiveIntegerField(
        _("pladser"), null=True, blank=True, help_text=_("Tomt: så mange som vil.")
    )
    deadline = models.DateTimeField(
        _("sidste frist"), null=True, blank=True, help_text=_("Tomt: ingen frist.")
    )
    cancel_until = models.DateTimeField(
        _("sidste frist for at melde fra"),
        null=True,
        blank=True,
        help_text=_("Bagefter skal borgeren ringe eller skrive. Tomt: ingen frist."),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_signup_settings")]
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmelding")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("Kort tekst")
    YES_NO = "yes_no", _("Ja eller nej")
    CHOICE = "choice", _("Vælg én")


class SignupQuestion(Orderable):
    """A short question to those who sign up. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="signup_questions")
    text = models.CharField(
        _("spørgsmål"),
        max_length=LONGEST_QUESTION,
        help_text=_("Spørg kun om det, I skal bruge på dagen. Spørg ikke om CPR-nummer."),
    )
    kind = models.CharField(
        _("svar"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT
    )
    choices = models.TextField(
        _("valgmuligheder"), blank=True, help_text=_("Kun til “Vælg én”. Skriv én på hver linje.")
    )
    required = models.BooleanField(_("skal besvares"), default=False)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("spørgsmål til tilmeldte")
        verbose_name_plural = _("spørgsmål til tilmeldte")

    def __str__(self) -> str:
        """The question."""
        return self.text

    def clean(self) -> None:
        """Raises ValidationError where there is nothing to choose between."""
        if self.kind == QuestionKind.CHOICE and len(choices_in(self.choices)) < 2:
            raise ValidationError({"choices": _("Skriv mindst to, hver på sin linje.")})

    def as_question(self) -> Question:
        """What the rules look at."""
        return Question(self.pk or 0, self.text, self.kind, choices_in(self.choices), self.required)


class SignupClosing(models.Model):
    """Its owners have closed for new ones; at once, beside the drafts."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="signup_closing")
    closed_at = models.DateTimeField(_("lukket"), auto_now_add=True)

    class Meta:
        verbose_name = _("lukket tilmelding")
        verbose_name_plural = _("lukkede tilmeldinger")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"


class SignupState(models.TextChoices):
    """Where a citizen stands."""

    SEATED = "seated", _("Har en plads")
    WAITING = "waiting", _("På venteliste")


class Signup(models.Model):
    """One citizen's sign-up; the primary key is the order of arrival."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="signups")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="signups")
    state = models.CharField(_("tilstand"), max_length=10, choices=SignupState)
    signed_up_at = models.DateTimeField(_("tilmeldt"), auto_now_add=True)
    # Pairs of question and answer, in the words they had then: they outlive the question.
    # NULL where the version before wrote the row; read it as nothing said.
    answers = models.JSONField(_("svar"), default=list, blank=True, null=True)
    came = models.BooleanField(_("kom"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_signup")]
        indexes = [models.Index(fields=["item", "state"], name="signup_by_state")]
        verbose_name = _("tilmelding")
        verbose_name_plural = _("tilmeldinger")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"
