"""Personalisation rules hold in both ways of reading, and in no other reader's plan."""

import json
import random

import pytest

from cms.api.compiled.plans import plans
from cms.api.documents import Refused
from cms.declarations.names import camel, plural
from cms.library.models import ItemTerm
from cms.library.registry import item_models
from cms.municipalities.models import national_owner
from cms.personalisation.models import Audience, EffectKind, Rule
from tests.api.conftest import Ask
from tests.api.factories import World
from tests.api.questions import Questions
from tests.api.test_differential import both_ways
from tests.conftest import SEED


@pytest.fixture
def ruled(world: World) -> World:
    """Rules of every effect for those who look at the first municipality's portal."""
    audience = Audience.objects.create(
        name="de-foerste",
        owner=national_owner(),
        labels={"da": "de første"},
        rule={"all": [{"fact": "municipality", "is": world.municipalities[0].slug}]},
    )
    names = list(item_models())
    marks = {
        mark.term.vocabulary: mark.term.slug for mark in ItemTerm.objects.select_related("term")
    }
    contents = {
        EffectKind.HIDE: {"types": names[:1]},
        EffectKind.SHOW: {"types": names[1:2]},
        EffectKind.BOOST: {"terms": {name: [slug] for name, slug in list(marks.items())[:1]}},
        EffectKind.PIN: {"types": names[2:3]},
    }
    for effect, content in contents.items():
        Rule.objects.create(
            name=f"regel-{effect.value}",
            owner=national_owner(),
            audience=audience,
            effect=effect,
            content=content,
        )
    return world


def test_what_is_hidden_or_reserved_is_in_no_answer(ruled: World, ask: Ask) -> None:
    hidden, reserved = list(item_models())[:2]
    for name, at in ((hidden, 0), (reserved, 1)):
        field = camel(plural(name))
        question = (
            f"{{ {field} {{ totalCount nodes {{ id }} }} feed(first: 100) {{ nodes {{ id }} }} }}"
        )
        here, elsewhere = ask(question, at)["data"], ask(question, 1 - at)["data"]
        assert here[field] == {"totalCount": 0, "nodes": []}
        assert not [n for n in here["feed"]["nodes"] if n["id"].startswith(f"{name}:")]
        shelf = item_models()[name].objects.on_shelf_of(ruled.municipalities[1 - at])
        assert elsewhere[field]["totalCount"] == shelf.count()


def test_both_ways_agree_where_rules_hold(ruled: World) -> None:
    plans.clear()
    questions = Questions(random.Random(SEED))
    for number in range(60):
        query, variables = questions.make()
        try:
            planned, executed, _way = both_ways(ruled, number % 2, query, variables)
        except Refused:
            continue
        assert planned == executed, f"seed {SEED}: {query} {json.dumps(variables)}"
