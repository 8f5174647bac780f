"""Every role tries every action on everybody, through every door.

Generated from the declared table: an action that nobody tries here fails, and so does a role.
Each refusal shows nothing of the foreign owner and changes nothing that is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from django.db import transaction
from django.test import Client
from django.urls import clear_script_prefix

from cms.api.documents import graphql_schema
from cms.declarations.names import camel, plural
from cms.library.registry import item_models
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner
from cms.municipalities.roles import ROLES
from tests.acceptance.library.matrix.attempts import ATTEMPTS, Attempt
from tests.acceptance.library.matrix.stored import changed, stored
from tests.acceptance.library.matrix.world import ACTORS, World, client_of, make_world, mark

pytestmark = pytest.mark.django_db
# Beside the table: the nation's administrator lets in each owner's first person.
FIRST_PEOPLE = ("national_administrator", Action.MANAGE_PEOPLE)

AT_HOME = {"host": "hjemby.localhost"}
CHANGES = sorted(graphql_schema().mutation_type.fields)  # type: ignore[union-attr]


@pytest.fixture
def world() -> World:
    """Seven owners with their secrets; no earlier visit's prefix stands before the addresses."""
    clear_script_prefix()
    return make_world()


def is_allowed(world: World, actor: str, action: Action, owner: Owner) -> bool:
    """What the table says."""
    if (actor, action) == FIRST_PEOPLE:
        return True
    return owner == world.own(actor) and action in ROLES[actor].actions


def test_every_declared_action_is_tried() -> None:
    assert {one.action for one in ATTEMPTS} == set(Action)


@pytest.mark.parametrize("actor", ACTORS)
def test_the_admin_follows_the_table(world: World, actor: str) -> None:
    client = client_of(world, actor)
    tried = [(one, owner) for one in ATTEMPTS for owner in world.owners.values()]
    wrong = [
        fault
        for one, owner in tried
        if owner.kind in one.kinds
        for fault in faults(world, client, actor, one, owner)
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def faults(world: World, client: Client, actor: str, one: Attempt, owner: Owner) -> list[str]:
    """What is wrong with how an attempt went; undone again."""
    said = f"{actor} tries {one} on {owner.slug}"
    with transaction.atomic():
        before = stored()
        answers = one.run(world, client, owner)
        tables = changed(before, stored())
        transaction.set_rollback(True)
    shown = any(mark(owner).encode() in whole(answer) for answer in answers)
    if is_allowed(world, actor, one.action, owner):
        worked = shown if one.reads else bool(tables)
        return [] if worked else [f"{said}: refused ({[a.status_code for a in answers]})"]
    leak = [f"{said}: shown"] if shown else []
    return leak + ([f"{said}: changed {sorted(tables)}"] if tables else [])


def whole(answer: object) -> bytes:
    """The body, also of an answer that comes in pieces."""
    if getattr(answer, "streaming", False):
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    content: bytes = answer.content  # type: ignore[attr-defined]
    return content


@pytest.mark.parametrize("actor", ACTORS)
def test_the_public_doors_show_what_is_public_and_no_more(world: World, actor: str) -> None:
    client = client_of(world, actor)
    before = stored()
    seen = [body for _asked, body in public_answers(world, client)]
    assert any(mark(world.home).encode() in body for body in seen), "the home's own is public"
    assert not any(str(world.drafts["hjemby"]).encode() in body for body in seen), "drafts are not"
    for slug, owner in world.owners.items():
        if owner != world.home:
            assert not any(mark(owner).encode() in body for body in seen), slug
    assert not changed(before, stored())


@pytest.mark.parametrize("actor", ACTORS)
def test_files_follow_the_table(world: World, actor: str) -> None:
    client = client_of(world, actor)
    before = stored()
    for owner in world.owners.values():
        document = world.documents[owner.slug]
        answers = [
            client.get(f"/documents/{document.pk}/{PurePosixPath(document.file.name).name}", **at)
            for at in ({}, {"headers": AT_HOME})
        ]
        got = any(mark(owner).encode() in whole(answer) for answer in answers)
        works = owner == world.own(actor) or (owner.kind == "national" and is_author(actor))
        assert got == works, f"{actor}, document of {owner.slug}"
        around = client.get(f"/media/{document.file.name}")
        assert around.status_code == 404
    assert not changed(before, stored())


def is_author(actor: str) -> bool:
    """Whether the actor chooses media for something; the nation's are for all who do."""
    return actor in ROLES and Action.WRITE in ROLES[actor].actions


def public_answers(world: World, client: Client) -> Iterator[tuple[str, bytes]]:
    """Pages, feeds, map, and the API's questions and changes, at the home municipality."""
    for path, query in asked_in_public(world):
        yield path, whole(client.get(path, query, headers=AT_HOME))
    for item in [*world.drafts.values(), *world.internal.values()]:
        if item.owner_id == world.home.pk:
            continue
        for change in CHANGES:
            body = {"query": f'mutation {{ {change}(item: "{item.key}") {{ __typename }} }}'}
            answer = client.post(
                "/graphql/",
                json.dumps(body),
                content_type="application/json",
                headers={**AT_HOME, "X-Requested-With": "proeve"},
            )
            yield f"{change} {item.key}", whole(answer)


def asked_in_public(world: World) -> Iterator[tuple[str, dict[str, str]]]:
    """Everything that a curious visitor asks at the home municipality."""
    yield from (
        (path, {}) for path in ("/", "/sitemap.xml", "/lagt-ned/", "/om-mig/", "/min-side/")
    )
    for name, model in item_models().items():
        path = model.declaration.settings.path
        yield from ((f"/{path}/{form}", {}) for form in ("", "feed.rss", "feed.atom"))
        asked = f"{{ {camel(plural(name))} {{ totalCount nodes {{ id title }} }} }}"
        yield "/graphql/", {"query": asked}
    for item in [*world.drafts.values(), *world.internal.values()]:
        page = f"/{item.declaration.settings.path}/{item.slug}/"
        yield from ((f"{page}{more}", {}) for more in ("", "signup/", "completion/"))
        asked = f'{{ {camel(item.type_name)}(slug: "{item.slug}") {{ id title }} }}'
        yield "/graphql/", {"query": asked}
