"""Why a log-in was refused: one class for each thing a person can do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LoginRefused(Exception):
    """A log-in that did not succeed. `heading` and `advice` are for the citizen.

    `detail` is for the log; it never holds a token, a code or a name.
    """

    status = 403
    heading: str | Promise = _("Du er ikke logget ind")
    advice: str | Promise = _("Prøv igen. Sker det igen, så ring til din kommune.")

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


class ProviderUnavailable(LoginRefused):
    """The provider does not answer, or answers what it must not."""

    status = 502
    heading = _("Log ind virker ikke lige nu")
    advice = _("Fejlen er ikke din. Vent et par minutter, og prøv så igen.")


class LoginCancelled(LoginRefused):
    """The citizen said no at the provider."""

    status = 200
    heading = _("Du stoppede, før du var logget ind")
    advice = _("Det er helt i orden. Du kan prøve igen, eller se dig om uden at logge ind.")


class LoginExpired(LoginRefused):
    """The answer belongs to no log-in begun here: too late, another browser, or used before."""

    status = 400
    heading = _("Dit log ind blev for gammelt")
    advice = _("Måske gik der lang tid, eller du brugte tilbage-knappen. Begynd forfra her.")


class TokenRefused(LoginRefused):
    """The provider's token can't be trusted."""

    heading = _("Vi kunne ikke være sikre på, at det er dig")
    advice = _("Derfor er du ikke logget ind. Prøv igen. Sker det igen, så ring til din kommune.")


class AssuranceTooLow(LoginRefused):
    """The person is known, but not surely enough."""

    heading = _("Du skal logge ind på en sikrere måde")
    advice = _("Brug MitID med app, kodeviser eller chip. Så er vi sikre på, at det er dig.")
