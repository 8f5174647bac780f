"""What owners and municipalities look after: figures, agreements, and the vendor's own system."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.capabilities.base import UnknownAction
from cms.capabilities.launch.addresses import WrongAddress
from cms.capabilities.launch.agreements import Use, agree, days_of, end, use_of
from cms.capabilities.launch.forms import (
    AgreementForm,
    RegistrationForm,
    first_error,
    registration_form,
)
from cms.capabilities.launch.issuer import description
from cms.capabilities.launch.models import LaunchClient
from cms.capabilities.launch.registering import WrongKeys, new_secret, register
from cms.capabilities.pieces import Desk, Outcome, Sheet
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import may, owner_ids

HEADING = gettext_lazy("Åbning, aftaler og brug")


def is_host(staff: User, item: Item) -> bool:
    """Whether somebody decides over the item, and so over the vendor's system."""
    return any(may(staff, action, item.owner_id) for action in (Action.PUBLISH, Action.SUBMIT))


def curates(staff: User) -> list[Municipality]:
    """The municipalities whose agreements somebody makes."""
    keys = owner_ids(staff, Action.CURATE)
    return list(Municipality.objects.filter(pk__in=keys)) if keys else []


def may_look_after(item: Item, staff: User) -> bool:
    """The owner's own people, and everybody who makes a municipality's agreements."""
    return may(staff, Action.READ, item.owner_id) or bool(owner_ids(staff, Action.CURATE))


def desk(item: Item, staff: User) -> Desk:
    """Each sees the own part: the owner all figures, a municipality its own."""
    own = curates(staff)
    host = is_host(staff, item)
    client = LaunchClient.objects.filter(item_id=item.pk).first()
    context: dict[str, Any] = {
        "is_host": host,
        "client": client,
        "form": registration_form(client) if host else None,
        "we": description(),
        "uses": use_of(item, _seen(item, staff)),
        "agreements": [_form(one) for one in use_of(item, [m.pk for m in own])] if own else [],
    }
    return Desk(str(HEADING), "launch/desk.html", context)


def _form(use: Use) -> tuple[Municipality, bool, AgreementForm]:
    form = AgreementForm(instance=use.agreement, auto_id=f"id_{use.municipality.slug}_%s")
    return use.municipality, use.agreement is not None, form


def _seen(item: Item, staff: User) -> list[int] | None:
    """Whose figures somebody sees; None: everybody's."""
    if may(staff, Action.READ, item.owner_id):
        return None
    return [one.pk for one in curates(staff)]


def sheet(item: Item, staff: User) -> Sheet:
    """The figures day by day, the same for both sides of an agreement."""
    head = [_("Dag"), _("Kommune"), _("Åbnet"), _("Borgere den dag")]
    rows = [
        [one.day.isoformat(), one.municipality.name, str(one.openings), str(one.citizens)]
        for one in days_of(item, _seen(item, staff))
    ]
    return Sheet(f"{item.slug}-brug", [head, *rows])


def look_after(item: Item, staff: User, data: QueryDict) -> Outcome:
    """`register`, `new_secret`, `agree:<municipality>` or `end:<municipality>`.

    Raises UnknownAction, also for what somebody may not.
    """
    action, _colon, slug = data.get("action", "").partition(":")
    if action in ("register", "new_secret") and is_host(staff, item):
        return _register(item, staff, data) if action == "register" else _secret(item, staff)
    place = next((one for one in curates(staff) if one.slug == slug), None)
    if place is None or action not in ("agree", "end"):
        raise UnknownAction(action)
    if action == "agree":
        return _agree(item, staff, place, data)
    end(item, place, staff)
    return Outcome(_("Aftalen er slettet. Tallene for brugen bliver stående."))


def _register(item: Item, staff: User, data: QueryDict) -> Outcome:
    form = RegistrationForm(data)
    if not form.is_valid():
        return Outcome(first_error(form), False)
    try:
        register(item, form.registration(), staff)
    except (WrongAddress, WrongKeys) as wrong:
        return Outcome(f"{wrong} {_('Intet er ændret.')}", False)
    return Outcome(_("Gemt. Borgerne kan åbne det, når deres kommune har en aftale."))


def _secret(item: Item, staff: User) -> Outcome:
    secret = new_secret(item, staff)
    if secret is None:
        return Outcome(_("Skriv først jeres adresser, og gem dem."), False)
    text = _("Jeres nye hemmelighed er %(secret)s. Gem den nu: den vises kun denne ene gang.")
    return Outcome(text % {"secret": secret})


def _agree(item: Item, staff: User, place: Municipality, data: QueryDict) -> Outcome:
    form = AgreementForm(data)
    if not form.is_valid():
        return Outcome(f"{first_error(form)} {_('Intet er ændret.')}", False)
    try:
        agree(item, place, form.cleaned_data, staff)
    except ValidationError as error:
        return Outcome(" ".join(error.messages), False)
    return Outcome(_("Aftalen er gemt."))
