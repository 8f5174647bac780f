"""Somebody who visits the running portal over HTTP: reads pages, fills in forms, asks GraphQL."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup, Tag

PASSWORD = "jobunivers-demo"
SECONDS = 60


class Visitor:
    """One person with cookies of one's own."""

    def __init__(self, origin: str) -> None:
        """`origin` is the portal's, without a path."""
        self.origin = origin
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "da"

    def another(self) -> Visitor:
        """Another person."""
        return Visitor(self.origin)

    def get(self, path: str, expect: int = 200) -> BeautifulSoup:
        """Read a page."""
        answer = self.session.get(urljoin(self.origin, path), timeout=SECONDS)
        assert answer.status_code == expect, f"{path}: {answer.status_code}\n{answer.text[:3000]}"
        return BeautifulSoup(answer.text, "html.parser")

    def wait_for(self, path: str, status: int = 200, seconds: float = 30) -> BeautifulSoup:
        """Read a page again and again until it answers as wanted."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                answer = self.session.get(urljoin(self.origin, path), timeout=SECONDS)
            except requests.ConnectionError:
                answer = None
            if answer is not None and answer.status_code == status:
                return BeautifulSoup(answer.text, "html.parser")
            time.sleep(0.3)
        raise AssertionError(f"{path} did not answer {status} within {seconds} s")

    def post(self, path: str, form: Tag, changes: dict[str, Any]) -> BeautifulSoup:
        """Send a form that stands on the page at `path`, with these values changed."""
        page = urljoin(self.origin, path)
        target = urljoin(page, str(form.get("action") or ""))
        answer = self.session.post(
            target, data=values(form) | changes, headers={"Referer": page}, timeout=SECONDS
        )
        assert answer.status_code == 200, f"{target}: {answer.status_code}\n{answer.text[:3000]}"
        return BeautifulSoup(answer.text, "html.parser")

    def log_in_editor(self, user_name: str) -> None:
        """Through the editors' door."""
        form = self.get("/admin/login/").find("form")
        assert isinstance(form, Tag)
        page = self.post("/admin/login/", form, {"username": user_name, "password": PASSWORD})
        assert not page.find("input", {"name": "password"}), "the editor could not log in"

    def log_in_citizen(self, municipality: str, person: str) -> None:
        """Through the demo's identity provider."""
        answer = self.session.get(f"{self.origin}/{municipality}/log-ind/mitid/", timeout=SECONDS)
        page = BeautifulSoup(answer.text, "html.parser")
        button = page.find("button", {"name": "person", "value": person})
        assert button is not None, answer.text[:2000]
        form = button.find_parent("form")
        assert isinstance(form, Tag)
        data = values(form) | {"person": person}
        target = urljoin(answer.url, str(form.get("action") or ""))
        arrived = self.session.post(target, data=data, timeout=SECONDS)
        assert arrived.ok and f"/{municipality}/" in arrived.url, arrived.url

    def graphql(self, municipality: str, query: str) -> dict[str, Any]:
        """Ask the API; any error fails."""
        answer = self.session.post(
            f"{self.origin}/{municipality}/graphql/", json={"query": query}, timeout=SECONDS
        ).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data


def values(form: Tag) -> dict[str, Any]:
    """What a browser would send for an untouched form, buttons apart."""
    found: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.get("type") in {"submit", "button", "file"}:
            continue
        if field.name == "select":
            found[name] = [one["value"] for one in field.find_all("option", selected=True)]
        elif field.get("type") in {"checkbox", "radio"}:
            if field.has_attr("checked"):
                found.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "textarea":
            found[name] = field.text.removeprefix("\n")
        else:
            found[name] = field.get("value", "")
    return found


def choice(form: Tag, name: str, label: str) -> str:
    """The value of the choice with this label in a select or among checkboxes."""
    for option in form.select(f'select[name="{name}"] option'):
        if option.text.strip() == label:
            return str(option["value"])
    for box in form.select(f'input[name="{name}"]'):
        holder = box.find_parent("label")
        if holder is not None and holder.text.strip() == label:
            return str(box["value"])
    raise AssertionError(f"{name} has no choice {label!r}: {form.select(f'[name={name}]')}")
