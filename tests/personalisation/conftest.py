"""A small nation for the tests that need a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale

from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
from cms.declarations import current
from cms.library.models import Item, ItemTerm, Term
from cms.library.registry import item_model
from cms.library.vocabularies import synchronise_terms
from cms.municipalities.models import Municipality, Owner, national_owner
from cms.personalisation.models import Audience, Rule

Marks = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Nation:
    """The nation's owner, two municipalities and ways to fill them."""

    owner: Owner
    thisted: Municipality
    aarhus: Municipality

    def citizen(self, municipality: Municipality | None = None, **answers: Any) -> Citizen:
        """A citizen who has answered."""
        known = Citizen.objects.create(
            municipality=municipality or self.thisted,
            issuer="test",
            subject=str(Citizen.objects.count()),
            language="da",
        )
        save_answers(known, answers)
        return known

    def audience(self, name: str, rule: Any, owner: Owner | None = None) -> Audience:
        """An audience, saved without checking."""
        labels = {"da": name.capitalize()}
        return Audience.objects.create(
            name=name, owner=owner or self.owner, labels=labels, rule=rule
        )

    def rule(self, name: str, audience: Audience, effect: str, content: Any, **values: Any) -> Rule:
        """A rule, saved without checking; the reason in Danish is the name."""
        given: dict[str, Any] = {"owner": self.owner, "reason": {"da": f"Fordi {name}"}, **values}
        return Rule.objects.create(
            name=name, audience=audience, effect=effect, content=content, **given
        )


@pytest.fixture
def nation(db: None) -> Nation:
    """The nation, with the declared terms."""
    return small_nation()


def small_nation() -> Nation:
    """Make it."""
    Locale.objects.get_or_create(language_code="da")
    synchronise_terms(current())
    return Nation(
        national_owner(),
        Municipality.objects.create(code="0787", slug="thisted", name="Thisted"),
        Municipality.objects.create(code="0751", slug="aarhus", name="Aarhus"),
    )


def make_item(
    type_name: str,
    slug: str,
    owner: Owner,
    sharing: str = "on_by_default",
    marks: Marks | None = None,
    published: datetime | None = None,
    **values: Any,
) -> Item:
    """A published item; ``marks`` are slugs of terms by field."""
    model = item_model(type_name)
    item = model(
        slug=slug,
        title=slug,
        owner=owner,
        sharing=sharing,
        locale=Locale.objects.get(language_code="da"),
        first_published_at=published or timezone.now(),
        **values,
    )
    item.save()
    for field, slugs in (marks or {}).items():
        vocabulary = model.declaration.fields[field].vocabulary
        getattr(item, field).set(Term.objects.filter(vocabulary=vocabulary, slug__in=slugs))
    item.save()
    ItemTerm.refresh(item)
    return item
