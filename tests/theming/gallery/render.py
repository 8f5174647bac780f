"""Renders the gallery of every theme and takes pictures of it, to be looked at.

``python tests/theming/gallery/render.py [folder] [theme …]`` writes pages and pictures.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import django
import yaml
from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.utils import translation

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

from cms.theming import THEMES_FOLDER, Theme, css, derive, read_theme, theme_slugs  # noqa: E402
from cms.theming.drawings import DRAWINGS, ICONS, names  # noqa: E402
from cms.theming.rules import joined, parts  # noqa: E402

SIZES = {"phone": (390, 844), "desktop": (1360, 1000)}
DERIVED = {"derived-0773": ("0773", "Morsø Kommune"), "derived-0265": ("0265", "Roskilde Kommune")}
LANGUAGES = {"da": "Dansk", "en": "English", "ar": "العربية", "ru": "Русский"}


def configure() -> None:
    """Just enough of Django to render templates."""
    if settings.configured:
        return
    settings.configure(
        USE_I18N=True,
        LANGUAGE_CODE="da",
        LOCALE_PATHS=[str(ROOT / "cms" / "portal" / "locale")],
        STATIC_URL="static/",
        INSTALLED_APPS=["django.contrib.staticfiles"],
    )
    django.setup()


def templates() -> DjangoTemplates:
    """The gallery's own pages on the base theme's templates."""
    tags = {"portal": "cms.portal.templatetags.portal"}
    return DjangoTemplates(
        {
            "NAME": "gallery",
            "DIRS": [HERE / "templates", THEMES_FOLDER / "base" / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {
                "libraries": {
                    **tags,
                    "static": "django.templatetags.static",
                    "i18n": "django.templatetags.i18n",
                }
            },
        }
    )


def portal_of(theme: Theme, language: str, sample: dict[str, Any]) -> dict[str, Any]:
    """What base.html expects, with made-up contents."""
    return {
        "theme": theme,
        "theme_css_url": f"{theme.slug}.css",
        "stylesheet_url": "rules.css",
        "language": {"code": language, "direction": sample["direction"]},
        "home_url": "#",
        "search_url": "#",
        "help_url": "#",
        "rooms": sample["rooms"],
        "languages": [
            {"code": code, "label": label, "url": "#", "current": code == language}
            for code, label in LANGUAGES.items()
        ],
        "profile": {"name": "Karoline", "url": "#", "logout_url": "#"},
    }


def render(out: Path, theme: Theme) -> Iterator[str]:
    """Writes the theme's pages; yields their names."""
    samples = yaml.safe_load((HERE / "sample.yaml").read_text(encoding="utf-8"))
    backend = templates()
    (out / f"{theme.slug}.css").write_text(css(theme), encoding="utf-8")
    files = parts(THEMES_FOLDER / "base" / "static" / "portal" / "css")
    rules = joined(files, lambda name: f"static/portal/{name}")
    (out / "rules.css").write_text(rules, encoding="utf-8")
    for language, sample in samples.items():
        with translation.override(language):
            for page in ("page", "parts", "drawings"):
                context = {
                    "portal": portal_of(theme, language, sample),
                    "sample": sample,
                    "facets": {"groups": sample["facet_groups"], "active": sample["active"]},
                    "pagination": {"number": 2, "count": 5, "previous_url": "#", "next_url": "#"},
                    "breadcrumb": [{"text": sample["title"], "url": "#"}, {"text": "CV"}],
                    "drawings": names(DRAWINGS),
                    "icons": names(ICONS),
                }
                name = f"{theme.slug}-{language}-{page}"
                html = backend.get_template(f"gallery/{page}.html").render(context)
                (out / f"{name}.html").write_text(html, encoding="utf-8")
                yield name


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder over HTTP on a free port of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def all_themes(wanted: list[str]) -> list[Theme]:
    """The themes of the folder and two derived ones, or only those wanted."""
    themes = {slug: read_theme(THEMES_FOLDER, slug) for slug in theme_slugs() if slug != "base"}
    themes |= {slug: derive(*who) for slug, who in DERIVED.items()}
    return [theme for slug, theme in themes.items() if not wanted or slug in wanted]


def photograph(address: str, out: Path, pages: list[str]) -> None:
    """One picture per page and size."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        chromium = shutil.which("chromium")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size, (width, height) in SIZES.items():
            view = browser.new_page(viewport={"width": width, "height": height})
            for page in pages:
                view.goto(f"{address}/{page}.html")
                view.screenshot(
                    path=out / f"{page}-{size}.png", full_page="drawings" in page or "parts" in page
                )
        browser.close()


def main() -> None:
    """Renders, serves and photographs."""
    configure()
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ".runtime/gallery").resolve()
    out.mkdir(parents=True, exist_ok=True)
    link = out / "static"
    if not link.exists():
        link.symlink_to(THEMES_FOLDER / "base" / "static")
    pages = [page for theme in all_themes(sys.argv[2:]) for page in render(out, theme)]
    with served(out) as address:
        photograph(address, out, pages)
    sys.stdout.write(f"{len(pages)} pages in {out}\n")


if __name__ == "__main__":
    main()
