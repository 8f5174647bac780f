"""Passwords, where the operator lets people have them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from cms.municipalities.models import User


class PasswordBackend(ModelBackend):
    """Django's own, which refuses every password when `STAFF_PASSWORD_LOGIN` is off."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The person with that user name and password, or None."""
        if not settings.STAFF_PASSWORD_LOGIN:
            return None
        return super().authenticate(request, username, password, **kwargs)
