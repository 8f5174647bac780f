"""How a visitor gets about in the running portal: logging in through the identity provider."""

from playwright.sync_api import Page

MUNICIPALITIES = {
    "demo-sara": "koebenhavn",
    "demo-karoline": "thisted",
    "demo-morten": "aarhus",
    "demo-nadia": "odense",
}


def log_in(page: Page, front_page: str, person: str) -> None:
    """Log in on a municipality's front page as one of the demo's people, by `subject`."""
    page.goto(f"{front_page.rstrip('/')}/log-ind/mitid/")
    page.locator(f'button[name="person"][value="{person}"]').click()
    page.wait_for_url(f"{front_page.rstrip('/')}/**")


def log_in_editor(page: Page, origin: str, user_name: str, password: str) -> None:
    """Log in to the editors' door."""
    page.goto(f"{origin.rstrip('/')}/admin/login/")
    page.fill('input[name="username"]', user_name)
    page.fill('input[name="password"]', password)
    page.locator('button[type="submit"]').click()
    page.wait_for_url(f"{origin.rstrip('/')}/admin/")
