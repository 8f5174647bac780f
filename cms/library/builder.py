"""From declarations to models: one class per file, made when Django loads `content_models`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.functional import lazy

from cms.declarations import Catalogue, ContentType
from cms.library.columns import APP_LABEL, columns
from cms.library.labels import language
from cms.library.models import Item


def build_models(catalogue: Catalogue, module: str) -> dict[str, type[Item]]:
    """The models of all declared types by class name, in the names' order (stable migrations)."""
    built = [
        build_model(declaration, module)
        for _name, declaration in sorted(catalogue.content_types.items())
    ]
    return {model.__name__: model for model in built}


def build_model(declaration: ContentType, module: str) -> type[Item]:
    """The model of one type: a concrete child of Item with a column for each declared field."""
    # The hidden reverse name keeps types free to have fields called like other types.
    parent = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    fields: dict[str, models.Field[Any, Any]] = {"item_ptr": parent}
    for name, field in declaration.fields.items():
        fields.update(columns(name, field))
    attributes: dict[str, Any] = {
        "__module__": module,
        "__doc__": f"Built from {declaration.name}.yaml.",
        "declaration": declaration,
        "Meta": type("Meta", (), {"app_label": APP_LABEL}),
        **fields,
    }
    model: type[Item] = type(declaration.class_name, (Item,), attributes)
    _name(model, declaration)
    return model


def _name(model: type[Item], declaration: ContentType) -> None:
    """Give the model its names after it is made, so that a new label makes no migration."""

    def one() -> str:
        return declaration.labels.in_language(language()).one

    def many() -> str:
        return declaration.labels.in_language(language()).many

    model._meta.verbose_name = lazy(one, str)()
    model._meta.verbose_name_plural = lazy(many, str)()
