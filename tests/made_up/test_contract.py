"""What every capability promises, whatever the type."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase, export
from cms.declarations.capability_file import all_about
from cms.declarations.names import camel
from cms.library.models import Item
from cms.library.registry import item_model, models_with
from cms.municipalities.models import User
from tests.made_up.conftest import MADE_UP
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
EVERYTHING = "everything"


def page_of(item: Item) -> str:
    return f"/{item.declaration.settings.path}/{item.slug}/"


@pytest.mark.parametrize("name", sorted(all_about()))
def test_a_made_up_type_tries_it(name: str) -> None:
    tried = {model.declaration.name for model in models_with(name)} & set(MADE_UP)
    assert tried, f"no file in tests/made_up/types names {name}"


def test_what_mixes_is_named_at_once() -> None:
    missing = all_about().keys() - item_model(EVERYTHING).declaration.capabilities.keys()
    assert not missing


@pytest.mark.parametrize("type_name", MADE_UP)
def test_its_page_is_shown_to_a_visitor_and_to_a_citizen(
    type_name: str, make: Make, client_of: ClientOf, nation: Nation
) -> None:
    item = make(type_name)
    for client in (client_of(), client_of(nation.citizen())):
        answer = client.get(page_of(item))
        assert answer.status_code == 200
        # A section of its own, or one of the row of small actions.
        page = answer.content.decode()
        assert 'class="capability' in page or 'class="action"' in page


@pytest.mark.parametrize("type_name", MADE_UP)
def test_a_stranger_is_asked_to_log_in_and_nonsense_is_not_found(
    type_name: str, make: Make, client_of: ClientOf, nation: Nation
) -> None:
    item, citizen = make(type_name), nation.citizen()
    for name in item.declaration.capabilities:
        address = f"{page_of(item)}{name}/"
        assert "log-ind" in client_of().post(address, {"action": "x"})["Location"]
        assert client_of(citizen).post(address, {"action": "no-such"}).status_code == 404
        assert client_of(citizen).get(f"{address}no-such-page").status_code == 404
    assert client_of(citizen).post(f"{page_of(item)}no_such/", {}).status_code == 404


@pytest.mark.parametrize("name", sorted(all_about()))
def test_all_it_keeps_of_a_citizen_is_exported_and_erased(
    name: str, make: Make, nation: Nation
) -> None:
    citizen = nation.citizen()
    assert list(all_capabilities()[name].export_citizen(citizen)) == []
    assert json.dumps(export(citizen), default=str)
    erase(citizen)
    assert not Citizen.objects.filter(pk=citizen.pk).exists()


@pytest.mark.parametrize("name", sorted(all_about()))
def test_the_way_to_a_desk_says_what_the_desk_does(name: str, make: Make, nation: Nation) -> None:
    item, capability = make(EVERYTHING), all_capabilities()[name]
    desk = capability.desk(item, User.objects.create(username="ingen"))
    assert capability.desk_in_words(item) == (desk.heading if desk else "")


@pytest.mark.parametrize("type_name", MADE_UP)
def test_the_api_knows_its_fields(type_name: str, make: Make, client_of: ClientOf) -> None:
    item = make(type_name)
    query = f'{{ {camel(type_name)}(slug: "{item.slug}") {{ id title }} }}'
    answer = client_of().post(
        "/graphql/", json.dumps({"query": query}), content_type="application/json"
    )
    found = answer.json()
    assert "errors" not in found
    assert found["data"][camel(type_name)]["title"] == item.slug
