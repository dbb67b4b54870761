"""The whole road: from inputs to a folder with the journal, the store, the page and the exports.

The extraction of a document is the cost and depends on no other document, so each record goes into the journal as
soon as it is made, from one process or several. A build that is killed goes on where it stopped. The graph is derived
from the journal, in the order of the documents' ids: the same documents give the same bytes.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from kg import export, store
from kg.errors import GraphError, ReadError
from kg.folder import GraphFolder
from kg.graph import Graph
from kg.journal import DocumentSummary, Journal
from kg.model import Assertion, Document, DocumentRecord, Resolution
from kg.rdf import Run
from kg.read import admit, read
from kg.resolve import Corrections, Index, outcome
from kg.version import extraction_key, versions
from kg.workers import extract, extractor

Input = str | Path | Document
Progress = Callable[[str, int, int | None], None]
"""Told the stage ("reading", "extracting", "resolving", "writing"), what is done of it, and its total where known."""

LOOK_AHEAD = 10_000
"""Documents read before the first is extracted, so that the time left is known; more are read on the way."""


def unseen(stage: str, done: int, total: int | None) -> None:
    """The progress of a build that nobody watches."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How large a graph is."""

    documents: int
    entities: int
    assertions: int


@dataclass(frozen=True, slots=True)
class Status:
    """What a graph is made of, and the inputs that the last build could not read, with the reasons."""

    documents: tuple[DocumentSummary, ...]
    counts: Counts
    failures: dict[str, str]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: how many documents were new, changed or known already, and what could not be read.

    `refreshed` counts those that were not given, but that another version of this package had read. `counts` is of
    the whole graph, None if it was not made.
    """

    added: int = 0
    changed: int = 0
    known: int = 0
    refreshed: int = 0
    failures: tuple[ReadError, ...] = ()
    counts: Counts | None = None

    @property
    def read(self) -> int:
        """How many documents were read, known ones included."""
        return self.added + self.changed + self.known


def build(
    found: Iterable[Document | ReadError],
    output: str | Path,
    *,
    jobs: int = 1,
    model: str | None = None,
    progress: Progress = unseen,
) -> BuildReport:
    """Extracts what is new among the documents, and makes the graph of all documents of `output` again.

    Args:
        found: the documents, and what could not be read, as from `documents`.
        output: the folder of the graph; made if missing, added to if there is a graph in it.
        jobs: processes that extract.
        model: the language model, as in `kg.language.load`.
        progress: told how far the build is.

    Returns:
        what was read and what could not be. The graph stays as it was if nothing was read.
    """
    folder = GraphFolder(Path(output))
    started = _now()
    folder.root.mkdir(parents=True, exist_ok=True)
    with folder.open_journal() as journal:
        report = _collect(found, journal, jobs=jobs, model=model, progress=progress)
        if not report.read and not report.refreshed:
            return report
        return replace(report, counts=_derive(journal, folder, progress, started))


def build_in_memory(
    found: Iterable[Document | ReadError], *, jobs: int = 1, model: str | None = None, progress: Progress = unseen
) -> tuple[BuildReport, Resolution]:
    """As `build`, but nothing is kept on disk: the report, and the graph as plain data."""
    with Journal(":memory:") as journal:
        report = _collect(found, journal, jobs=jobs, model=model, progress=progress)
        resolution = _resolved(journal, progress)
    return replace(report, counts=counts(resolution)), resolution


def status(root: str | Path) -> Status:
    """What the graph in a folder is made of. Raises `GraphError` if there is none."""
    folder = GraphFolder(Path(root)).require()
    resolution = Graph.open(folder.root).resolution
    if folder.imported.is_file():
        return Status(_summaries(resolution), counts(resolution), {})
    with folder.open_journal() as journal:
        summaries, failures = tuple(journal.documents()), journal.failures
    return Status(summaries, counts(resolution), failures)


def _summaries(resolution: Resolution) -> tuple[DocumentSummary, ...]:
    """The documents of a graph that has no journal; counted is what the graph holds of each."""
    said: defaultdict[str, list[Assertion]] = defaultdict(list)
    for assertion in resolution.assertions:
        said[assertion.document].append(assertion)
    return tuple(DocumentSummary.of(document, said[document.id]) for document in resolution.documents)


def remove(root: str | Path, document: str, *, progress: Progress = unseen) -> None:
    """Takes a document out of a graph and makes the graph again, as if the document had never been there.

    Raises `GraphError` if there is no such graph, or no such document in it.
    """
    started, folder = _now(), GraphFolder(Path(root)).require()
    with folder.open_journal() as journal:
        journal.remove(document)
        _derive(journal, folder, progress, started)


def _derive(journal: Journal, folder: GraphFolder, progress: Progress, started: str) -> Counts:
    """Makes the store, the page and the exports from the journal."""
    resolution = _resolved(journal, progress, folder)
    fill(folder, resolution, progress, run=Run(started, _now(), versions()))
    return counts(resolution)


def fill(
    folder: GraphFolder,
    resolution: Resolution,
    progress: Progress,
    *,
    run: Run | None = None,
    runs: Iterable[ox.Quad] = (),
) -> None:
    """Writes the store, the page and the exports of a graph into its folder."""
    graph = Graph(resolution)
    steps: list[Callable[[], object]] = [
        lambda: store.write(resolution, folder.store, run=run, runs=runs),
        lambda: export.write(graph, "html", folder.page),
        lambda: export.write(graph, "trig", folder.trig),
        lambda: export.write(graph, "jsonl", folder.assertions),
    ]
    for done, step in enumerate(steps):
        progress("writing", done, len(steps))
        step()
    progress("writing", len(steps), len(steps))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _resolved(journal: Journal, progress: Progress, folder: GraphFolder | None = None) -> Resolution:
    """The graph of all records. What was resolved before, in a folder, is resolved again where a change touches it."""
    progress("resolving", 0, 1)
    corrections = folder.read_corrections() if folder else Corrections()
    with folder.open_index() if folder else Index() as index:
        now, before = journal.stamps(), index.stamps
        changed = [document for document, stamp in now.items() if before.get(document) != stamp]
        index.update(
            journal.records(only=changed), removed=before.keys() - now.keys(), corrections=corrections, stamps=now
        )
        resolution = outcome(index, journal.records(), corrections).resolution
    progress("resolving", 1, 1)
    return resolution


def resolve_again(root: str | Path, *, progress: Progress = unseen) -> Counts:
    """Makes a graph again from its journal, as after a change of `corrections.tsv`.

    Raises `GraphError` if there is none, or if it was imported and so has no journal.
    """
    started, folder = _now(), GraphFolder(Path(root)).require()
    if not folder.journal.is_file():
        raise GraphError(f"{root}: this graph was imported; its entities can be changed only where it was built.")
    with folder.open_journal() as journal:
        return _derive(journal, folder, progress, started)


def counts(resolution: Resolution) -> Counts:
    """How large a graph is."""
    return Counts(len(resolution.documents), len(resolution.entities), len(resolution.assertions))


def documents(
    inputs: Iterable[Input],
    *,
    date: str | None = None,
    fields: Mapping[str, str] | None = None,
    output: str | Path | None = None,
) -> Iterator[Document | ReadError]:
    """The documents that inputs stand for, and a `ReadError` for each that cannot be read or has another's id.

    Args:
        inputs: files, folders, globs, `-`, or documents at hand.
        date: the publication date of documents that do not say theirs, an ISO 8601 date.
        fields: what fields of JSON, CSV and Parquet rows are called, where not as ours: `{"text": "body"}`.
        output: the folder of the graph, which is not read even if it lies in an input.
    """
    names: list[str | Path] = []
    given: dict[str, Document] = {}
    for item in inputs:
        if not isinstance(item, Document):
            names.append(item)
        elif given.setdefault(item.id, item) != item:
            yield ReadError(item.id, "another document has this id")
    yield from (admit(document, date=date) for document in given.values())
    for document in read(names, date=date, fields=fields, exclude=output):
        if isinstance(document, Document) and document.id in given:
            yield ReadError(document.id, "another document has this id")
        else:
            yield document


def _collect(
    found: Iterable[Document | ReadError], journal: Journal, *, jobs: int, model: str | None, progress: Progress
) -> BuildReport:
    """Puts the record of each new or changed document into the journal, as soon as it is made."""
    journal.clear_failures()
    tally = _Tally(journal, extractor(model).model, progress)
    new = itertools.chain(tally.new(found), tally.outdated())
    first = list(itertools.islice(new, LOOK_AHEAD))
    tally.total = len(first) if len(first) < LOOK_AHEAD else None
    for result in extract(itertools.chain(first, new), model=model, jobs=jobs):
        tally.keep(result)
    return tally.report()


class _Tally:
    """Counts what happens to the documents of a build while it keeps their records."""

    def __init__(self, journal: Journal, model: str, progress: Progress) -> None:
        self.journal = journal
        self.model = model
        self.progress = progress
        self.total: int | None = None
        self.seen = self.known = self.added = self.changed = self.refreshed = 0
        self.failures: list[ReadError] = []
        self.given: set[str] = set()

    def new(self, found: Iterable[Document | ReadError]) -> Iterator[Document]:
        """The documents whose record the journal lacks."""
        for document in found:
            self.seen += 1
            if isinstance(document, ReadError):
                self.fail(document)
            else:
                self.given.add(document.id)
                if self.journal.knows(document, self.model):
                    self.known += 1
                else:
                    yield document
            self.progress("reading", self.seen, None)

    def outdated(self) -> Iterator[Document]:
        """The documents that an earlier version of this package read and that were not given again, for a new record.

        Else the graph would be made of records of two versions. A document read with another model keeps its record.
        """
        key, documents = extraction_key(), self.journal.documents()
        old = {d.id for d in documents if d.model == self.model and d.extraction != key} - self.given
        if old:
            yield from (record.document for record in self.journal.records() if record.document.id in old)

    def keep(self, result: DocumentRecord | ReadError) -> None:
        """Puts a record into the journal, or notes a failure."""
        if isinstance(result, ReadError):
            if result.name in self.journal:  # the record of what the document said before
                self.journal.remove(result.name)
            self.fail(result)
        else:
            self.count(result.document.id)
            self.journal.put(result)
        self.progress("extracting", self.added + self.changed + self.refreshed, self.total)

    def count(self, document: str) -> None:
        """Counts a document that has a new record."""
        if document not in self.given:
            self.refreshed += 1
        elif document in self.journal:
            self.changed += 1
        else:
            self.added += 1

    def fail(self, failure: ReadError) -> None:
        """Notes what could not be read, here and in the journal."""
        self.failures.append(failure)
        self.journal.fail(failure.name, failure.reason)

    def report(self) -> BuildReport:
        """What was counted; failures by name, since with several processes they come in any order."""
        failures = sorted(self.failures, key=lambda failure: (failure.name, failure.reason))
        return BuildReport(self.added, self.changed, self.known, self.refreshed, tuple(failures))
