"""What the editors' pages of audiences and rules share. Each reads only through `access`."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from cms.municipalities.models import Owner, User
from cms.personalisation.draft_models import Draft, Part
from cms.personalisation.editing.access import owners_of
from cms.personalisation.publishing import NotInOrder, publish

# How each part is called in addresses.
PLURAL = {Part.AUDIENCE: "audiences", Part.RULE: "rules"}


class OwnersView(View):
    """Only people who write for somebody come in."""

    # Which of the two it is about; `as_view` is given the other.
    part: str = Part.AUDIENCE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who may write for nobody."""
        if not owners_of(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def names(self) -> str:
        """The part as addresses call it."""
        return PLURAL[Part(self.part)]

    @property
    def person(self) -> User:
        """Who is asking; only people who are logged in come here."""
        return cast("User", self.request.user)

    def address(self, deed: str, name: str = "") -> str:
        """The address of one of the pages of this part."""
        return reverse(f"personalisation_{self.names}{deed}", args=[name] if name else [])

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """A page with what every template needs."""
        shared = {"part": self.part, "names": self.names, "back_url": self.address("")}
        return render(request, f"personalisation/{template}.html", {**shared, **context})

    def to(self, name: str, query: str = "") -> HttpResponse:
        """To the screen of one."""
        return redirect(f"{self.address('_edit', name)}{query}")

    def published_or_told(self, drafts: list[Draft], why: str) -> bool:
        """Publish, or say everything that stands in the way; the drafts are kept then."""
        try:
            versions = publish(drafts, self.person, why)
        except NotInOrder as error:
            said = " ".join(error.problems[:5])
            text = _("Kladden er gemt, men ikke udgivet. %(why)s")
            messages.error(self.request, text % {"why": said})
            return False
        for version in versions:
            text = _("Version %(number)s af »%(name)s« er udgivet. Den gælder nu.")
            messages.success(self.request, text % {"number": version.number, "name": version.name})
        return True


def owner_to_write_for(user: User, key: str) -> Owner:
    """The owner that is asked for, else the user's first. Raises PermissionDenied."""
    own = owners_of(user)
    found = own.filter(pk=int(key)).first() if key.isdecimal() else own.first()
    if found is None:
        raise PermissionDenied
    return found
