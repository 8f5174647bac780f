"""An editor of Vejen can neither see nor change, by any way in, what is Thisted's (point 7)."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from modelcluster.models import get_all_child_relations

from cms.exchange.exporter import export_item
from cms.library.models import Item, Term
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.media.models import Captions, Video
from cms.municipalities.models import Owner, User, national_owner
from cms.staff.access import collection_of

pytestmark = pytest.mark.django_db
SECRET = "Hemmeligt udkast fra Thisted"
# Views of one object that take only its key.
OBJECT_VIEWS = (
    "edit",
    "inspect",
    "delete",
    "history",
    "usage",
    "unpublish",
    "lock",
    "unlock",
    "workflow_history",
    "preview_on_edit",
    "collect_workflow_action_data",
)
REVISION_VIEWS = ("revisions_view", "revisions_revert", "revisions_unschedule")


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's editor, logged in. Wagtail registers its views when its addresses are first read."""
    reverse("wagtailadmin_home")
    client = Client()
    client.force_login(User.objects.get(username="vejen-redaktoer"))
    return client


@pytest.fixture
def drafts(nation: Path) -> dict[str, Item]:
    """An unpublished item of Thisted's in every type that municipalities own, by type."""
    thisted = Owner.objects.get(slug="thisted")
    made: dict[str, Item] = {}
    with everything("test data"):
        for name, model in item_models().items():
            if "municipality" not in model.declaration.settings.owners:
                continue
            item = model.objects.filter(live=True).first()
            item.pk = item.id = item.item_ptr_id = None
            item.slug, item.owner, item.live, item.sharing = (
                "thisteds-udkast",
                thisted,
                False,
                "private",
            )
            item.translation_key = uuid.uuid4()
            item.latest_revision = item.live_revision = None
            setattr(item, model.declaration.title_field, SECRET)
            item.save()
            item.save_revision()
            made[name] = model.objects.get(slug="thisteds-udkast")
    return made


def address(item: Item, view: str, *more: Any) -> str | None:
    """A view of Wagtail's for this item, or None where the type hasn't got it."""
    viewset = type(item).snippet_viewset  # type: ignore[attr-defined]
    try:
        return reverse(viewset.get_url_name(view), args=[item.pk, *more])
    except NoReverseMatch:
        return None


def is_refused(response: HttpResponse) -> bool:
    """Not there, forbidden, or sent back to the editors' front page."""
    if response.status_code == 302:
        return response.headers["Location"].rstrip("/") in ("/admin", "")
    return response.status_code in (403, 404, 405)


def stored(item: Item) -> dict[str, Any]:
    """The whole item as it is in the database."""
    with everything("a test compares"):
        fresh = type(item).objects.get(pk=item.pk)
        return export_item(fresh) | {
            "locked": fresh.locked,
            "revisions": fresh.revisions.count(),
            "title": str(fresh),
        }


def assert_refused(response: HttpResponse, item: Item, before: dict[str, Any], what: str) -> None:
    """Refused, nothing changed, nothing leaked."""
    assert is_refused(response), f"{what}: {response.status_code}"
    assert SECRET not in response.content.decode(errors="ignore"), what
    assert stored(item) == before, what


def test_no_view_of_one_object_opens_or_changes_it(vejen: Client, drafts: dict[str, Item]) -> None:
    """GET and POST of each of Wagtail's views of an object, for each type."""
    tried = 0
    for name, item in drafts.items():
        before = stored(item)
        addresses = [address(item, view) for view in OBJECT_VIEWS]
        addresses += [address(item, view, item.latest_revision_id) for view in REVISION_VIEWS]
        addresses += [address(item, "revisions_compare", "earliest", "latest")]
        for url in filter(None, addresses):
            for response in (
                vejen.get(url),
                vejen.post(url, {"action-publish": "1", "title": "X"}),
            ):
                assert_refused(response, item, before, f"{name} {url}")
                tried += 1
    assert tried >= 100


