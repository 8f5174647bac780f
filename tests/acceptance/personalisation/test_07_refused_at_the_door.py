"""Point 7: what must be refused at the door is, with a page that says what to do.

Everything over real HTTP: the running site, and the local identity provider beside it, which signs
with real keys and misbehaves when asked to. After each refusal nothing has changed: nobody is
logged in, and no row was written.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

import pytest
import requests

from tests.support.site import LiveSite
from tests.support.stores import opens_the_file

pytestmark = opens_the_file

TABLES = (
    *("citizens_citizen", "citizens_login", "citizens_spentlogouttoken", "citizens_move"),
    *("municipalities_user", "municipalities_user_groups", "staff_staffidentity"),
)
FAULTS = {
    "wrong_issuer": "Vi kunne ikke være sikre på, at det er dig",
    "wrong_audience": "Vi kunne ikke være sikre på, at det er dig",
    "expired": "Vi kunne ikke være sikre på, at det er dig",
    "replayed_nonce": "Vi kunne ikke være sikre på, at det er dig",
    "unsigned": "Vi kunne ikke være sikre på, at det er dig",
    "low_level": "Du skal logge ind på en sikrere måde",
}


@dataclass
class Visitor:
    """A browser without a screen."""

    site: LiveSite
    browser: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, *, follow: bool = False) -> requests.Response:
        return self.browser.get(self.site.url(path), allow_redirects=follow, timeout=60)

    def to_provider(self, path: str) -> str:
        """Begin to log in; the provider's address."""
        answer = self.get(path)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def choose(self, address: str, person: str, fault: str = "") -> str:
        """Choose a person at the provider; the address it sends back to."""
        data = {"person": person, "fault": fault}
        answer = self.browser.post(address, data=data, allow_redirects=False, timeout=60)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def log_in(self, path: str, person: str, fault: str = "") -> requests.Response:
        back = self.choose(self.to_provider(path), person, fault)
        return self.browser.get(back, allow_redirects=False, timeout=60)

    def is_citizen(self) -> bool:
        return self.get("/thisted/min-profil/").status_code == 200

    def is_staff(self, front: str = "/thisted/admin/") -> bool:
        return self.get(front).status_code == 200


@pytest.fixture
def visitor(live_site: LiveSite) -> Visitor:
    return Visitor(live_site)


def rows(site: LiveSite) -> dict[str, int]:
    with sqlite3.connect(site.runtime / "database.sqlite3") as database:
        count = "SELECT COUNT(*) FROM "
        return {name: database.execute(count + name).fetchone()[0] for name in TABLES}


def assert_page(answer: requests.Response, status: int, heading: str) -> None:
    """A whole page in the portal's look that says what happened and offers a way on."""
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in answer.text
    assert "Prøv igen" in answer.text
    assert 'id="indhold"' in answer.text


@pytest.mark.parametrize("fault", FAULTS)
def test_a_citizens_token_that_is_not_right(visitor: Visitor, fault: str) -> None:
    before = rows(visitor.site)
    answer = visitor.log_in("/thisted/log-ind/mitid/", "demo-karoline", fault)
    assert_page(answer, 403, FAULTS[fault])
    assert rows(visitor.site) == before
    assert not visitor.is_citizen()


def test_an_answer_used_again(visitor: Visitor) -> None:
    """The same state and code a second time, as from a stolen address."""
    back = visitor.choose(visitor.to_provider("/thisted/log-ind/mitid/"), "demo-karoline")
    assert visitor.browser.get(back, allow_redirects=False, timeout=60).status_code == 302
    stranger = Visitor(visitor.site)
    before = rows(visitor.site)
    for thief in (stranger, visitor):
        answer = thief.browser.get(back, allow_redirects=False, timeout=60)
        assert_page(answer, 400, "Dit log ind blev for gammelt")
    assert rows(visitor.site) == before
    assert not stranger.is_citizen()


