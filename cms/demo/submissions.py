"""What the demo's companies have sent in, and what one municipality has answered."""

from __future__ import annotations

from typing import Any

from cms.demo.files import folder, read_rows
from cms.exchange.importer import import_items
from cms.library.models import Item
from cms.municipalities.models import Municipality, User
from cms.submissions.services import send_back, submit


def load_submissions() -> int:
    """Send in what hasn't been sent before; returns how many items wait for somebody."""
    rows = read_rows(folder("companies", "submissions.yaml"))
    return sum(_send(row) for row in rows)


def _send(row: dict[str, Any]) -> bool:
    slug = row["item"]["slug"]
    known = Item.objects.everything("the demo sends each item in once").filter(slug=slug)
    if known.filter(type_name=row["type"]).exists():
        return False
    (item,) = import_items(row["type"], [row["item"]])
    user = User.objects.get(username=row["sent_by"])
    item.save_revision(user=user, clean=False)
    targets = Municipality.objects.filter(code__in=row["to"])
    sent = submit(item, targets, user, comment=row.get("comment", ""))
    if answer := row.get("returned"):
        reviewer = User.objects.get(username=answer["by"])
        first = next(one for one in sent if reviewer.groups.filter(name__contains=one.target.slug))
        send_back(first, reviewer, answer["comment"])
    return True
