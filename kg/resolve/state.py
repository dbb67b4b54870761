"""What all documents say of each identity, in SQLite: counts that a document adds to, and takes from again.

Everything else is derived from them: blocks, candidates, decisions and groups are kept too, so that a change touches
only what it has to do with.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from kg.knowledge import KnowledgeBase
from kg.model import Decision, EntityType
from kg.resolve.candidates import Candidate
from kg.resolve.identity import Alone, of_entry
from kg.resolve.variants import Facts, Said, Tallies, Variant

VERSION = 1
_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE document (id TEXT PRIMARY KEY, stamp TEXT NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE variant (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, name TEXT NOT NULL,
        entry INTEGER NOT NULL, shared INTEGER NOT NULL)""",
    """CREATE TABLE tally (
        variant INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (variant, kind, text)) WITHOUT ROWID""",
    "CREATE TABLE block (key TEXT NOT NULL, variant TEXT NOT NULL, PRIMARY KEY (key, variant)) WITHOUT ROWID",
    "CREATE INDEX block_of ON block (variant)",
    """CREATE TABLE candidate (
        one TEXT NOT NULL, other TEXT NOT NULL, weak INTEGER NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL,
        block TEXT NOT NULL, PRIMARY KEY (block, one, other, rule)) WITHOUT ROWID""",
    "CREATE INDEX candidate_one ON candidate (one)",
    "CREATE INDEX candidate_other ON candidate (other)",
    """CREATE TABLE decision (
        one TEXT NOT NULL, other TEXT NOT NULL, merged INTEGER NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL,
        documents TEXT NOT NULL, PRIMARY KEY (one, other, rule)) WITHOUT ROWID""",
    "CREATE INDEX decision_other ON decision (other)",
    "CREATE TABLE member (variant TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX member_of ON member (canonical)",
)
_MOST = 500  # values in one statement
_CHUNK = 200_000  # counts in memory before they are written

_SAID = tuple(Said)
_NAMED = int(Said.NAMED)

Rows = Iterator[tuple[Any, ...]]


