"""The first two stages of a run: the outside world to evidence, evidence to statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from truceline.collect import CollectInput, Item, Quarantined, collect
from truceline.geography import Gazetteer
from truceline.geography.imported import FOLDER as PLACES
from truceline.geography.imported import digest_of, tables_in, user_folder
from truceline.ground.canonical import digest, make_id
from truceline.ground.errors import EvidenceError
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
from truceline.read import Reader, ReadResult, open_document
from truceline.read.language_model import Assistant
from truceline.vocabulary.files import folder_digest

BATCH = 64  # items in one transaction: a kill costs at most these
TRUCE = "truce"  # what a text means by "since the start of the truce"


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
) -> None:
    """Read every piece of evidence that the present reader has not read yet."""
    version = read_version(case, agreement, sources, assistant)
    done = store.done("read", version)
    waiting = [each for each in held(store) if each.id not in done]
    progress.start("read", len(waiting))
    if not waiting:
        return
    anchors = {TRUCE: agreement.window} if agreement.window else {}
    earlier = {name: store.table(name) for name in ("statement", "detection", "doubt")}
    gazetteer = Gazetteer.load(places=_place_folders(case))
    reader = Reader.load(case.vocabulary, gazetteer, sources=sources, anchors=anchors)
    for some in batched_items(waiting):
        results = list(_readings(reader, store, some, assistant))
        put = tables_of(_records(results))
        marks = [each.id for each in some]
        delta = Delta(put=put, withdraw=_unsaid(put, earlier, frozenset(marks)))
        store.apply(delta, stage="read", version=version, marks=marks)
        progress.advance("read", len(some))


def _readings(
    reader: Reader, store: Store, some: list[Evidence], assistant: Assistant | None
) -> Iterator[ReadResult]:
    """Yield what each piece of evidence says; one that cannot be read goes to quarantine."""
    for each in some:
        try:
            document = opened(store, each)
            yield assistant.read(reader, document) if assistant else reader.read(document)
        except EvidenceError as error:
            rejected = Rejected(
                id=make_id("rj", {"evidence": each.id, "what": error.what}),
                locator=each.locator,
                what=error.what,
                mend=error.mend,
                size=each.size,
            )
            store.put_rejected([(rejected, store.raw(each.id))])


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
    return digest([folder_digest(case.vocabulary), window, known, *helped, *taken])[:16]


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
