"""A municipality lends its item to some others: seen by them and by nobody else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.library.models import Item, Loan, Overlay, ShelfChoice
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, User
from tests.support.forms import posted

pytestmark = pytest.mark.django_db


def editor(slug: str) -> Client:
    """A municipality's editor, logged in."""
    client = Client()
    client.force_login(User.objects.get(username=f"{slug}-redaktoer"))
    return client


def municipality(slug: str) -> Municipality:
    return Municipality.objects.get(slug=slug)


@pytest.fixture
def lent(nation: Path) -> Item:
    """One of Thisted's own items, lent to Vejen and to Odense."""
    with everything("test"):
        bare = Item.objects.filter(owner__slug="thisted", live=True).order_by("pk").first()
        item = item_model(bare.type_name).objects.get(pk=bare.pk)
        item.sharing = Sharing.LENT
        item.lent_to = [municipality("vejen"), municipality("odense")]
        item.save()
        ShelfChoice.objects.filter(item_id=item.pk).delete()
        return item


def shelf(client: Client, item: Item) -> Any:
    return client.get(reverse("editor_shelf"), {"q": item.listed_title, "type": item.type_name})


def press(client: Client, item: Item, deed: str) -> None:
    client.post(reverse("editor_shelf_choose"), {"do": f"{deed} {item.pk}"})


def is_shown(item: Item, slug: str) -> bool:
    """Whether a portal has the item's page."""
    path = f"/{item.declaration.settings.path}/{item.slug}/"
    return Client().get(path, headers={"host": f"{slug}.localhost"}).status_code == 200


def test_borrowers_find_it_on_their_shelf_and_take_it_in(lent: Item) -> None:
    vejen = editor("vejen")
    page = shelf(vejen, lent)
    assert [row.item.pk for row in page.context["rows"]] == [lent.pk]
    assert "Udlånt til jer" in page.content.decode()
    assert not is_shown(lent, "vejen")
    press(vejen, lent, "take")
    assert is_shown(lent, "vejen")
    assert not is_shown(lent, "odense")
    assert is_shown(lent, "thisted")


def test_nobody_else_sees_it(lent: Item) -> None:
    aarhus, national = editor("aarhus"), editor("national")
    assert shelf(aarhus, lent).context["page"].paginator.count == 0
    assert lent.listed_title not in aarhus.get(reverse("editor_shelf")).content.decode()
    press(aarhus, lent, "take")
    assert not ShelfChoice.objects.filter(item=lent, municipality__slug="aarhus").exists()
    address = type(lent).snippet_viewset.get_url_name("inspect")
    for client in (aarhus, national):
        assert client.get(reverse(address, args=[lent.pk])).status_code == 404
    for user in ("aarhus-redaktoer", "national-redaktoer", "nordhavets-fisk-bruger"):
        person = User.objects.get(username=user)
        assert not Item.objects.visible_to_editor(person).filter(pk=lent.pk).exists()


def test_what_is_no_longer_lent_is_gone_and_comes_back_as_it_was(lent: Item) -> None:
    vejen = editor("vejen")
    press(vejen, lent, "take")
    press(vejen, lent, "pin")
    Loan.objects.filter(item=lent, municipality__slug="vejen").delete()
    assert not is_shown(lent, "vejen")
    colleague = editor("vejen")
    assert lent.listed_title not in colleague.get(reverse("editor_shelf")).content.decode()
    Loan.objects.create(item=lent.item_ptr, municipality=municipality("vejen"))
    assert is_shown(lent, "vejen")
    assert lent.listed_title in colleague.get(reverse("editor_shelf")).content.decode()


def form_of(item: Item) -> str:
    return reverse(type(item).snippet_viewset.get_url_name("edit"), args=[item.pk])


def publish(client: Client, item: Item, **changes: Any) -> Any:
    """Post the item's form as it stands, but for some fields, and publish."""
    values = posted(client.get(form_of(item)))
    return client.post(form_of(item), {**values, **changes, "action-publish": "1"})


def stored(item: Item) -> Item:
    with everything("test"):
        return type(item).objects.get(pk=item.pk)


def borrowers(item: Item) -> list[str]:
    rows = Loan.objects.filter(item_id=item.pk).order_by("municipality__slug")
    return list(rows.values_list("municipality__slug", flat=True))


def test_the_owner_chooses_to_whom_and_the_history_says_it(lent: Item) -> None:
    thisted = editor("thisted")
    page = thisted.get(form_of(lent))
    offered = page.context["form"].fields["lent_to"].queryset
    assert offered.count() == Municipality.objects.count() - 1
    answer = publish(thisted, lent, lent_to=[municipality("aarhus").pk, municipality("vejen").pk])
    assert answer.status_code == 302
    assert borrowers(lent) == ["aarhus", "vejen"]
    assert shelf(editor("aarhus"), lent).context["page"].paginator.count == 1


def test_a_draft_lends_to_nobody_before_it_is_published(lent: Item) -> None:
    thisted = editor("thisted")
    values = posted(thisted.get(form_of(lent)))
    thisted.post(form_of(lent), {**values, "lent_to": [municipality("aarhus").pk]})
    assert borrowers(lent) == ["odense", "vejen"]