def test_lists_searches_and_choosers_do_not_show_it(vejen: Client, drafts: dict[str, Item]) -> None:
    """The list, its search and filters, and the chooser of each type."""
    for item in drafts.values():
        viewset = type(item).snippet_viewset  # type: ignore[attr-defined]
        chooser = viewset.chooser_viewset
        addresses = [
            reverse(viewset.get_url_name("list")),
            reverse(viewset.get_url_name("list")) + "?q=Hemmeligt",
            reverse(viewset.get_url_name("list")) + f"?owner={item.owner_id}",
            reverse(chooser.get_url_name("choose")),
            reverse(chooser.get_url_name("choose_results")) + "?q=Hemmeligt",
        ]
        for url in addresses:
            response = vejen.get(url)
            assert response.status_code == 200, url
            assert SECRET not in response.content.decode(), url
        chosen = vejen.get(reverse(chooser.get_url_name("chosen"), args=[item.pk]))
        assert is_refused(chosen)
        many = vejen.get(reverse(chooser.get_url_name("chosen_multiple")), {"id": item.pk})
        assert SECRET not in many.content.decode()


def test_bulk_actions_refuse_it(vejen: Client, drafts: dict[str, Item]) -> None:
    """Bulk delete by primary key."""
    for item in drafts.values():
        before = stored(item)
        url = reverse(
            "wagtail_bulk_action", args=["content_models", type(item)._meta.model_name, "delete"]
        )
        for response in (
            vejen.get(f"{url}?id={item.pk}&next=/admin/"),
            vejen.post(f"{url}?id={item.pk}&next=/admin/"),
        ):
            assert SECRET not in response.content.decode(errors="ignore")
            assert stored(item) == before


def test_bulk_delete_of_what_is_visible_but_foreign_is_refused(vejen: Client) -> None:
    """A national item can be looked at, and not deleted."""
    for name, model in item_models().items():
        if "national" not in model.declaration.settings.owners:
            continue
        item = model.objects.everything("test").filter(owner=national_owner(), live=True).first()
        if item is None:
            continue
        before = stored(item)
        url = reverse(
            "wagtail_bulk_action", args=["content_models", model._meta.model_name, "delete"]
        )
        response = vejen.post(f"{url}?id={item.pk}&next=/admin/")
        assert response.status_code in (302, 403), name
        assert stored(item) == before, name
        edit = vejen.get(address(item, "edit"))
        assert is_refused(edit), name


def test_reports_and_front_page_do_not_name_it(vejen: Client, drafts: dict[str, Item]) -> None:
    """Wagtail's reports of the whole installation, its front page and its search."""
    pages = 0
    for name in (
        "wagtailadmin_home",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:aging_pages",
        "wagtailsnippets:index",
    ):
        response = vejen.get(reverse(name))
        assert SECRET not in response.content.decode(errors="ignore"), name
        pages += response.status_code == 200
    assert pages >= 2


# A posted value that each kind of field accepts; kinds not named may be left empty.
VALUES: dict[str, Any] = {
    "text": "Skrevet i Vejen",
    "rich_text": '{"blocks":[],"entityMap":{}}',
    "link": "https://vejen.example/",
    "date_time": "2027-03-01 10:00",
    "language": "da",
}


def posted(model: type[Item], owner: Owner) -> dict[str, Any]:
    """A whole form of a type as the browser would post it, with this owner."""
    data: dict[str, Any] = {
        "owner": owner.pk,
        "sharing": "private",
        "slug": "",
        "action-publish": "1",
    }
    for name, field in model.declaration.fields.items():
        if field.kind == "blocks":
            data[f"{name}-count"] = "0"
        elif field.kind == "choice":
            data[name] = next(iter(field.choices or {}))
        elif field.kind == "terms":
            data[name] = [Term.objects.filter(vocabulary=field.vocabulary).first().pk]
        elif field.kind == "video":
            data[name] = vejens_video().pk
        elif field.kind in VALUES:
            data[name] = VALUES[field.kind]
    for formset in get_all_child_relations(model):
        data |= {
            f"{formset.get_accessor_name()}-{key}_FORMS": "0"
            for key in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
        }
    return data


