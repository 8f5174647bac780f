"""A small world made from the declarations: items of every type, owner and sharing."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale

from cms.declarations import FieldDeclaration, current
from cms.library.models import Item, ItemTerm, Overlay, ShelfChoice, Term, Translation
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.library.translations import translatable
from cms.media.models import Captions, Video
from cms.municipalities.models import Company, Municipality, Owner, Vendor, national_owner
from tests.support.sites import opened

START = datetime(2026, 11, 22, 8, 30, 15, 999_999, tzinfo=UTC)
WORDS = (
    'Æbler og pærer "citat" \\ skråstreg',
    "Jobsamtalen – sådan gør du",
    "Лестница вверх",
    "مرحبا بكم",
    "100 % dækket {af} 'alt'",
    "Linje et\nlinje to\tmed tabulator",
    "<b>Ikke HTML</b> & mere",
    "😀 Godt gået",
)
BLOCKS = [
    {"type": "heading", "value": "Kom i gang"},
    {"type": "paragraph", "value": '<p>Se <a href="https://example.org">her</a></p>'},
    {"type": "list", "value": ["Første", "Anden"]},
    {"type": "fact", "value": {"heading": "Vidste du", "text": "Det er gratis"}},
    {"type": "quote", "value": {"text": "Det gik godt", "source": "Anna"}},
]


@dataclass
class World:
    """What was made."""

    municipalities: list[Municipality]
    items: dict[str, list[Item]] = field(default_factory=dict)
    captioned: Video | None = None


def make_world(chance: random.Random, each: int = 8) -> World:
    """Two municipalities and `each` items of every declared type, drafts and private ones too."""
    locale, _made = Locale.objects.get_or_create(language_code="da")
    terms = make_terms()
    world = World(
        [municipality("0787", "thisted", "Thisted"), municipality("0751", "aarhus", "Århus")]
    )
    owners: list[Owner] = [
        national_owner(),
        *world.municipalities,
        Company.objects.create(slug="bageren", name="Bageren & søn"),
        Vendor.objects.create(slug="laering", name="Læring ApS"),
    ]
    files = make_files()
    world.captioned = files["video"]
    with everything("tests make items of all owners"):
        for type_name, model in ordered_models():
            world.items[type_name] = [
                make_item(chance, model, number, owners, locale, terms, files, world)
                for number in range(each)
            ]
    make_choices(chance, world)
    make_translations(chance, world)
    return world


def read_world() -> World:
    """The world that stands in the database."""
    here = [Municipality.objects.get(slug=slug) for slug in ("thisted", "aarhus")]
    items = {
        type_name: list(model.objects.everything("tests read all").order_by("pk"))
        for type_name, model in ordered_models()
    }
    return World(here, items, Video.objects.get())


def municipality(code: str, slug: str, name: str) -> Municipality:
    """One municipality, its site open."""
    return opened(Municipality.objects.create(code=code, slug=slug, name=name))


def ordered_models() -> list[tuple[str, type[Item]]]:
    """Types that others refer to come first."""
    models = item_models()
    placed: list[str] = []

    def place(name: str) -> None:
        if name in placed:
            return
        for reference in models[name].declaration.fields_of("reference").values():
            if reference.to != name:
                place(str(reference.to))
        placed.append(name)

    for name in models:
        place(name)
    return [(name, models[name]) for name in placed]


def make_terms() -> dict[str, list[Term]]:
    """Every declared term, by vocabulary."""
    for name, vocabulary in current().vocabularies.items():
        Term.objects.bulk_create(
            Term(
                vocabulary=name,
                slug=term.slug,
                labels=term.labels.model_dump(exclude_none=True),
                uri=term.uri or "",
                position=position,
            )
            for position, term in enumerate(vocabulary.terms)
        )
    return {name: list(Term.objects.filter(vocabulary=name)) for name in current().vocabularies}


def make_files() -> dict[str, Any]:
    """One picture, film and document, as rows; their files are never opened."""
    video = Video.objects.create(
        title="Filmen", type="video", file="media/filmen.mp4", duration=65.7, thumbnail="p/å.jpg"
    )
    for language in ("da", "ar"):
        Captions.objects.create(video=video, language=language, file=f"captions/{language}.vtt")
    image = get_image_model().objects.create(
        title="Billedet", file="original_images/billedet.jpg", width=640, height=480
    )
    document = get_document_model()(title="Bilaget")
    document.file.save("bilag.txt", ContentFile(b"tekst"))
    return {"video": video, "image": image, "file": document}


def make_item(
    chance: random.Random,
    model: type[Item],
    number: int,
    owners: list[Owner],
    locale: Locale,
    terms: dict[str, list[Term]],
    files: dict[str, Any],
    world: World,
) -> Item:
    """One item with a value in nearly every field."""
    declaration = model.declaration
    owner = chance.choice([o for o in owners if o.kind in declaration.settings.owners])
    values: dict[str, Any] = {}
    marks: dict[str, list[Any]] = {}
    for name, declared in declaration.fields.items():
        if not declared.required and chance.random() < 0.2:
            continue
        if declared.kind == "terms":
            known = terms[str(declared.vocabulary)]
            marks[name] = chance.sample(known, min(len(known), chance.randint(0, 3)))
        elif declared.kind == "reference":
            others = world.items.get(str(declared.to), [])
            chosen = chance.sample(others, min(len(others), chance.randint(0, 3)))
            if declared.many:
                marks[name] = chosen
            else:
                values[name] = chosen[0] if chosen else None
        else:
            values.update(value_of(chance, name, declared, files))
    values[declaration.title_field] = f"{chance.choice(WORDS)[:80]} {number}"
    item = model(
        slug=f"{declaration.name.replace('_', '-')}-{number}",
        owner=owner,
        locale=locale,
        sharing=sharing_of(chance, owner),
        live=chance.random() < 0.9,
        first_published_at=START + timedelta(hours=chance.randint(0, 3)),
        **values,
    )
    item.lent_to = chance.sample(world.municipalities, chance.randint(0, 2))
    item.save()
    for name, chosen in marks.items():
        getattr(item, name).set(chosen)
    item.save()
    ItemTerm.refresh(item)
    return item


def sharing_of(chance: random.Random, owner: Owner) -> str:
    """A sharing that the owner may choose."""
    possible = [
        Sharing.ON_BY_DEFAULT,
        Sharing.OFFERED,
        Sharing.LENT,
        Sharing.PRIVATE,
        Sharing.ON_BY_DEFAULT,
    ]
    return chance.choice([*possible, Sharing.MANDATORY] if owner.kind == "national" else possible)


def value_of(
    chance: random.Random, name: str, declared: FieldDeclaration, files: dict[str, Any]
) -> dict[str, Any]:
    """A value of a field's kind, in its columns."""
    text = chance.choice(WORDS)[: declared.max_length or 200]
    moment = START + timedelta(hours=chance.randint(-500, 500), microseconds=chance.randint(0, 9))
    values: dict[str, Any] = {
        "text": text,
        "rich_text": f"<p>{text}</p><ul><li>Et</li></ul>",
        "blocks": chance.sample(BLOCKS, chance.randint(0, len(BLOCKS))),
        "choice": chance.choice(list(declared.choices or {"": None})),
        "number": Decimal(chance.randint(1, 50)) if declared.decimals else chance.randint(1, 50),
        "money": Decimal(chance.randint(0, 99_999)) / 100,
        "duration": chance.randint(1, 600),
        "date": moment.date(),
        "date_time": moment,
        "place": f"Storegade {chance.randint(1, 9)}, Byen",
        "link": f"https://example.org/{chance.randint(1, 9)}?a=b&c=d",
        "language": chance.choice(["da", "en", "ar"]),
        "drawing": chance.choice(["people", ""]),
        **files,
    }
    found = {name: values[declared.kind]}
    if declared.kind == "place" and chance.random() < 0.8:
        found[f"{name}_latitude"] = 56 + chance.random()
        found[f"{name}_longitude"] = 9 + chance.random()
    return found


