"""What came from outside, on the owners' own screen and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.feeds.models import FeedRun
from cms.municipalities.models import Owner, User
from cms.staff.access import welcome
from tests.personalisation.conftest import Nation, small_nation


@pytest.fixture
def nation(db: None) -> Nation:
    return small_nation()


@pytest.fixture
def run(nation: Nation) -> FeedRun:
    made = FeedRun.objects.create(feed="job_exchange", state="done", new=4, refused=1, held_back=60)
    made.refusals.create(
        position=3, identifier="job-3", title="<b>Smed", field="Titel", reason="Den er tom."
    )
    return made


def browser(name: str, role: str, owner: Owner) -> Client:
    user = User.objects.create(username=name)
    welcome(user, role, owner)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def test_owners_see_what_came_and_what_was_refused(nation: Nation, run: FeedRun) -> None:
    client = browser("national", "national_administrator", nation.owner)
    listed = client.get(reverse("editor_feeds")).content.decode()
    assert "Jobbørsen" in listed and "1 afvist" in listed and "60 opslag mangler" in listed
    page = client.get(reverse("editor_feed_run", args=[run.pk])).content.decode()
    assert "Opslag nr. 3" in page and "Den er tom." in page
    assert "&lt;b&gt;Smed" in page
    assert client.get(reverse("editor_feed_run", args=[run.pk + 1])).status_code == 404


def test_others_see_nothing_of_it(nation: Nation, run: FeedRun) -> None:
    client = browser("thisted", "municipal_administrator", nation.thisted)
    assert "Jobbørsen" not in client.get(reverse("editor_feeds")).content.decode()
    assert client.get(reverse("editor_feed_run", args=[run.pk])).status_code == 404
    assert "login" in Client(SERVER_NAME="localhost").get(reverse("editor_feeds"))["Location"]
