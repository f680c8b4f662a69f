"""The stage that fetches what a case names on the web; it runs only where the user says so."""

from __future__ import annotations

from datetime import UTC, datetime

from truceline.collect.web.addresses import Guard
from truceline.collect.web.fetching import Fetcher
from truceline.collect.web.pages import WebInput, fetch_pages
from truceline.collect.web.visits import Visits
from truceline.model.stores import Store
from truceline.pipeline.case import Case
from truceline.pipeline.gather import batched_items, keep
from truceline.pipeline.progress import Progress

VISITS = "visits.json"  # in the case folder: without it everything is fetched anew


def fetch_all(
    case: Case, store: Store, progress: Progress, hosts: frozenset[str] = frozenset()
) -> None:
    """Fetch a case's addresses into the store; what has not changed since is not sent again.

    hosts: of the user's own network that may be fetched from; public ones always may.
    """
    path = case.folder / VISITS
    # A memory without the evidence that it tells of would hide that evidence for ever.
    visits = Visits.load(path) if store.table("evidence").num_rows else Visits()
    wanted = [
        WebInput(url=each.url, source=each.source, language=each.language) for each in case.pages
    ]
    progress.start("fetch", len(wanted))
    fetcher = Fetcher(guard=Guard(allowed=hosts))
    now = datetime.now(UTC)
    for each in wanted:
        items = fetch_pages([each], now=now, fetcher=fetcher, visits=visits)
        for some in batched_items(items):
            keep(store, some)
        progress.advance("fetch", 1)
    visits.save(path)
