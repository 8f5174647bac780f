"""The demo's items in other languages: every row of the files stands, and a bad row is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from cms.demo.files import read_rows
from cms.demo.library import BadFixture
from cms.demo.translations import load_translations
from cms.history.models import HistoryEntry
from cms.library.block_texts import texts_of
from cms.library.models import Translation
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.library.translation_states import TranslationState, standings_of
from cms.library.translations import plain, translation_of, written_in
from cms.municipalities.models import Municipality

FILES = sorted(Path(django_settings.FIXTURES_DIR).rglob("translations/*.yaml"))
# Enough for somebody who reads little Danish to find her way.
LEAST = {"ar": 25, "en": 18, "ru": 10, "pl": 1}

VIDEO = {"type": "guidance_video", "slug": "digital-post", "values": {"title": "Digital Post"}}
BLOCKS: list[Any] = [
    "<p>Fire trin.</p>",
    "Steps",
    ["One", "Two", "Three", "Four"],
    {"heading": "You need", "text": "An hour"},
]


def course(description: object) -> dict[str, Any]:
    values = {"description": description}
    return {"type": "course", "slug": "cv-vaerksted", "values": values}


def item_of(row: dict[str, Any]) -> Any:
    with everything("a test reads every owner's items"):
        return item_models()[row["type"]].objects.get(slug=row["slug"])


def translation_for(path: Path, row: dict[str, Any]) -> tuple[Translation, Any]:
    item = item_of(row)
    place = path.parent.parent.name
    municipality = Municipality.objects.filter(slug=place).exclude(pk=item.owner_id).first()
    return translation_of(item, municipality, path.stem), item


def test_every_row_stands_in_another_language_than_its_item(nation: Path) -> None:
    rows = [(path, row) for path in FILES for row in read_rows(path)]
    assert len(rows) == Translation.objects.count()
    for path, row in rows:
        translation, item = translation_for(path, row)
        assert translation.pk, f"{path}: {row['slug']} isn't loaded"
        assert translation.language != written_in(item)
        assert translation.is_shown is row.get("shown", True)
        assert set(translation.values) == set(row["values"])
        for name in item.declaration.fields_of("blocks"):
            assert_every_block_is_said(item, name, translation)


def assert_every_block_is_said(item: Any, name: str, translation: Translation) -> None:
    if name not in translation.values:
        return
    said, original = texts_of(translation.values[name]), texts_of(plain(item, name))
    assert list(said) == list(original)
    same = {text for place, text in said.items() if text == original[place]}
    assert not same, f"{item.slug}: {same}"


def test_an_editor_meets_every_state(nation: Path) -> None:
    states = {found.state for found in standings_of(Translation.objects.all())}
    # What is missing altogether is no row.
    assert states == set(TranslationState) - {TranslationState.MISSING}


def test_there_is_enough_to_read_and_a_municipalitys_own_words(nation: Path) -> None:
    shown = Counter(Translation.objects.filter(is_shown=True).values_list("language", flat=True))
    assert all(shown[language] >= least for language, least in LEAST.items()), shown
    courses = Translation.objects.filter(language="ar", item__type_name="course", is_shown=True)
    assert courses.count() >= 6
    own = Translation.objects.exclude(municipality=None)
    assert [(one.municipality.slug, one.language) for one in own if one.municipality] == [
        ("odense", "ar")
    ]


def test_loading_again_changes_nothing(nation: Path) -> None:
    entries, before = HistoryEntry.objects.count(), states_now()
    load_translations()
    assert states_now() == before
    assert HistoryEntry.objects.count() == entries


def states_now() -> list[tuple[int, str, str]]:
    found = standings_of(Translation.objects.order_by("pk"))
    return [(one.translation.pk, one.translation.language, str(one.state)) for one in found]


def in_english(settings: Any, folder: Path, *rows: dict[str, Any]) -> None:
    """Let the demo's files be these rows alone."""
    import yaml

    place = folder / "library" / "translations"
    place.mkdir(parents=True)
    (place / "en.yaml").write_text(yaml.safe_dump(list(rows)), encoding="utf-8")
    settings.FIXTURES_DIR = folder


# A row, where the error says it is, and what it says.
BAD: list[tuple[dict[str, Any], str, str]] = [
    (VIDEO | {"slug": "digital-pots"}, "digital-pots", '"digital-post"'),
    (VIDEO | {"type": "film"}, "digital-post", "film"),
    (VIDEO | {"slug": "first-steps-in-denmark"}, "first-steps-in-denmark", "“en”"),
    (VIDEO | {"values": {"titel": "x"}}, "digital-post · titel", "title"),
    (VIDEO | {"values": {"duration": "5"}}, "digital-post · duration", "summary"),
    (VIDEO | {"values": {"title": "x" * 121}}, "digital-post · title", "120"),
    (VIDEO | {"show": False}, "digital-post", '"shown"'),
    (VIDEO | {"before": {"body": "x"}}, "digital-post · body", "“before”"),
    (course("x"), "cv-vaerksted · description", "the words of each block"),
    (
        course(BLOCKS[:3]),
        "cv-vaerksted · description",
        'block 4, "heading" says nothing; the original: Det skal du bruge',
    ),
    (
        course([*BLOCKS[:2], ["One"], BLOCKS[3]]),
        "cv-vaerksted · description",
        "block 3, row 2 says nothing",
    ),
    (course([*BLOCKS, "More"]), "cv-vaerksted · description", "block 5 has no place"),
]


def test_every_bad_row_is_told_at_once_by_file_item_and_field(
    nation: Path, settings: Any, tmp_path: Path
) -> None:
    before = list(Translation.objects.values_list("pk", "values", "changed_at"))
    in_english(settings, tmp_path / "files", VIDEO, *(row for row, _where, _why in BAD))
    with pytest.raises(BadFixture) as caught:
        load_translations()
    lines = str(caught.value).splitlines()[1:]
    assert len(lines) == len(BAD)
    for line, (_row, where, why) in zip(lines, BAD, strict=True):
        assert line.startswith(f"  library/translations/en.yaml · {where}: "), line
        assert why in line, line
    assert list(Translation.objects.values_list("pk", "values", "changed_at")) == before


def test_a_municipality_translates_only_what_it_can_show(
    nation: Path, settings: Any, tmp_path: Path
) -> None:
    in_english(settings, tmp_path / "files")
    place = tmp_path / "files" / "municipalities" / "thisted" / "translations"
    place.mkdir(parents=True)
    row = "- {type: activity, slug: sprogcafe-vollsmose, values: {title: Café}}\n"
    (place / "en.yaml").write_text(row, encoding="utf-8")
    with pytest.raises(BadFixture, match="isn't shared with Thisted"):
        load_translations()


def test_blocks_keep_their_kinds_and_addresses(nation: Path, settings: Any, tmp_path: Path) -> None:
    in_english(settings, tmp_path / "files", course(BLOCKS))
    load_translations()
    translation, item = translation_for(
        tmp_path / "files" / "library" / "x" / "en.yaml", course(BLOCKS)
    )
    said = translation.values["description"]
    assert [block["type"] for block in said] == ["paragraph", "heading", "list", "fact"]
    assert list(texts_of(said).values())[:3] == ["<p>Fire trin.</p>", "Steps", "One"]
    assert plain(item, "description")[1]["value"] == "Trinene"
