"""The short names in addresses: unique among everybody's items of a type, read once."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from django.utils.text import slugify

from cms.library.models import Item
from cms.library.models.items import danish_to_ascii

LONGEST = 120
VALID = re.compile(r"[-a-zA-Z0-9_]+")


class Addresses:
    """What is taken already, also by items that the editor can't see."""

    def __init__(self, model: type[Item], keep: Collection[str] = ()) -> None:
        """Read what is taken; `keep` are names that rows ask for themselves."""
        rows = model.objects.everything("addresses are unique for all")
        self._taken = set(rows.values_list("slug", flat=True))
        self._kept = set(keep)
        self._otherwise = model.declaration.name.replace("_", "-")

    def make(self, title: str) -> str:
        """A free name that looks like the title."""
        base = slugify(danish_to_ascii(title))[:110].strip("-") or self._otherwise
        names = (base if number == 1 else f"{base}-{number}" for number in count(1))
        return next(name for name in names if name not in self._taken and name not in self._kept)

    def claim(self, slug: str) -> bool:
        """Take a name; false where it is somebody else's or no name at all."""
        if slug in self._taken or len(slug) > LONGEST or not VALID.fullmatch(slug):
            return False
        self._taken.add(slug)
        return True
