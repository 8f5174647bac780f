"""Names of what every item may be filtered by besides its declared fields.

The dot keeps them apart from declared names.
"""

SHARING = "item.sharing"
ADDRESS = "item.address"
OWNER = "item.owner"
OWNER_KIND = "item.owner_kind"
LANGUAGE = "item.language"
WRITTEN_IN = "item.written_in"
PINNED = "item.pinned"
VOCABULARY = "vocabulary."


def vocabulary(name: str) -> str:
    """Where the terms of a vocabulary stand, whichever field they were given in."""
    return f"{VOCABULARY}{name}"


def address(type_name: str, slug: str) -> str:
    """How an item is named by its address."""
    return f"{type_name}/{slug}"
