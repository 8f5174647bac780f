"""The plan and the executor answer the same JSON, whatever is asked."""

import json
import random
from collections.abc import Callable
from typing import Any

from django.utils.translation import override
from graphql import GraphQLField, get_named_type, is_leaf_type, is_required_argument

from cms.api.compiled.plans import plans
from cms.api.documents import Refused, graphql_schema, read_document
from cms.api.execution import COMPILED, Question, answer
from tests.api.conftest import request_of
from tests.api.factories import World
from tests.api.questions import Questions
from tests.conftest import SEED


def both_ways(
    world: World, at: int, query: str, variables: dict[str, Any], language: str = "da"
) -> tuple[Any, Any, str]:
    """The answers of the plan and of the executor to a guest, and the way that the first went."""
    here = world.municipalities[at]
    return both_ways_for(lambda: request_of(here), query, variables, language)


def both_ways_for(
    ask: Callable[[], Any], query: str, variables: dict[str, Any], language: str
) -> tuple[Any, Any, str]:
    """The same for somebody whose request `ask` makes."""
    document = read_document(query)
    operation = document.operation(None)
    with override(language):
        planned = answer(ask(), document, None, variables)
        executed = Question(ask(), document, operation, variables, None).by_executor()
    return json.loads(planned.body), json.loads(executed.body), planned.way


def test_a_plan_serves_other_values_and_the_other_municipality(world: World) -> None:
    """A plan is made once; its second user meets their own shelf, not the first one's."""
    plans.clear()
    questions = Questions(random.Random(SEED + 1))
    for _ in range(30):
        query, variables = questions.make()
        try:
            for at in (0, 1):
                planned, executed, _way = both_ways(world, at, query, variables)
                assert planned == executed, f"seed {SEED}: {query} {variables}"
        except Refused:
            continue


def test_every_page_of_every_list_gives_each_item_once(world: World) -> None:
    from cms.declarations.names import camel, plural
    from cms.library.registry import item_models

    for name in item_models():
        field = camel(plural(name))
        for order in ("", ", orderBy: [SLUG_DESC]", ", orderBy: [FIRST_PUBLISHED_AT]"):
            query = (
                f"query ($after: String) {{ {field}(first: 2, after: $after{order}) "
                "{ nodes { id } pageInfo { hasNextPage endCursor } } }"
            )
            whole, _executed, _way = both_ways(
                world, 0, f"{{ {field}(first: 100{order}) {{ nodes {{ id }} }} }}", {}
            )
            seen: list[str] = []
            after = None
            for _page in range(20):
                planned, executed, way = both_ways(world, 0, query, {"after": after})
                assert planned == executed
                assert way == COMPILED
                page = planned["data"][field]
                seen += [node["id"] for node in page["nodes"]]
                after = page["pageInfo"]["endCursor"]
                if not page["pageInfo"]["hasNextPage"]:
                    break
            assert seen == [node["id"] for node in whole["data"][field]["nodes"]]


def test_every_value_of_every_type_is_the_same_both_ways(world: World) -> None:
    """One field at a time: a database that can't take a field's SQL is told by its name."""
    from cms.declarations.names import camel, pascal, plural
    from cms.library.registry import item_models

    for name in item_models():
        fields = graphql_schema().type_map[pascal(name)].fields
        for value in (key for key, one in fields.items() if is_asked_bare(one)):
            query = f"{{ {camel(plural(name))} {{ nodes {{ id {value} }} }} }}"
            for language in ("da", "en"):
                planned, executed, _way = both_ways(world, 0, query, {}, language)
                assert planned == executed, (name, value, language)


def is_asked_bare(field: GraphQLField) -> bool:
    """Whether a field is a value that needs no argument."""
    needed = any(is_required_argument(argument) for argument in field.args.values())
    return is_leaf_type(get_named_type(field.type)) and not needed


def test_a_page_of_which_nothing_is_read_answers_all_the_same(world: World) -> None:
    """Without a column of the page there is no row to aggregate, also where none is found."""
    from cms.declarations.names import camel, plural
    from cms.library.registry import item_models

    for name in item_models():
        field = camel(plural(name))
        for asked in ("pageInfo { hasPreviousPage }", "__typename", "pageInfo { __typename }"):
            query = f'{{ {field}(filter: {{slug: ["nothing"]}}) {{ totalCount {asked} }} }}'
            planned, executed, way = both_ways(world, 0, query, {})
            assert planned == executed
            assert way == COMPILED
