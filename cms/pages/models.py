"""A composed page: a front page or a page of its own, with drafts and earlier versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin

from cms.databases.alphabet import Alphabetical
from cms.library.columns import quiet
from cms.library.models.items import danish_to_ascii
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner, OwnerKind
from cms.pages.blocks import page_blocks
from cms.pages.scopes import PageQuerySet

HOME_SLUG = "forside"
ONE_FOR_ALL = "an address is one of the owner's"


class MenuPlace(models.TextChoices):
    """Where the way to a page stands."""

    NOWHERE = "nowhere", _("Kun på sin egen adresse")
    MENU = "menu", _("I menuen")
    FOOT = "foot", _("Nederst på alle sider")


class ComposedPage(DraftStateMixin, RevisionMixin, models.Model):
    """One page of a municipality, or a page of the nation's that municipalities start from.

    A page that follows shows what its template shows now; its own body waits until it stops.
    """

    # Wagtail's, which brings no types.
    first_published_at: datetime | None
    last_published_at: datetime | None
    # A page is read through its owner: an index of references would go around that.
    wagtail_reference_index_ignore = True

    owner = models.ForeignKey(Owner, models.PROTECT, verbose_name=_("ejer"), related_name="+")
    is_home = models.BooleanField(_("er forsiden"), default=False, editable=False)
    title = models.CharField(_("titel"), max_length=80)
    slug = models.SlugField(
        _("kort navn i adressen"),
        max_length=60,
        blank=True,
        help_text=_("Tomt: laves af titlen."),
    )
    summary = models.CharField(
        _("kort fortalt"),
        max_length=160,
        blank=True,
        help_text=_("Til søgemaskiner, og når siden bliver delt."),
    )
    place = models.CharField(
        _("vejen til siden"), max_length=10, choices=MenuPlace, default=MenuPlace.NOWHERE
    )
    body = quiet(StreamField)(page_blocks(), blank=True, collapsed=True, verbose_name=_("blokke"))
    template = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="made_from_it",
        verbose_name=_("skabelon"),
    )
    is_following = models.BooleanField(_("følger skabelonen"), default=False, editable=False)
    # The template's version when the page was made from it or its editor last looked.
    template_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PageQuerySet.as_manager()

    class Meta:
        ordering = ["-is_home", Alphabetical("title")]
        verbose_name = _("side")
        verbose_name_plural = _("sider")
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="one_page_per_address"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_home=True), name="one_home_page"
            ),
        ]

    def __str__(self) -> str:
        """The title."""
        return self.title

    @property
    def history_owner_id(self) -> int:
        """A page's history is its owner's."""
        return int(self.owner_id)

    @property
    def is_template(self) -> bool:
        """Whether municipalities may start from it and follow it."""
        return self.owner.kind == OwnerKind.NATIONAL

    @property
    def municipality(self) -> Municipality | None:
        """Whose site it stands on; None for the nation's templates."""
        return Municipality.objects.filter(pk=self.owner_id).first()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill in the address from the title before checking."""
        self.fill_in()
        super().full_clean(*args, **kwargs)

    def fill_in(self) -> None:
        """An address from the title, where none was written."""
        if self.is_home:
            self.slug = HOME_SLUG
        elif not self.slug:
            self.slug = slugify(danish_to_ascii(self.title))[:60] or "side"

    def clean(self) -> None:
        """Refuse the front page's name for another page, and a template that is none."""
        super().clean()
        if self.slug == HOME_SLUG and not self.is_home:
            raise ValidationError({"slug": _("Det navn er forsidens. Vælg et andet.")})
        if self.template is not None and not self.template.is_template:
            raise ValidationError({"template": _("Kun nationale sider kan være skabelon.")})

    def with_content_json(self, content: Any) -> ComposedPage:
        """An earlier version; whether its template still exists is asked among everybody's."""
        with everything("a version names its template"):
            page: ComposedPage = super().with_content_json(content)
        return page

    def validate_unique(self, exclude: Any = None) -> None:
        """Addresses are one of each owner's, whoever asks."""
        with everything(ONE_FOR_ALL):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        """As `validate_unique`, for constraints."""
        with everything(ONE_FOR_ALL):
            super().validate_constraints(exclude)
