"""The form of an item: the editor's own owners, and only media that the editor may use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.documents.permissions import permission_policy as file_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.permission_policies import BasePermissionPolicy
from wagtailmedia.permissions import permission_policy as video_policy

from cms.editor.policy import OwnerPolicy
from cms.editor.sharing.form import SharingForm
from cms.library.sharing import Sharing
from cms.municipalities.actions import Action
from cms.municipalities.models import OwnerKind, User
from cms.municipalities.roles import owner_kinds

MEDIA_POLICIES: dict[str, BasePermissionPolicy] = {
    "video": video_policy,
    "image": image_policy,
    "file": file_policy,
}


class ItemForm(SharingForm):
    """Base of the forms of all types. A posted foreign key that is not the editor's is refused."""

    for_user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer only what this editor may choose."""
        super().__init__(*args, **kwargs)
        if self.for_user is None:
            return
        self._offer_owners(self.for_user)
        for kind, policy in MEDIA_POLICIES.items():
            for name in self.instance.declaration.fields_of(kind):
                self._offer_media(name, policy, self.for_user)

    def _offer_owners(self, user: User) -> None:
        owners = OwnerPolicy(type(self.instance)).owners(user)
        if "owner" not in self.fields:
            return
        self.fields["owner"].queryset = owners
        if self.instance.pk is None and len(only := list(owners[:2])) == 1:
            self.initial.setdefault("owner", only[0].pk)
        if "sharing" in self.fields:
            kinds = owner_kinds(user, Action.WRITE)
            self._offer_sharing(user.is_superuser or OwnerKind.NATIONAL in kinds)

    def _offer_sharing(self, is_national: bool) -> None:
        field = self.fields["sharing"]
        field.choices = [c for c in Sharing.choices if is_national or c[0] != Sharing.MANDATORY]
        if self.instance.pk is None:
            self.initial["sharing"] = self.instance.declaration.settings.sharing

    def _offer_media(self, name: str, policy: BasePermissionPolicy, user: User) -> None:
        field = self.fields.get(name)
        if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
            return
        usable = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
        # What the item already shows stays valid, even if it came from another collection.
        current = getattr(self.instance, f"{name}_id", None)
        field.queryset = field.queryset.filter(pk__in=usable.values("pk")) | field.queryset.filter(
            pk=current
        )

    def clean(self) -> dict[str, Any]:
        """Refuse publishing a video that has no captions (accessibility law, WCAG 1.2.2)."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.instance.declaration.fields_of("video"):
            video = cleaned.get(name)
            if video is not None and not video.captions.exists():
                self.add_error(
                    name, _("Videoen har ingen undertekster. Læg en WebVTT-fil ved videoen først.")
                )
        return cleaned
