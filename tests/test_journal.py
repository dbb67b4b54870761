"""The journal: what is put comes back, nothing put is lost by a kill, and what is wrong with a file is said."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.journal
from kg.errors import GraphError, JournalError
from kg.journal import DocumentSummary, Journal
from kg.model import (
    Claim,
    Document,
    DocumentRecord,
    EntityType,
    Factuality,
    LocalEntity,
    Mention,
    MentionKind,
    Span,
)

ROOT = Path(kg.journal.__file__).parents[1]
TEXT = st.text(st.characters(exclude_categories=("Cs",)))
MAYBE = st.none() | TEXT
DOCUMENTS = st.builds(Document, id=TEXT, text=TEXT, title=MAYBE, date=MAYBE, publisher=MAYBE, url=MAYBE)
MENTIONS = st.builds(Mention, st.integers(0, 99), st.integers(0, 99), TEXT, st.sampled_from(MentionKind))
ENTITIES = st.builds(
    LocalEntity, TEXT, st.sampled_from(EntityType), st.lists(MENTIONS, max_size=2).map(tuple), st.booleans(), MAYBE
)
SPANS = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
CLAIMS = st.builds(
    Claim,
    subject=st.integers(0, 9),
    predicate=TEXT,
    object=st.integers(0, 9),
    factuality=st.sampled_from(Factuality),
    evidence=st.lists(SPANS, min_size=1, max_size=2).map(tuple),
    source=MAYBE | st.integers(0, 9),
    time=MAYBE,
    place=st.none() | st.integers(0, 9),
    confidence=st.floats(0, 1),
    trigger=st.none() | SPANS,
    path=TEXT,
)
RECORDS = st.builds(
    DocumentRecord, DOCUMENTS, st.lists(ENTITIES, max_size=2).map(tuple), st.lists(CLAIMS, max_size=2).map(tuple), TEXT
)


def record(name: str, text: str = "Putin met Kim.", model: str = "en") -> DocumentRecord:
    return DocumentRecord(Document(name, text), (), (), model)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@given(st.lists(RECORDS, unique_by=lambda r: r.document.id, max_size=4))
def test_any_records_come_back_sorted_by_id(records: list[DocumentRecord]) -> None:
    with Journal(":memory:") as journal:
        for item in records:
            journal.put(item)
        assert list(journal.records()) == sorted(records, key=lambda r: r.document.id)
        assert all(journal.knows(item.document, item.model) for item in records)


def test_records_are_kept_in_the_file(path: Path) -> None:
    records = [record(f"{number:03}", f"Text {number}.") for number in range(200)]
    with Journal(path) as journal:
        for item in reversed(records):
            journal.put(item)
    with Journal(path) as journal:
        assert list(journal.records()) == records
        assert len(journal) == 200
    assert [file.name for file in path.parent.iterdir()] == ["journal.sqlite"]


def test_it_knows_a_document_by_content_model_and_extraction(path: Path) -> None:
    document = Document("a", "Putin met Kim.")
    with Journal(path, extraction="1") as journal:
        assert not journal.knows(document, "en")
        journal.put(DocumentRecord(document, (), (), "en"))
        assert journal.knows(document, "en")
        assert not journal.knows(document, "other")
        assert not journal.knows(Document("a", "Putin met Xi."), "en")
        assert not journal.knows(Document("a", "Putin met Kim.", date="2024-06-19"), "en")
        assert not journal.knows(Document("b", "Putin met Kim."), "en")
    with Journal(path, extraction="2") as journal:
        assert not journal.knows(document, "en")


def test_other_content_replaces_what_was_there(path: Path) -> None:
    with Journal(path) as journal:
        journal.put(record("a", "One."))
        journal.put(record("a", "Two."))
        assert [item.document.text for item in journal.records()] == ["Two."]
        assert "a" in journal
        assert "b" not in journal


def test_a_document_can_be_removed_once(path: Path) -> None:
    with Journal(path) as journal:
        journal.put(record("a"))
        journal.put(record("b"))
        journal.remove("a")
        assert [item.document.id for item in journal.records()] == ["b"]
        with pytest.raises(GraphError, match="'a': there is no such document in "):
            journal.remove("a")


def test_records_may_change_while_they_are_read(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(150):
            journal.put(record(f"{number:03}"))
        for item in journal.records():
            journal.remove(item.document.id)
        assert len(journal) == 0


def test_summaries(path: Path) -> None:
    document = Document("a", "Putin met Kim.", title="T", date="2024-06-19", publisher="P", url="https://example.org/")
    putin = LocalEntity("Putin", EntityType.PERSON, (Mention(0, 5, "Putin", MentionKind.NAME),))
    claim = Claim(0, "met", 0, Factuality.FACT, (Span(0, 14),))
    with Journal(path, extraction="7") as journal:
        journal.put(record("b"))
        journal.put(DocumentRecord(document, (putin, putin), (claim,), "en"))
        assert list(journal.documents()) == [
            DocumentSummary("a", "T", "2024-06-19", "P", "https://example.org/", "en", "7", entities=2, claims=1),
            DocumentSummary("b", None, None, None, None, "en", "7", entities=0, claims=0),
        ]


def test_failures_are_kept_until_they_are_cleared_or_mended(path: Path) -> None:
    with Journal(path) as journal:
        journal.fail("b.pdf", "a scan")
        journal.fail("a.txt", "too long")
        journal.fail("a.txt", "empty")
    with Journal(path) as journal:
        assert list(journal.failures.items()) == [("a.txt", "empty"), ("b.pdf", "a scan")]
        journal.put(record("a.txt"))
        assert journal.failures == {"b.pdf": "a scan"}
        journal.clear_failures()
        assert journal.failures == {}


WRITER = """
import itertools, sys
from kg.journal import Journal
from kg.model import Document, DocumentRecord
with Journal(sys.argv[1]) as journal:
    for number in itertools.count(len(journal)):
        text = f"{number} " + "Putin met Kim. " * (number % 7 * 300)
        journal.put(DocumentRecord(Document(f"{number:06}", text), (), (), "en"))
        if number % 5 == 0:
            journal.put(DocumentRecord(Document(f"{number // 2:06}", f"{number // 2} again"), (), (), "en"))
        print(number, flush=True)
