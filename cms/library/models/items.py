"""Items, and which words they are marked with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.declarations import ContentType
from cms.history.services import Changes
from cms.library.children import NamedChildren, ask_nothing_of
from cms.library.history import changes_of
from cms.library.models.terms import Term
from cms.library.scope import ScopedQuerySet, everything
from cms.library.scopes import EditorsOwn, EditorsView, OnOffer, Shelf
from cms.library.sharing import Sharing
from cms.library.signals import item_changed, item_filled_in
from cms.library.two_eyes import check_eyes
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, User
from cms.shared.alphabet import LONGEST, alphabetical

if TYPE_CHECKING:
    from cms.library.models.shelf import Overlay

LISTED = 255
# A revision's bookkeeping touches only these; nothing that a reader meets has changed.
BOOKKEEPING = frozenset({"latest_revision", "has_unpublished_changes", "draft_title"})


class ItemQuerySet(ScopedQuerySet):
    """Reads of items, each through somebody's eyes."""

    def on_shelf_of(self, municipality: Municipality) -> Self:
        """What a municipality's citizens may meet."""
        return self.scoped_by(Shelf(municipality))

    def visible_to_editor(self, user: User) -> Self:
        """What an editor may look at."""
        return self.scoped_by(EditorsView(user))

    def editable_by(self, user: User) -> Self:
        """What an editor may change."""
        return self.owned_where(user, Action.WRITE)

    def closed_on_shelf_of(self, municipality: Municipality) -> Self:
        """What stood there until it closed."""
        return self.scoped_by(Shelf(municipality, is_closed=True))

    def on_offer_to(self, municipality: Municipality) -> Self:
        """What others share with a municipality."""
        return self.scoped_by(OnOffer(municipality))

    def owned_where(self, user: User, *actions: Action) -> Self:
        """Items of the owners with whom the user may do one of the actions."""
        return self.scoped_by(EditorsOwn(user, actions))


class PresentedItemSaved(RuntimeError):
    """An item that carries a municipality's overlay was about to be saved over the original."""


