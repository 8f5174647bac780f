"""Who may fetch a document: whoever meets it on a shelf, and whoever works with it."""

from __future__ import annotations

from typing import Any

from wagtail.documents.models import AbstractDocument
from wagtail.documents.permissions import permission_policy

from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import Scope
from cms.library.scopes import EditorsView, Shelf
from cms.municipalities.models import Municipality, User

WORKING = ["change", "delete", "choose"]


def may_fetch(user: Any, document: AbstractDocument, municipality: Municipality | None) -> bool:
    """Whether the document hangs on something on this shelf, or is the user's to work with.

    Documents are numbered, so their addresses can be guessed; drafts' documents must stay closed.
    """
    scopes: list[Scope] = [Shelf(municipality)] if municipality else []
    if isinstance(user, User) and user.is_active:
        if permission_policy.user_has_any_permission_for_instance(user, WORKING, document):
            return True
        scopes.append(EditorsView(user))
    return any(_hangs_on_something(document, scope) for scope in scopes)


def _hangs_on_something(document: AbstractDocument, scope: Scope) -> bool:
    return any(
        model.objects.all().scoped_by(scope).filter(**{field: document.pk}).exists()
        for model in item_models().values()
        for field in document_fields(model)
    )


def document_fields(model: type[Item]) -> list[str]:
    """The declared fields of a type that hold a document."""
    return [name for name, field in model.declaration.fields.items() if field.kind == "file"]
