"""A theme may replace a template; nobody else's pages change by it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from cms.appearance import themes as appearance_themes
from cms.library.scope import active
from cms.library.scopes import Shelf
from cms.municipalities.models import Municipality
from cms.theming import ThemeStore

NOTICE = "components/notice.html"


def notice_of(theme: str) -> str:
    with active(Shelf(Municipality(name="Fjordby", code="0999", theme=theme))):
        return render_to_string(NOTICE, {"text": "Hej"})


@pytest.fixture
def fjordby(
    themes: Path, write_theme: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A theme with a notice of its own; returns its templates' folder."""
    write_theme("name: Fjordby\n")
    write_theme("name: Nabo\n", "nabo")
    monkeypatch.setattr(appearance_themes, "STORE", ThemeStore(themes, look_again_after=0))
    folder = themes / "fjordby" / "templates"
    (folder / "components").mkdir(parents=True)
    (folder / NOTICE).write_text("<p>Fjordby siger {{ text }}</p>", encoding="utf-8")
    return folder


def test_the_themes_own_template_is_used(fjordby: Path) -> None:
    assert notice_of("fjordby") == "<p>Fjordby siger Hej</p>"


def test_other_municipalities_keep_the_shared_one(fjordby: Path) -> None:
    before = notice_of("nabo")
    notice_of("fjordby")
    assert notice_of("nabo") == before == notice_of("")
    assert 'class="notice"' in before
    assert render_to_string(NOTICE, {"text": "Hej"}) == before


def test_an_included_part_is_replaced_too(fjordby: Path) -> None:
    (fjordby / "components" / "facts.html").write_text("FJORD", encoding="utf-8")
    card = {"title": "T", "url": "/", "facts": [{"text": "x"}]}
    with active(Shelf(Municipality(name="Fjordby", code="0999", theme="fjordby"))):
        assert "FJORD" in render_to_string("components/card.html", {"card": card})


def test_a_name_that_leads_out_of_the_folder_is_not_found(fjordby: Path) -> None:
    from django.template import TemplateDoesNotExist

    with (
        active(Shelf(Municipality(name="Fjordby", code="0999", theme="fjordby"))),
        pytest.raises(TemplateDoesNotExist),
    ):
        render_to_string("../../base/theme.yaml")
