"""For each declared action what somebody does in the admin who tries it on one owner.

An attempt returns all the answers that it got. An action without an attempt fails the matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_script_prefix, reverse

from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner
from cms.staff.people import roles_for
from tests.acceptance.library.matrix.world import World, edit_address, filled_form

Answers = list[HttpResponse]
Run = Callable[[World, Client, Owner], Answers]


@dataclass(frozen=True)
class Attempt:
    """One thing to try. A reading one succeeds when the owner's mark is shown; another when it
    has changed what is stored. Some things only some kinds of owner have.
    """

    action: Action
    run: Run
    reads: bool = False
    kinds: frozenset[str] = frozenset({"national", "municipality", "company", "vendor"})

    def __str__(self) -> str:
        """For messages."""
        return f"{self.action.value}: {self.run.__name__}"


ATTEMPTS: list[Attempt] = []


def attempt(
    action: Action, *, reads: bool = False, kinds: Iterable[str] = ()
) -> Callable[[Run], Run]:
    """Put a function among the attempts at an action."""

    def put(run: Run) -> Run:
        more = {"kinds": frozenset(kinds)} if kinds else {}
        ATTEMPTS.append(Attempt(action, run, reads, **more))
        return run

    return put


MUNICIPAL = ["municipality"]
EDITING = ["national", "municipality"]
PARTNERS = ["company", "vendor"]


@attempt(Action.READ, reads=True)
def look_at_a_draft(world: World, client: Client, owner: Owner) -> Answers:
    """Open the draft's page of facts."""
    inspected = client.get(edit_address(world.drafts[owner.slug], "inspect"))
    return [inspected, *_at_their_door(client, "mend", world.drafts[owner.slug])]


@attempt(Action.READ, reads=True)
def look_for_a_draft_in_the_list(world: World, client: Client, owner: Owner) -> Answers:
    """Search among the items of its type."""
    address = edit_address(world.drafts[owner.slug]).split("/edit/")[0]
    return [client.get(f"{address}/", {"q": "kendeord"}), client.get(reverse("partners:home"))]


@attempt(Action.WRITE)
def write_a_draft(world: World, client: Client, owner: Owner) -> Answers:
    """Send the form with another title."""
    draft = world.drafts[owner.slug]
    words = {draft.declaration.title_field: "En ny titel"}
    return [_sent(world, client, draft), *_at_their_door(client, "mend", draft, words)]


@attempt(Action.WRITE)
def write_something_new(world: World, client: Client, owner: Owner) -> Answers:
    """Send the form for a new item, with this owner chosen."""
    draft = world.drafts[owner.slug]
    form = _form(world, draft) | {
        draft.declaration.title_field: "Noget nyt",
        "slug": "noget-nyt",
        "owner": str(owner.pk),
    }
    namespace = f"wagtailsnippets_{draft._meta.app_label}_{draft._meta.model_name}"
    there = f"{reverse('partners:write', args=[draft.type_name])}?for={owner.slug}"
    return [client.post(reverse(f"{namespace}:add"), form), client.post(there, form)]


@attempt(Action.SUBMIT, kinds=["company"])
def send_something_in(world: World, client: Client, owner: Owner) -> Answers:
    """Send the draft to a municipality."""
    return _at_their_door(client, "send", world.drafts[owner.slug], {"municipalities": "hjemby"})


@attempt(Action.SUBMIT, kinds=PARTNERS)
def stop_showing_something(world: World, client: Client, owner: Owner) -> Answers:
    """Take it down everywhere."""
    return _at_their_door(client, "stop", world.internal[owner.slug], {"sure": "1"})


@attempt(Action.REVIEW, reads=True, kinds=EDITING)
def look_at_what_was_sent_in(world: World, client: Client, owner: Owner) -> Answers:
    """Open the list, and what waits."""
    key = world.submissions[owner.slug].pk
    answers = [
        client.get(reverse("editor_submissions")),
        client.get(reverse("editor_submission", args=[key])),
        client.get(reverse("editor_submission_preview", args=[key])),
    ]
    # The preview stands in a municipality's portal; what is asked next does not.
    clear_script_prefix()
    return answers


@attempt(Action.REVIEW, kinds=EDITING)
def send_something_back(world: World, client: Client, owner: Owner) -> Answers:
    """Answer what waits."""
    address = reverse("editor_submission_answer", args=[world.submissions[owner.slug].pk])
    return [client.post(address, {"answer": "return", "comment": "Ret det"})]


@attempt(Action.PUBLISH, kinds=["national"])
def start_a_release(world: World, client: Client, owner: Owner) -> Answers:
    """Collect drafts that go out together."""
    return [client.post(reverse("editor_releases"), {"name": "Nyt"})]


@attempt(Action.PUBLISH)
def publish_a_draft(world: World, client: Client, owner: Owner) -> Answers:
    """Send the form with the button that publishes."""
    return [_sent(world, client, world.drafts[owner.slug], **{"action-publish": "1"})]


