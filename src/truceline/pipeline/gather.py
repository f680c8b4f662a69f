"""The first two stages of a run: the outside world to evidence, evidence to statements."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from truceline import __version__
from truceline.collect import CollectInput, Item, Quarantined, collect
from truceline.geography import Gazetteer
from truceline.geography.imported import FOLDER as PLACES
from truceline.geography.imported import digest_of, tables_in, user_folder
from truceline.ground.canonical import digest, make_id
from truceline.ground.errors import EvidenceError
from truceline.ground.times import TimeRange
from truceline.model.agreement import Agreement
from truceline.model.columns import from_table
from truceline.model.doors import to_json
from truceline.model.evidence import Captured, Document, Evidence, Rejected
from truceline.model.source import Source
from truceline.model.stage import Delta
from truceline.model.stores import Store
from truceline.pipeline.case import Case
from truceline.pipeline.parts import tables_of
from truceline.pipeline.progress import Progress
from truceline.pipeline.readers import (
    WORTH_A_POOL,
    Outcome,
    Unreadable,
    read_apart,
    read_here,
)
from truceline.read import Reader, ReadResult, open_document
from truceline.read.language_model import Assistant
from truceline.vocabulary.files import DATA, folder_digest

BATCH = 64  # items in one transaction: a kill costs at most these
PASSED_OVER = "passed over"  # the stage whose marks say what triage let go
TRUCE = "truce"  # what a text means by "since the start of the truce"

_Read = Callable[[Iterable[Document]], Iterator[Outcome]]


def collect_all(case: Case, store: Store, progress: Progress) -> None:
    """Take all inputs of a case into the store; what is there already only gains custody."""
    wanted = [
        CollectInput(
            path=each.path,
            source=each.source,
            mapping=each.mapping,
            language=each.language,
            within=None if case.outside else case.folder,
        )
        for each in case.inputs
    ]
    progress.start("collect", None)
    for some in batched_items(collect(wanted, now=datetime.now(UTC))):
        keep(store, some)
        progress.advance("collect", len(some))


def keep(store: Store, items: Iterable[Item]) -> None:
    """Put collected items into the store: evidence, and what had to be quarantined."""
    some = list(items)
    store.put_evidence(each for each in some if isinstance(each, Captured))
    store.put_rejected((each.rejected, each.kept) for each in some if isinstance(each, Quarantined))


def read_all(
    case: Case,
    agreement: Agreement,
    store: Store,
    sources: Mapping[str, Source],
    progress: Progress,
    assistant: Assistant | None = None,
    jobs: int = 1,
) -> int:
    """Read every piece of evidence that the present reader has not read yet.

    jobs: processes that read where there is much to read; the result is the same with any number.
    A language model is asked by this process alone. Returns how many documents of all were passed
    over, as they hold no word of war or peace.
    """
    version = read_version(case, agreement, sources, assistant)
    done = store.done("read", version)
    waiting = [each for each in held(store) if each.id not in done]
    progress.start("read", len(waiting))
    if not waiting:
        return len(store.done(PASSED_OVER, version))
    anchors = {TRUCE: agreement.window} if agreement.window else {}
    earlier = {name: store.table(name) for name in ("statement", "detection", "doubt")}
    load = partial(
        _reader, case.vocabulary, tuple(_place_folders(case)), dict(sources), anchors, case.zone
    )
    several = assistant is None and sum(each.size for each in waiting) >= WORTH_A_POOL
    read = _read_with(load, assistant, jobs if several else 1)
    for some in batched_items(_readings(read, store, waiting)):
        results = [result for _, result in some if result is not None]
        put = tables_of(_records(results))
        marks = [each.id for each, _ in some]
        passed = [each.id for each, result in some if result is not None and result.passed_over]
        if passed:
            store.apply(Delta(), stage=PASSED_OVER, version=version, marks=passed)
        delta = Delta(put=put, withdraw=_unsaid(put, earlier, frozenset(marks)))
        store.apply(delta, stage="read", version=version, marks=marks)
        progress.advance("read", len(some))
    return len(store.done(PASSED_OVER, version))


def _reader(
    vocabulary: Path,
    places: tuple[Path, ...],
    sources: Mapping[str, Source],
    anchors: Mapping[str, TimeRange],
    zone: str,
) -> Reader:
    """Return the reader of a case, in whichever process it is to read."""
    gazetteer = Gazetteer.load(places=places)
    return Reader.load(vocabulary, gazetteer, sources=sources, anchors=anchors, zone=zone)


def _read_with(load: Callable[[], Reader], assistant: Assistant | None, jobs: int) -> _Read:
    """Return what reads documents: this process, a language model beside it, or several."""
    if jobs > 1:
        return partial(read_apart, load, jobs=jobs)
    reader = load()
    one = partial(assistant.read, reader) if assistant else reader.read
    return lambda documents: (read_here(one, each) for each in documents)


def _readings(
    read: _Read, store: Store, waiting: list[Evidence]
) -> Iterator[tuple[Evidence, ReadResult | None]]:
    """Yield each piece of evidence and what it says; what cannot be read goes to quarantine."""
    asked: deque[Evidence] = deque()  # what is read now, and what could not even be opened
    shut: dict[str, EvidenceError] = {}

    def documents() -> Iterator[Document]:
        for each in waiting:
            asked.append(each)
            try:
                document = opened(store, each)
            except EvidenceError as error:
                shut[each.id] = error
                continue
            yield document

    for result in read(documents()):
        while asked[0].id in shut:
            yield _refused(store, asked.popleft(), shut)
        evidence = asked.popleft()
        if isinstance(result, Unreadable):
            _quarantine(store, evidence, result.what, result.mend)
        yield evidence, None if isinstance(result, Unreadable) else result
    while asked:
        yield _refused(store, asked.popleft(), shut)


def _refused(
    store: Store, evidence: Evidence, shut: dict[str, EvidenceError]
) -> tuple[Evidence, None]:
    error = shut.pop(evidence.id)
    _quarantine(store, evidence, error.what, error.mend)
    return evidence, None


def _quarantine(store: Store, evidence: Evidence, what: str, mend: str) -> None:
    rejected = Rejected(
        id=make_id("rj", {"evidence": evidence.id, "what": what}),
        locator=evidence.locator,
        what=what,
        mend=mend,
        size=evidence.size,
    )
    store.put_rejected([(rejected, store.raw(evidence.id))])


def read_version(
    case: Case,
    agreement: Agreement,
    sources: Mapping[str, Source],
    assistant: Assistant | None = None,
) -> str:
    """Return a hash of all that reading depends on besides the evidence."""
    window = to_json(agreement)["window"]
    known = [to_json(each) for each in sources.values()]
    helped = [assistant.version] if assistant else []
    tables = digest_of(tables_in(*_place_folders(case)))
    taken = [tables] if tables else []
    shipped = [__version__, folder_digest(DATA / "vocabulary"), folder_digest(DATA / "models", "*")]
    basis = [folder_digest(case.vocabulary), case.zone, window, known]
    return digest([*basis, *shipped, *helped, *taken])[:16]


def _place_folders(case: Case) -> list[Path]:
    """Return the folders of imported places that a case is read with: the user's, the case's."""
    return [user_folder(), case.folder / PLACES]


def held(store: Store) -> list[Evidence]:
    """Return the evidence that a store holds, in id order."""
    return from_table(Evidence, store.table("evidence"))


def opened(store: Store, evidence: Evidence) -> Document:
    """Return a piece of evidence as a document, named by its evidence id."""
    return open_document(evidence, store.raw(evidence.id), naming="evidence")


def documents(store: Store) -> Iterator[Document]:
    """Yield all evidence as documents, in id order; what cannot be opened is in quarantine."""
    for each in held(store):
        with suppress(EvidenceError):
            yield opened(store, each)


def batched_items(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Return items in lists of at most BATCH."""
    gathered: list[Any] = []
    for item in items:
        gathered.append(item)
        if len(gathered) == BATCH:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _records(results: list[ReadResult]) -> dict[str, list[Any]]:
    return {
        "statement": [each for result in results for each in result.statements],
        "detection": [each for result in results for each in result.detections],
        "coverage": [each for result in results for each in result.coverage],
        "doubt": [each for result in results for each in result.doubts],
    }


def _unsaid(
    put: Mapping[str, pa.Table], earlier: Mapping[str, pa.Table], read: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """Return the ids of what an earlier reader found in these documents and this one does not."""
    gone = {}
    for name, table in earlier.items():
        kept = set(put[name].column("id").to_pylist())
        pairs = zip(
            table.column("id").to_pylist(), table.column("document").to_pylist(), strict=True
        )
        gone[name] = tuple(str(i) for i, document in pairs if document in read and i not in kept)
    return gone
