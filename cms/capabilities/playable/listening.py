"""Hears when captions change: items are found by what is said in their films."""

from __future__ import annotations

from django.db.models.signals import post_delete, post_save

from cms.capabilities.playable.services import NAME, video_field
from cms.library.registry import models_with
from cms.library.signals import item_changed
from cms.media.models import Captions


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    for signal in (post_save, post_delete):
        signal.connect(_captions_changed, sender=Captions, dispatch_uid="playable")


def _captions_changed(sender: type[Captions], instance: Captions, **_: object) -> None:
    for model in models_with(NAME):
        rows = model.objects.everything("captions have changed")
        of_film = rows.filter(**{f"{video_field(model)}_id": instance.video_id})
        for key in of_film.values_list("pk", flat=True):
            item_changed.send(model, type_name=model.declaration.name, item_id=key)
