"""What one does with a page: start, save a draft, publish, take down, go back, follow.

Who may is the doors' question; these functions keep the history.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.history.services import record
from cms.municipalities.models import Owner, OwnerKind, User
from cms.pages.history import (
    BACK,
    DELETED,
    FOLLOWED,
    LET_GO,
    PUBLISHED,
    SAVED,
    TAKEN_DOWN,
    values_of,
)
from cms.pages.models import HOME_SLUG, ComposedPage
from cms.pages.scopes import PageQuerySet


class ChangedMeanwhile(Exception):
    """Somebody else has saved the page since the person opened it; nothing was saved."""

    def __init__(self, latest: Revision | None) -> None:
        self.latest = latest
        super().__init__("The page has been changed meanwhile.")


class AlreadyThere(ValueError):
    """The owner has a front page already."""


def latest(page: ComposedPage) -> ComposedPage:
    """The page as it is being worked on: the newest draft, or what is published."""
    draft: ComposedPage = page.get_latest_revision_as_object()
    return draft


@transaction.atomic
def start(
    owner: Owner,
    person: User | None,
    *,
    template: ComposedPage | None = None,
    is_home: bool = False,
    follow: bool = False,
) -> ComposedPage:
    """A new page as a draft: empty, with what stands on a template, or following it.

    Raises AlreadyThere for a second front page.
    """
    if is_home and _pages(owner).filter(is_home=True).exists():
        raise AlreadyThere(owner.slug)
    page = ComposedPage(owner=owner, live=False, is_home=is_home)
    page.title = template.title if template else _("Forside") if is_home else _("Ny side")
    if template is not None and owner.kind != OwnerKind.NATIONAL:
        page.template, page.is_following = template, follow
        page.template_version = template.live_revision_id
    if template is not None:
        page.body, page.summary = template.body, template.summary
    page.slug = _free_slug(page, template.slug if template else "")
    page.full_clean()
    page.save()
    page.save_revision(user=person)
    record(page, SAVED, title=page.title, user=person, after=values_of(page))
    return page


def _free_slug(page: ComposedPage, wanted: str) -> str:
    """An address that none of the owner's pages has."""
    page.slug = "" if wanted == HOME_SLUG else wanted
    page.fill_in()
    taken = set(_pages(page.owner).values_list("slug", flat=True))
    numbered = (f"{page.slug}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (page.slug, *numbered) if slug not in taken)


def _pages(owner: Owner) -> PageQuerySet:
    pages: PageQuerySet = ComposedPage.objects.everything("one owner's addresses")
    return pages.filter(owner_id=owner.pk)


@transaction.atomic
def save_draft(
    page: ComposedPage, person: User | None, seen: int | None = None, action: str = SAVED
) -> Revision:
    """Keep the page as its newest draft; readers see no change.

    Args:
        page: the page with its new values, checked.
        person: who saves.
        seen: the key of the newest version as the person saw it; None to save in any case.
        action: what the history calls it.

    Raises:
        ChangedMeanwhile: somebody else has saved since.
    """
    stored = _locked(page)
    if seen is not None and stored.latest_revision_id != seen:
        raise ChangedMeanwhile(stored.latest_revision)
    before = values_of(latest(stored))
    revision = page.save_revision(user=person)
    after = values_of(page)
    if after != before or action != SAVED:
        record(page, action, title=page.title, user=person, before=before, after=after)
    return revision


@transaction.atomic
def publish(page: ComposedPage, person: User | None, seen: int | None = None) -> None:
    """Save, and show it to readers from the next request on. Raises ChangedMeanwhile."""
    stored = _locked(page)
    before = values_of(stored) if stored.live else {}
    revision = save_draft(page, person, seen)
    stored.refresh_from_db()
    # Without a user: Wagtail would ask for a permission on the model, which no role has. The doors
    # have asked on the owner, and the history names the person.
    stored.publish(revision, log_action=False)
    record(page, PUBLISHED, title=page.title, user=person, before=before, after=values_of(page))


@transaction.atomic
def take_down(page: ComposedPage, person: User | None) -> None:
    """Readers no longer see the page; everything is kept. The nation's front page stands in."""
    if page.live:
        _leave_it_with_followers(page)
        page.unpublish(log_action=False)
        record(page, TAKEN_DOWN, title=page.title, user=person)


@transaction.atomic
def go_back(page: ComposedPage, revision: Revision, person: User | None) -> Revision:
    """An earlier version as the newest draft; readers see it when it is published."""
    earlier: ComposedPage = revision.as_object()
    return save_draft(earlier, person, action=BACK)


@transaction.atomic
def follow(page: ComposedPage, person: User | None) -> None:
    """Show what the template shows, now and when it changes; the own body is kept."""
    _set_following(page, person, FOLLOWED, is_following=True)


@transaction.atomic
def make_own(page: ComposedPage, person: User | None) -> None:
    """Stop following; the page begins with what the template shows now, as a draft."""
    template = ComposedPage.objects.templates().filter(pk=page.template_id).first()
    if template is not None:
        page.body, page.template_version = template.body, template.live_revision_id
    _set_following(page, person, LET_GO, is_following=False)


def _set_following(
    page: ComposedPage, person: User | None, action: str, *, is_following: bool
) -> None:
    page.is_following = is_following
    save_draft(page, person, action=action)


@transaction.atomic
def delete(page: ComposedPage, person: User | None) -> None:
    """Delete a page with its versions. What follows it goes on with what it last showed."""
    record(page, DELETED, title=page.title, user=person, before=values_of(page))
    _leave_it_with_followers(page)
    page.delete()


def _leave_it_with_followers(page: ComposedPage) -> None:
    """Pages that followed a template keep what it showed last."""
    followers = ComposedPage.objects.everything("whoever follows").filter(is_following=True)
    followers.filter(template_id=page.pk).update(body=page.body)


def has_template_changed(page: ComposedPage) -> bool:
    """Whether the template was published anew since an own page was made from it."""
    if page.template_id is None or page.is_following or page.template_version is None:
        return False
    template = ComposedPage.objects.templates().filter(pk=page.template_id).first()
    return template is not None and template.live_revision_id != page.template_version


def _locked(page: ComposedPage) -> ComposedPage:
    """The page as it stands in the table; one change at a time where a row can be locked."""
    pages = ComposedPage.objects.everything("its own row").select_for_update()
    found: ComposedPage = pages.get(pk=page.pk)
    return found
