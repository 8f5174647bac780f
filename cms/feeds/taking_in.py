"""One run of a feed: fetched whole, sorted, and brought in at once; or nothing has happened."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.declarations import Feed
from cms.exchange.finishing import finish
from cms.exchange.history import write_each
from cms.exchange.moves import Move
from cms.exchange.values import Lookups
from cms.feeds import history, runs
from cms.feeds.addresses import address_of, token_of
from cms.feeds.faults import FeedFault
from cms.feeds.fetching import Answer, Known, fetch
from cms.feeds.leaving import take_down
from cms.feeds.models import FeedItem, FeedRefusal, FeedRun, FeedState, RunState
from cms.feeds.reading import read_ads
from cms.feeds.sorting import Coming, Sorted, Sorter
from cms.library.registry import item_model
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner

AT_ONCE = 500


def take_in(feed: Feed, address: str = "", *, believe: bool = False) -> FeedRun | None:
    """Bring a feed's ads in; None where another is at it already.

    `believe` says that all that are missing are really gone, however many they are. Never raises
    for what the other side does: the run says it.
    """
    state = runs.claim(feed)
    if state is None:
        return None
    run = FeedRun.objects.create(feed=feed.name)
    # What is told of a run is read by Danish editors, whoever started it.
    with translation.override("da"), everything("a feed brings items in"):
        try:
            _take_in(feed, address or address_of(feed), state, run, believe=believe)
        except FeedFault as fault:
            runs.fail(run, fault)
        except Exception:
            # Ours, not theirs; it is told on the screen and in the log.
            runs.fail(run, FeedFault(_("Der er en fejl hos os."), _("Sig det til driften.")))
            raise
        finally:
            runs.release(feed, timezone.now())
    return run


def _take_in(feed: Feed, address: str, state: FeedState, run: FeedRun, *, believe: bool) -> None:
    if not address:
        reason = _("Kilden har ingen adresse.")
        raise FeedFault(reason, _("Skriv den i kildens fil eller i driftens indstillinger."))
    is_as_declared = state.declared == declared_digest(feed)
    known = Known(state.etag, state.last_modified) if is_as_declared and not believe else Known()
    answer = fetch(feed, address, known, token_of(feed))
    if answer.body is None:
        runs.end(run, RunState.UNCHANGED)
        return
    ads = read_ads(answer.body, feed.most.ads)
    # What other words in the file make of an ad is another item, also where the ad is the same.
    found, sorter = _sorted(feed, ads, is_as_declared=is_as_declared)
    with transaction.atomic():
        _bring_in(sorter, found)
        leaving = take_down(feed, sorter.known.values(), found.named, believe=believe)
        run.ads, run.gone, run.held_back = len(ads), leaving.gone, leaving.held_back
        _finish(run, found, sorter)
        # What was held back is asked for again, so that somebody's yes meets the whole answer.
        kept = Known() if leaving.held_back else answer.known
        _remember(feed, Answer(None, kept))


def _sorted(feed: Feed, ads: list[object], *, is_as_declared: bool) -> tuple[Sorted, Sorter]:
    known = {one.identifier: one for one in FeedItem.objects.filter(feed=feed.name)}
    if not is_as_declared:
        for one in known.values():
            one.digest = ""
    sorter = Sorter(feed, owner_of(feed), item_model(feed.type), known, Lookups.read())
    return sorter.sort(ads), sorter


def owner_of(feed: Feed) -> Owner:
    """Whose the items are. Raises FeedFault."""
    if feed.owner == "national":
        found = Owner.objects.filter(kind="national").first()
    else:
        place = Municipality.objects.filter(code=feed.owner).first()
        found = Owner.objects.get(pk=place.pk) if place else None
    if found is None:
        reason = _("Der er ingen ejer “%(owner)s”.") % {"owner": feed.owner}
        raise FeedFault(reason, _("Skriv national eller en kommunes fire cifre i kildens fil."))
    return found


def _bring_in(sorter: Sorter, found: Sorted) -> None:
    move = Move(sorter.owner, None, True, sorter.lookups)
    move.moved = [one.moved for one in found.coming]
    for one in move.moved:
        one.item.expired = False
    finish(move)
    label = sorter.feed.labels.da
    write_each([one.item for one in move.moved], history.TAKEN_IN, None, person=label)
    _know_again(sorter.feed, sorter.known, found.coming)


def _know_again(feed: Feed, known: Mapping[str, FeedItem], coming: list[Coming]) -> None:
    new = [one for one in coming if one.identifier not in known]
    FeedItem.objects.bulk_create(
        (
            FeedItem(
                feed=feed.name,
                identifier=one.identifier,
                item_id=one.moved.item.pk,
                digest=one.digest,
            )
            for one in new
        ),
        batch_size=AT_ONCE,
    )
    changed = []
    for one in coming:
        if one.identifier in known:
            row = known[one.identifier]
            row.digest, row.is_gone, row.item_id = one.digest, False, one.moved.item.pk
            changed.append(row)
    FeedItem.objects.bulk_update(changed, ["digest", "is_gone", "item"], batch_size=AT_ONCE)


def _finish(run: FeedRun, found: Sorted, sorter: Sorter) -> None:
    run.new = sum(one.moved.is_new for one in found.coming)
    run.changed = len(found.coming) - run.new
    run.unchanged, run.over, run.refused = found.unchanged, found.over, found.refused
    for refusal in found.refusals:
        refusal.run = run
    FeedRefusal.objects.bulk_create(found.refusals, batch_size=AT_ONCE)
    runs.end(run, RunState.DONE)


def _remember(feed: Feed, answer: Answer) -> None:
    FeedState.objects.filter(pk=feed.name).update(
        etag=answer.known.etag[:300],
        last_modified=answer.known.last_modified[:100],
        declared=declared_digest(feed),
    )


def declared_digest(feed: Feed) -> str:
    """What tells whether the file says something else of the ads than it did."""
    said = feed.model_dump_json(include={"type", "owner", "sharing", "identifier", "fields"})
    return hashlib.sha256(said.encode()).hexdigest()
