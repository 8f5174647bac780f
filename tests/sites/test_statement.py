"""The accessibility statement: whole before it is published, renewed every year, written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.history.models import HistoryEntry
from cms.municipalities.models import Municipality
from cms.sites.models import SiteDetails
from cms.sites.services import details_of
from cms.sites.statement import (
    lacking,
    must_be_renewed,
    publish_statement,
    withdraw_statement,
)

pytestmark = pytest.mark.django_db
LAW = {"compliance", "test_method", "tested_how", "statement_date", "feedback_email"}


@pytest.fixture
def details(db: None) -> SiteDetails:
    """A whole statement, not published."""
    fjordby = Municipality.objects.create(
        code="0998",
        slug="fjordby",
        name="Fjordby",
        email="job@fjordby.example",
        phone="10 00 09 98",
    )
    made = details_of(fjordby)
    made.compliance, made.not_accessible = "partly", "Et kort"
    made.test_method, made.tested_how = "own", "Med tastatur"
    made.statement_date = timezone.localdate()
    return made


def test_a_new_municipality_is_closed_and_is_told_what_lacks() -> None:
    fjordby = Municipality.objects.create(code="0998", slug="fjordby", name="Fjordby")
    details = details_of(fjordby)
    assert not details.is_open
    assert set(lacking(details)) == LAW | {"feedback_phone"}
    with pytest.raises(ValidationError):
        publish_statement(details)
    assert not SiteDetails.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("compliance", ""),
        ("not_accessible", "  "),
        ("test_method", ""),
        ("tested_how", "\n"),
        ("statement_date", None),
        ("statement_date", timezone.localdate() + timedelta(days=1)),
    ],
)
def test_what_the_law_asks_for_can_not_be_left_out(
    details: SiteDetails, field: str, value: object
) -> None:
    setattr(details, field, value)
    with pytest.raises(ValidationError) as refused:
        publish_statement(details)
    assert list(refused.value.message_dict) == [field]
    assert not SiteDetails.objects.exists()


def test_the_law_wants_both_a_telephone_and_an_address_to_write_to(details: SiteDetails) -> None:
    details.municipality.phone = ""
    assert list(lacking(details)) == ["feedback_phone"]
    details.feedback_phone = "10 00 00 01"
    assert not lacking(details)


def test_a_site_that_follows_the_whole_law_needs_no_list(details: SiteDetails) -> None:
    details.compliance, details.not_accessible = "full", ""
    publish_statement(details)
    assert details_of(details.municipality).is_open


def test_it_is_renewed_every_year(details: SiteDetails) -> None:
    publish_statement(details)
    assert not must_be_renewed(details)
    details.statement_date = timezone.localdate() - timedelta(days=366)
    assert must_be_renewed(details)


def test_publishing_and_taking_back_stand_in_the_history(details: SiteDetails) -> None:
    publish_statement(details)
    opened = details.statement_published_at
    details.tested_how = "Med tastatur og skærmlæser"
    publish_statement(details)
    assert details.statement_published_at == opened
    withdraw_statement(details)
    entries = HistoryEntry.objects.filter(owner_id=details.municipality_id).order_by("pk")
    assert [one.action for one in entries] == ["site.open", "site.statement", "site.close"]
    changed = entries[1].data["changes"]
    assert changed == {
        "tested_how": {"before": "Med tastatur", "after": "Med tastatur og skærmlæser"}
    }


def test_the_official_address_is_the_authoritys_own(details: SiteDetails) -> None:
    details.official_address = "https://was.digst.dk.evil.example/"
    with pytest.raises(ValidationError, match=r"was\.digst\.dk"):
        details.full_clean()
