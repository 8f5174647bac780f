"""The gateways of this installation, made from `PUSH_GATEWAYS`: one for each channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from cms.pushes.declared import outer_channels
from cms.pushes.gateways.base import Gateway

KINDS = {
    "files": "cms.pushes.gateways.files.Files",
    "smtp": "cms.pushes.gateways.smtp.Smtp",
    "sms": "cms.pushes.gateways.sms.Sms",
    "digital_post": "cms.pushes.gateways.digital_post.DigitalPost",
    "web_push": "cms.pushes.gateways.web_push.WebPush",
}


class GatewayMisconfigured(ValueError):
    """`PUSH_GATEWAYS` can't be used; the message names the channel and the way out."""


def available_channels() -> set[str]:
    """The declared channels that have a gateway."""
    return {name for name in _settings() if name in outer_channels()}


def gateway(channel: str) -> Gateway:
    """The gateway of a channel. Raises GatewayMisconfigured."""
    options = dict(_settings()[channel])
    kind = str(options.pop("kind", ""))
    if kind not in KINDS:
        raise GatewayMisconfigured(
            f"PUSH_GATEWAYS[{channel!r}]: {kind!r} is no kind; use one of {', '.join(KINDS)}"
        )
    try:
        made: Gateway = import_string(KINDS[kind])(**options)
    except TypeError as error:
        raise GatewayMisconfigured(f"PUSH_GATEWAYS[{channel!r}]: {error}") from error
    return made


def gateways() -> dict[str, Gateway]:
    """Every gateway by channel. Raises GatewayMisconfigured."""
    return {name: gateway(name) for name in sorted(available_channels())}


def _settings() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = settings.PUSH_GATEWAYS
    return found
