"""The list of pages, and the page on which one composes, with the real portal beside it."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from cms.editor.pages.access import owner_for, owners_for, page_or_refuse, shown_in
from cms.editor.pages.forms import PageForm, filled_form
from cms.editor.pages.rows import home_and_others, row_of
from cms.municipalities.models import OwnerKind, User
from cms.pages.composing import audience_choices, composing_for
from cms.pages.models import ComposedPage
from cms.pages.services import ChangedMeanwhile, latest, publish, save_draft

MOST_VERSIONS = 20
UNFINISHED = 422


def index(request: HttpRequest) -> HttpResponse:
    """Every page of one owner, and the ways to a new one."""
    owner = owner_for(request)
    home, others = home_and_others(owner)
    templates = ComposedPage.objects.templates()
    context = {
        "owner": owner,
        "is_nation": owner.kind == OwnerKind.NATIONAL,
        "home": home,
        "rows": others,
        "national_home": templates.filter(is_home=True).first(),
        "templates": templates.filter(is_home=False),
        "portal_url": f"/{owner.slug}/",
        "others": owners_for(request).exclude(pk=owner.pk)[:100],
        "query": f"?kommune={owner.slug}",
    }
    return render(request, "editor/pages/index.html", context)


def edit(request: HttpRequest, key: int) -> HttpResponse:
    """The form with the portal beside it; sent in, it saves a draft or publishes it."""
    stored = page_or_refuse(request, key)
    with composing_for(stored.owner):
        page = latest(stored)
        if request.method == "POST":
            form = filled_form(request.POST, page, request.user)
            if form.is_valid() and _is_saved(request, form):
                return HttpResponseRedirect(reverse("editor_page", args=[key]))
        else:
            form = PageForm(instance=page, for_user=request.user)
        return render(request, "editor/pages/edit.html", _context(request, stored, form))


def _is_saved(request: HttpRequest, form: PageForm) -> bool:
    """Save, and publish where that was asked for; a conflict is told, and nothing is lost."""
    page, person = form.instance, cast("User", request.user)
    # Without the number one saves only what nobody has saved before.
    seen = form.cleaned_data["seen"] or 0
    try:
        if request.POST.get("action") == "publish":
            publish(page, person, seen)
            said = _("Siden er udgivet. Borgerne ser den nu.")
        else:
            save_draft(page, person, seen)
            said = _("Kladden er gemt. Borgerne ser den ikke, før du udgiver.")
    except ChangedMeanwhile as conflict:
        _tell_of_conflict(form, conflict)
        return False
    messages.success(request, said)
    return True


def _tell_of_conflict(form: PageForm, conflict: ChangedMeanwhile) -> None:
    """What the person wrote stays in the form; saving once more puts it over the other's."""
    version = conflict.latest
    who = str(version.user) if version and version.user else _("En anden")
    said = _(
        "%(who)s har gemt eller udgivet imens. Intet er gemt endnu, og det, du skrev, står her "
        "stadig: gem igen for at lægge det over."
    )
    form.add_error(None, said % {"who": who})
    form.data = form.data.copy()
    form.data["seen"] = str(version.pk if version else 0)


def _context(request: HttpRequest, stored: ComposedPage, form: PageForm) -> dict[str, Any]:
    versions = stored.revisions.select_related("user").order_by("-created_at", "-pk")
    return {
        "page": stored,
        "row": row_of(stored),
        "form": form,
        "media": form.media,
        "is_following": form.instance.is_following,
        "template": form.instance.template,
        "versions": list(versions[:MOST_VERSIONS]),
        "audiences": audience_choices(),
        "languages": settings.LANGUAGES,
        "shown_in": shown_in(request, stored),
        "query": f"?kommune={stored.owner.slug}",
    }


@require_http_methods(["GET", "POST"])
@never_cache
@xframe_options_sameorigin
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """The real page: as it was saved last, or with what stands in the form now."""
    stored = page_or_refuse(request, key)
    with composing_for(stored.owner):
        page = latest(stored)
        if request.method == "POST":
            form = filled_form(request.POST, page, request.user)
            if not form.is_valid():
                text = _("Udfyld det, der mangler, så følger billedet med igen.")
                return HttpResponse(text, status=UNFINISHED, content_type="text/plain")
        audiences = {name for name, _label in audience_choices()}
    # Only an audience that the owner may name; anything else is a visitor.
    audience = request.GET.get("som", "")
    drawn: HttpResponse = import_string(settings.PAGE_PREVIEW)(
        request,
        page,
        shown_in(request, stored),
        audience if audience in audiences else "",
        request.GET.get("sprog", ""),
    )
    return drawn
