"""A log-in ends when it isn't used, and when it has lasted long; what was written isn't lost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from cms.citizens.identity.limits import forget_old_logins
from cms.citizens.identity.records import LogIn
from cms.citizens.models import Answer, Citizen
from tests.citizens.conftest import Visitor

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def pass_time(*, used: timedelta = timedelta(0), began: timedelta = timedelta(0)) -> None:
    for row in LogIn.objects.all():
        row.used_at, row.began_at = row.used_at - used, row.began_at - began
        row.save()


def test_unused_for_long_enough(visitor: Visitor) -> None:
    visitor.log_in()
    pass_time(used=timedelta(minutes=29))
    assert visitor.get("/").content == b"Karoline"
    pass_time(used=timedelta(minutes=31))
    assert visitor.get("/").content == b"nobody"
    assert visitor.get("/min-profil/")["Location"] == "/log-ind/?next=%2Fmin-profil%2F"
    assert "ikke været brugt" in visitor.get("/log-ind/").content.decode()


def test_another_tab_hears_the_same(visitor: Visitor) -> None:
    visitor.log_in()
    kept = visitor.client.cookies["sessionid"].value
    before = visitor.client.session.load()
    pass_time(used=timedelta(hours=1))
    assert visitor.get("/").content == b"nobody"
    # A second request that had read the session before the first one wrote it.
    session = visitor.client.session
    session.update(before)
    session.save()
    visitor.client.cookies["sessionid"] = kept
    assert visitor.get("/").content == b"nobody"
    assert "ikke været brugt" in visitor.get("/log-ind/").content.decode()


def test_using_it_does_not_make_it_last_for_ever(visitor: Visitor) -> None:
    visitor.log_in()
    pass_time(began=timedelta(hours=8, minutes=1))
    assert visitor.get("/").content == b"nobody"
    assert "været logget ind længe" in visitor.get("/log-ind/").content.decode()


def test_the_limits_are_the_operators(visitor: Visitor, settings: Any) -> None:
    settings.CITIZEN_SESSION_IDLE_MINUTES = 5
    visitor.log_in()
    pass_time(used=timedelta(minutes=6))
    assert visitor.get("/").content == b"nobody"


def test_asking_how_much_is_left_gives_no_more(visitor: Visitor) -> None:
    visitor.log_in()
    pass_time(used=timedelta(minutes=20))
    for _ in range(2):
        assert 580 <= visitor.get("/log-ind/tid/").json()["citizen"] <= 600
    assert visitor.post("/log-ind/bliv/").json()["citizen"] >= 1790
    assert visitor.get("/log-ind/tid/").json()["citizen"] >= 1780


def test_the_page_carries_the_warning(visitor: Visitor) -> None:
    visitor.log_in()
    page = visitor.get("/min-profil/").content.decode()
    assert 'data-session="citizen"' in page
    assert "data-can-stay" in page
    assert "<dialog" not in visitor.get("/logget-ud/").content.decode().split("<main")[0]
    pass_time(began=timedelta(hours=7, minutes=50))
    assert "data-can-stay" not in visitor.get("/min-profil/").content.decode()


def late_form(visitor: Visitor) -> tuple[str, dict[str, str]]:
    """A form sent after the log-in has ended: the page, and what it kept."""
    visitor.log_in()
    pass_time(used=timedelta(hours=1))
    answer = visitor.post("/min-profil/svar/birth_year/", {"answer": "1987"})
    assert answer.status_code == 403
    page = answer.content.decode()
    return page, dict(HIDDEN.findall(page.partition("<main")[2]))


def test_what_was_written_is_sent_after_logging_in_again(visitor: Visitor) -> None:
    page, kept = late_form(visitor)
    assert "Det, du skrev, er her endnu" in page
    assert kept["answer"] == "1987"
    assert not Answer.objects.exists()
    # Once more before logging in: still kept, still nothing written.
    again = visitor.post("/min-profil/svar/birth_year/", kept)
    assert again.status_code == 403
    assert not Answer.objects.exists()
    visitor.log_in()
    done = visitor.post("/min-profil/svar/birth_year/", kept)
    assert done.status_code == 302
    assert Answer.objects.get().number == 1987


def test_nobody_else_can_send_it(visitor: Visitor) -> None:
    _page, kept = late_form(visitor)
    visitor.log_in(person="demo-sara")
    refused = visitor.post("/min-profil/svar/birth_year/", kept)
    assert refused.status_code == 403
    assert "En anden havde skrevet det" in refused.content.decode()
    assert not Answer.objects.exists()


def test_it_counts_for_that_address_only(visitor: Visitor) -> None:
    _page, kept = late_form(visitor)
    visitor.log_in()
    assert visitor.post("/min-profil/slet/", kept).status_code == 403
    assert Citizen.objects.count() == 1


def test_secrets_are_not_kept(visitor: Visitor) -> None:
    visitor.log_in()
    pass_time(used=timedelta(hours=1))
    data = {"password": "hunter2", "answer": "1987"}
    page = visitor.post("/min-profil/svar/birth_year/", data).content.decode()
    assert "hunter2" not in page


def test_old_rows_go(visitor: Visitor) -> None:
    visitor.log_in()
    pass_time(began=timedelta(hours=9))
    assert forget_old_logins() == 0
    pass_time(began=timedelta(days=1))
    assert forget_old_logins() == 1


def test_logging_out_removes_the_row(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.post("/log-ud/")
    assert not LogIn.objects.exists()


@pytest.fixture
def editor(db: None) -> Client:
    user = get_user_model().objects.create_superuser("editor", password="a long enough one")
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def test_staff_have_limits_too(editor: Client) -> None:
    assert editor.get("/admin/account/").status_code == 200
    pass_time(used=timedelta(minutes=31))
    assert "/admin/login/" in editor.get("/admin/account/")["Location"]
    assert "ikke været brugt" in editor.get("/admin/login/").content.decode()


def test_what_staff_wrote_is_kept(editor: Client) -> None:
    pass_time(used=timedelta(hours=1))
    answer = editor.post("/admin/account/", {"name_email-first_name": "Inge"})
    assert answer.status_code == 403
    assert 'value="Inge"' in answer.content.decode()


def test_a_citizen_in_the_same_browser_stays(visitor: Visitor) -> None:
    user = get_user_model().objects.create_user("editor", password="a long enough one")
    visitor.client.force_login(user)
    visitor.log_in()
    LogIn.objects.filter(user=user).update(used_at=timezone.now() - timedelta(hours=1))
    assert visitor.get("/").content == b"Karoline"
    assert "_auth_user_id" not in visitor.client.session
