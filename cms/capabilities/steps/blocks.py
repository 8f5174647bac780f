"""What editors build modules and steps of. Each block keeps its own id, wherever it is moved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtailmedia.blocks import VideoChooserBlock

FEATURES = ["h3", "bold", "italic", "ul", "ol", "link"]
SINGLE, MULTIPLE, SHORT = "single", "multiple", "short"
OPENS_AFTER = [
    ("step", _("Når trinnet før er klaret")),
    ("module", _("Når hele modulet før er klaret")),
    ("quiz", _("Når den seneste quiz er bestået")),
]
QUESTION_KINDS = [
    (SINGLE, _("Ét rigtigt svar")),
    (MULTIPLE, _("Flere rigtige svar")),
    (SHORT, _("Kort svar med egne ord")),
]


def prose(label: Any, **options: Any) -> blocks.RichTextBlock:
    """Text with headings, lists and links."""
    return blocks.RichTextBlock(label=label, features=FEATURES, **options)


class Opening(blocks.StructBlock):
    """When a module or a step opens; nothing said: at once."""

    opens_after = blocks.ChoiceBlock(
        choices=OPENS_AFTER, required=False, label=_("Åbner"), help_text=_("Tomt: straks.")
    )
    opens_at = blocks.DateTimeBlock(
        required=False, label=_("Åbner tidligst"), help_text=_("Tomt: ingen dato.")
    )


class StepBlock(blocks.StructBlock):
    """What every step has."""

    title = blocks.CharBlock(label=_("Titel"), max_length=120)
    minutes = blocks.IntegerBlock(label=_("Minutter"), required=False, min_value=1, max_value=600)


class TextStep(StepBlock):
    """Something to read."""

    text = prose(_("Tekst"))
    opening = Opening(label=_("Hvornår"))

    class Meta:
        icon = "doc-full"
        label = _("Tekst")


class VideoStep(StepBlock):
    """Something to watch."""

    video = VideoChooserBlock(label=_("Video"))
    text = prose(_("Tekst"), required=False)
    opening = Opening(label=_("Hvornår"))

    class Meta:
        icon = "media"
        label = _("Video")


class ExerciseStep(StepBlock):
    """Something to do, with notes that only the citizen sees."""

    text = prose(_("Opgaven"))
    opening = Opening(label=_("Hvornår"))

    class Meta:
        icon = "edit"
        label = _("Øvelse")


class ChoiceOfQuestion(blocks.StructBlock):
    """One answer that can be chosen."""

    text = blocks.CharBlock(label=_("Svar"), max_length=200)
    is_right = blocks.BooleanBlock(label=_("Det er rigtigt"), required=False)


class QuestionBlock(blocks.StructBlock):
    """One question of a quiz, and what is said after it."""

    text = blocks.CharBlock(label=_("Spørgsmål"), max_length=300)
    kind = blocks.ChoiceBlock(choices=QUESTION_KINDS, default=SINGLE, label=_("Slags"))
    choices = blocks.ListBlock(
        ChoiceOfQuestion(), label=_("Svar at vælge mellem"), min_num=0, default=[]
    )
    accepted = blocks.TextBlock(
        label=_("Svar, der tæller som rigtige"),
        required=False,
        help_text=_("Ved korte svar: én stavemåde på hver linje."),
    )
    explanation = blocks.TextBlock(
        label=_("Forklaring"), required=False, help_text=_("Vises efter svaret.")
    )

    def clean(self, value: Any) -> Any:
        """Refuse a question that nobody could answer rightly."""
        cleaned = super().clean(value)
        right = sum(1 for choice in cleaned["choices"] if choice["is_right"])
        if cleaned["kind"] == SHORT:
            if not cleaned["accepted"].strip():
                _refuse("accepted", _("Skriv mindst ét svar, der tæller som rigtigt."))
        elif right == 0 or (cleaned["kind"] == SINGLE and right > 1):
            _refuse("kind", _("Sæt mærke ved det rigtige svar, og ved flere, hvis slagsen er det."))
        return cleaned


def _refuse(name: str, words: Any) -> None:
    raise StructBlockValidationError({name: ValidationError(words)})


class QuizStep(StepBlock):
    """Questions, answered as often as one likes."""

    text = prose(_("Før spørgsmålene"), required=False)
    pass_percent = blocks.IntegerBlock(
        label=_("Rigtige svar for at bestå, i procent"), default=60, min_value=0, max_value=100
    )
    questions = blocks.ListBlock(QuestionBlock(), label=_("Spørgsmål"), min_num=1)
    opening = Opening(label=_("Hvornår"))

    class Meta:
        icon = "help"
        label = _("Quiz")


class UploadStep(StepBlock):
    """A file to send in."""

    text = prose(_("Hvad skal sendes?"))
    waits_for_answer = blocks.BooleanBlock(
        label=_("Trinnet er først klaret, når en medarbejder har set filen"), required=False
    )
    opening = Opening(label=_("Hvornår"))

    class Meta:
        icon = "upload"
        label = _("Fil")


class ClassDayStep(StepBlock):
    """A day to be there."""

    starts = blocks.DateTimeBlock(label=_("Begynder"))
    ends = blocks.DateTimeBlock(label=_("Slutter"), required=False)
    place = blocks.CharBlock(label=_("Sted"), max_length=200, required=False)
    link = blocks.URLBlock(label=_("Link til mødet på skærm"), required=False)
    text = prose(_("Praktisk"), required=False)
    citizen_marks = blocks.BooleanBlock(
        label=_("Borgeren må selv skrive, at hun var der"), required=False
    )
    opening = Opening(label=_("Hvornår"))

    class Meta:
        icon = "date"
        label = _("Mødedag")


class StepsBlock(blocks.StreamBlock):
    """The steps of a module, in their order."""

    text = TextStep()
    video = VideoStep()
    exercise = ExerciseStep()
    quiz = QuizStep()
    upload = UploadStep()
    class_day = ClassDayStep()


class ModuleBlock(blocks.StructBlock):
    """Steps that belong together."""

    title = blocks.CharBlock(label=_("Modulets titel"), max_length=120)
    opening = Opening(label=_("Hvornår"))
    steps = StepsBlock(label=_("Trin"))

    class Meta:
        icon = "list-ol"
        label = _("Modul")


class ModulesBlock(blocks.StreamBlock):
    """The modules of an item, in their order."""

    module = ModuleBlock()
