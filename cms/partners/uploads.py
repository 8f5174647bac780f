"""Films, pictures and files that come along with a form: checked by content, kept at once.

They are kept before the rest of the form is judged, so that a mistake elsewhere loses nothing.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from cms.media.checks import check_captions
from cms.media.models import Captions, Video
from cms.municipalities.models import Owner, User
from cms.staff.access import collection_of

MEGABYTE = 1024 * 1024
MOST = {"video": 500 * MEGABYTE, "image": 10 * MEGABYTE, "file": 20 * MEGABYTE}
# What wagtailmedia wants to know of a film.
MORE = {"video": {"type": "video"}}
CAPTIONS = "__captions"
UPLOAD = "__upload"


def model_of(kind: str) -> Any:
    """The model that holds files of this kind."""
    return {"video": Video, "image": get_image_model(), "file": get_document_model()}[kind]


def upload_fields(name: str, kind: str, label: Any) -> dict[str, forms.Field]:
    """Fields to upload with: the file, and a film's captions."""
    file_field: type[forms.FileField] = WagtailImageField if kind == "image" else forms.FileField
    fields: dict[str, forms.Field] = {
        name + UPLOAD: file_field(
            label=gettext_lazy("%(label)s: læg en fil op") % {"label": label},
            required=False,
            help_text=HELP[kind],
            validators=[_size_check(kind)],
        )
    }
    if kind == "video":
        fields[name + CAPTIONS] = forms.FileField(
            label=gettext_lazy("Undertekster"),
            required=False,
            help_text=gettext_lazy("En WebVTT-fil. Uden undertekster kan videoen ikke vises."),
            validators=[check_captions],
        )
    return fields


HELP = {
    "video": gettext_lazy("MP4 eller WebM, højst 500 MB."),
    "image": gettext_lazy("JPEG, PNG eller WebP, højst 10 MB."),
    "file": gettext_lazy("PDF eller Word, højst 20 MB."),
}


def _size_check(kind: str) -> Any:
    def check(file: UploadedFile[Any]) -> None:
        if (file.size or 0) > MOST[kind]:
            most = MOST[kind] // MEGABYTE
            raise ValidationError(
                _("Filen fylder for meget. Den må højst fylde %(most)s MB.") % {"most": most}
            )

    return check


@transaction.atomic
def keep(kind: str, file: UploadedFile[Any], owner: Owner, user: User) -> Any:
    """Keep a file among the owner's own. Raises ValidationError where it is not what it says."""
    made = model_of(kind)(
        title=str(file.name)[:200],
        file=file,
        collection=collection_of(owner),
        uploaded_by_user=user,
        **MORE.get(kind, {}),
    )
    made.full_clean(exclude=["duration", "width", "height"])
    made.save()
    return made


def keep_captions(video: Video, file: UploadedFile[Any], language: str) -> None:
    """Put captions to a film; new ones in the same language replace the old."""
    captions, _new = Captions.objects.get_or_create(video=video, language=language)
    captions.file.save(str(file.name), file)