def test_a_loan_to_nobody_is_refused(lent: Item) -> None:
    answer = publish(editor("thisted"), lent, lent_to=[])
    assert answer.status_code == 200
    assert "lent_to" in answer.context["form"].errors
    assert borrowers(lent) == ["odense", "vejen"]


def in_use(item: Item) -> None:
    """Vejen shows and pins it; Odense has own words and shows it."""
    base = item.item_ptr
    ShelfChoice.objects.create(
        item=base, municipality=municipality("vejen"), taken=True, pinned=True, order=1
    )
    ShelfChoice.objects.create(item=base, municipality=municipality("odense"), taken=True)
    words = {item.declaration.title_field: "På odenseansk"}
    Overlay.objects.create(item=base, municipality=municipality("odense"), values=words)


def test_a_narrower_sharing_is_confirmed_first_and_keeps_what_was_chosen(lent: Item) -> None:
    in_use(lent)
    thisted = editor("thisted")
    refused = publish(thisted, lent, sharing="private")
    text = refused.content.decode()
    assert "2 kommuner viser det: Odense, Vejen" in text
    assert "1 kommune fremhæver det: Vejen" in text
    assert "1 kommune har egne ord på det: Odense" in text
    assert stored(lent).sharing == "lent"
    assert is_shown(lent, "vejen")
    assert publish(thisted, lent, sharing="private", loss_confirmed="on").status_code == 302
    assert not is_shown(lent, "vejen")
    assert ShelfChoice.objects.filter(item_id=lent.pk).count() == 2
    assert publish(thisted, lent, sharing="lent").status_code == 302
    assert is_shown(lent, "vejen")
    assert is_shown(lent, "odense")


def test_taking_a_loan_back_from_one_is_confirmed_too(lent: Item) -> None:
    in_use(lent)
    kept = [municipality("vejen").pk]
    refused = publish(editor("thisted"), lent, lent_to=kept)
    assert "1 kommune viser det: Odense" in refused.content.decode()
    assert borrowers(lent) == ["odense", "vejen"]
    assert publish(editor("thisted"), lent, lent_to=kept, loss_confirmed="on").status_code == 302
    assert borrowers(lent) == ["vejen"]


def test_widening_asks_nothing(lent: Item) -> None:
    in_use(lent)
    assert publish(editor("thisted"), lent, sharing="offered").status_code == 302


@pytest.mark.parametrize("deed", ["unpublish", "delete"])
def test_what_others_show_is_not_taken_away_unread(lent: Item, deed: str) -> None:
    in_use(lent)
    thisted = editor("thisted")
    url = reverse(type(lent).snippet_viewset.get_url_name(deed), args=[lent.pk])
    assert "2 kommuner viser det: Odense, Vejen" in thisted.get(url).content.decode()
    refused = thisted.post(url)
    assert refused.status_code == 200
    assert "Intet er ændret" in refused.content.decode()
    assert stored(lent).live
    assert ShelfChoice.objects.filter(item_id=lent.pk).count() == 2
    assert thisted.post(url, {"loss_confirmed": "on"}).status_code == 302
    assert not Item.objects.everything("test").filter(pk=lent.pk, live=True).exists()
    left = ShelfChoice.objects.filter(item_id=lent.pk).count()
    assert left == (2 if deed == "unpublish" else 0)


@pytest.mark.parametrize("deed", ["unpublish", "delete"])
def test_what_nobody_shows_goes_without_a_box(lent: Item, deed: str) -> None:
    url = reverse(type(lent).snippet_viewset.get_url_name(deed), args=[lent.pk])
    assert editor("thisted").post(url).status_code == 302
    assert not Item.objects.everything("test").filter(pk=lent.pk, live=True).exists()


def test_several_are_deleted_at_once_only_when_confirmed(lent: Item) -> None:
    in_use(lent)
    client = Client()
    client.force_login(User.objects.create_superuser("over", password="x"))
    label = type(lent)._meta
    url = reverse("wagtail_bulk_action", args=[label.app_label, label.model_name, "delete"])
    url = f"{url}?id={lent.pk}"
    assert "2 kommuner viser det" in client.get(url).content.decode()
    refused = client.post(url)
    assert "Intet er ændret" in refused.content.decode()
    assert stored(lent).live
    assert client.post(url, {"loss_confirmed": "on"}).status_code == 302
    assert not Item.objects.everything("test").filter(pk=lent.pk).exists()


def tomorrow() -> str:
    return (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


def test_what_others_show_does_not_end_by_itself_unread(lent: Item) -> None:
    in_use(lent)
    thisted, ends = editor("thisted"), tomorrow()
    refused = publish(thisted, lent, expire_at=ends)
    assert "2 kommuner viser det: Odense, Vejen" in refused.content.decode()
    assert stored(lent).expire_at is None
    assert publish(thisted, lent, expire_at=ends, loss_confirmed="on").status_code == 302
    assert stored(lent).expire_at is not None
    assert is_shown(lent, "vejen")
    # The same end is not asked about again.
    assert publish(thisted, lent).status_code == 302


def test_what_nobody_shows_may_end_unasked(lent: Item) -> None:
    assert publish(editor("thisted"), lent, expire_at=tomorrow()).status_code == 302
