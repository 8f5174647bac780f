"""A declaration's name as the database and the interfaces write it.

Worked out from the name and nothing else: a label may change with the wind; these may not.
"""

from __future__ import annotations


def pascal(name: str) -> str:
    """`one_thing` is `OneThing`: a model, a GraphQL type."""
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name: str) -> str:
    """`one_thing` is `oneThing`: a GraphQL field."""
    made = pascal(name)
    return made[:1].lower() + made[1:]


def plural(name: str) -> str:
    """`city` is `cities`, `one_thing` is `one_things`."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"
