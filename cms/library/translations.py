"""Items in the reader's own language: the owner's words for all, a municipality's for its own.

A reader of another language than the original's meets, field by field, what the municipality has
translated, else what the owner has, else the original with the municipality's own words over it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cms.declarations import ContentType
from cms.history.services import record
from cms.library.around import around_of
from cms.library.block_texts import texts_of
from cms.library.languages import CONTENT_LANGUAGES, SOURCE_LANGUAGE
from cms.library.models import Item, Translation
from cms.library.overlay_states import same_words
from cms.library.two_eyes import SecondPairOfEyes, asks_for_two
from cms.municipalities.models import Municipality, Owner, User

# In signs.
LONGEST_NAME = 24
# Kinds of fields that hold sentences.
KINDS = ("text", "rich_text", "blocks")
Words = dict[str, Any]


def translatable(declaration: ContentType) -> tuple[str, ...]:
    """The fields that can be said in another language, in the declared order."""
    return tuple(declaration.fields_of(*KINDS))


def written_in(item: Item) -> str:
    """The language of the original: what a field of the item says, else the common one."""
    for name in item.declaration.fields_of("language"):
        return str(getattr(item, name) or SOURCE_LANGUAGE)
    return SOURCE_LANGUAGE


def language_of(item: Item, name: str) -> str:
    """The language in which a reader meets a field of an item that `present` has been over."""
    return item.translated_to if name in item.translated else written_in(item)


def plain(item: Item, name: str) -> Any:
    """What a field of the item says, as JSON can hold it."""
    value = getattr(item, name)
    return list(value.raw_data) if item.declaration.fields[name].kind == "blocks" else value


def lay_translations(items: Collection[Item], municipality: Municipality, language: str) -> None:
    """Put the words of a language on the instances; one query, none in the common language."""
    if language == SOURCE_LANGUAGE or not items:
        return
    words = _known_words(items, municipality, language)
    if words is None:
        words = {}
        keys = [item.pk for item in items]
        for found in shown_to(municipality, language).filter(item_id__in=keys):
            words.setdefault(found.item_id, {}).update(found.values)
    for item in items:
        _say(item, words.get(item.pk, {}), language)


def _known_words(
    items: Collection[Item], municipality: Municipality, language: str
) -> dict[int, Words] | None:
    """The words by primary key where they came with the items."""
    around = around_of(items, municipality)
    if around is None or around.language != language:
        return None
    words: dict[int, Words] = {}
    for key, several in around.translations.items():
        for said in several:
            words.setdefault(key, {}).update(said.values)
    return words


def languages_shown(item: Item, municipality: Municipality) -> set[str]:
    """The languages besides the original's in which a municipality's readers can read an item."""
    around = around_of([item], municipality)
    if around is None:
        shown = shown_to(municipality, None).filter(item_id=item.pk)
        return set(shown.values_list("language", flat=True))
    return {said.language for said in around.translations.get(item.pk, ())}


def shown_to(municipality: Municipality, language: str | None) -> Any:
    """What a municipality's readers of a language, or of any, meet; its own words come last."""
    whose = Q(municipality__isnull=True) | Q(municipality_id=municipality.pk)
    found = Translation.objects.filter(whose, is_shown=True)
    found = found if language is None else found.filter(language=language)
    return found.order_by(F("municipality_id").asc(nulls_first=True))


def written_by(owner: Owner) -> Q:
    """The translations that an owner writes: of its own items, and a municipality's of others'."""
    return Q(municipality_id=owner.pk) | Q(municipality=None, item__owner_id=owner.pk)


def as_value(item: Item, name: str, said: Any) -> Any:
    """What a field holds when it says these words: `plain` the other way round."""
    column: Any = item._meta.get_field(name)
    return column.to_python(said) if item.declaration.fields[name].kind == "blocks" else said


def _say(item: Item, words: Words, language: str) -> None:
    known = [name for name in translatable(item.declaration) if name in words]
    item.translated_to, item.translated = language, frozenset(known)
    item.half_translated = frozenset(name for name in known if _is_half(item, name, words[name]))
    for name in known:
        setattr(item, name, as_value(item, name, words[name]))


def _is_half(item: Item, name: str, said: Any) -> bool:
    """Whether blocks say some of their texts in the original's words."""
    if item.declaration.fields[name].kind != "blocks":
        return False
    # A name or two may well be the same in both languages.
    original = {text for text in texts_of(plain(item, name)).values() if len(text) > LONGEST_NAME}
    return not original.isdisjoint(texts_of(said).values())


