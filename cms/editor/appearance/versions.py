"""Earlier versions, and themes as files."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.appearance.contrasts import in_words
from cms.appearance.files import archive, values_of_archive
from cms.appearance.models import ThemeVersion
from cms.appearance.services import (
    TooLittleContrast,
    discard_draft,
    go_back,
    go_back_to_files,
    save_draft,
)
from cms.appearance.uploads import MEGABYTE
from cms.editor.appearance.access import municipality_or_refuse, theme_asked_for
from cms.municipalities.models import User

FILES = "files"
LARGEST_UPLOAD = 12 * MEGABYTE


@require_POST
def back(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an earlier version again, or the theme from files. Raises Http404."""
    municipality = municipality_or_refuse(request, slug)
    wanted = request.POST.get("version", "")
    if wanted == FILES:
        go_back_to_files(municipality, _person(request))
        messages.success(request, _("Borgerne ser igen det oprindelige tema."))
    elif wanted.isdecimal():
        _go_back(request, slug, int(wanted))
    else:
        raise Http404(wanted)
    return _to_screen(slug)


def _go_back(request: HttpRequest, slug: str, number: int) -> None:
    municipality = municipality_or_refuse(request, slug)
    try:
        version = go_back(municipality, number, _person(request))
    except ThemeVersion.DoesNotExist as error:
        raise Http404(number) from error
    except TooLittleContrast as error:
        said = " ".join(in_words(problem) for problem in error.problems[:3])
        messages.error(request, _("Intet er ændret. %(why)s") % {"why": said})
    else:
        text = _("Borgerne ser nu version %(number)s, som er en kopi af version %(origin)s.")
        messages.success(request, text % {"number": version.number, "origin": number})


@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away."""
    discard_draft(municipality_or_refuse(request, slug), _person(request))
    messages.success(request, _("Kladden er smidt væk. Borgerne ser det samme som før."))
    return _to_screen(slug)


@require_GET
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme as a zip file with a folder for `themes/`."""
    municipality = municipality_or_refuse(request, slug)
    content = archive(theme_asked_for(request, municipality), municipality.slug)
    name = f"tema-{municipality.slug}.zip"
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """A zip file as the draft. The draft that was there is told of before, in the form."""
    municipality = municipality_or_refuse(request, slug)
    file = request.FILES.get("archive")
    try:
        if file is None or (file.size or 0) > LARGEST_UPLOAD:
            raise ValidationError(_("Vælg en zip-fil på højst 12 MB."))
        values = values_of_archive(file.file, municipality)  # type: ignore[arg-type]
    except ValidationError as error:
        said = " ".join(error.messages)
        messages.error(request, _("Intet er hentet ind. %(why)s") % {"why": said})
        return _to_screen(slug)
    save_draft(municipality, values, _person(request))
    messages.success(request, _("Temaet er hentet ind som kladde. Se det igennem, og udgiv."))
    return _to_screen(slug)


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _to_screen(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("editor_appearance_of", args=[slug]))
