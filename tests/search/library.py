"""A small library in the database: owners, terms, items."""

from __future__ import annotations

from typing import Any

from cms.library.models import Item, Term
from cms.library.registry import item_model
from cms.municipalities.models import Company, Municipality, Owner


def municipality(code: str) -> Municipality:
    """A municipality with this code."""
    found, _ = Municipality.objects.get_or_create(
        code=code, defaults={"slug": f"kommune-{code}", "name": f"Kommune {code}"}
    )
    return found


def nation() -> Owner:
    """The national owner."""
    found, _ = Owner.objects.get_or_create(
        slug="national", defaults={"kind": "national", "name": "Det fælles bibliotek"}
    )
    return found


def company(name: str = "Thy Trælast") -> Company:
    """A company."""
    found, _ = Company.objects.get_or_create(slug="virksomhed", defaults={"name": name})
    return found


def term(slug: str, danish: str, vocabulary: str = "topics", **labels: str) -> Term:
    """A term of a vocabulary."""
    found, _ = Term.objects.get_or_create(
        vocabulary=vocabulary, slug=slug, defaults={"labels": {"da": danish, **labels}}
    )
    return found


def item(title: str, type_name: str = "course", **values: Any) -> Item:
    """A saved, published item, mandatory unless `values` say otherwise."""
    terms = {name: values.pop(name) for name in ("topics",) if name in values}
    values.setdefault("owner", nation())
    values.setdefault("sharing", "mandatory")
    values.setdefault("live", True)
    values.setdefault("summary", "Kort fortalt.")
    made = item_model(type_name)(title=title, **values)
    for name, listed in terms.items():
        setattr(made, name, listed)
    made.save()
    return made
