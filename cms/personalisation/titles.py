"""What the items that rules name are called, so that a sentence can say it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from cms.library.models import Item
from cms.personalisation.rule import Node, WordTest, walk
from cms.personalisation.vocabulary import SLUG, TYPE


def titles_in(trees: Iterable[Node]) -> dict[str, str]:
    """Give the titles by ``type/slug``, in one query; an item that is gone has none."""
    tests = (node for tree in trees for node in walk(tree) if isinstance(node, WordTest))
    named = Q()
    for arguments in (dict(test.arguments) for test in tests):
        if TYPE in arguments and SLUG in arguments:
            named |= Q(type_name=arguments[TYPE], slug=arguments[SLUG])
    if not named:
        return {}
    items = Item.objects.everything("what a rule names is said by its title").filter(named)
    rows = items.values_list("type_name", "slug", "listed_title")
    return {f"{type_name}/{slug}": title for type_name, slug, title in rows if title}
