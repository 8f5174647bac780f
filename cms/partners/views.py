"""The partner's pages: the list, writing, sending, taking back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.citizens.identity.providers import Door, providers
from cms.citizens.identity.staff_sessions import ENDED
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.sharing import Sharing
from cms.municipalities.models import Owner, national_owner
from cms.partners.access import (
    for_partners,
    home,
    is_partner,
    item_of,
    missing_first,
    owners_of,
    submission_of,
    types_of,
    user_of,
)
from cms.partners.drafts import blank, delete_draft, keep_draft
from cms.partners.forms import ItemForm, SendForm, form_of
from cms.partners.rows import name_of, rows
from cms.submissions.readiness import NotReady, problems_of
from cms.submissions.services import AnsweredAlready, NoTarget, Refused, submit, take_down, withdraw
from cms.submissions.standing import owners_named, shown_by

PAGE_SIZE = 20
UNREADABLE = 422


class LoginView(auth_views.LoginView):
    """Staff's own log-in, in the portal's look."""

    template_name = "partners/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the providers, whether passwords are taken, and why one was logged out."""
        ended = self.request.session.get(ENDED)
        return super().get_context_data(
            **kwargs,
            providers=list(providers(Door.COMPANIES).values()),
            takes_passwords=settings.STAFF_PASSWORD_LOGIN,
            why=ended and ended["why"],
            question=self.request.GET.urlencode(),
        )

    def get_success_url(self) -> str:
        """To what was asked for; who isn't a partner works in the editors' door."""
        front = "partners:home" if is_partner(self.request.user) else "wagtailadmin_home"
        return self.get_redirect_url() or reverse(front)


@require_safe
@for_partners
def overview(request: HttpRequest) -> HttpResponse:
    """Everything of one's own, and where it stands."""
    owners = owners_of(user_of(request))
    found = Item.objects.filter(owner__in=owners).order_by("-latest_revision_id", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("side"))
    context = {
        "owners": [(owner, [_named(m) for m in missing_first(owner)]) for owner in owners],
        "page": page,
        "rows": rows(list(page)),
    }
    return render(request, "partners/overview.html", context)


def _named(model: type[Item]) -> dict[str, Any]:
    icon = model.declaration.presentation.icon
    return {
        "name": model.declaration.name,
        "label": model._meta.verbose_name,
        "icon": icon,
        "introduces": model.declaration.settings.introduces_owner,
    }


@require_http_methods(["GET", "POST"])
@for_partners
def write(request: HttpRequest, type_name: str) -> HttpResponse:
    """Write something new."""
    model = item_models().get(type_name)
    owner = _owner_for(request, model)
    return _form_page(request, blank(model, owner))  # type: ignore[arg-type]


def _owner_for(request: HttpRequest, model: type[Item] | None) -> Owner:
    slug = request.GET.get("for", "")
    for owner in owners_of(user_of(request)):
        if model in types_of(owner) and slug in ("", owner.slug):
            return owner
    raise Http404


@require_http_methods(["GET", "POST"])
@for_partners
def mend(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """Change the draft; what is shown stays as it was approved."""
    return _form_page(request, item_of(request, type_name, key))


def _form_page(request: HttpRequest, item: Item) -> HttpResponse:
    form = form_of(item.type_name or item.declaration.name)(
        request.POST or None,
        request.FILES or None,
        instance=item,
        owner=item.owner,
        user=user_of(request),
    )
    if request.method == "POST" and form.is_valid():
        kept = keep_draft(form.save(commit=False), user_of(request))
        return _after_keeping(request, kept)
    if "mangler" in request.GET and request.method == "GET":
        form = _with_problems(form, item)
    context = {
        "form": form,
        "item": item,
        "is_new": item.pk is None,
        "type_label": item._meta.verbose_name,
    }
    status = UNREADABLE if form.errors and request.method == "POST" else 200
    return render(request, "partners/form.html", context, status=status)


def _after_keeping(request: HttpRequest, item: Item) -> HttpResponse:
    if "send" in request.POST:
        return _to("send", item)
    messages.success(request, _("Kladden er gemt. Ingen andre kan se den endnu."))
    return home()


def _with_problems(form: ItemForm, item: Item) -> ItemForm:
    """The same form, with what is still missing at each field."""
    form.say(problems_of(item))
    return form


@require_http_methods(["GET", "POST"])
@for_partners
def send(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """Choose who shall see it, and send it."""
    item = item_of(request, type_name, key)
    if problems_of(item):
        messages.warning(request, _("Der mangler lidt, før det kan sendes. Kladden er gemt."))
        return HttpResponseRedirect(f"{_address('mend', item)}?mangler")
    showing = shown_by(item)
    form = SendForm(request.POST or None, shown_by=showing)
    if request.method == "POST" and form.is_valid() and _sent(request, form, item):
        return home()
    context = {"form": form, "item": item, "showing": list(map(name_of, owners_named(showing)))}
    return render(request, "partners/send.html", context, status=UNREADABLE if form.errors else 200)


def _sent(request: HttpRequest, form: SendForm, item: Item) -> bool:
    try:
        sent = submit(
            item,
            form.targets(national_owner()),
            user_of(request),
            comment=form.cleaned_data["comment"],
            wish=form.cleaned_data["wish"] or Sharing.OFFERED,
        )
    except (NoTarget, NotReady) as refusal:
        form.add_error(None, str(refusal))
        return False
    names = ", ".join(name_of(one.target) for one in sent)
    messages.success(request, _("Sendt til %(names)s. Svaret kommer her.") % {"names": names})
    return True


@require_http_methods(["GET", "POST"])
@for_partners
def stop(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """Ask first; then show it nowhere."""
    item = item_of(request, type_name, key)
    if request.method == "GET":
        return render(request, "partners/stop.html", {"item": item})
    take_down(item, user_of(request))
    messages.success(request, _("Det vises ikke længere. Kladden har du stadig."))
    return home()


@require_http_methods(["GET", "POST"])
@for_partners
def delete(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """Ask first; then delete a draft that was never shown."""
    item = item_of(request, type_name, key)
    if request.method == "GET":
        return render(request, "partners/delete.html", {"item": item})
    try:
        delete_draft(item, user_of(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("»%(title)s« er slettet.") % {"title": item})
    return home()


@require_POST
@for_partners
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Take back what was sent to one place."""
    submission = submission_of(request, key)
    try:
        withdraw(submission, user_of(request))
    except AnsweredAlready as refusal:
        messages.warning(request, str(refusal))
    else:
        place = name_of(submission.target)
        messages.success(request, _("Trukket tilbage fra %(place)s.") % {"place": place})
    return home()


@require_safe
@for_partners
def look(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """The draft as a citizen would meet it."""
    item = item_of(request, type_name, key)
    preview = import_string(settings.ITEM_PREVIEW)
    response: HttpResponse = preview(request, item)
    return response


def _address(view: str, item: Item) -> str:
    return reverse(f"partners:{view}", args=[item.type_name, item.pk])


def _to(view: str, item: Item) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(view, item))
