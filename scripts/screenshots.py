"""Photographs the demo on phone and desktop into docs/pictures. `make screenshots`."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.demo import prepare
from scripts.rule_visits import build_rule, read_reason, try_rule
from scripts.servers import free_port, serving
from scripts.steps import ROOT, RUNTIME, shown
from scripts.visits import MUNICIPALITIES, log_in, log_in_editor

PICTURES = ROOT / "docs" / "pictures"
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
# Letters and pictures are there, and what was fetched for the first look has come.
SETTLED = """async () => {
  await document.fonts.ready
  await Promise.allSettled([...document.images].map((one) => one.decode()))
}"""
THEMED = ("thisted", "aarhus", "koebenhavn", "vejen", "odense")

# A name for the picture, and how to get to what is in it from the shared front page's address.
Visit = Callable[[Page, int], object]


def main() -> int:
    """Serve a copy of the demo and photograph every visit in both sizes."""
    prepare()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        runtime = Path(folder) / "runtime"
        shutil.copytree(RUNTIME, runtime, ignore=shutil.ignore_patterns("tests"))
        port, identity_port = free_port(), free_port()
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        with (
            serving(runtime, port, identity_port),
            playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser,
        ):
            for name, visit in visits().items():
                for size in SIZES:
                    with shown(f"{name} on {size}"):
                        photograph(browser, size, PICTURES / f"{name}-{size}.png", visit, port)
    return 0


def visits() -> dict[str, Visit]:
    """What to photograph."""
    chosen: dict[str, Visit] = {
        "national": lambda page, port: page.goto(f"http://localhost:{port}/"),
        "search": lambda page, port: page.goto(home("thisted", port) + "soeg/?q=samtale"),
        "admin": lambda page, port: log_in_editor(
            page, f"http://localhost:{port}", "national-redaktoer", "jobunivers-demo"
        ),
    }
    chosen["rule-whom"] = lambda page, port: build_rule(page, home("aarhus", port))
    chosen["rule-trial"] = lambda page, port: try_rule(page, home("aarhus", port))
    chosen["rule-reason"] = lambda page, port: read_reason(page, home("thisted", port))
    for municipality in THEMED:
        chosen[municipality] = front_page(municipality)
    for person, municipality in MUNICIPALITIES.items():
        chosen[person.removeprefix("demo-")] = personal_page(person, municipality)
    return chosen


def front_page(municipality: str) -> Visit:
    """A municipality's front page as a stranger sees it."""
    return lambda page, port: page.goto(home(municipality, port))


def personal_page(person: str, municipality: str) -> Visit:
    """The page that one of the demo's people meets after logging in."""
    return lambda page, port: log_in(page, home(municipality, port), person)


def home(municipality: str, port: int) -> str:
    """The address of a municipality's front page."""
    return f"http://{municipality}.localhost:{port}/"


def photograph(browser: Browser, size: str, picture: Path, visit: Visit, port: int) -> None:
    """Make one visit with cookies of its own, and keep what is seen before scrolling."""
    width, height = SIZES[size]
    with browser.new_context(
        viewport={"width": width, "height": height}, locale="da-DK", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        visit(page, port)
        page.wait_for_load_state()
        page.evaluate(SETTLED)
        page.screenshot(path=picture)


if __name__ == "__main__":
    sys.exit(main())
