"""Fields for citizens and editors are for them alone."""

from typing import Any

import pytest
from graphql import GraphQLError

from cms.api.access import guarded
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import User
from cms.municipalities.roles import ROLES, give_role
from tests.api.conftest import request_of
from tests.api.factories import World


class Info:
    """What a resolver is told, as far as access is concerned."""

    field_name = "secret"

    def __init__(self, context: Any) -> None:
        self.context = context


def read(access: str, root: Any, request: Any) -> str:
    found: str = guarded(access, lambda _root, _info: "seen")(root, Info(request))
    return found


def test_a_public_field_is_for_all(world: World) -> None:
    assert read("public", None, request_of(world.municipalities[0])) == "seen"


def test_a_citizens_field_needs_a_log_in(world: World) -> None:
    with pytest.raises(GraphQLError) as refused:
        read("citizen", None, request_of(world.municipalities[0]))
    assert refused.value.extensions == {"code": "LOGIN_REQUIRED"}
    assert read("citizen", None, request_of(world.municipalities[0], citizen=object())) == "seen"


def test_an_editors_field_is_for_the_owners_editors(world: World) -> None:
    own, other = world.municipalities
    with everything("an item of each municipality"):
        item = next(
            item
            for model in item_models().values()
            for item in model.objects.filter(owner_id=own.pk)[:1]
        )
    role = next(name for name, role in ROLES.items() if role.owner_kind == "municipality")
    for municipality, may_read in ((own, True), (other, False)):
        user = User.objects.create_user(f"editor-{municipality.slug}")
        give_role(user, role, municipality)
        request = request_of(own, citizen=object(), user=user)
        if may_read:
            assert read("editor", item, request) == "seen"
            continue
        with pytest.raises(GraphQLError) as refused:
            read("editor", item, request)
        assert refused.value.extensions == {"code": "FORBIDDEN"}
