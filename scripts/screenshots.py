"""Photographs the running demo on phone and desktop into docs/pictures. `make screenshots`."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.steps import ROOT, shown

PICTURES = ROOT / "docs" / "pictures"
PORT = os.environ.get("PORT", "8000")
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
THEMED = ("thisted", "aarhus", "koebenhavn", "vejen", "odense")
PAGES = {
    "national": f"http://localhost:{PORT}/",
    **{name: f"http://{name}.localhost:{PORT}/" for name in THEMED},
}


def main() -> int:
    """Photograph every page in both sizes; the demo must be running."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, address in PAGES.items():
            for size in SIZES:
                with shown(f"{name} on {size}"):
                    photograph(browser, address, size, PICTURES / f"{name}-{size}.png")
        browser.close()
    return 0


def photograph(browser: Browser, address: str, size: str, picture: Path) -> None:
    """Open a page as a stranger does and keep what is seen before scrolling."""
    width, height = SIZES[size]
    with browser.new_context(
        viewport={"width": width, "height": height}, locale="da-DK", reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        answer = page.goto(address)
        if answer is None or not answer.ok:
            raise SystemExit(f"{address} does not answer well. Is `make demo` running?")
        page.screenshot(path=picture)


if __name__ == "__main__":
    sys.exit(main())
