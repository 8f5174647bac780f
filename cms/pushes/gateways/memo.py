"""A letter as MeMo, the format of Digital Post: one header, one body, one document."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from cms.pushes.gateways.base import Message

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
VERSION = "1.1"


def memo_of(message: Message, cvr: str) -> bytes:
    """The MeMo message from an authority (CVR) to a person (CPR), as XML."""
    root = Element("memo:Message", {"xmlns:memo": NAMESPACE, "memoVersion": VERSION})
    header = SubElement(root, "memo:MessageHeader")
    _texts(
        header,
        messageType="DIGITALPOST",
        messageUUID=str(message.key),
        label=message.subject,
        mandatory="true",
        legalNotification="false",
    )
    sender = SubElement(header, "memo:Sender")
    _texts(sender, senderID=cvr, idType="CVR", label=message.sender)
    recipient = SubElement(header, "memo:Recipient")
    _texts(recipient, recipientID=message.to, idType="CPR")
    body = SubElement(root, "memo:MessageBody")
    _texts(body, createdDateTime=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    document = SubElement(body, "memo:MainDocument")
    file = SubElement(document, "memo:File")
    _texts(
        file,
        encodingFormat="text/html",
        filename="besked.html",
        language=message.language,
        content=base64.b64encode(message.html.encode()).decode(),
    )
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, f"memo:{name}").text = text
