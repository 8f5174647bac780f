"""Looking at the real portal pages with drafts in force: for one request of one editor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.http import Http404

from cms.municipalities.models import User
from cms.personalisation.draft_models import Draft
from cms.personalisation.editing.access import owners_of
from cms.personalisation.editing.trying_out import book_with
from cms.personalisation.trial import trying

MOST = 5


def drafts_to_try(user: User, named: str) -> list[Draft]:
    """The drafts that an address names ("12_13"). Raises Http404 where one isn't the user's."""
    keys = [int(key) for key in named.split("_") if key.isdecimal()][:MOST]
    found = list(Draft.objects.filter(pk__in=keys, owner__in=owners_of(user)))
    if len(found) != len(set(keys)):
        raise Http404(named)
    return found


@contextmanager
def drafts_in_force(user: User, keys: Sequence[int]) -> Iterator[None]:
    """Let the user's drafts hold within the block; ones published meanwhile hold anyway.

    Raises NotInOrder.
    """
    found = list(Draft.objects.filter(pk__in=keys, owner__in=owners_of(user)))
    if not found:
        yield
        return
    with trying(book_with(found)):
        yield