def vejens_video() -> Video:
    """A film with captions in Vejen's own collection."""
    film = Video.objects.filter(title="Vejens film").first()
    if film is None:
        film = Video.objects.create(
            title="Vejens film",
            file="media/vejen.mp4",
            duration=1,
            type="video",
            collection=collection_of(Owner.objects.get(slug="vejen")),
        )
        Captions.objects.create(video=film, language="da", file="captions/vejen.vtt")
    return film


def test_a_form_post_cannot_give_an_owner(vejen: Client) -> None:
    """Naming Thisted as owner in a form that is otherwise right is refused; Vejen itself is not."""
    owners = {slug: Owner.objects.get(slug=slug) for slug in ("vejen", "thisted", "national")}
    tried = 0
    for name, model in item_models().items():
        if "municipality" not in model.declaration.settings.owners:
            continue
        add = reverse(model.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
        counted = model.objects.everything("test").count()
        for slug in ("thisted", "national"):
            response = vejen.post(add, posted(model, owners[slug]))
            assert list(response.context["form"].errors) == ["owner"], name
            assert model.objects.everything("test").count() == counted, name
        response = vejen.post(add, posted(model, owners["vejen"]))
        assert response.status_code == 302, response.context["form"].errors
        assert model.objects.everything("test").count() == counted + 1, name
        tried += 1
    assert tried >= 4


def test_a_form_post_cannot_point_at_thisteds(vejen: Client, drafts: dict[str, Item]) -> None:
    """References and media of another's are no valid choice, whatever the form posts."""
    vejens = Owner.objects.get(slug="vejen")
    hidden = Video.objects.create(
        title=SECRET,
        file="media/hidden.mp4",
        duration=1,
        type="video",
        collection=collection_of(Owner.objects.get(slug="thisted")),
    )
    shown = vejen.get(reverse("wagtailmedia:chooser")).content.decode()
    assert SECRET not in shown
    chosen = vejen.get(reverse("wagtailmedia:media_chosen", args=[hidden.pk]))
    assert SECRET not in chosen.content.decode()
    tried = 0
    for model in item_models().values():
        if "municipality" not in model.declaration.settings.owners:
            continue
        add = reverse(model.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
        for name, field in model.declaration.fields_of("reference", "video").items():
            foreign = hidden.pk if field.kind == "video" else drafts[str(field.to)].pk
            value = [foreign] if field.many else foreign
            response = vejen.post(add, posted(model, vejens) | {name: value})
            assert list(response.context["form"].errors) == [name]
            assert SECRET not in response.content.decode()
            tried += 1
    assert tried >= 2


def test_vejens_editor_can_do_the_daily_work(vejen: Client) -> None:
    """The other side: own lists are full and own forms open, so the refusals mean something."""
    opened = 0
    for model in item_models().values():
        with everything("test"):
            item = model.objects.filter(owner__slug="vejen").first()
        if item is None:
            continue
        response = vejen.get(address(item, "edit"))
        assert response.status_code == 200
        assert str(item) in response.content.decode() or re.search(
            "value=", response.content.decode()
        )
        opened += 1
    assert opened >= 3


def test_the_api_and_the_portal_do_not_show_it(drafts: dict[str, Item]) -> None:
    """Vejen's and even Thisted's portal and API: a draft is nobody's to read."""
    client = Client()
    for item in drafts.values():
        path = item.declaration.settings.path
        for host in ("vejen.localhost", "thisted.localhost"):
            assert client.get(f"/{path}/{item.slug}/", headers={"host": host}).status_code == 404
            page = client.get(f"/{path}/", headers={"host": host})
            assert SECRET not in page.content.decode()
    query = '{ search(words: "Hemmeligt udkast") { edges { node { title } } } }'
    for host in ("vejen.localhost", "thisted.localhost"):
        answer = client.post(
            "/graphql/", {"query": query}, content_type="application/json", headers={"host": host}
        )
        assert SECRET not in answer.content.decode()
