"""Terms in the database follow the declared vocabularies."""

from __future__ import annotations

from django.db import transaction

from cms.declarations import Catalogue
from cms.library.models import Term


@transaction.atomic
def synchronise_terms(catalogue: Catalogue) -> int:
    """Make and update terms from the files; returns how many there are.

    A term that has left the files stays as long as an item is marked with it.
    """
    kept: list[int] = []
    for vocabulary in catalogue.vocabularies.values():
        for position, term in enumerate(vocabulary.terms):
            values = {
                "labels": term.labels.model_dump(exclude_none=True),
                "uri": term.uri or "",
                "position": position,
            }
            made, _is_new = Term.objects.update_or_create(
                vocabulary=vocabulary.name, slug=term.slug, defaults=values
            )
            kept.append(made.pk)
    Term.objects.exclude(pk__in=kept).filter(item_terms=None).delete()
    return len(kept)
