"""Seven owners, each with drafts, people and settings that carry the owner's own mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from cms.citizens.models import Citizen
from cms.exchange.models import BatchState, ImportBatch
from cms.history.services import record
from cms.library.documents import document_fields
from cms.library.models import Item
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.municipalities.models import Company, Municipality, Owner, User, Vendor, national_owner
from cms.municipalities.roles import ROLES, plain
from cms.pages.models import ComposedPage
from cms.personalisation.models import Audience
from cms.sites.models import SiteDetails
from cms.staff.access import collection_of, welcome
from cms.staff.history import GIVEN
from cms.submissions.models import Submission
from tests.support.sites import opened

CITIZEN, VISITOR = "citizen", "visitor"
ACTORS = (*ROLES, CITIZEN, VISITOR)
PASSWORD = "en-lang-kode-til-proever"


@dataclass
class World:
    """The owners by slug, and what each of them has."""

    owners: dict[str, Owner] = field(default_factory=dict)
    drafts: dict[str, Item] = field(default_factory=dict)
    internal: dict[str, Item] = field(default_factory=dict)
    documents: dict[str, AbstractDocument] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    pages: dict[str, ComposedPage] = field(default_factory=dict)
    submissions: dict[str, Submission] = field(default_factory=dict)
    offered: Item | None = None
    chief: Client = field(default_factory=Client)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def home(self) -> Owner:
        """The municipality in which the municipal roles, the citizen and the visitor are."""
        return self.owners["hjemby"]

    def own(self, actor: str) -> Owner | None:
        """Whom the actor works for."""
        if actor not in ROLES:
            return None
        kind = ROLES[actor].owner_kind
        return next(owner for owner in self.owners.values() if owner.kind == kind)


def mark(owner: Owner) -> str:
    """A word that stands in everything of this owner's and in nothing of anybody else's."""
    return f"kendeord-{owner.slug}-kendeord"


def make_world() -> World:
    """Make the owners and their secrets. The first of each kind is the one that actors work for."""
    world = World()
    for owner in make_owners():
        world.owners[owner.slug] = owner
        fill(world, owner)
    with everything("the nation offers something to take in"):
        world.offered = make_item(national_owner(), "Et tilbud til alle", "offered", live=True)
    chief = User.objects.create_superuser("chef", "chef@x.example", PASSWORD)
    world.chief.force_login(chief)
    return world


def make_owners() -> Iterator[Owner]:
    """The nation, and two of each other kind."""
    yield national_owner()
    for slug, code in (("hjemby", "9001"), ("naboby", "9002")):
        yield opened(Municipality.objects.create(slug=slug, name=slug.title(), code=code))
    for kind, slugs in ((Company, ("bageriet", "smedjen")), (Vendor, ("skolen", "kurserne"))):
        for slug in slugs:
            yield kind.objects.create(slug=slug, name=slug.title())


def fill(world: World, owner: Owner) -> None:
    """Give the owner something of everything, each with the owner's mark."""
    with everything("tests make items of all owners"):
        world.drafts[owner.slug] = make_item(owner, f"Udkast {mark(owner)}", "private", live=False)
        world.internal[owner.slug] = make_item(owner, f"Intern {mark(owner)}", "private", live=True)
        world.documents[owner.slug] = attach_document(world.drafts[owner.slug])
    if owner.kind in {"national", "municipality"}:
        ImportBatch.objects.create(
            owner=plain(owner), file_name=f"{mark(owner)}.csv", state=BatchState.UNDONE
        )
        world.submissions[owner.slug] = send_in(world.drafts[owner.slug])
        # A template of the nation's is for all to start from; its drafts are not.
        page = ComposedPage(
            owner=plain(owner), title=f"Side {mark(owner)}", slug=f"side-{owner.slug}", live=False
        )
        page.save()
        page.save_revision()
        world.pages[owner.slug] = page
        world.audiences[owner.slug] = Audience.objects.create(
            name=f"publikum-{owner.slug}",
            owner=plain(owner),
            # The nation's audiences are for all to use.
            labels={"da": "Alle" if owner.kind == "national" else f"Publikum {mark(owner)}"},
            rule={"all": []},
        )
    if owner.kind == "municipality":
        Citizen.objects.create(
            municipality_id=owner.pk, issuer="kendt", subject=owner.slug, display_name=mark(owner)
        )
    SiteDetails.objects.filter(municipality_id=owner.pk).update(privacy_text=mark(owner))
    role = next(name for name, one in ROLES.items() if one.owner_kind == owner.kind)
    person = User.objects.create_user(
        f"ansat-{owner.slug}", f"{owner.slug}@x.example", PASSWORD, first_name=mark(owner)
    )
    welcome(person, role, owner)
    record(plain(owner), GIVEN, title=mark(owner), after={"role": role})


