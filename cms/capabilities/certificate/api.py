"""Certificates in GraphQL."""

from __future__ import annotations

from typing import Any

import graphene
from django.urls import reverse
from graphql import GraphQLError

from cms.capabilities.certificate.models import Certificate
from cms.capabilities.certificate.services import certificate_of, share_name
from cms.capabilities.graphql_tools import citizens_action, own_of_items, own_rows
from cms.citizens.models import Citizen
from cms.library.models import Item


class CertificateType(graphene.ObjectType):
    """The logged-in citizen's own certificate for an item."""

    class Meta:
        name = "Certificate"

    number = graphene.String(required=True)
    title = graphene.String(required=True)
    issued_at = graphene.DateTime(required=True)
    revoked_at = graphene.DateTime()
    shows_name = graphene.Boolean(required=True, description="Whether the link shows the name")
    path = graphene.String(required=True, description="The page that verifies it, on this portal")

    def resolve_path(root: Certificate, info: Any) -> str:  # noqa: N805
        """Where the link leads."""
        return reverse("certificate:page", args=[root.token])


def _share(item: Item, citizen: Citizen, shows_name: bool) -> Certificate:
    found = certificate_of(item, citizen)
    if found is None:
        raise GraphQLError(
            "There is no certificate yet: complete the item first.",
            extensions={"code": "NO_CERTIFICATE"},
        )
    share_name(found, shows_name=shows_name)
    return found


FIELDS = {
    "certificate": graphene.Field(
        CertificateType,
        resolver=own_of_items(own_rows(Certificate)),
        description="The logged-in citizen's own; null for visitors, and before it is completed.",
    )
}
MUTATIONS = {
    "share_certificate": graphene.Field(
        graphene.NonNull(CertificateType),
        item=graphene.ID(required=True),
        shows_name=graphene.Boolean(required=True),
        resolver=citizens_action("certificate", _share),
        description="Whether those who have the link see the name. May be repeated.",
    )
}
