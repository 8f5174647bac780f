"""A theme file is read strictly: each mistake with file, line, reason and a way out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cms.theming import Role, ThemeError, UnknownThemeError, read_theme
from cms.theming.pictures import is_drawing

Write = Callable[..., Path]


def problems_of(folder: Path, slug: str = "fjordby") -> list[str]:
    with pytest.raises(ThemeError) as caught:
        read_theme(folder, slug)
    return [str(problem) for problem in caught.value.problems]


def test_what_a_theme_leaves_out_comes_from_base(themes: Path, write_theme: Write) -> None:
    write_theme('name: Fjordby Kommune\ncolours:\n  primary: "#004455"\nradius:\n  card: 3\n')
    theme, base = read_theme(themes, "fjordby"), read_theme(themes, "base")
    assert theme.colours[Role.PRIMARY] == "#004455"
    assert theme.colours[Role.ACCENT] == base.colours[Role.ACCENT]
    assert theme.numbers["radius.card"] == 3
    assert theme.numbers["radius.hero"] == base.numbers["radius.hero"]
    assert theme.wordmark == "Fjordby Kommune"
    assert theme.mark == base.mark


def test_a_role_may_name_another_role_and_follows_the_change(
    themes: Path, write_theme: Write
) -> None:
    write_theme('name: Fjordby\ncolours:\n  primary: "#112233"\n')
    assert read_theme(themes, "fjordby").colours[Role.HERO] == "#112233"


def test_a_theme_inherits_through_another(themes: Path, write_theme: Write) -> None:
    write_theme('name: Kysten\ncolours:\n  third: "#224466"\n', "kysten")
    write_theme("name: Fjordby\ninherits: kysten\n")
    theme = read_theme(themes, "fjordby")
    assert theme.colours[Role.THIRD] == "#224466"
    assert [folder.name for folder in theme.folders] == ["fjordby", "kysten", "base"]


def test_every_mistake_is_told_at_once_with_its_line(themes: Path, write_theme: Write) -> None:
    file = write_theme(
        "name: Fjordby\n"
        "colors:\n"
        '  primary: "#112233"\n'
        "colours:\n"
        '  primry: "#112233"\n'
        "  accent: blue\n"
        "radius:\n"
        "  card: 900\n"
        "  crad: 4\n"
        "mark: ../other/mark.svg\n"
    )
    told = problems_of(themes)
    assert len(told) == 6
    assert f"{file}:2: colors: is not a token. Did you mean 'colours'?" in told
    assert f"{file}:5: colours.primry: is not a colour role. Did you mean 'primary'?" in told
    assert any(line.startswith(f"{file}:6: colours.accent: 'blue': not a colour") for line in told)
    assert any(line.startswith(f"{file}:8: radius.card: '900'") for line in told)
    assert f"{file}:9: radius.crad: is not a token. Did you mean 'card'?" in told
    assert any(line.startswith(f"{file}:10: mark:") for line in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no keys"),
        ("- a\n- b\n", "holds no keys"),
        ("name: [\n", "is not valid YAML"),
        ("wordmark: Fjordby\n", "name: is missing"),
        ("name: A\nname: B\n", "is written twice, first on line 1"),
        ("name: A\ncolours: red\n", "colours"),
        ("name: A\ncolours:\n  primary: 112233\n", "should be a valid string"),
        ("name: A\ninherits: natonal\n", "no theme 'natonal'"),
        ("name: A\ninherits: ../base\n", "no theme '../base'"),
        ("name: A\ninherits: fjordby\n", "goes in a circle: fjordby → fjordby"),
        ("name: A\ncolours:\n  text: hero\n  hero: text\n", "goes in a circle: text → hero → text"),
        ("name: A\nmark: missing.svg\n", "missing.svg cannot be read"),
        ("name: A\nelevation: high\n", "elevation"),
    ],
)
def test_mistakes(themes: Path, write_theme: Write, text: str, told: str) -> None:
    write_theme(text)
    assert told in "\n".join(problems_of(themes))


def test_a_file_that_is_not_utf_8(themes: Path, write_theme: Write) -> None:
    write_theme("").write_bytes("name: Kølby".encode("latin-1"))
    assert "is not UTF-8 text. Save it as UTF-8." in problems_of(themes)[0]


@pytest.mark.parametrize("slug", ["thsited", "../base", "", "Base"])
def test_an_unknown_theme_is_refused(themes: Path, slug: str) -> None:
    with pytest.raises(UnknownThemeError):
        read_theme(themes, slug)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ('<rect onclick="alert(1)"/>', "the attribute onclick"),
        ('<rect style="fill:red"/>', "the attribute style"),
        ('<path fill="url(http://x.dk)"/>', "not a theme colour"),
        ('<path fill="var(--prmary)"/>', "not a theme colour"),
        ('<image href="http://x.dk/a.png"/>', "holds <image>"),
        ("<path>", "is not well-formed"),
    ],
)
def test_a_drawing_that_may_not_stand_in_a_page(
    themes: Path, write_theme: Write, body: str, told: str
) -> None:
    file = write_theme("name: Fjordby\nmark: mark.svg\n")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{body}</svg>'
    (file.parent / "mark.svg").write_text(svg, encoding="utf-8")
    assert told in problems_of(themes)[0]
    assert problems_of(themes)[0].startswith(f"{file}:2: mark:")


def test_a_mark_may_have_colours_of_its_own(themes: Path, write_theme: Write) -> None:
    file = write_theme("name: Fjordby\nmark: mark.svg\n")
    (file.parent / "mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs>'
        '<linearGradient id="a"><stop stop-color="#FF0000"/></linearGradient></defs>'
        '<path fill="url(#a)" d="M0 0h9"/></svg>',
        encoding="utf-8",
    )
    mark = read_theme(themes, "fjordby").mark
    assert mark == file.parent / "mark.svg"
    assert not is_drawing(mark)


def test_a_picture_is_told_by_its_content(themes: Path, write_theme: Write) -> None:
    file = write_theme("name: Fjordby\nhero: hero.png\n")
    (file.parent / "hero.png").write_bytes(b"MZ no picture")
    assert "is not what its name says" in problems_of(themes)[0]
    (file.parent / "hero.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    assert read_theme(themes, "fjordby").hero.name == "hero.png"
