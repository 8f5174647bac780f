"""Lists and single items, of whatever types are declared."""

from cms.declarations.names import camel, plural
from cms.library.overlays import present
from cms.library.registry import item_models
from tests.api.conftest import Ask
from tests.api.factories import World


def test_every_type_has_a_list_and_a_single_item(world: World, ask: Ask) -> None:
    for name, model in item_models().items():
        listed = ask(f"{{ {camel(plural(name))} {{ totalCount nodes {{ id slug title }} }} }}")
        assert "errors" not in listed, listed
        found = listed["data"][camel(plural(name))]
        shelf = present(
            model.objects.on_shelf_of(world.municipalities[0]), world.municipalities[0], "da"
        )
        titles = {item.key: str(getattr(item, model.declaration.title_field)) for item in shelf}
        assert {node["id"]: node["title"] for node in found["nodes"]} == titles
        assert found["totalCount"] == len(titles)
        for node in found["nodes"][:1]:
            single = ask(f'{{ {camel(name)}(slug: "{node["slug"]}") {{ id }} }}')
            assert single["data"][camel(name)]["id"] == node["id"]