def send_in(draft: Item) -> Submission:
    """The owner's draft waits for the owner's people."""
    return Submission.objects.create(
        item_id=draft.pk,
        target_id=draft.owner_id,
        revision_id=draft.latest_revision_id,
        sender="Ansat",
        sent_at=timezone.now(),
    )


def make_item(owner: Owner, title: str, sharing: str, *, live: bool) -> Item:
    """An item of a type that this kind of owner may have, with all that its form demands."""
    model = next(
        model
        for model in item_models().values()
        if owner.kind in model.declaration.settings.owners
        and (document_fields(model) or owner.kind not in {"national", "municipality"})
    )
    values = {
        name: value_for(declared.kind)
        for name, declared in model.declaration.fields.items()
        if declared.required and declared.kind in VALUES
    }
    values[model.declaration.title_field] = title
    item = model(owner=plain(owner), sharing=sharing, live=live, **values)
    item.save()
    item.save_revision()
    return item


VALUES: dict[str, Any] = {
    "text": "Noget tekst",
    "rich_text": "<p>Noget tekst</p>",
    "language": "da",
    "link": "https://example.org/",
    "date": "2030-01-01",
    "date_time": "2030-01-01T10:00:00Z",
    "duration": 30,
    "number": 1,
    "place": "Storegade 1",
}


def value_for(kind: str) -> Any:
    """Something for a required field."""
    return VALUES[kind]


def attach_document(draft: Item) -> AbstractDocument:
    """A document in the collection of the draft's owner; on the draft, where its type has one."""
    owner = draft.owner
    # The nation's media are for all to choose from.
    title = "Bilag" if owner.kind == "national" else f"Bilag {mark(owner)}"
    document: AbstractDocument = get_document_model()(title=title, collection=collection_of(owner))
    document.file.save("bilag.txt", ContentFile(mark(owner).encode()))
    for name in document_fields(type(draft)):
        setattr(draft, name, document)
        draft.save()
    return document


def client_of(world: World, actor: str) -> Client:
    """A browser in which the actor is logged in."""
    client = Client()
    if actor == CITIZEN:
        citizen = Citizen.objects.create(
            municipality_id=world.home.pk, issuer="proeve", subject="1", display_name="Karla"
        )
        session = client.session
        session["citizen_id"] = citizen.pk
        session.save()
        client.cookies["sessionid"] = str(session.session_key)
    elif actor != VISITOR:
        user = User.objects.create_user(f"proeve-{actor}", f"{actor}@x.example", PASSWORD)
        welcome(user, actor, world.own(actor) or world.home)
        client.force_login(user)
    return client


def filled_form(client: Client, address: str, selector: str) -> dict[str, Any]:
    """What a browser would send of a form, as somebody sees it who may see everything."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    form = page.select_one(selector)
    assert isinstance(form, Tag), f"{address} has no {selector}"
    return dict(fields_of(form))


def fields_of(form: Tag) -> Iterator[tuple[str, Any]]:
    """Names and values of the fields that a browser would send."""
    for one in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(one["name"]), one.get("type")
        if kind in {"file", "submit", "button"} or one.has_attr("disabled"):
            continue
        if kind in {"checkbox", "radio"}:
            if one.has_attr("checked"):
                yield name, one.get("value", "on")
        elif one.has_attr("multiple"):
            yield name, [option.get("value", "") for option in one.select("option[selected]")]
        elif one.name == "select":
            chosen = one.select_one("option[selected]") or one.select_one("option")
            yield name, chosen.get("value", "") if chosen else ""
        elif one.name == "textarea":
            yield name, one.get_text().removeprefix("\n")
        else:
            yield name, one.get("value", "")


def edit_address(item: Item, view: str = "edit") -> str:
    """The editors' view of an item."""
    namespace = f"wagtailsnippets_{item._meta.app_label}_{item._meta.model_name}"
    return reverse(f"{namespace}:{view}", args=[item.pk])
