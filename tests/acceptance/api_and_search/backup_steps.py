"""What the test of backup and restore does in a process of an operator; each gives JSON.

python -m tests.acceptance.api_and_search.backup_steps <step> <file> ...
"""

import json
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGES = ("/thisted/", "/aarhus/", "/thisted/soeg/?q=samtale", "/koebenhavn/kurser/")
SAID = "SAID"


def kept(backup: str) -> dict[str, Any]:
    """Back up; what the backup says of itself, and how some pages look."""
    from django.core.management import call_command

    call_command("back_up", backup)
    return {"manifest": manifest(backup), "pages": pages()}


def manifest(backup: str) -> dict[str, Any]:
    """Rows and hash of each table, and the hash of each upload."""
    with zipfile.ZipFile(backup) as archive:
        found = json.loads(archive.read("manifest.json"))
    return {"tables": found["tables"], "media": found["media"]}


def pages() -> dict[str, list[Any]]:
    """The state and headings of some pages."""
    from django.test import Client

    client, found = Client(SERVER_NAME="localhost"), {}
    for path in PAGES:
        answer = client.get(path)
        headings = re.findall(r"<h[1-4][^>]*>(.*?)</h", answer.content.decode(), re.S)
        found[path] = [answer.status_code, *headings]
    return found


def restored(again: str) -> dict[str, Any]:
    """After a restore: everything as it was, and then whether the tables can be worked with."""
    found = kept(again)
    return found | {"number": new_number(), "guarded": guarded_logs()}


def new_number() -> int:
    """The number that a new row gets."""
    from cms.municipalities.models import User

    return int(User.objects.create(username="somebody-new").pk)


def guarded_logs() -> dict[str, bool]:
    """Of each log with rows in it: whether the database refuses to change them."""
    from django.db import IntegrityError, connection

    from cms.rights.guards import guarded

    found = {}
    for table in guarded():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
            if not cursor.fetchone()[0]:
                continue
            try:
                cursor.execute(f"UPDATE {table} SET id = id")  # noqa: S608
                found[table] = False
            except IntegrityError:
                found[table] = True
    return found


def refused(backup: str, damaged: str, again: str) -> dict[str, Any]:
    """Restore what may not be: without --replace, and a damaged one; then look what is there."""
    said = {"not empty": refusal(backup), "damaged": refusal(damaged, replace=True)}
    return {"said": said, "manifest": back_up_again(again)}


def refusal(backup: str, **options: Any) -> str:
    """Why a restore is refused; "" where it isn't."""
    from django.core.management import CommandError, call_command

    try:
        call_command("restore", backup, **options)
    except CommandError as reason:
        return str(reason)
    return ""


def replaced(backup: str, again: str) -> dict[str, Any]:
    """Restore over what is there, on purpose: it has changed since."""
    from django.core.management import call_command

    new_number()
    call_command("restore", backup, replace=True)
    return {"manifest": back_up_again(again)}


def back_up_again(again: str) -> dict[str, Any]:
    """What a backup made now says of itself."""
    from django.core.management import call_command

    Path(again).unlink(missing_ok=True)
    call_command("back_up", again)
    return manifest(again)


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    step.__name__: step for step in (kept, restored, refused, replaced)
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    import django

    django.setup()
    print(SAID + json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
