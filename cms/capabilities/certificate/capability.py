"""Certificate: made when an item is completed, shared by its holder, revocable by the owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.base import Capability, UnknownAction
from cms.capabilities.certificate.models import Certificate
from cms.capabilities.certificate.services import holder_name, revoke
from cms.capabilities.own import own_about, own_of
from cms.capabilities.pieces import Desk, Fragment, Happening, Outcome, Paper
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User
from cms.rights.access import citizens_for
from cms.rights.looks import note_list

SHOWN = 200


class CertificateCapability(Capability):
    """Works on any type that has `completion`."""

    name = "certificate"
    own_models = (Certificate,)
    # The citizen's own fields are null for visitors.
    graphql_access = {
        "certificate": "public",
        "Certificate": "public",
        "share_certificate": "citizen",
    }

    def fragment(self, item: Item, citizen: Citizen | None) -> Fragment:
        """The certificate, first once one has it, or that there will be one."""
        found = own_about(Certificate, item, citizen) if citizen else None
        context = {"item": item, "certificate": found}
        return Fragment("certificate/fragment.html", context, comes_first=found is not None)

    def papers(self, citizen: Citizen) -> Sequence[Paper]:
        """The citizen's certificates, the newest first."""
        newest = sorted(own_of(Certificate, citizen), key=lambda one: one.issued_at, reverse=True)
        return [_paper(one) for one in newest]

    def desk(self, item: Item, staff: User) -> Desk | None:
        """Who has one; names only of those whom the person meets, and that is noted."""
        rows = list(Certificate.objects.filter(item_id=item.pk).select_related("citizen")[:SHOWN])
        if not rows:
            return None
        return Desk(_("Beviser"), "certificate/desk.html", {"rows": _named(rows, staff)})

    def desk_in_words(self, item: Item) -> str:
        """Nothing as long as nobody has one."""
        has_some = Certificate.objects.filter(item_id=item.pk).exists()
        return _("Beviser") if has_some else ""

    def look_after(self, item: Item, staff: User, data: QueryDict) -> Outcome:
        """`revoke`, with a reason. Raises UnknownAction."""
        found = Certificate.objects.filter(item_id=item.pk, number=data.get("number", "")).first()
        if data.get("action") != "revoke" or found is None:
            raise UnknownAction(data.get("action", ""))
        if not data.get("because", "").strip():
            return Outcome(_("Skriv, hvorfor beviset trækkes tilbage."), succeeded=False)
        revoke(found, staff, data.get("because", ""))
        return Outcome(_("Beviset er trukket tilbage. Linket og badgen siger det nu."))

    def graphql_fields(self) -> Mapping[str, Any]:
        """`certificate` on every type that names the capability."""
        from cms.capabilities.certificate.api import FIELDS

        return FIELDS

    def graphql_mutations(self) -> Mapping[str, Any]:
        """`shareCertificate`."""
        from cms.capabilities.certificate.api import MUTATIONS

        return MUTATIONS

    def happenings(self, citizen: Citizen) -> Iterable[Happening]:
        """When the citizen got what."""
        for row in own_of(Certificate, citizen):
            if row.item_id:
                yield Happening(row.issued_at, row.item_id, _("Du fik bevis for"))

    def export_citizen(self, citizen: Citizen) -> Iterable[dict[str, Any]]:
        """The citizen's certificates."""
        for row in Certificate.objects.filter(citizen=citizen):
            yield row.for_export(citizen.language)

    def erase_citizen(self, citizen: Citizen) -> None:
        """A certificate goes with its holder; its link then says that there is none."""
        Certificate.objects.filter(citizen=citizen).delete()


def _paper(one: Certificate) -> Paper:
    day = date_format(one.issued_at, "DATE_FORMAT")
    text = _("Bevis fra %(day)s") % {"day": day} if one.is_valid else _("Trukket tilbage")
    link = reverse("certificate:page", args=[one.token])
    download = reverse("certificate:paper", args=[one.token]) if one.is_valid else ""
    return Paper(one.title, text, link, download)


@transaction.atomic
def _named(rows: Sequence[Certificate], staff: User) -> list[dict[str, Any]]:
    met = {one.pk for one in citizens_for(staff).filter(certificates__in=rows)}
    note_list(staff, [one.citizen for one in rows if one.citizen_id in met])
    return [
        {"certificate": one, "name": holder_name(one) if one.citizen_id in met else ""}
        for one in rows
    ]


CAPABILITY = CertificateCapability()