def moment(chance: random.Random) -> datetime | None:
    """A limit of a period: none, or a moment that is clearly over or to come."""
    days = chance.choice([None, None, -3, -1, 1, 3])
    return None if days is None else timezone.now() + timedelta(days=days)


def make_choices(chance: random.Random, world: World) -> None:
    """Taken, left out, pinned and local words, at random, of both municipalities."""
    for items in world.items.values():
        for item in items:
            for municipality in world.municipalities:
                if chance.random() < 0.5:
                    ShelfChoice.objects.create(
                        municipality=municipality,
                        item_id=item.pk,
                        taken=chance.choice([True, True, False, None]),
                        holds_from=moment(chance),
                        holds_until=moment(chance),
                        pinned=chance.random() < 0.3,
                        order=chance.choice([None, 1, 2, 3]),
                    )
                own = item.declaration.overridable
                if own and chance.random() < 0.4:
                    names = chance.sample(own, chance.randint(1, len(own)))
                    values = {name: f"{municipality.name}: {name} 'egne' ord" for name in names}
                    Overlay.objects.create(
                        municipality=municipality, item_id=item.pk, values=values
                    )


def make_translations(chance: random.Random, world: World) -> None:
    """Some items in English and Arabic, by the owner and by municipalities, some not yet shown."""
    for items in world.items.values():
        for item in items:
            for municipality in (None, *world.municipalities):
                for language in ("en", "ar"):
                    if chance.random() < 0.3:
                        translate(chance, item, municipality, language)


def translate(
    chance: random.Random, item: Item, municipality: Municipality | None, language: str
) -> None:
    """Some of an item's words in a language."""
    possible = translatable(item.declaration)
    names = chance.sample(possible, chance.randint(1, len(possible)))
    who = municipality.name if municipality else "Owner"
    Translation.objects.create(
        item_id=item.pk,
        municipality=municipality,
        language=language,
        values={name: in_other_words(chance, item, name, f"{language} {who}") for name in names},
        is_shown=chance.random() < 0.8,
    )


def in_other_words(chance: random.Random, item: Item, name: str, mark: str) -> Any:
    """Something that may stand in the field, told apart by the mark."""
    match item.declaration.fields[name].kind:
        case "blocks":
            return [{"type": "heading", "value": mark}, *chance.sample(BLOCKS, 2)]
        case "rich_text":
            return f"<p>{mark} {chance.choice(WORDS)}</p>"
    return f"{mark} {chance.choice(WORDS)}"
