"""What still keeps an item from being shown, by field."""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.library.models import Item
from cms.library.scope import everything

# By field; what concerns the whole item stands under NON_FIELD_ERRORS.
Problems = dict[str, list[str]]


class NotReady(ValueError):
    """An item can't be shown as it is. `problems` says why, by field."""

    def __init__(self, problems: Problems) -> None:
        """Keep every problem."""
        self.problems = problems
        super().__init__("; ".join(text for texts in problems.values() for text in texts))


def problems_of(item: Item) -> Problems:
    """Everything that is wrong with an item as it is in memory; nothing when it can be shown."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with everything("an item is checked against all others"):
        try:
            item.full_clean()
        except ValidationError as error:
            for field, texts in error.message_dict.items():
                found[field] += texts
        for name in _empty_lists(item):
            found[name].append(_("Vælg mindst én."))
        for name in _silent_videos(item):
            found[name].append(
                _("Videoen har ingen undertekster. Læg en WebVTT-fil ved videoen først.")
            )
    return dict(found)


def check_ready(item: Item) -> None:
    """Raise NotReady when there is any problem."""
    if problems := problems_of(item):
        raise NotReady(problems)


def sentences(item: Item, problems: Problems) -> list[str]:
    """Each problem in a line that begins with the field's name as the form says it."""
    return [
        text if field == NON_FIELD_ERRORS else f"{_label(item, field)}: {text}"
        for field, texts in problems.items()
        for text in texts
    ]


def _label(item: Item, field: str) -> str:
    declared = item.declaration.fields.get(field)
    if declared is not None:
        return declared.label.in_language(language())
    return str(item._meta.get_field(field).verbose_name)


def _empty_lists(item: Item) -> list[str]:
    """Required lists; a model's own checks don't look into them."""
    return [
        name
        for name, field in item.declaration.fields_of("terms", "reference").items()
        if field.required
        and (field.kind == "terms" or field.many)
        and not getattr(item, name).all()
    ]


def _silent_videos(item: Item) -> list[str]:
    """Videos without captions are not shown (accessibility law, WCAG 1.2.2)."""
    videos = {name: getattr(item, name) for name in item.declaration.fields_of("video")}
    return [name for name, video in videos.items() if video and not video.captions.exists()]