class Item(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    NamedChildren,
):
    """What every declared type has in common. Types are built from their files as subclasses."""

    # Set by the builder on each subclass.
    declaration: ClassVar[ContentType]
    # Wagtail's, which brings no types.
    first_published_at: datetime | None
    last_published_at: datetime | None

    type_name = models.CharField(_("type"), max_length=40, editable=False, db_index=True)
    slug = models.SlugField(
        _("kort navn i adressen"), max_length=120, blank=True, help_text=_("Laves af titlen.")
    )
    owner = models.ForeignKey(Owner, models.PROTECT, verbose_name=_("ejer"), related_name="items")
    sharing = models.CharField(_("deling"), max_length=20, choices=Sharing)
    # To whom, while the sharing is "lent"; kept under another sharing, for when it is lent again.
    lent_to = ParentalManyToManyField(
        Municipality,
        through="library.Loan",
        related_name="+",
        verbose_name=_("udlånes til"),
        blank=True,
    )
    # The published title, so that lists across types need not ask every type. Kept by `save`.
    listed_title = models.CharField(max_length=LISTED, blank=True, editable=False, db_index=True)
    # By which lists are put in alphabetical order (`cms.shared.alphabet`). Kept by `save`.
    title_order = models.CharField(
        max_length=LONGEST, blank=True, default="", db_default="", editable=False
    )
    # From then on it stands on no shelf, though it is published. Filled in by whoever hears
    # `item_filled_in`; kept by `save`.
    closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Named as Wagtail's pages have it: `workflow_states` is Wagtail's own, and looks for the table
    # that all types share, which this relation does only on a bare item.
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="item",
        for_concrete_model=False,
    )

    objects = ItemQuerySet.as_manager()
    # The overlay that `present` laid over this instance, if any.
    overlay: Overlay | None = None
    # In which language `present` said it for a reader, and which fields are said in it.
    translated_to: str = ""
    translated: frozenset[str] = frozenset()
    # Those of them that hold several texts, some of which are still the original's.
    half_translated: frozenset[str] = frozenset()

    class Meta(TranslatableMixin.Meta):
        constraints = [
            models.UniqueConstraint(fields=["type_name", "slug", "locale"], name="one_address")
        ]
        indexes = [
            models.Index(fields=["owner", "sharing", "live"]),
            # For those that close, found by their moment. Over all items SQLite would gather a
            # list's rows by it, and sort them all instead of reading the first in order.
            models.Index(
                fields=["closes_at"],
                name="item_closes",
                condition=models.Q(closes_at__isnull=False),
            ),
        ]
        verbose_name = _("indhold")
        verbose_name_plural = _("indhold")

    def __str__(self) -> str:
        """The item's title, or its address when read as a bare Item."""
        return str(getattr(self, self.declaration.title_field)) if self.is_typed else self.slug

    @property
    def is_typed(self) -> bool:
        """Whether this is an instance of a declared type, not of the bare base."""
        return hasattr(type(self), "declaration")

    @property
    def key(self) -> str:
        """A name for the item across types: `course:12`."""
        return f"{self.type_name}:{self.pk}"

    @property
    def history_owner_id(self) -> int:
        """In whose history it stands what is done with the item."""
        return int(self.owner_id)

    def history_changes(self, action: str, revision: Any) -> Changes:
        """What a revision changed, by declared field."""
        return changes_of(self, action, revision)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the address from the title before checking."""
        if not self.slug and self.is_typed:
            self.slug = self._free_slug()
        super().full_clean(*args, **kwargs)

    def validate_unique(self, exclude: Any = None) -> None:
        """An address is unique among everybody's items, also those that the editor can't see."""
        with everything("addresses are unique for all"):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        """As `validate_unique`, for constraints."""
        with everything("addresses are unique for all"):
            super().validate_constraints(exclude)

    def clean_fields(self, exclude: Any = None) -> None:
        """Without looking up what no form sets, nor an owner that is at hand."""
        known = {f.name for f in self._meta.concrete_fields if f.is_relation and not f.editable}
        if Item.owner.is_cached(self):
            known.add("owner")
        super().clean_fields({*known, *(exclude or ())})

    def clean(self) -> None:
        """Refuse an owner of a kind that the declaration doesn't name, and a false mandate."""
        super().clean()
        if self.owner_id and self.owner.kind not in self.declaration.settings.owners:
            raise ValidationError(
                {"owner": _("%(owner)s kan ikke eje denne slags indhold.") % {"owner": self.owner}}
            )
        if self.sharing == Sharing.MANDATORY and self.owner_id and self.owner.kind != "national":
            raise ValidationError(
                {"sharing": _("Kun den nationale redaktion kan vise noget i alle kommuner.")}
            )

    def fill_in(self) -> None:
        """Set what follows from the rest; `save` does, and so must whoever saves many at once."""
        self.type_name = self.declaration.name
        self.sharing = self.sharing or self.declaration.settings.sharing
        self.slug = self.slug or self._free_slug()
        self.listed_title = str(self)[:LISTED]
        self.title_order = alphabetical(str(self))
        self.closes_at = None
        item_filled_in.send(type(self), item=self)
        if self.live and self.first_published_at is None:
            # Imported as published; Wagtail's own publishing stamps it by itself.
            self.first_published_at = self.last_published_at = timezone.now()

    def _free_slug(self) -> str:
        base = slugify(danish_to_ascii(str(self)))[:110] or self.type_name
        taken = set(
            Item.objects.everything("addresses are unique for all")
            .filter(type_name=self.declaration.name, slug__startswith=base)
            .exclude(pk=self.pk)
            .values_list("slug", flat=True)
        )
        return next(
            slug
            for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
            if slug not in taken
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and in the same transaction refresh what is derived and tell the floors above."""
        if self.overlay is not None or self.translated:
            raise PresentedItemSaved(f"{self.key} carries other words; save the original instead.")
        fields = kwargs.get("update_fields")
        if fields and set(fields) <= BOOKKEEPING:
            # What the item points at is as it was, so Wagtail need not count it anew.
            with disable_reference_index_auto_update():
                super().save(*args, **kwargs)
            return
        if fields:
            kwargs["update_fields"] = {*fields, "listed_title", "title_order", "closes_at"}
        self._save_and_tell(*args, **kwargs)

    @transaction.atomic
    def _save_and_tell(self, *args: Any, **kwargs: Any) -> None:
        if self.is_typed:
            self.fill_in()
            ask_nothing_of(self)
        super().save(*args, **kwargs)
        if self.is_typed:
            ItemTerm.refresh(self)
            item_changed.send(type(self), type_name=self.type_name, item_id=self.pk)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and tell the floors above."""
        type_name, item_id = self.type_name, self.pk
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
        item_changed.send(type(self), type_name=type_name, item_id=item_id)
        return deleted

    def publish(self, revision: Any, user: User | None = None, **options: Any) -> None:
        """Publish a version. Raises SecondPairOfEyes where the owner asks for two people."""
        check_eyes(revision, self.owner_id, user)
        super().publish(revision, user=user, **options)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Editors preview with the portal's own page, named in the settings: a floor above."""
        view: Callable[[HttpRequest, Item], HttpResponse] = import_string(settings.ITEM_PREVIEW)
        return view(request, self)


def danish_to_ascii(text: str) -> str:
    """Danish letters as they are spelt in addresses: æ is ae, ø is oe, å is aa."""
    return text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


class ItemTerm(models.Model):
    """Which terms a published item is marked with, across types. Derived by `Item.save`."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="item_terms")
    field = models.CharField(max_length=40)
    term = models.ForeignKey(Term, models.CASCADE, related_name="item_terms")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "field", "term"], name="one_mark")]

    def __str__(self) -> str:
        """Item and term."""
        return f"{self.item_id}: {self.term_id}"

    @classmethod
    def refresh(cls, item: Item) -> None:
        """Write the rows of one item anew."""
        cls.objects.filter(item_id=item.pk).delete()
        ItemTerm.objects.bulk_create(
            ItemTerm(item_id=item.pk, field=name, term=term)
            for name in item.declaration.fields_of("terms")
            for term in getattr(item, name).all()
        )
