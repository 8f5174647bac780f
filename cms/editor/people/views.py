"""Who works for an owner, and the buttons that change it."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.databases.alphabet import by
from cms.editor.people.forms import InvitationForm
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, User
from cms.municipalities.roles import ROLES, owner_ids
from cms.staff import people as staff
from cms.staff.invitations import send_invitation, way_in


def owners_for(user: User) -> QuerySet[Owner]:
    """The owners on which the user may give at least one role."""
    if staff.manages_for_nation(user):
        return Owner.objects.order_by("kind", by("name"))
    return Owner.objects.filter(pk__in=owner_ids(user, Action.MANAGE_PEOPLE))


def owner_for(request: HttpRequest) -> Owner:
    """The one that `?ejer=` names, else the first of one's own. Raises PermissionDenied."""
    user = cast("User", request.user)
    found = owners_for(user)
    slug = request.GET.get("ejer", "")
    own = found.filter(pk__in=owner_ids(user, Action.MANAGE_PEOPLE)).first()
    wanted = found.filter(slug=slug).first() if slug else own or found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The people with their roles, and the form that invites one more."""
    owner, user = owner_for(request), cast("User", request.user)
    form = InvitationForm(request.POST or None, by=user, owner=owner)
    if request.method == "POST" and form.is_valid():
        invited = staff.invite(user, role=form.cleaned_data.pop("role"), owner=owner, **_who(form))
        _send(request, invited, owner)
        return _back(owner)
    context = {
        "owner": owner,
        "owners": owners_for(user),
        "rows": [_row(user, person, owner) for person in staff.people_of(owner)],
        "roles": _explained(owner),
        "form": form,
    }
    return render(request, "editor/people/people.html", context)


@require_POST
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Give or take a role: `give=<role>` or `take=<role>`."""
    owner, by = owner_for(request), cast("User", request.user)
    person = _person(owner, key)
    try:
        if role := request.POST.get("take", ""):
            staff.take(by, person, role, owner)
            messages.success(request, _("Rollen er taget tilbage."))
        else:
            staff.give(by, person, request.POST.get("give", ""), owner)
            messages.success(request, _("Rollen er givet."))
    except staff.NotTheirs as error:
        raise PermissionDenied from error
    except staff.LastAdministrator:
        messages.error(
            request,
            _(
                "%(person)s er den sidste, der kan give roller hos %(owner)s. "
                "Gør først en anden til administrator."
            )
            % {"person": person.get_full_name(), "owner": owner},
        )
    return _back(owner)


@require_POST
def send_again(request: HttpRequest, key: int) -> HttpResponse:
    """Send the letter once more, with a new address in it."""
    owner = owner_for(request)
    _send(request, _person(owner, key), owner)
    return _back(owner)


def _person(owner: Owner, key: int) -> User:
    keys = [person.user.pk for person in staff.people_of(owner)]
    return get_object_or_404(User, pk=key, pk__in=keys)


def _who(form: InvitationForm) -> dict[str, Any]:
    names = {name: form.cleaned_data[name] for name in ("first_name", "last_name")}
    return {"email": form.cleaned_data["email"], "names": names}


def _send(request: HttpRequest, user: User, owner: Owner) -> None:
    site = f"{request.scheme}://{request.get_host()}"
    try:
        send_invitation(user, owner, way_in(user, owner), site)
    except (OSError, SMTPException):
        messages.error(
            request,
            _("%(person)s har fået rollen, men brevet kunne ikke sendes. Prøv Send igen.")
            % {"person": user.get_full_name()},
        )
        return
    messages.success(request, _("Vi har skrevet til %(email)s.") % {"email": user.email})


def _row(user: User, person: staff.Person, owner: Owner) -> dict[str, Any]:
    held = set(person.roles)
    return {
        "person": person,
        "held": [_role(user, name, owner) for name in person.roles],
        "open": [
            _role(user, name, owner)
            for name in staff.roles_for(owner)
            if name not in held and staff.may_give(user, name, owner)
        ],
    }


def _role(user: User, name: str, owner: Owner) -> dict[str, Any]:
    return {
        "name": name,
        "label": ROLES[name].label,
        "may": staff.may_give(user, name, owner),
    }


def _explained(owner: Owner) -> list[dict[str, Any]]:
    return [
        {"label": role.label, "actions": [one.label for one in Action if one in role.actions]}
        for role in staff.roles_for(owner).values()
    ]


def _back(owner: Owner) -> HttpResponse:
    address = reverse("editor_people")
    return HttpResponseRedirect(f"{address}?{urlencode({'ejer': owner.slug})}")
