"""Following every link there is: few at once, each site by one after another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils import timezone

from cms.library.link_following import Answer, follow
from cms.library.links import keep_found, links_by_url
from cms.library.models import CheckedLink

AT_ONCE = 4
KEPT = ["status", "problem", "checked_at", "first_failed_at", "failures"]


@dataclass(frozen=True)
class Report:
    """How many links there are, and how many lead nowhere, by problem."""

    links: int
    items: int
    problems: Counter[str]
    broken: int


def check_links() -> Report:
    """Find every link, follow it, and keep what came of it as soon as a site is through."""
    found = links_by_url()
    links = keep_found(found)
    problems: Counter[str] = Counter()
    for answered in _answers(links):
        now = timezone.now()
        for link, answer in answered:
            link.note(answer.status, answer.problem, now)
            problems[answer.problem] += 1
        CheckedLink.objects.bulk_update([link for link, _answer in answered], KEPT)
    del problems[""]
    items = len(set().union(*found.values()))
    broken = CheckedLink.objects.broken(timezone.now()).count()
    return Report(len(links), items, problems, broken)


Answered = list[tuple[CheckedLink, Answer]]


def _answers(links: Iterable[CheckedLink]) -> Iterator[Answered]:
    """What each site's links answered, in the order the sites are through."""
    by_site: dict[str, list[CheckedLink]] = defaultdict(list)
    for link in links:
        by_site[_site(link.url)].append(link)
    # The threads only ask; the database is left to this one.
    with ThreadPoolExecutor(max_workers=AT_ONCE) as asking:
        for asked in as_completed([asking.submit(_one_site, found) for found in by_site.values()]):
            yield asked.result()


def _one_site(links: Sequence[CheckedLink]) -> Answered:
    return [(link, follow(link.url)) for link in links]


def _site(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url