"""


def test_nothing_put_is_lost_when_a_build_is_killed(path: Path) -> None:
    chance = random.Random(7)
    last = -1
    for _ in range(5):
        command = [sys.executable, "-c", WRITER, path]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, 60)):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        printed = process.stdout.read().split()
        process.stdout.close()
        assert process.wait() == -signal.SIGKILL
        last = max([last, *map(int, printed)])
        with Journal(path) as journal:
            texts = [item.document.text for item in journal.records()]
        assert len(texts) > last
        assert [int(text.split(" ")[0]) for text in texts] == list(range(len(texts)))


@pytest.mark.parametrize("moment", range(12))
def test_a_file_left_half_made_is_made_whole(moment: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files as a kill before each statement of opening would leave them."""
    made, left = tmp_path / "made", tmp_path / "left"
    made.mkdir()
    statements: list[str] = []

    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            if len(statements) == moment:
                shutil.copytree(made, left)
            statements.append(sql)
            return super().execute(sql, *parameters)

    connect = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", lambda *a, **k: connect(*a, **k, factory=Connection))
    Journal(made / "journal.sqlite").close()
    assert len(statements) > moment
    with Journal(left / "journal.sqlite") as journal:
        journal.put(record("a"))
        assert len(journal) == 1


def test_a_failure_within_a_transaction_leaves_nothing(path: Path) -> None:
    with Journal(path) as journal:
        journal.put(record("a"))
        with pytest.raises(JournalError):
            journal.put(record("a", "broken \ud800"))
        assert [item.document.text for item in journal.records()] == ["Putin met Kim."]


def test_two_builds_at_once_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.journal._PATIENCE", 0.01)
    with Journal(path) as journal:
        with pytest.raises(JournalError, match=r"journal.sqlite: it is in use by another build"):
            Journal(path)
        journal.put(record("a"))
    with Journal(path) as journal:
        assert len(journal) == 1


def test_files_that_are_no_journals_are_left_as_they_are(path: Path) -> None:
    path.write_bytes(b"not a database at all, but long enough to be looked at by SQLite" * 20)
    before = path.read_bytes()
    with pytest.raises(JournalError, match="it is not a journal: not an SQLite file"):
        Journal(path)
    assert path.read_bytes() == before


def test_databases_of_others_are_left_as_they_are(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.commit()
    database.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="another SQLite database"):
        Journal(path)
    assert path.read_bytes() == before


def test_a_newer_version_is_refused(path: Path) -> None:
    Journal(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(JournalError, match="newer version"):
        Journal(path)


def test_a_damaged_record_is_named(path: Path) -> None:
    with Journal(path) as journal:
        journal.put(record("a"))
        journal.put(record("b", "The treaty was signed."))
    path.write_bytes(path.read_bytes().replace(b"The treaty was", b"The treaty is "))
    with Journal(path) as journal, pytest.raises(JournalError, match="its record of 'b' is damaged"):
        list(journal.records())


def test_a_record_of_another_form_is_named(path: Path) -> None:
    with Journal(path) as journal:
        journal.put(record("a"))
    database = sqlite3.connect(path)
    changed = '{"new": "form"}'
    checksum = zlib.crc32(changed.encode(), zlib.crc32(b"a"))
    database.execute("UPDATE record SET json = ?, checksum = ?", (changed, checksum))
    database.commit()
    database.close()
    with Journal(path) as journal, pytest.raises(JournalError, match="its record of 'a' is another version's"):
        list(journal.records())


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_damaged(path: Path, kept: float) -> None:
    with Journal(path) as journal:
        for number in range(50):
            journal.put(record(str(number), "Putin met Kim. " * 200))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(JournalError, match="damaged"), Journal(path) as journal:
        list(journal.records())


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path / "no" / "folder" / "journal.sqlite")
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path)


def test_a_closed_journal_says_so(path: Path) -> None:
    journal = Journal(path)
    journal.close()
    with pytest.raises(JournalError, match="closed"):
        journal.put(record("a"))
