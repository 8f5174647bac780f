"""What the gateways over HTTP have in common: which answers and failures mean what."""

from __future__ import annotations

from collections.abc import Mapping

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from cms.pushes.gateways.base import (
    FateUnknown,
    GatewayAway,
    HandingOver,
    NotAccepted,
    Refused,
)

DONE = range(200, 300)
# It knows the letter's key already: an earlier attempt was accepted.
HAD_IT = 409
NO_ENTRY = (401, 403)
# Said before the letter is looked at.
NOT_NOW = (425, 429, 503)
SERVER_FAULT = 500


def post(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    timeout: float,
    handing_over: HandingOver,
    certificate: str = "",
) -> int:
    """Hand a letter over in one request; gives the status of the answer, for `judge`.

    Raises:
        GatewayAway: it can't be reached; nothing was accepted.
        FateUnknown: it may have been accepted.
    """
    handing_over()
    try:
        answer = requests.post(
            address,
            data=body,
            headers=dict(headers),
            timeout=timeout,
            allow_redirects=False,
            cert=certificate or None,
        )
    except requests.ConnectTimeout as error:
        raise GatewayAway("no_connection") from error
    except requests.RequestException as error:
        if was_never_connected(error):
            raise GatewayAway("no_connection") from error
        raise FateUnknown("lost") from error
    return answer.status_code


def was_never_connected(error: requests.RequestException) -> bool:
    """Whether the failure is that nobody answered the door, so that nothing was said."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def judge(status: int) -> None:
    """Say what a status means: nothing is raised when the letter was accepted.

    Raises:
        GatewayAway, NotAccepted, Refused, FateUnknown
    """
    if status in DONE or status == HAD_IT:
        return
    if status in NO_ENTRY:
        raise GatewayAway("no_entry")
    if status in NOT_NOW:
        raise NotAccepted("later")
    if status >= SERVER_FAULT:
        raise FateUnknown("server_fault")
    raise Refused("refused")
