"""What the demo's people have been told: a few messages in each inbox."""

from __future__ import annotations

from cms.citizens.models import Citizen
from cms.demo.files import folder, read_rows
from cms.pushes.services import push


def load_pushes() -> int:
    """Tell those who have a story what stands in the fixtures, once; returns how many."""
    rows = read_rows(folder("people", "pushes.yaml"))
    for row in rows:
        citizen = Citizen.objects.get(subject=row["subject"])
        values = {name: str(text) for name, text in row.get("values", {}).items()}
        push(citizen, row["kind"], key=row["key"], values=values)
    return len(rows)
