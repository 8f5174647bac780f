"""How one applies to an item, what was sent and noted, and every step with its day."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.capabilities.application import rules
from cms.capabilities.application.written import Written
from cms.capabilities.questions import LONGEST_QUESTION, Question, choices_in
from cms.citizens.models import Citizen
from cms.documents.models import Document
from cms.library.models import Item
from cms.shared.vault import opened, sealed

LONGEST_WORDS = 500


class Where(models.TextChoices):
    """Where one applies."""

    HERE = rules.HERE, _("Her på siden")
    ELSEWHERE = rules.ELSEWHERE, _("Et andet sted")


class State(models.TextChoices):
    """How far an application has come."""

    RECEIVED = rules.RECEIVED, _("Modtaget")
    READING = rules.READING, _("Bliver læst")
    INVITED = rules.INVITED, _("Inviteret til samtale")
    WILL_APPLY = rules.WILL_APPLY, _("Vil søge")
    APPLIED = rules.APPLIED, _("Søgt")
    INTERVIEW = rules.INTERVIEW, _("Til samtale")
    OFFER = rules.OFFER, _("Fået tilbud")
    NO = rules.NO, _("Fået nej")
    WITHDRAWN = rules.WITHDRAWN, _("Trukket tilbage")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("Kort tekst")
    YES_NO = "yes_no", _("Ja eller nej")
    CHOICE = "choice", _("Vælg én")


class ApplicationSettings(models.Model):
    """Where one applies, and until when. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="application_settings")
    where = models.CharField(
        _("hvor søger man?"),
        max_length=10,
        choices=Where,
        blank=True,
        help_text=_("Tomt: som det plejer at være for den slags."),
    )
    deadline = models.DateTimeField(
        _("ansøgningsfrist"), null=True, blank=True, help_text=_("Tomt: ingen frist.")
    )
    address = models.URLField(
        _("adresse, hvor man søger"),
        blank=True,
        help_text=_("Kun når man søger et andet sted."),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_application_settings")]
        verbose_name = _("ansøgning")
        verbose_name_plural = _("ansøgning")

    def __str__(self) -> str:
        """The item."""
        return f"{self.item_id}"


class ApplicationQuestion(Orderable):
    """A question to those who apply here. Part of the item's drafts."""

    item = ParentalKey(Item, related_name="application_questions")
    text = models.CharField(
        _("spørgsmål"),
        max_length=LONGEST_QUESTION,
        help_text=_("Spørg kun om det, I skal bruge for at vælge. Spørg ikke om CPR-nummer."),
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
        verbose_name = _("spørgsmål til ansøgere")
        verbose_name_plural = _("spørgsmål til ansøgere")

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


class Application(models.Model):
    """One citizen's application to one item. What was written is sealed.

    `where` stays what it was when it began, whatever the owners say later. `meets_at` is when one
    is to come and talk, `apply_on` the day on which one means to apply.
    """

    sealed_columns = ("sealed",)

    item = models.ForeignKey(Item, models.CASCADE, related_name="applications")
    citizen = models.ForeignKey(Citizen, models.CASCADE, related_name="applications")
    where = models.CharField(_("hvor"), max_length=10, choices=Where)
    state = models.CharField(_("tilstand"), max_length=10, choices=State)
    sealed = models.BinaryField(_("det skrevne, forseglet"), default=b"")
    begun_at = models.DateTimeField(_("begyndt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    changed_at = models.DateTimeField(_("senest ændret"), default=timezone.now)
    meets_at = models.DateTimeField(_("samtale"), null=True, blank=True)
    apply_on = models.DateField(_("vil søge den"), null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "citizen"], name="one_application")]
        indexes = [models.Index(fields=["item", "state"], name="application_by_state")]
        verbose_name = _("ansøgning")
        verbose_name_plural = _("ansøgninger")

    def __str__(self) -> str:
        """Item and citizen, without names."""
        return f"{self.item_id}: {self.citizen_id}"

    @property
    def written(self) -> Written:
        """What was written, opened. Raises InvalidToken, where its key is gone."""
        return Written(**json.loads(opened(self.sealed))) if self.sealed else Written()

    def write(self, written: Written) -> None:
        """Seal what was written."""
        self.sealed = sealed(json.dumps(written.as_plain()).encode()) if written else b""

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {
            "item": self.item.key,
            "where": self.where,
            "state": self.state,
            "begun_at": self.begun_at,
            "sent_at": self.sent_at,
            "changed_at": self.changed_at,
            "meets_at": self.meets_at,
            "apply_on": self.apply_on,
            **self.written.as_plain(),
        }


class ApplicationStep(models.Model):
    """A step that an application took: to which state, on which day, by whom, with which words."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="application_steps")
    state = models.CharField(_("tilstand"), max_length=10, choices=State)
    day = models.DateField(_("dag"), default=timezone.localdate)
    by_owner = models.BooleanField(_("af dem, man søger hos"), default=False)
    words = models.CharField(_("ord med på vejen"), max_length=LONGEST_WORDS, blank=True)
    written_at = models.DateTimeField(_("skrevet"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("skridt i en ansøgning")
        verbose_name_plural = _("skridt i ansøgninger")

    def __str__(self) -> str:
        """The application and the state."""
        return f"{self.application_id}: {self.state}"


class Enclosure(models.Model):
    """A paper that the citizen sends with an application; deleted, it is gone there too."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="sent_papers")
    document = models.ForeignKey(Document, models.CASCADE, related_name="sent_papers")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "document"], name="one_enclosure")
        ]
        verbose_name = _("dokument sendt med en ansøgning")
        verbose_name_plural = _("dokumenter sendt med ansøgninger")

    def __str__(self) -> str:
        """Application and document, by their keys."""
        return f"{self.application_id}: {self.document_id}"

    def for_export(self, language: str) -> dict[str, Any]:
        """What the citizen's own export says."""
        return {"item": self.application.item.key, "document": self.document.name}
