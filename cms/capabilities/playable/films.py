"""Films with their captions and lighter forms, which are content and change seldom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cms.capabilities.playable.services import film_of, video_field
from cms.library.content import CONTENT
from cms.library.models import Item
from cms.media.models import Video
from cms.stamps.keeping import KeptRows

_kept: KeptRows[Video] = KeptRows(1_000)


def whole_film_of(item: Item) -> Video | None:
    """The item's film; the item has the same from now on, so that nobody asks for more of it."""
    film = film_of(item)
    if film is None:
        return None
    whole = films([film.pk]).get(film.pk, film)
    setattr(item, video_field(item), whole)
    return whole


def films_of(items: Sequence[Item]) -> Mapping[int, Video]:
    """The films of many items of one type, by the items' primary keys."""
    keys = {item.pk: getattr(item, f"{video_field(item)}_id") for item in items}
    found = films(sorted({key for key in keys.values() if key}))
    return {item: found[key] for item, key in keys.items() if key in found}


def films(keys: Sequence[int]) -> Mapping[int, Video]:
    """Films by primary key; three queries at the most. They are shared: nobody may change them."""
    return _kept.rows(CONTENT, keys, _read)


def _read(keys: Sequence[object]) -> Mapping[object, Video]:
    found = Video.objects.filter(pk__in=keys).prefetch_related("captions", "renditions")
    return {video.pk: video for video in found}
