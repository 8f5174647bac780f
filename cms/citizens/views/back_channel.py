"""Where providers tell that a log-in has ended. No browser comes here, so no cookie counts."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.citizens.identity.back_channel import LogoutRefused, end_logins
from cms.citizens.identity.problems import ProviderUnavailable
from cms.citizens.identity.providers import Door, UnknownProvider, provider

logger = logging.getLogger(__name__)


# The token's own signature proves who asks; a form's token can't.
@csrf_exempt
@require_POST
def log_out_from_provider(request: HttpRequest, door: str, key: str) -> HttpResponse:
    """200 when the log-in is over, 400 when the message is refused and nothing has changed."""
    try:
        chosen = provider(key, Door(door))
        ended = end_logins(chosen, request.POST.get("logout_token", ""))
    except (UnknownProvider, ValueError):
        return _answer({"error": "invalid_request"}, 400)
    except LogoutRefused as refusal:
        logger.warning("Log-out message refused: %s: %s", key, refusal)
        return _answer({"error": "invalid_request", "error_description": str(refusal)}, 400)
    except ProviderUnavailable as problem:
        logger.warning("Log-out message can't be checked: %s: %s", key, problem.detail)
        return _answer({"error": "temporarily_unavailable"}, 400)
    logger.info("%s ended %s log-ins", key, ended)
    return _answer({}, 200)


def _answer(content: dict[str, str], status: int) -> HttpResponse:
    response = JsonResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    return response
