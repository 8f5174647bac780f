"""Two municipalities whose pages stand side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale

from cms.citizens.answers import save_answers
from cms.citizens.models import Citizen
from cms.declarations import current
from cms.library.models import Item
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.library.vocabularies import synchronise_terms
from cms.municipalities.models import Municipality, Owner, national_owner
from cms.municipalities.roles import plain
from cms.pages.models import ComposedPage
from cms.pages.showing import ShownBlock, body_of, shown_blocks
from cms.personalisation.models import Audience
from cms.personalisation.viewer import Viewer
from tests.support.sites import opened

Block = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Land:
    """The nation's owner and two municipalities, with ways to write in them."""

    nation: Owner
    vejen: Municipality
    aarhus: Municipality

    def page(self, owner: Owner, *blocks: Block, **values: Any) -> ComposedPage:
        """A published page."""
        bare = plain(owner)
        page = ComposedPage(owner=bare, title=values.pop("title", "Vores side"), **values)
        page.body = [{"type": name, "value": value} for name, value in blocks]
        page.full_clean()
        page.save()
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    def item(self, type_name: str, owner: Owner, title: str, **values: Any) -> Item:
        """A published item, only its owner's unless something else is said."""
        with everything("test data"):
            item: Item = item_model(type_name)(
                title=title, summary="Kort.", owner=plain(owner), locale=Locale.get_default()
            )
            for name, value in {"sharing": "private", **values}.items():
                setattr(item, name, value)
            item.save()
        return item

    def audience(self, name: str, owner: Owner, rule: Any) -> Audience:
        """An audience."""
        labels = {"da": name.capitalize()}
        return Audience.objects.create(name=name, owner=plain(owner), labels=labels, rule=rule)

    def citizen(self, municipality: Municipality, **answers: Any) -> Citizen:
        """Somebody who has answered."""
        number = str(Citizen.objects.count())
        citizen = Citizen.objects.create(
            municipality=municipality, issuer="test", subject=number, language="da"
        )
        save_answers(citizen, answers)
        return citizen


@pytest.fixture
def land(db: None) -> Land:
    """Vejen and Aarhus, open to visitors, with the declared terms and nothing else."""
    Locale.objects.get_or_create(language_code="da")
    synchronise_terms(current())
    vejen = Municipality.objects.create(
        code="0575", slug="vejen", name="Vejen", latitude=55.4797, longitude=9.1372
    )
    aarhus = Municipality.objects.create(
        code="0751", slug="aarhus", name="Aarhus", latitude=56.1535, longitude=10.2143
    )
    return Land(national_owner(), opened(vejen), opened(aarhus))


Seen = Callable[..., list[ShownBlock]]


@pytest.fixture
def seen() -> Seen:
    """What a viewer meets of a page."""

    def look(page: ComposedPage, here: Municipality, **viewer: Any) -> list[ShownBlock]:
        return list(shown_blocks(body_of(page), Viewer(here, **viewer)))

    return look


def moment(hour: int) -> datetime:
    """An hour of one day in Denmark."""
    return timezone.make_aware(datetime(2026, 11, 22, hour))
