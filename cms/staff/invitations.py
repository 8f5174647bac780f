"""The letter that lets somebody in, with an address where a password is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from cms.municipalities.models import Owner, User


@dataclass(frozen=True)
class Way:
    """The way in for one person: a path, and whether a password is chosen there."""

    path: str
    chooses_password: bool


def way_in(user: User) -> Way:
    """To the choice of a password for the new, valid for PASSWORD_RESET_TIMEOUT; else to login."""
    if user.has_usable_password():
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
    context = {"user": user, "owner": owner, "way": way, "address": f"{site}{way.path}"}
    send_mail(
        _("Du kan nu arbejde med indhold for %(owner)s") % {"owner": owner.name},
        render_to_string("staff/invitation.txt", context),
        None,
        [user.email],
    )
