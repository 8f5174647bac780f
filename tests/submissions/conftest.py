"""A company with an event, three municipalities with an editor each, and the nation's desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import clear_script_prefix
from wagtail.models import Locale

from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Company, Municipality, Owner, User, national_owner
from cms.municipalities.roles import give_role

STARTS = datetime(2027, 3, 1, 9, tzinfo=UTC)


@dataclass
class Town:
    """Everybody of a small nation, by name."""

    company: Company
    vejen: Municipality
    aarhus: Municipality
    odense: Municipality
    nation: Owner
    people: dict[str, User] = field(default_factory=dict)

    def person(self, name: str, role: str, owner: Owner) -> User:
        """A person with one role."""
        user = User.objects.create(username=name, first_name=name, email=f"{name}@example.dk")
        give_role(user, role, owner)
        self.people[name] = user
        return user

    def __getitem__(self, name: str) -> User:
        """The person of that name, as one who has just logged in."""
        return User.objects.get(pk=self.people[name].pk)


@pytest.fixture
def town(db: None) -> Town:
    # A preview before this test may have left a municipality's prefix behind.
    clear_script_prefix()
    Locale.objects.get_or_create(language_code="da")
    made = Town(
        Company.objects.create(slug="smedjen", name="Smedjen"),
        *(
            Municipality.objects.create(slug=name.lower(), name=name, code=code)
            for name, code in [("Vejen", "0575"), ("Aarhus", "0751"), ("Odense", "0461")]
        ),
        national_owner(),
    )
    made.person("smed", "company_user", made.company)
    made.person("anden", "company_user", Company.objects.create(slug="anden", name="Anden"))
    for one in (made.vejen, made.aarhus, made.odense):
        made.person(f"{one.slug}-redaktør", "municipal_editor", one)
    made.person("vejen-kollega", "municipal_editor", made.vejen)
    made.person("vejen-rådgiver", "adviser", made.vejen)
    made.person("landet", "national_editor", made.nation)
    return made


NewItem = Callable[..., Item]


@pytest.fixture
def draft(town: Town) -> NewItem:
    """Makes a draft; with the company's people as its writers where nobody else is named."""

    def make(
        type_name: str = "company_event",
        owner: Owner | None = None,
        user: User | None = None,
        **values: Any,
    ) -> Item:
        model = item_model(type_name)
        texts = {"title": "Åbent hus", "summary": "Se smedjen."}
        if "starts_at" in model.declaration.fields:
            texts["starts_at"] = STARTS  # type: ignore[assignment]
        with everything("test"):
            item: Item = model(owner=owner or town.company, live=False, **(texts | values))
            item.save()
            item.save_revision(user=user or town.people["smed"], clean=False)
        return item

    return make


def rewritten(item: Item, user: User, **values: Any) -> Item:
    """The item with another draft."""
    with everything("test"):
        current = type(item).objects.get(pk=item.pk).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(current, name, value)
        current.save_revision(user=user, clean=False)
        found: Item = type(item).objects.get(pk=item.pk)
    return found


def titles(municipality: Municipality) -> list[str]:
    """What stands on a shelf."""
    return sorted(Item.objects.on_shelf_of(municipality).values_list("listed_title", flat=True))


def fresh(item: Item) -> Item:
    """The item as it stands in the database."""
    with everything("test"):
        found: Item = type(item).objects.get(pk=item.pk)
    return found