@attempt(Action.PUBLISH)
def take_something_down(world: World, client: Client, owner: Owner) -> Answers:
    """Unpublish what is live."""
    return [client.post(edit_address(world.internal[owner.slug], "unpublish"))]


@attempt(Action.PUBLISH)
def delete_a_draft(world: World, client: Client, owner: Owner) -> Answers:
    """Delete for good."""
    return [client.post(edit_address(world.drafts[owner.slug], "delete"))]


@attempt(Action.CURATE, kinds=MUNICIPAL)
def take_in_what_is_offered(world: World, client: Client, owner: Owner) -> Answers:
    """Press the shelf's button."""
    assert world.offered
    address = f"{reverse('editor_shelf_choose')}?kommune={owner.slug}"
    return [client.post(address, {"do": f"take {world.offered.pk}"})]


@attempt(Action.CURATE, kinds=MUNICIPAL)
def write_own_words(world: World, client: Client, owner: Owner) -> Answers:
    """Say something else over a shared item's title."""
    assert world.offered
    item = world.offered
    address = reverse("editor_overlay", args=[item.type_name, item.pk])
    words = {item.declaration.overridable[0]: "På vores måde"}
    return [client.post(f"{address}?kommune={owner.slug}", words)]


@attempt(Action.WRITE, kinds=EDITING)
def begin_on_a_translation(world: World, client: Client, owner: Owner) -> Answers:
    """Save a draft in English of the owner's own item."""
    return [client.post(in_english(world, owner), {"do": "save", "title": "Draft"})]


@attempt(Action.PUBLISH, kinds=EDITING)
def show_a_translation(world: World, client: Client, owner: Owner) -> Answers:
    """Show readers of English the owner's own item."""
    return [client.post(in_english(world, owner), {"do": "show", "title": "Shown"})]


def in_english(world: World, owner: Owner) -> str:
    """The screen for the owner's draft in English."""
    item = world.drafts[owner.slug]
    address = reverse("editor_translation", args=[item.type_name, item.pk, "en"])
    return f"{address}?for={owner.slug}"


@attempt(Action.TARGET, kinds=EDITING)
def make_an_audience(world: World, client: Client, owner: Owner) -> Answers:
    """Send the form for a new audience of this owner's."""
    form = {"name": "nyt-publikum", "owner": str(owner.pk), "labels_da": "Et nyt publikum"}
    return [client.post(reverse("personalisation_audiences_new"), form)]


@attempt(Action.TARGET, kinds=EDITING)
def delete_an_audience(world: World, client: Client, owner: Owner) -> Answers:
    """Delete one of the owner's."""
    key = world.audiences[owner.slug].name
    return [client.post(reverse("personalisation_audiences_delete", args=[key]))]


@attempt(Action.COMPOSE, kinds=EDITING)
def start_a_page(world: World, client: Client, owner: Owner) -> Answers:
    """Press the button for an empty page."""
    return [client.post(f"{reverse('editor_page_new')}?kommune={owner.slug}")]


@attempt(Action.COMPOSE, kinds=EDITING, reads=True)
def look_at_a_page(world: World, client: Client, owner: Owner) -> Answers:
    """Open its form, and see it as it will be."""
    names = ("editor_page", "editor_page_preview")
    return [client.get(reverse(name, args=[world.pages[owner.slug].pk])) for name in names]


@attempt(Action.COMPOSE, kinds=EDITING)
def delete_a_page(world: World, client: Client, owner: Owner) -> Answers:
    """Delete it."""
    return [client.post(reverse("editor_page_delete", args=[world.pages[owner.slug].pk]))]


@attempt(Action.DRESS, kinds=MUNICIPAL)
def change_the_look(world: World, client: Client, owner: Owner) -> Answers:
    """Save a draft of the theme."""
    address = reverse("editor_appearance_of", args=[owner.slug])
    form = world.forms.setdefault(address, filled_form(world.chief, address, "form[enctype]"))
    return [client.post(address, form | {"name": "Et nyt tema"})]


@attempt(Action.MANAGE_SITE, kinds=MUNICIPAL)
def write_about_privacy(world: World, client: Client, owner: Owner) -> Answers:
    """Change the words about citizens' data."""
    address = f"{reverse('editor_site_privacy')}?kommune={owner.slug}"
    return [client.post(address, {"privacy_text": "Nye ord"})]


@attempt(Action.MANAGE_SITE, kinds=MUNICIPAL)
def ask_for_two_pairs_of_eyes(world: World, client: Client, owner: Owner) -> Answers:
    """Switch the rule on."""
    address = reverse("editor_submission_rules", args=[owner.slug])
    return [client.post(address, {"two_eyes": "on"})]


