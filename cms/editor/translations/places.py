"""Which item, language and owner a screen is about, and what the person may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from cms.databases.alphabet import by
from cms.editor.whose import owners_for
from cms.library.languages import CONTENT_LANGUAGES, LANGUAGE_NAMES, SOURCE_LANGUAGE
from cms.library.models import Item, Translation
from cms.library.registry import item_model, item_models
from cms.library.translations import translation_of, written_by, written_in
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, OwnerKind, User
from cms.municipalities.roles import may
from cms.sites.services import details_of

REASON = "who may translate it is asked beside it"
KINDS = (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)


@dataclass(frozen=True)
class Place:
    """One item in one language, as one owner says it."""

    item: Item
    owner: Owner
    language: str
    translation: Translation
    # What the item's own owner says in the language, where somebody else translates.
    theirs: Translation | None
    may_show: bool

    @property
    def municipality(self) -> Municipality | None:
        """Whose readers alone meet it; nobody's in particular when the item is the owner's own."""
        return self.translation.municipality

    @property
    def name(self) -> Any:
        """The language as the editor calls it."""
        return LANGUAGE_NAMES[self.language]

    @property
    def address(self) -> str:
        """The screen's own address."""
        return address_of(self.item, self.owner, self.language)


def address_of(item: Item, owner: Owner, language: str) -> str:
    """Where an owner says an item in a language."""
    address = reverse("editor_translation", args=[item.type_name, item.pk, language])
    return f"{address}?{urlencode({'for': owner.slug})}"


def owner_for(request: HttpRequest) -> Owner:
    """The owner that `?for=` names, else the first of the person's. Raises PermissionDenied."""
    found = translating_owners(request)
    slug = request.GET.get("for", "")
    wanted = found.filter(slug=slug).first() if slug else found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted


def translating_owners(request: HttpRequest) -> QuerySet[Owner]:
    """The nation and the municipalities for which the person writes."""
    return (
        owners_for(request.user, Action.WRITE).filter(kind__in=KINDS).order_by("kind", by("name"))
    )


def reach_of(owner: Owner) -> Q:
    """The items that an owner may translate: its own, and what stands on a municipality's shelf."""
    own = Q(owner_id=owner.pk)
    municipality = municipality_of(owner)
    if municipality is None:
        return own
    shelf = Item.objects.on_shelf_of(municipality)
    return own | Q(pk__in=shelf.values("pk"))


def municipality_of(owner: Owner) -> Municipality | None:
    """The owner as a municipality, where it is one."""
    return Municipality.objects.filter(pk=owner.pk).first()


def languages_of(owner: Owner) -> list[str]:
    """The languages that an owner's readers ask for, and those that somebody has begun on."""
    municipality = municipality_of(owner)
    spoken = details_of(municipality).languages if municipality else dict(settings.LANGUAGES)
    begun = set(Translation.objects.filter(written_by(owner)).values_list("language", flat=True))
    wanted = {*spoken, *begun} - {SOURCE_LANGUAGE}
    return [code for code in CONTENT_LANGUAGES if code in wanted]


def place_of(request: HttpRequest, type_name: str, key: int, language: str) -> Place:
    """Raises Http404 for what isn't there to be translated, and PermissionDenied."""
    owner = owner_for(request)
    if type_name not in item_models() or language not in CONTENT_LANGUAGES:
        raise Http404(type_name)
    found = item_model(type_name).objects.everything(REASON).filter(reach_of(owner))
    item = found.select_related("owner").filter(pk=key).first()
    if item is None or language in (SOURCE_LANGUAGE, written_in(item)):
        raise Http404(key)
    is_own = item.owner_id == owner.pk
    whose = None if is_own else municipality_of(owner)
    user = request.user
    show = Action.PUBLISH if is_own else Action.CURATE
    return Place(
        item=item,
        owner=owner,
        language=language,
        translation=translation_of(item, whose, language),
        theirs=None if is_own else _shown(item, language),
        may_show=isinstance(user, User) and may(user, show, owner),
    )


def _shown(item: Item, language: str) -> Translation | None:
    found = translation_of(item, None, language)
    return found if found.is_shown else None
