"""Point 7: a theme whose contrast fails can't be published, and the colour proposed passes.

A logo with a script in it is cleaned; a 50 MB "png" that is none is refused. Seen from outside:
through the screen that an administrator uses and the portal that citizens see.
"""

import html
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.municipalities.models import User

SCREEN = "/admin/udseende/thisted/"
FIELD = re.compile(r"<(?:input|option)\b[^>]*>")
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script>'
    b'<rect width="9" height="9" fill="#0B5A66" onclick="alert(1)"/></svg>'
)


@pytest.fixture
def administrator(nation: Path) -> Client:
    """Thisted's administrator, logged in."""
    client = Client()
    client.force_login(User.objects.get(username="thisted-administrator"))
    return client


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def form_of(page: str) -> dict[str, object]:
    """What the page's form would send as it stands."""
    form = page[page.index('id="look-form"') : page.index("</form>")]
    tags = [
        tag for tag in FIELD.findall(form) if attribute(tag, "type") not in {"file", "checkbox"}
    ]
    values: dict[str, object] = {
        attribute(tag, "name"): attribute(tag, "value") for tag in tags if attribute(tag, "name")
    }
    chosen = next(tag for tag in tags if tag.startswith("<option") and " selected" in tag)
    return values | {"elevation": attribute(chosen, "value")}


def sent(client: Client, **changes: object) -> str:
    """Change the form and send it; what the screen then says."""
    values = form_of(client.get(SCREEN).content.decode())
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(SCREEN, values | changed, follow=True).content.decode()


def front_page() -> tuple[str, str]:
    """Thisted's front page as a citizen gets it, and its theme's rules."""
    citizen = Client(headers={"host": "thisted.localhost"})
    page = citizen.get("/").content.decode()
    address = re.search(r"/tema/[0-9a-f]+\.css", page)
    assert address
    return page, citizen.get(address[0]).content.decode()


def test_too_little_contrast_is_not_published_and_the_proposal_passes(
    administrator: Client,
) -> None:
    _page, before = front_page()
    refused = sent(administrator, colours__primary="#D9A400", action="publish")
    assert "ikke udgivet" in refused
    assert "4,5:1" in refused
    assert front_page()[1] == before

    proposal = re.search(r'name="use" value="colours-primary=(#[0-9A-F]{6})"', refused)
    assert proposal
    sent(administrator, use=f"colours-primary={proposal[1]}")
    assert "er udgivet" in sent(administrator, action="publish")
    assert f"--primary: {proposal[1]};" in front_page()[1]


def test_a_logo_with_a_script_is_cleaned(administrator: Client) -> None:
    said = sent(administrator, mark=SimpleUploadedFile("logo.svg", LOGO), action="publish")
    assert "&lt;script&gt;" in said
    address = re.search(r'/media/appearance/[^"]+\.svg', front_page()[0])
    assert address
    logo = b"".join(Client(headers={"host": "thisted.localhost"}).get(address[0]))
    assert b"#0B5A66" in logo
    assert b"script" not in logo
    assert b"onclick" not in logo


def test_fifty_megabytes_that_are_no_picture_are_refused(administrator: Client) -> None:
    before = front_page()
    false = SimpleUploadedFile("logo.png", b"MZ" + bytes(50 * 1024 * 1024), "image/png")
    said = sent(administrator, mark=false, action="publish")
    assert "logo.png" in said
    assert "50 MB" in said
    assert "er ikke et billede" in said
    assert front_page() == before
