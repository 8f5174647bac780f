"""The operator's choice of gateways, from environment variables. Pure: settings import it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

Gateways = dict[str, dict[str, Any]]
NO = "0"


def gateways_from(environment: Mapping[str, str], runtime: Path, sender: str) -> Gateways:
    """`PUSH_GATEWAYS`: a channel without its variables has no gateway, and isn't offered.

    Mail always has one: a mail server where EMAIL_HOST is said, and otherwise files in the
    runtime folder.
    """
    found: Gateways = {"mail": _mail(environment, runtime, sender)}
    if address := environment.get("PUSH_SMS_ADDRESS"):
        found["sms"] = {
            "kind": "sms",
            "address": address,
            "token": environment.get("PUSH_SMS_TOKEN", ""),
            "sender": environment.get("PUSH_SMS_SENDER", "Kommunen"),
            "key_header": environment.get("PUSH_SMS_KEY_HEADER", ""),
            "ask_address": environment.get("PUSH_SMS_ASK_ADDRESS", ""),
        }
    if address := environment.get("PUSH_DIGITAL_POST_ADDRESS"):
        found["digital_post"] = {
            "kind": "digital_post",
            "address": address,
            "cvr": environment.get("PUSH_DIGITAL_POST_CVR", ""),
            "token": environment.get("PUSH_DIGITAL_POST_TOKEN", ""),
            "certificate": environment.get("PUSH_DIGITAL_POST_CERTIFICATE", ""),
        }
    if key := environment.get("PUSH_WEB_KEY"):
        found["web_push"] = {"kind": "web_push", "private_key": key, "contact": sender}
    return found


def _mail(environment: Mapping[str, str], runtime: Path, sender: str) -> dict[str, Any]:
    if not environment.get("EMAIL_HOST"):
        return {"kind": "files", "folder": str(runtime / "mail"), "sender": sender}
    return {
        "kind": "smtp",
        "sender": sender,
        "host": environment["EMAIL_HOST"],
        "port": int(environment.get("EMAIL_PORT", "587")),
        "user": environment.get("EMAIL_USER", ""),
        "password": environment.get("EMAIL_PASSWORD", ""),
        "starts_tls": environment.get("EMAIL_TLS", "1") != NO,
        "timeout": float(environment.get("EMAIL_TIMEOUT", "30")),
        "ask_address": environment.get("EMAIL_ASK_ADDRESS", ""),
        "ask_token": environment.get("EMAIL_ASK_TOKEN", ""),
    }