class State:
    """The tables, and how to read and change them. It knows nothing of why things are merged."""

    def __init__(self, path: str, knowledge: KnowledgeBase) -> None:
        """Opens the file, or makes it; `:memory:` keeps nothing."""
        self.knowledge = knowledge
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")  # what a power failure takes is resolved again
        self._database.execute("PRAGMA cache_size = -65536")
        if not self._number("SELECT count(*) FROM sqlite_master"):
            for statement in _SCHEMA:
                self._database.execute(statement)
        self._keys: dict[str, int] = {}
        self._pending: dict[tuple[int, int, str], int] = {}

    # -- documents ---------------------------------------------------------------------------------------------------

    def stamps(self) -> dict[str, str]:
        """The stamp of each document that is known."""
        return dict(self._all("SELECT id, stamp FROM document"))

    def nodes(self, documents: Sequence[str]) -> dict[str, list[str]]:
        """For each of these documents the identities of its entities."""
        rows = self._in("SELECT id, facts FROM document WHERE id", documents)
        return {id_: json.loads(text)["nodes"] for id_, text in rows}

    def add(self, document: str, stamp: str, facts: Facts) -> None:
        """Adds what a document says."""
        for alone in {alone.id: alone for alone in facts.identities}.values():
            self._key(alone)
        told = [[id_, int(kind), text, count] for (id_, kind, text), count in facts.tallies.items()]
        text = json.dumps({"nodes": [a.id for a in facts.identities], "told": told}, separators=(",", ":"))
        self._database.execute("INSERT INTO document VALUES (?, ?, ?)", (document, stamp, text))
        self._count(facts.tallies, 1)

    def take(self, document: str) -> set[str]:
        """Takes a document out; gives the identities that it spoke of."""
        row = self._database.execute("SELECT facts FROM document WHERE id = ?", (document,)).fetchone()
        if row is None:
            return set()
        told = json.loads(row[0])["told"]
        self._database.execute("DELETE FROM document WHERE id = ?", (document,))
        self._count({(id_, Said(kind), text): count for id_, kind, text, count in told}, -1)
        return {id_ for id_, *_ in told}

    def _key(self, alone: Alone) -> int:
        key = self._keys.get(alone.id)
        if key is None:
            known = alone.entry is not None
            row = (alone.id, alone.type.value, alone.name, known, alone.shared)
            self._database.execute(
                "INSERT INTO variant (id, type, name, entry, shared) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row
            )
            key = self._number("SELECT key FROM variant WHERE id = ?", alone.id)
            self._keys[alone.id] = key
        return key

    def _count(self, tallies: Tallies, sign: int) -> None:
        for (id_, kind, text), count in tallies.items():
            key = self._keys.get(id_)
            if key is None:
                key = self._keys[id_] = self._number("SELECT key FROM variant WHERE id = ?", id_)
            place = (key, int(kind), text)
            self._pending[place] = self._pending.get(place, 0) + sign * count
        if len(self._pending) > _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Writes the counts that are still in memory."""
        rows = sorted((*place, count) for place, count in self._pending.items() if count)
        self._database.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count", rows
        )
        gone = [row[:3] for row in rows if row[3] < 0]
        self._database.executemany("DELETE FROM tally WHERE variant = ? AND kind = ? AND text = ? AND count = 0", gone)
        self._pending.clear()
        self._keys.clear()

    def forget(self, ids: Iterable[str]) -> None:
        """Drops those identities that no document speaks of any more."""
        self._many(
            "DELETE FROM variant WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tally WHERE tally.variant = variant.key)",
            ((id_,) for id_ in ids),
        )

    # -- variants ----------------------------------------------------------------------------------------------------

    def variants(self, ids: Iterable[str] | None = None) -> Iterator[Variant]:
        """These variants, or all, sorted by id; those that no document speaks of are left out."""
        query = """SELECT v.id, v.type, v.name, v.entry, v.shared, t.kind, t.text, t.count
            FROM variant v JOIN tally t ON t.variant = v.key"""
        order = "ORDER BY v.id, t.kind, t.text"
        if ids is None:
            yield from self._read(self._database.execute(f"{query} {order}"))
            return
        for part in _parts(sorted(ids)):
            marks = ", ".join("?" * len(part))
            yield from self._read(self._database.execute(f"{query} WHERE v.id IN ({marks}) {order}", part))

    def _read(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Variant]:
        variant: Variant | None = None
        for id_, kind, name, known, shared, said, text, count in rows:
            if variant is None or variant.alone.id != id_:
                if variant is not None:
                    yield variant
                entry = self.knowledge.get(id_) if known else None
                variant = Variant(Alone(id_, EntityType(kind), name, entry, bool(shared)))
            variant.hear(_SAID[said], text, count)
        if variant is not None:
            yield variant

    def open_ids(self, ids: Iterable[str] | None = None) -> set[str]:
        """Those of these identities, or of all, that a document names and that the knowledge base does not have."""
        query = f"SELECT v.id FROM variant v, tally t WHERE t.variant = v.key AND NOT v.entry AND t.kind = {_NAMED}"  # noqa: S608
        rows = self._all(query) if ids is None else self._in(f"{query} AND v.id", ids)
        return {id_ for (id_,) in rows}

    def known(self, id_: str) -> Variant | None:
        """The variant of what the knowledge base knows and no document names so."""
        entry = self.knowledge.get(id_)
        return Variant(of_entry(entry), named=True) if entry is not None else None

    # -- blocks and candidates ---------------------------------------------------------------------------------------

    def blocks_of(self, ids: Iterable[str]) -> set[str]:
        """The blocks that these variants are in."""
        return {key for (key,) in self._in("SELECT DISTINCT key FROM block WHERE variant", ids)}

    def put_blocks(self, blocks: Mapping[str, set[str]]) -> None:
        """Lets these variants be in these blocks, and in no others."""
        self._many("DELETE FROM block WHERE variant = ?", ((id_,) for id_ in blocks))
        rows = sorted((key, id_) for id_, keys in blocks.items() for key in keys)
        self._many("INSERT INTO block VALUES (?, ?)", rows)

    def members(self, blocks: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        """Of these blocks each with its members, sorted."""
        for part in _parts(sorted(blocks)):
            rows = self._in("SELECT key, variant FROM block WHERE key", part)
            for key, group in groupby(sorted(rows), key=lambda row: row[0]):
                yield key, [row[1] for row in group]

    def put_candidates(self, blocks: Iterable[str], candidates: Iterable[tuple[str, Candidate]]) -> set[str]:
        """Puts what blocks propose in the place of what they proposed; gives whom the difference has to do with."""
        old: dict[str, set[Candidate]] = {}
        new: dict[str, set[Candidate]] = {}
        for one, other, weak, rule, reason, block in self._in("SELECT * FROM candidate WHERE block", blocks):
            old.setdefault(block, set()).add(Candidate(one, other, bool(weak), rule, reason))
        for block, candidate in candidates:
            new.setdefault(block, set()).add(candidate)
        gone = [(b, c) for b, found in old.items() for c in found - new.get(b, set())]
        come = sorted((b, c) for b, found in new.items() for c in found - old.get(b, set()))
        self._many(
            "DELETE FROM candidate WHERE block = ? AND one = ? AND other = ? AND rule = ?",
            ((block, c.one, c.other, c.rule) for block, c in gone),
        )
        self._many(
            "INSERT OR REPLACE INTO candidate VALUES (?, ?, ?, ?, ?, ?)",
            ((c.one, c.other, c.weak, c.rule, c.reason, block) for block, c in come),
        )
        return {id_ for _, c in (*gone, *come) for id_ in (c.one, c.other)}

    def candidates_of(self, ids: Iterable[str]) -> set[Candidate]:
        """The candidates that one of these variants is in."""
        query = "SELECT one, other, weak, rule, reason FROM candidate WHERE"
        ids = sorted(ids)
        rows = (*self._in(f"{query} one", ids), *self._in(f"{query} other", ids))
        return {Candidate(one, other, bool(weak), rule, reason) for one, other, weak, rule, reason in rows}

    # -- what was decided --------------------------------------------------------------------------------------------

    def members_of_groups(self, ids: Iterable[str]) -> set[str]:
        """These variants, and all that are in a group with one of them."""
        ids = set(ids)
        groups = {canonical for _, canonical in self._in("SELECT variant, canonical FROM member WHERE variant", ids)}
        return ids | {
            variant for variant, _ in self._in("SELECT variant, canonical FROM member WHERE canonical", groups)
        }

    def put_decisions(
        self, ids: Iterable[str], groups: Mapping[str, Sequence[str]], decisions: Iterable[Decision]
    ) -> None:
        """Puts groups and decisions in the place of all that these variants were in."""
        ids = sorted(ids)
        self._many("DELETE FROM member WHERE variant = ?", ((id_,) for id_ in ids))
        self._many("DELETE FROM decision WHERE one = ?", ((id_,) for id_ in ids))
        self._many("DELETE FROM decision WHERE other = ?", ((id_,) for id_ in ids))
        self._many(
            "INSERT INTO member VALUES (?, ?)",
            ((id_, canonical) for canonical, group in groups.items() if len(group) > 1 for id_ in group),
        )
        self._many(
            "INSERT OR REPLACE INTO decision VALUES (?, ?, ?, ?, ?, ?)",
            ((d.one, d.other, d.merged, d.rule, d.reason, json.dumps(d.documents)) for d in decisions),
        )

    def groups(self) -> dict[str, list[str]]:
        """The groups of two and more, by canonical id, with their members, sorted."""
        found: dict[str, list[str]] = {}
        for variant, canonical in self._database.execute("SELECT variant, canonical FROM member ORDER BY variant"):
            found.setdefault(canonical, []).append(variant)
        return found

    def decisions(self) -> Iterator[Decision]:
        """All decisions, sorted."""
        for one, other, merged, rule, reason, documents in self._database.execute(
            "SELECT one, other, merged, rule, reason, documents FROM decision ORDER BY one, other, rule"
        ):
            yield Decision(one, other, bool(merged), rule, reason, tuple(json.loads(documents)))

    # -- the database ------------------------------------------------------------------------------------------------

    def meta(self, name: str) -> str | None:
        """A value kept under a name."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def put_meta(self, name: str, value: str) -> None:
        """Keeps a value under a name."""
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def begin(self) -> None:
        """Begins a change that is kept whole or not at all."""
        self._database.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keeps the change."""
        self._database.execute("COMMIT")

    def rollback(self) -> None:
        """Gives the change up."""
        self._pending.clear()
        self._keys.clear()
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _number(self, query: str, *values: str) -> int:
        return int(self._database.execute(query, values).fetchone()[0])

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return self._database.execute(query).fetchall()

    def _many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        self._database.executemany(statement, rows)

    def _in(self, query: str, values: Iterable[str]) -> Rows:
        """The rows of a query whose last column is one of these values."""
        for part in _parts(sorted(values)):
            yield from self._database.execute(f"{query} IN ({', '.join('?' * len(part))})", part).fetchall()


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[i : i + _MOST] for i in range(0, len(values), _MOST))