def test_a_logout_that_nobody_signed_ends_nothing(visitor: Visitor) -> None:
    address = visitor.to_provider("/thisted/log-ind/mitid/")
    provider = address.partition("/authorize")[0]
    visitor.browser.get(visitor.choose(address, "demo-nadia"), timeout=60)
    assert visitor.is_citizen()
    for fault in ("unsigned", "wrong_audience", "wrong_issuer", "expired"):
        before = rows(visitor.site)
        end(provider, "demo-nadia", fault, [400])
        assert rows(visitor.site) == before, fault
        assert visitor.is_citizen(), fault
        visitor.log_in("/thisted/log-ind/mitid/", "demo-nadia")
    end(provider, "demo-nadia", "twice", [200, 400])
    assert not visitor.is_citizen()
    page = visitor.get("/thisted/log-ind/")
    assert "Du blev logget ud et andet sted" in page.text


def end(provider: str, subject: str, fault: str, answered: list[int]) -> None:
    data = {"sub": subject, "fault": fault}
    told = requests.post(f"{provider}/end-sessions", data=data, timeout=60).json()
    # One answer for each log-in that the provider remembers; all of them are told the same.
    assert sorted(set(told["answers"])) == answered, fault


def test_another_municipalitys_staff(visitor: Visitor) -> None:
    before = rows(visitor.site)
    answer = visitor.get("/thisted/admin/log-ind/aarhus/")
    assert_page(answer, 403, "Her logger en anden kommunes ansatte ind")
    # Begun at the common front and brought to Thisted's address: still another's.
    back = visitor.choose(
        visitor.to_provider("/admin/log-ind/aarhus/"), "demo-ansat-aarhus-redaktoer"
    )
    answer = visitor.browser.get(
        back.replace("/admin/", "/thisted/admin/", 1), allow_redirects=False, timeout=60
    )
    assert_page(answer, 403, "Her logger en anden kommunes ansatte ind")
    # Aarhus' answer given as if it were Thisted's provider's.
    answer = visitor.browser.get(
        back.replace("/log-ind/aarhus/", "/log-ind/thisted/"), allow_redirects=False, timeout=60
    )
    assert_page(answer, 400, "Dit log ind blev for gammelt")
    assert rows(visitor.site) == before
    assert not visitor.is_staff()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_member_of_staff_whose_token_is_not_right(visitor: Visitor, fault: str) -> None:
    """All but the level: a directory proves none, and the municipality answers for its own."""
    before = rows(visitor.site)
    path, person = "/thisted/admin/log-ind/thisted/", "demo-ansat-thisted-redaktoer"
    answer = visitor.log_in(path, person, fault)
    if fault == "low_level":
        assert visitor.is_staff()
        return
    assert_page(answer, 403, FAULTS[fault])
    assert rows(visitor.site) == before
    assert not visitor.is_staff()


def test_somebody_nobody_invited(visitor: Visitor) -> None:
    before = rows(visitor.site)
    answer = visitor.log_in("/thisted/admin/log-ind/thisted/", "demo-ansat-thisted-ny")
    assert_page(answer, 403, "Du er ikke lukket ind her endnu")
    assert rows(visitor.site) == before
    assert not visitor.is_staff()


@pytest.mark.parametrize(
    ("person", "heading"),
    [
        ("demo-erhverv-ukendt", "Jeres virksomhed er ikke med endnu"),
        ("demo-erhverv-privat", "Du loggede ikke ind for en virksomhed"),
    ],
)
def test_a_company_that_is_not_here(visitor: Visitor, person: str, heading: str) -> None:
    before = rows(visitor.site)
    answer = visitor.log_in("/virksomhed/log-ind/mitid-erhverv/", person)
    assert_page(answer, 403, heading)
    assert rows(visitor.site) == before
    assert visitor.get("/virksomhed/").status_code == 302


def test_who_belongs_here_gets_in(visitor: Visitor) -> None:
    """The refusals mean something only beside this."""
    visitor.log_in("/thisted/admin/log-ind/thisted/", "demo-ansat-thisted-redaktoer")
    assert visitor.is_staff()
    company = Visitor(visitor.site)
    company.log_in("/virksomhed/log-ind/mitid-erhverv/", "demo-erhverv-fisk")
    assert "Nordhavets Fisk" in company.get("/virksomhed/").text
