"""The pages of the local identity provider. They load nothing but their own style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from cms.demo.identity_provider_people import LEVELS, PEOPLE, Person

LABEL = "Prøve-login, ikke MitID"
LEVEL_LABELS = {
    "low": "Lav (bliver afvist)",
    "substantial": "Betydelig",
    "high": "Høj",
}

STYLE = """
:root { color-scheme: light; --ink: #1d2733; --quiet: #4d5a68; --line: #8a97a5; --paper: #f4f6f8;
  --sign: #ffe9b8; --press: #1c4f82; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.5 system-ui, sans-serif; }
main { max-inline-size: 36rem; margin-inline: auto; padding: 1.5rem 1rem 4rem; }
.label { display: inline-block; margin: 0; padding: .25rem .9rem; border-radius: 2rem;
  background: var(--sign); font-weight: 700; }
h1 { font-size: 1.75rem; line-height: 1.2; margin-block: 1rem .5rem; }
h2 { font-size: 1.2rem; margin-block: 0 .5rem; }
p { margin-block: 0 1rem; }
.quiet { color: var(--quiet); }
form { margin: 0; }
.people { display: grid; gap: .75rem; padding: 0; margin-block: 1.5rem; list-style: none; }
button { font: inherit; cursor: pointer; min-block-size: 48px; border-radius: 12px; }
.person { inline-size: 100%; padding: .9rem 1.1rem; text-align: start; background: #fff;
  border: 2px solid var(--line); color: inherit; }
.person strong { display: block; font-size: 1.2rem; }
.person:hover { border-color: var(--press); background: #eaf2fa; }
.own { display: grid; gap: .75rem; padding: 1.1rem; background: #fff; border-radius: 12px; }
label { font-weight: 600; display: grid; gap: .3rem; }
input, select { font: inherit; min-block-size: 48px; padding: .4rem .8rem; background: #fff;
  border: 2px solid var(--line); border-radius: 10px; color: inherit; inline-size: 100%; }
.main-action { background: var(--press); color: #fff; border: 0; font-weight: 700; }
.cancel { background: none; border: 0; color: var(--press); text-decoration: underline;
  padding: 0; margin-block-start: 1rem; }
.error { border-inline-start: 5px solid #b3261e; padding-inline-start: .8rem; }
:focus-visible { outline: 3px solid #b3541e; outline-offset: 3px; }
"""


def _page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – {LABEL}</title>"
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="style.css"></head>'
        f'<body><main><p class="label">{LABEL}</p><h1>{escape(title)}</h1>{content}</main></body>'
        f"</html>"
    )


def choose_page(
    asked: Mapping[str, str],
    problem: str = "",
    *,
    people: Iterable[Person] = PEOPLE,
    is_open: bool = True,
) -> str:
    """Whom do you want to log in as? `asked` is the client's own question, carried along.

    `is_open`: one can also be somebody who is not on the list.
    """
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in asked.items()
    )
    listed = "".join(f"<li>{_person(person)}</li>" for person in people)
    error = f'<p class="error" role="alert">{escape(problem)}</p>' if problem else ""
    own = f'<form method="post" class="own">{hidden}{_own()}</form>' if is_open else ""
    return _page(
        "Vælg hvem du vil logge ind som",
        "<p>Her prøver du portalen. Ingen af personerne findes i virkeligheden, "
        "og du skal ikke bruge en kode.</p>"
        f'{error}<form method="post">{hidden}<ul class="people">{listed}</ul></form>'
        f"{own}"
        f'<form method="post">{hidden}<button class="cancel" name="cancel" value="1">'
        "Gå tilbage uden at logge ind</button></form>",
    )


def _person(person: Person) -> str:
    return (
        f'<button class="person" name="person" value="{escape(person.subject)}">'
        f"<strong>{escape(person.name)}</strong> "
        f'<span class="quiet">{escape(person.about)}</span></button>'
    )


def _own() -> str:
    levels = "".join(
        f'<option value="{level}"{" selected" if level == "substantial" else ""}>'
        f"{LEVEL_LABELS[level]}</option>"
        for level in LEVELS
    )
    return (
        "<h2>Eller vær en helt anden</h2>"
        '<label>Navn<input name="name" required maxlength="80" autocomplete="off"></label>'
        f'<label>Hvor sikkert logger du ind?<select name="level">{levels}</select></label>'
        '<button class="main-action">Log ind</button>'
    )


def problem_page(description: str) -> str:
    """Something about the request is wrong, and we can't send anybody back with it."""
    return _page(
        "Det gik ikke",
        f'<p class="error">{escape(description)}</p>'
        "<p>Gå tilbage til portalen, og begynd forfra.</p>",
    )


def goodbye_page() -> str:
    """Logged out, with nowhere to go on to."""
    return _page("Du er logget ud", "<p>Du kan lukke siden nu.</p>")
