"""The stamp of all content: what lists, pages and the API answer from."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale

from cms.municipalities.models import Company, Municipality, Owner, Vendor
from cms.stamps.declared import Watch, declare

CONTENT = "content"
# Whole apps whose every table is content.
APPS = ("library", "content_models", "media")


def watch() -> None:
    """Have the database renew the stamp."""
    declare(Watch(CONTENT, content_models))


def content_models() -> Iterator[type[Model]]:
    """Every model that what one reads of content is made from."""
    from cms.library.models import Item

    for label in APPS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)
    yield from (Owner, Municipality, Company, Vendor, Locale)
    image = get_image_model()
    yield from (image, image.get_rendition_model(), get_document_model())
    # What capabilities have in items' drafts.
    yield from (relation.related_model for relation in get_all_child_relations(Item))
