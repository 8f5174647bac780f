"""Companies and vendors come in with MitID Erhverv: the CVR number decides for whom."""

from __future__ import annotations

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.identity.flow import LoggedIn
from cms.citizens.identity.problems import LoginRefused, NoCompany, NotLetIn, UnknownCompany
from cms.citizens.identity.providers import Door, Provider, UnknownProvider, provider
from cms.citizens.identity.tokens import Identity
from cms.citizens.views import work_login
from cms.history.services import record
from cms.municipalities.models import Owner, OwnerKind, User, check_cvr, compact_cvr
from cms.municipalities.roles import plain
from cms.partners.access import is_partner
from cms.staff.access import welcome
from cms.staff.history import CAME
from cms.staff.identities import person_with
from cms.staff.models import StaffIdentity

ROLES = {OwnerKind.COMPANY: "company_user", OwnerKind.VENDOR: "vendor_user"}


@require_GET
@never_cache
def login_with(request: HttpRequest, key: str) -> HttpResponse:
    """Send the person to the provider."""
    chosen = _provider(key)
    try:
        address = work_login.begin(request, chosen, reverse("partners:callback", args=[key]))
    except LoginRefused as refusal:
        return _refused(request, refusal)
    return HttpResponseRedirect(address)


@require_GET
@never_cache
def callback(request: HttpRequest, key: str) -> HttpResponse:
    """The person comes back. Nothing is stored unless everything is right."""
    chosen = _provider(key)
    try:
        with transaction.atomic():
            done = work_login.finish(request, chosen, person_of)
    except LoginRefused as refusal:
        return _refused(request, refusal)
    return HttpResponseRedirect(_own(done.next_path))


@require_POST
@never_cache
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out here, and at the provider."""
    return work_login.leave(request, reverse("partners:login"))


def person_of(logged_in: LoggedIn) -> User:
    """The person behind the log-in; at the first one an account is made for the company.

    MitID Erhverv's own administrators decide who may act for a company. A role that has been taken
    back here stays taken back.

    Raises:
        NoCompany: the log-in names no CVR number.
        UnknownCompany: nobody here has that number.
        NotLetIn: the key is known for another company, or the role is taken back.
    """
    identity = logged_in.identity
    owners = _owners(identity.company_number)
    known = person_with(identity.issuer, identity.subject)
    if known is None:
        return _newcomer(identity, owners)
    if known.owner_id not in {owner.pk for owner in owners}:
        raise NotLetIn("known for another company")
    if not known.user.is_active or not is_partner(known.user):
        raise NotLetIn("the role is taken back")
    return known.user


def _owners(number: str) -> list[Owner]:
    compact = compact_cvr(number)
    try:
        check_cvr(compact)
    except ValidationError as error:
        raise NoCompany("no CVR number") from error
    found = list(Owner.objects.filter(Q(company__cvr=compact) | Q(vendor__cvr=compact)))
    if not found:
        raise UnknownCompany("nobody has that CVR number")
    return found


def _newcomer(identity: Identity, owners: list[Owner]) -> User:
    """A new account. The provider's e-mail is not kept: roles are given by e-mail, and whoever
    writes it at the provider must not be able to catch somebody else's.
    """
    key = sha256(f"{identity.issuer} {identity.subject}".encode()).hexdigest()[:20]
    names = identity.name.split()
    user = User(
        username=f"mitid-{key}",
        first_name=(identity.given_name or " ".join(names[:-1]) or identity.name)[:150],
        last_name=(identity.family_name or (names[-1] if len(names) > 1 else ""))[:150],
    )
    user.set_unusable_password()
    user.save()
    StaffIdentity.objects.create(
        user=user, owner=owners[0], issuer=identity.issuer, subject=identity.subject
    )
    for owner in owners:
        welcome(user, ROLES[OwnerKind(owner.kind)], owner)
        record(plain(owner), CAME, title=user.get_full_name() or user.username, user=user)
    return user


def _provider(key: str) -> Provider:
    try:
        return provider(key, Door.COMPANIES)
    except UnknownProvider as error:
        raise Http404("No such way to log in.") from error


def _own(path: str) -> str:
    home = reverse("partners:home")
    is_safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_safe and path.startswith(home) else home


def _refused(request: HttpRequest, refusal: LoginRefused) -> HttpResponse:
    return work_login.refused(request, refusal, again=reverse("partners:login"))