def translation_of(item: Item, municipality: Municipality | None, language: str) -> Translation:
    """The owner's words in a language, or one municipality's; an unsaved one where none stand."""
    mine = {"item_id": item.pk, "municipality": municipality, "language": language}
    found: Translation = Translation.objects.filter(**mine).first() or Translation(**mine)
    found.item = item if type(item) is Item else item.item_ptr
    return found


@transaction.atomic
def write_translation(
    item: Item,
    municipality: Municipality | None,
    language: str,
    values: Mapping[str, Any],
    *,
    is_shown: bool,
    user: User | None = None,
) -> Translation:
    """Let these be the words in a language; none at all takes the translation away.

    A field that is written anew is written over what the original says now; the others keep what
    they were written over. Raises ValidationError that names the field or the language, and
    SecondPairOfEyes where the item's owner asks for two people and `user` shows the own words.
    """
    check_language(item, language)
    check_words(item, values)
    translation = translation_of(item, municipality, language)
    before, was_shown = dict(translation.values), translation.is_shown
    after = {name: value for name, value in values.items() if value}
    if after != before:
        translation.written_by = user
    if is_shown and after and (after != before or not was_shown):
        _check_eyes(translation, user)
    anew = {name for name, value in after.items() if not same_words(value, before.get(name))}
    kept = {name: text for name, text in translation.originals.items() if name in after}
    translation.originals = kept | {name: plain(item, name) for name in anew}
    translation.values, translation.is_shown = after, is_shown and bool(after)
    if after:
        translation.save()
    if after != before or was_shown != translation.is_shown:
        _tell_history(translation, before, was_shown)
    if not after and translation.pk:
        translation.delete()
    return translation


@transaction.atomic
def still_right(translation: Translation, item: Item, names: Iterable[str]) -> None:
    """Somebody has seen what the original says now, and the translation still holds."""
    now = {name: plain(item, name) for name in names if name in translation.values}
    before = dict(translation.originals)
    translation.originals = before | now
    if translation.originals != before:
        translation.save()
        _record(translation, "translation.keep", before, translation.originals)


def outdated(translation: Translation, item: Item) -> Sequence[str]:
    """Fields whose original has changed since they were translated."""
    return [
        name
        for name, was in translation.originals.items()
        if name in translation.values and not same_words(plain(item, name), was)
    ]


def untranslated(translation: Translation, item: Item) -> Sequence[str]:
    """Fields that say something, but not in this language."""
    return [
        name
        for name in translatable(item.declaration)
        if plain(item, name)
        and (name not in translation.values or _is_half(item, name, translation.values[name]))
    ]


def check_language(item: Item, language: str) -> None:
    """Raise ValidationError for a language in which the item can't have a translation."""
    known = [code for code in CONTENT_LANGUAGES if code not in (SOURCE_LANGUAGE, written_in(item))]
    if language not in known:
        said = {"language": language, "known": ", ".join(known)}
        raise ValidationError(_("“%(language)s” kan ikke bruges. Vælg: %(known)s.") % said)


def check_words(item: Item, values: Mapping[str, Any]) -> None:
    """Raise ValidationError for words that can't stand in their field."""
    errors: dict[str, Any] = {}
    names = translatable(item.declaration)
    for name, value in values.items():
        if name not in names:
            said = {"name": name, "known": ", ".join(names)}
            errors[name] = _("“%(name)s” kan ikke oversættes. Vælg: %(known)s.") % said
            continue
        column: Any = item._meta.get_field(name)
        try:
            if value:
                column.clean(column.to_python(value), item)
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)


def _check_eyes(translation: Translation, user: User | None) -> None:
    """What an owner's rule of two pairs of eyes says of items goes for their translations."""
    wrote_it = user is not None and translation.written_by_id == user.pk
    if wrote_it and translation.municipality is None and asks_for_two(translation.item.owner_id):
        raise SecondPairOfEyes


def _tell_history(translation: Translation, before: Words, was_shown: bool) -> None:
    if not translation.values:
        action = "translation.remove"
    elif translation.is_shown and not was_shown:
        action = "translation.show"
    elif was_shown and not translation.is_shown:
        action = "translation.hide"
    else:
        action = "translation.write"
    _record(translation, action, before, translation.values)


def _record(translation: Translation, action: str, before: Words, after: Words) -> None:
    language = CONTENT_LANGUAGES[translation.language]
    title = f"{translation.item.listed_title} ({language})"
    record(translation, action, title=title, before=before, after=after)
