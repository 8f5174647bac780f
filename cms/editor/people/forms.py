"""The invitation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.municipalities.models import Owner, User
from cms.municipalities.roles import ROLES
from cms.staff.people import may_give, roles_for


class InvitationForm(forms.Form):
    """Whom to let in, and as what; only roles that the sender may give are offered."""

    first_name = forms.CharField(label=_("Fornavn"), max_length=150)
    last_name = forms.CharField(label=_("Efternavn"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=150)
    role = forms.ChoiceField(label=_("Rolle"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: User, owner: Owner, **kwargs: Any) -> None:
        """Offer the roles of the owner's kind that `by` may give."""
        super().__init__(*args, **kwargs)
        offered = [name for name in roles_for(owner) if may_give(by, name, owner)]
        choices = [(name, ROLES[name].label) for name in offered]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["role"] = choices[0][0]
