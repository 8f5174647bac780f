"""Why a log-in was refused: one class for each thing a person can do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LoginRefused(Exception):
    """A log-in that did not succeed. `heading` and `advice` are for the citizen.

    `advice_at_work` is for somebody who logs in for a municipality or a company. `detail` is for
    the log; it never holds a token, a code or a name.
    """

    status = 403
    heading: str | Promise = _("Du er ikke logget ind")
    advice: str | Promise = _("Prøv igen. Sker det igen, så ring til din kommune.")
    advice_at_work: str | Promise = _(
        "Prøv igen. Sker det igen, så sig det til jeres administrator, og fortæl hvad klokken var."
    )

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


class ProviderUnavailable(LoginRefused):
    """The provider does not answer, or answers what it must not."""

    status = 502
    heading = _("Log ind virker ikke lige nu")
    advice = _("Fejlen er ikke din. Vent et par minutter, og prøv så igen.")
    advice_at_work = advice


class LoginCancelled(LoginRefused):
    """The citizen said no at the provider."""

    status = 200
    heading = _("Du stoppede, før du var logget ind")
    advice = _("Det er helt i orden. Du kan prøve igen, eller se dig om uden at logge ind.")
    advice_at_work = _("Det er helt i orden. Intet er ændret, og du kan prøve igen.")


class LoginExpired(LoginRefused):
    """The answer belongs to no log-in begun here: too late, another browser, or used before."""

    status = 400
    heading = _("Dit log ind blev for gammelt")
    advice = _("Måske gik der lang tid, eller du brugte tilbage-knappen. Begynd forfra her.")
    advice_at_work = advice


class TokenRefused(LoginRefused):
    """The provider's token can't be trusted."""

    heading = _("Vi kunne ikke være sikre på, at det er dig")
    advice = _("Derfor er du ikke logget ind. Prøv igen. Sker det igen, så ring til din kommune.")


class AssuranceTooLow(LoginRefused):
    """The person is known, but not surely enough."""

    heading = _("Du skal logge ind på en sikrere måde")
    advice = _("Brug MitID med app, kodeviser eller chip. Så er vi sikre på, at det er dig.")
    advice_at_work = advice


class NotLetIn(LoginRefused):
    """The provider knows the person, but nobody here has let them in."""

    heading = _("Du er ikke lukket ind her endnu")
    advice = advice_at_work = _(
        "Bed jeres administrator om en invitation, eller om at sende den igen. Tryk så på "
        "adressen i brevet: den binder dit log ind til din konto her."
    )


class WrongDirectory(LoginRefused):
    """Staff of another municipality than the one whose door this is."""

    heading = _("Her logger en anden kommunes ansatte ind")
    advice = advice_at_work = _(
        "Dit log ind hører til et andet sted. Gå til din egen kommunes adresse, og log ind der. "
        "Arbejder du også her, så bed om en invitation fra denne kommune."
    )


class InvitationSpent(LoginRefused):
    """The invitation has been used, is too old, or was for somebody else."""

    status = 400
    heading = _("Invitationen kan ikke bruges mere")
    advice = advice_at_work = _(
        "En invitation virker én gang og i tre dage. Bed jeres administrator om at sende den igen. "
        "Har du brugt den før, så log bare ind."
    )


class UnknownCompany(LoginRefused):
    """Nobody here bears the CVR number that the person logged in for."""

    heading = _("Jeres virksomhed er ikke med endnu")
    advice = advice_at_work = _(
        "I kan være med. Skriv til den kommune, I vil samarbejde med, og giv dem jeres CVR-nummer. "
        "Når de har oprettet jer, kan du logge ind her."
    )


class NoCompany(LoginRefused):
    """The person logged in as themself, or the number is none."""

    heading = _("Du loggede ikke ind for en virksomhed")
    advice = advice_at_work = _(
        "Vælg jeres virksomhed, når MitID spørger. Kan du ikke det, så bed jeres egen "
        "administrator af MitID Erhverv om at give dig adgang."
    )