@attempt(Action.MANAGE_SITE, reads=True, kinds=MUNICIPAL)
def read_about_privacy(world: World, client: Client, owner: Owner) -> Answers:
    """Open the form that holds them."""
    return [client.get(f"{reverse('editor_site_privacy')}?kommune={owner.slug}")]


@attempt(Action.MANAGE_KEYS, kinds=MUNICIPAL)
def make_a_key(world: World, client: Client, owner: Owner) -> Answers:
    """Make a key for the web team."""
    form = {"name": "Forsiden", "scopes": ["read"], "a_minute": "60", "a_day": "1000"}
    return [client.post(f"{reverse('editor_keys_make')}?kommune={owner.slug}", form)]


@attempt(Action.MANAGE_KEYS, kinds=MUNICIPAL)
def let_a_website_read(world: World, client: Client, owner: Owner) -> Answers:
    """Put a website on the list."""
    address = f"{reverse('editor_keys_origin')}?kommune={owner.slug}"
    return [client.post(address, {"origin": "https://www.example.dk"})]


@attempt(Action.SEARCH_WORDS, kinds=EDITING)
def let_words_mean_the_same(world: World, client: Client, owner: Owner) -> Answers:
    """Send the form for a new group."""
    address = f"{reverse('editor_search_same')}?ejer={owner.slug}"
    return [client.post(address, {"words": "cv, levnedsbeskrivelse", "language": ""})]


@attempt(Action.SEARCH_WORDS, kinds=EDITING)
def recommend_something(world: World, client: Client, owner: Owner) -> Answers:
    """Send the form for a new recommendation."""
    address = f"{reverse('editor_search_recommendations')}?ejer={owner.slug}"
    return [client.post(address, {"phrases": "cv"})]


@attempt(Action.EXCHANGE, reads=True, kinds=EDITING)
def take_everything_home(world: World, client: Client, owner: Owner) -> Answers:
    """Export all that the owner has."""
    return [client.get(f"{reverse('editor_export_json')}?ejer={owner.slug}")]


@attempt(Action.EXCHANGE, kinds=EDITING)
def send_a_file(world: World, client: Client, owner: Owner) -> Answers:
    """Have a file checked, which keeps it."""
    name = world.drafts[owner.slug].type_name
    file = SimpleUploadedFile("fil.csv", b"slug\nnoget\n", "text/csv")
    form = {"file": file, "type_name": name, "publishes": "drafts"}
    return [client.post(f"{reverse('editor_moving')}?ejer={owner.slug}", form)]


@attempt(Action.MANAGE_PEOPLE)
def invite_somebody(world: World, client: Client, owner: Owner) -> Answers:
    """Send the invitation as the first role that this kind of owner has."""
    names = {"first_name": "Ny", "last_name": "Person", "email": "ny@x.example"}
    form = {**names, "role": _role_for_the_first(owner)}
    return [client.post(f"{reverse('editor_people')}?ejer={owner.slug}", form)]


@attempt(Action.READ_LOG, reads=True)
def read_the_history(world: World, client: Client, owner: Owner) -> Answers:
    """Search it, and take it along as a file."""
    address = reverse("editor_history")
    asked = {"label": "kendeord", "owner": owner.pk}
    return [client.get(address, asked), client.get(address, {"export": "csv"})]


@attempt(Action.MEET_CITIZENS, reads=True, kinds=MUNICIPAL)
def look_at_a_citizen(world: World, client: Client, owner: Owner) -> Answers:
    """In the list, by search, and on the citizen's own page."""
    address = f"{reverse('editor_citizens')}?kommune={owner.slug}"
    known = Citizen.objects.get(issuer="kendt", subject=owner.slug)
    return [
        client.get(address),
        client.post(address, {"words": "kendeord"}),
        client.get(reverse("editor_citizen", args=[known.pk])),
    ]


def _at_their_door(
    client: Client, view: str, item: Item, data: dict[str, str] | None = None
) -> Answers:
    """The same at the companies' and vendors' own page, which has no other owners' items."""
    address = reverse(f"partners:{view}", args=[item.type_name, item.pk])
    return [client.post(address, data) if data else client.get(address)]


def _role_for_the_first(owner: Owner) -> str:
    """The role that lets in an owner's first person."""
    roles = roles_for(owner)
    return next((name for name, role in roles.items() if role.given_by_nation), next(iter(roles)))


def _form(world: World, item: Item) -> dict[str, str]:
    address = edit_address(item)
    if address not in world.forms:
        selector = "form[data-edit-form]"
        # The form's script counts the blocks; a browser without any would send none.
        blocks = {f"{name}-count": "0" for name in item.declaration.fields_of("blocks")}
        world.forms[address] = blocks | filled_form(world.chief, address, selector)
    return world.forms[address]


def _sent(world: World, client: Client, item: Item, **more: str) -> HttpResponse:
    form = _form(world, item) | {item.declaration.title_field: "En ny titel"} | more
    return client.post(edit_address(item), form)
