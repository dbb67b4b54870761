"""Resolution that goes on: documents are added, changed and taken out, and only what that touches is decided again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import GraphError
from kg.knowledge import KnowledgeBase
from kg.model import Decision, DocumentRecord
from kg.resolve.candidates import Candidate, blocks, proposed
from kg.resolve.corrections import Corrections
from kg.resolve.merging import Merger
from kg.resolve.state import VERSION, State
from kg.resolve.variants import Variant, facts

_PROPOSALS = 50_000  # blocks whose candidates are made at a time


class Index:
    """Which identities of all documents are one entity: the same, whatever the order in which documents came and went.

    Parameters:
        path: a file to keep it in, `:memory:` for none. A file of another version, or damaged, is made again.
        version: changes when the same records would give other identities, as the knowledge base's version does.

    >>> from kg.model import Document, EntityType, LocalEntity, Mention, MentionKind
    >>> def record(name):
    ...     person = LocalEntity(name, EntityType.PERSON, (Mention(0, len(name), name, MentionKind.NAME),))
    ...     return DocumentRecord(Document(f"{name}.txt", name), (person,), (), "")
    >>> records = [record("Yuri Melnichuk"), record("Yury Melnichuk")]
    >>> with Index() as index:
    ...     index.update(records)
    ...     index.groups()
    {'person/yuri-melnichuk': ['person/yuri-melnichuk', 'person/yury-melnichuk']}
    """

    def __init__(self, path: str | Path = ":memory:", *, version: str = "") -> None:
        """Opens the file, or makes it."""
        self._path, self._version = str(path), f"{VERSION} {version}"
        self._knowledge = KnowledgeBase.load()
        self._state = self._opened()
        self.touched = 0  # how many variants the last change decided again

    def _opened(self) -> State:
        try:
            state = State(self._path, self._knowledge)
            if state.meta("version") in (None, self._version):
                state.put_meta("version", self._version)
                return state
            state.close()
        except sqlite3.DatabaseError:
            pass
        for ending in ("", "-wal", "-shm"):
            Path(self._path + ending).unlink(missing_ok=True)
        state = State(self._path, self._knowledge)
        state.put_meta("version", self._version)
        return state

    @property
    def stamps(self) -> dict[str, str]:
        """The stamp of each document that is in it."""
        return self._state.stamps()

    def update(
        self,
        records: Iterable[DocumentRecord] = (),
        *,
        removed: Iterable[str] = (),
        corrections: Corrections | None = None,
        stamps: Mapping[str, str] | None = None,
    ) -> None:
        """Adds or changes documents, takes others out, and decides again what these touch, all or nothing.

        Args:
            records: of the documents that are new or changed.
            removed: the ids of the documents that are no more.
            corrections: the user's; if others than before, everything is decided again.
            stamps: something for each document that changes with its record, to know again what is in the index.

        Raises:
            GraphError: two different records have one document id, or the corrections contradict each other.
        """
        state = self._state
        state.begin()
        try:
            dirty = {id_ for document in removed for id_ in state.take(document)}
            dirty |= self._add(records, stamps or {})
            state.flush()
            state.forget(dirty)
            self._settle(dirty, corrections or Corrections())
            state.commit()
        except sqlite3.Error as error:
            state.rollback()
            raise GraphError(
                f"{self._path}: names cannot be resolved ({error}); remove the file and build again."
            ) from error
        except BaseException:
            state.rollback()
            raise

    def _add(self, records: Iterable[DocumentRecord], stamps: Mapping[str, str]) -> set[str]:
        dirty: set[str] = set()
        seen: dict[str, str] = {}
        for record in records:
            id_ = record.document.id
            stamp = stamps.get(id_) or hashlib.sha256(record.to_json().encode("utf-8", "surrogatepass")).hexdigest()
            if id_ in seen:
                if seen[id_] != stamp:
                    raise GraphError(f"{id_}: two records have this document id; keep one of them.")
                continue
            seen[id_] = stamp
            dirty |= self._state.take(id_)
            found = facts(record, self._knowledge)
            self._state.add(id_, stamp, found)
            dirty.update(alone.id for alone in found.identities)
        return dirty

    def _settle(self, dirty: set[str], corrections: Corrections) -> None:
        """Makes blocks, candidates, groups and decisions of what is dirty, and of what that touches, again."""
        state = self._state
        keys = state.blocks_of(dirty)
        loaded = {variant.id: variant for variant in state.variants(state.open_ids(dirty))}
        own = {id_: blocks(loaded[id_]) if id_ in loaded else set() for id_ in dirty}
        state.put_blocks(own)
        keys |= {key for found in own.values() for key in found}
        met: set[str] = set()
        ordered = sorted(keys)
        for start in range(0, len(ordered), _PROPOSALS):
            met |= self._propose(ordered[start : start + _PROPOSALS], loaded)
        loaded.clear()
        before = state.meta("corrections")
        told = repr(corrections)
        if before != told:
            met |= state.open_ids() | {id_ for pair in (*corrections.same, *corrections.different) for id_ in pair}
            state.put_meta("corrections", told)
        self._decide(met | dirty, corrections)

    def _propose(self, keys: list[str], loaded: dict[str, Variant]) -> set[str]:
        members = dict(self._state.members(keys))
        missing = {id_ for found in members.values() for id_ in found} - loaded.keys()
        loaded |= {variant.id: variant for variant in self._state.variants(missing)}
        proposals: list[tuple[str, Candidate]] = []
        for key, found in members.items():
            variants = [loaded[id_] for id_ in found]
            proposals += ((key, candidate) for candidate in proposed(key, variants))
        return self._state.put_candidates(keys, proposals)

    def _decide(self, seeds: set[str], corrections: Corrections) -> None:
        """Decides all candidates that are connected with the seeds."""
        ids, candidates = self._connected(self._state.members_of_groups(seeds), corrections)
        involved = {id_ for c in candidates for id_ in (c.one, c.other)}
        involved |= ids & {id_ for pair in corrections.same for id_ in pair}
        variants = {variant.id: variant for variant in self._state.variants(involved)}
        for id_ in (involved - variants.keys()) & {c.other for c in candidates}:
            if (known := self._state.known(id_)) is not None:
                variants[id_] = known
        merger = Merger(variants, corrections)
        merger.merge(c for c in candidates if c.one in variants and c.other in variants)
        self._state.put_decisions(ids, merger.groups(), merger.decisions)
        self.touched = len(ids)

    def _connected(self, seeds: set[str], corrections: Corrections) -> tuple[set[str], set[Candidate]]:
        """The variants that candidates and corrections connect with the seeds, and those candidates."""
        joined: dict[str, set[str]] = {}
        for one, other in corrections.same:
            joined.setdefault(one, set()).add(other)
            joined.setdefault(other, set()).add(one)
        found, candidates, edge = set(seeds), set[Candidate](), seeds
        while edge:
            near = self._state.candidates_of(edge)
            candidates |= near
            reached = {id_ for c in near for id_ in (c.one, c.other)}
            reached |= {other for id_ in edge & joined.keys() for other in joined[id_]}
            edge = reached - found
            found |= edge
        return found, candidates

    def groups(self) -> dict[str, list[str]]:
        """The groups of two identities and more, by the id that names them, with all their ids, sorted."""
        return self._state.groups()

    def decisions(self) -> list[Decision]:
        """The reason of every merge and every refused merge, sorted."""
        return sorted(self._state.decisions())

    def variants(self) -> Iterable[Variant]:
        """All identities, sorted by id."""
        return self._state.variants()

    def known(self, id_: str) -> Variant | None:
        """The variant of what only the knowledge base calls so."""
        return self._state.known(id_)

    def nodes(self, documents: list[str]) -> dict[str, list[str]]:
        """For each of these documents the identities of its entities, by position."""
        return self._state.nodes(documents)

    def close(self) -> None:
        """Closes the file."""
        self._state.close()

    def __enter__(self) -> Self:
        """The index itself; it is closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
