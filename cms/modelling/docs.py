"""A page per content type, for editors and API users, written from the declarations."""

from __future__ import annotations

from pathlib import Path

from cms.declarations import Catalogue, ContentType, FieldDeclaration
from cms.declarations.names import camel, plural

SHARING = {
    "mandatory": "shown by every municipality",
    "on_by_default": "shown unless a municipality leaves it out",
    "offered": "a municipality takes it in",
    "private": "the owner's own",
}


def write_docs(catalogue: Catalogue, folder: Path) -> int:
    """Write `<type>.md` for each type and remove pages of types that are gone; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in folder.glob("*.md"):
        if page.stem not in catalogue.content_types:
            page.unlink()
    for name, declared in catalogue.content_types.items():
        (folder / f"{name}.md").write_text(page_of(declared), encoding="utf-8")
    return len(catalogue.content_types)


def page_of(declared: ContentType) -> str:
    """The page of one type, as Markdown."""
    label = (declared.labels.en or declared.labels.da).many.capitalize()
    settings = declared.settings
    capabilities = ", ".join(declared.capabilities) or "none"
    lines = [
        f"# {label}",
        "",
        f"Written by `content docs` from `content_models/{declared.name}.yaml`: edit that file.",
        "",
        f"- List: `/{settings.path}/`, item: `/{settings.path}/<slug>/`",
        f"- Owners: {', '.join(settings.owners)}. A new item is: {SHARING[settings.sharing]}.",
        *(["- Says who its owner is; its page shows all the owner's"] * settings.introduces_owner),
        f"- Capabilities: {capabilities}",
        f"- GraphQL type `{declared.class_name}`, list `{camel(plural(declared.name))}`, one "
        f"`{camel(declared.name)}(slug: …)`; schema.org `{settings.schema_org}`",
        "",
        "| Field | Kind | In Danish | | In search |",
        "|---|---|---|---|---|",
        *(_row(name, field) for name, field in declared.fields.items()),
        "",
    ]
    return "\n".join(lines)


def _row(name: str, field: FieldDeclaration) -> str:
    notes = [
        word
        for word, holds in (
            ("required", field.required),
            ("filter", field.facet),
            ("municipalities may write their own", field.overridable),
            (f"for {field.access}s", field.access != "public"),
            (f"**goes** ({field.deprecated and field.deprecated.notice})", field.deprecated),
        )
        if holds
    ]
    kind: str = field.kind
    if field.vocabulary or field.to:
        kind += f" ({field.vocabulary or field.to})"
    weight = f"weight {field.search.weight}" if field.search else ""
    return f"| `{name}` | {kind} | {field.label.da} | {', '.join(notes)} | {weight} |"
