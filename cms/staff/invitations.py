"""The letter that lets somebody in, with an address where a password is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from cms.municipalities.models import Owner, User
from cms.staff.identities import invitation_for


@dataclass(frozen=True)
class Way:
    """The way in for one person: a path, and whether a password is chosen there.

    `provider_path` is the way through the owner's own identity provider, where it has one; the
    first time, it binds that log-in to the account. `has_password` says whether the other way is
    open at all.
    """

    path: str
    chooses_password: bool
    provider_path: str = ""
    has_password: bool = True


def way_in(user: User, owner: Owner | None = None) -> Way:
    """To the choice of a password for the new, valid for PASSWORD_RESET_TIMEOUT; else to login."""
    way = _password_way(user)
    if owner is None or owner.slug not in settings.OIDC_STAFF_PROVIDERS:
        return way
    question = urlencode({"invitation": invitation_for(user, owner)})
    path = f"{reverse('staff_login_with', args=[owner.slug])}?{question}"
    return replace(way, provider_path=path, has_password=settings.STAFF_PASSWORD_LOGIN)


def _password_way(user: User) -> Way:
    if user.has_usable_password() or not settings.STAFF_PASSWORD_LOGIN:
        return Way(reverse("wagtailadmin_login"), chooses_password=False)
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return Way(
        reverse("wagtailadmin_password_reset_confirm", args=[key, token]), chooses_password=True
    )


def send_invitation(user: User, owner: Owner, way: Way, site: str) -> None:
    """Send the letter. `site` is scheme and host, as in `https://jobunivers.dk`.

    Raises what the mail server answers (OSError or SMTPException); the role is not touched.
    """
    context = {"user": user, "owner": owner, "way": way, "site": site}
    send_mail(
        _("Du kan nu arbejde med indhold for %(owner)s") % {"owner": owner.name},
        render_to_string("staff/invitation.txt", context),
        None,
        [user.email],
    )
