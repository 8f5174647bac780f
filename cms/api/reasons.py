"""Why an item is shown: in plain words, with a key for turning the reason off."""

from __future__ import annotations

import graphene

from cms.api.objects import text
from cms.api.output import Output, Outputs, object_type
from cms.api.page import page_of

REASON_FIELDS: Outputs = {
    "text": text("text", "A sentence in the reader's language.", required=True),
    "key": Output(
        graphene.String,
        lambda reason, _info: reason.reason_key,
        None,
        "The reason's name, for turning it off.",
        required=True,
    ),
    "can_be_turned_off": Output(
        graphene.Boolean,
        lambda reason, _info: reason.can_be_turned_off,
        None,
        "Whether the citizen may say no to it.",
        required=True,
    ),
}
Reason = object_type("Reason", REASON_FIELDS, "Why an item is shown.")


REASON = Output(
    Reason,
    lambda item, _info: page_of(item).reasons()[item.pk],
    None,
    "Why the reader meets the item.",
    required=True,
)
