"""The whole road on disk: what is kept, what is skipped, and that nothing but the documents decides the bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import kg
from kg import pipeline, workers
from kg.errors import GraphError, JournalError
from kg.folder import GraphFolder
from kg.journal import Journal
from kg.model import Document, DocumentRecord
from kg.pipeline import BuildReport, build, documents

TEXTS = {
    "abuja.txt": "President Bola Tinubu met President Macky Sall in Abuja on Monday.\n",
    "baku.txt": "Armenia accused Azerbaijan of shelling a village. Azerbaijan denied that it had shelled it.\n",
    "quito.txt": "Mexico broke off diplomatic relations with Ecuador. Nicaragua also severed its ties with Ecuador.\n",
    "sub/seoul.txt": "South Korean President Yoon Suk Yeol condemned the treaty between Russia and North Korea.\n",
}
PROMISED = ("graph.trig", "assertions.jsonl", "graph.html")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a graph built once, from documents at hand."""
    output = tmp_path_factory.mktemp("expected")
    build([Document(name, text) for name, text in TEXTS.items()], output)
    return promised(output)


def promised(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in PROMISED}


def read(*inputs: str | Path | Document) -> Iterator[Document | kg.errors.ReadError]:
    return documents(inputs)


# -- the same documents, the same bytes --------------------------------------------------------------------------------


def test_something_is_found(expected: dict[str, bytes]) -> None:
    lines = [json.loads(line) for line in expected["assertions.jsonl"].decode().splitlines()]
    found = {(line["subject"]["label"], line["predicate"], line["object"]["label"]) for line in lines}
    assert ("Mexico", "severedTiesWith", "Ecuador") in found
    assert {line["document"] for line in lines} == set(TEXTS)


def test_order_does_not_matter(articles: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    given = [Document(name, text) for name, text in TEXTS.items()]
    build(reversed(given), tmp_path / "reversed")
    assert promised(tmp_path / "reversed") == expected


def test_the_number_of_processes_does_not_matter(articles: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    report = build(read(articles), tmp_path / "two", jobs=2)
    assert report.added == len(TEXTS)
    assert promised(tmp_path / "two") == expected


def test_adding_changing_and_removing_leaves_what_a_build_from_scratch_gives(
    articles: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    output = tmp_path / "graph"
    build([Document("quito.txt", "Mexico praised Ecuador."), Document("extra.txt", "China invited Lula.")], output)
    assert promised(output) != expected
    report = build(read(articles), output)
    assert (report.added, report.changed, report.known) == (3, 1, 0)
    pipeline.remove(output, "extra.txt")
    assert promised(output) == expected


def test_again_skips_what_is_known(
    articles: Path, tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "graph"
    build(read(articles), output)
    monkeypatch.setattr(workers, "_record", lambda document, model: pytest.fail(f"{document.id} is extracted again"))
    assert build(read(articles), output) == BuildReport(known=4, counts=pipeline.status(output).counts)
    assert promised(output) == expected


def test_what_another_version_read_is_read_again(
    articles: Path, tmp_path: Path, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "graph"
    with Journal(tmp_path / "journal.sqlite", extraction="of an earlier version") as journal:
        for name, text in TEXTS.items():
            journal.put(DocumentRecord(Document(name, text), (), (), workers.extractor(None).model))
    output.mkdir()
    (tmp_path / "journal.sqlite").rename(GraphFolder(output).journal)
    report = build(read(articles / "quito.txt"), output)
    assert (report.changed, report.refreshed) == (1, len(TEXTS) - 1)
    assert promised(output) == expected
    assert build(read(articles / "quito.txt"), output).refreshed == 0


def test_the_folder_of_the_graph_is_never_an_input(articles: Path, expected: dict[str, bytes]) -> None:
    for _ in range(2):
        report = build(documents([articles], output=articles / "graph"), articles / "graph")
        assert (report.read, report.failures) == (len(TEXTS), ())
    assert promised(articles / "graph") == expected


def test_corrections_of_the_user_win(tmp_path: Path) -> None:
    (tmp_path / "corrections.tsv").write_text("rename\tcountry/chad\tRepublic of Chad\n")
    build([Document("a", "Chad met Togo.")], tmp_path)
    assert kg.open(tmp_path).entity("country/chad").label == "Republic of Chad"
    (tmp_path / "corrections.tsv").write_text("rename country/chad\n")
    with pytest.raises(GraphError, match="line 1"):
        build([Document("a", "Chad met Togo.")], tmp_path)


# -- stopped at any moment ---------------------------------------------------------------------------------------------

KILLED = """
import multiprocessing, os, signal, sys
from pathlib import Path
from kg.pipeline import build, documents

def progress(stage, done, total):
    if (stage, done) == (sys.argv[3], int(sys.argv[4])):
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    build(documents([Path(sys.argv[1])]), sys.argv[2], jobs=int(sys.argv[5]), progress=progress)
"""


def killed(articles: Path, output: Path, stage: str, done: int, jobs: int = 1) -> list[int]:
    """Builds in a process that kills itself at that point; the ids of the processes that worked for it."""
    script = output.with_suffix(".py")
    script.write_text(KILLED)
    command = [sys.executable, script, articles, output, stage, str(done), str(jobs)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == -9, result.stderr
    return [int(pid) for pid in result.stdout.split()]


@pytest.mark.parametrize(("stage", "done", "known"), [("extracting", 2, 2), ("writing", 1, 4), ("writing", 3, 4)])
def test_killed_and_run_again(
    articles: Path, tmp_path: Path, expected: dict[str, bytes], stage: str, done: int, known: int
) -> None:
    output = tmp_path / "graph"
    killed(articles, output, stage, done)
    report = build(read(articles), output)
    assert (report.known, report.added) == (known, len(TEXTS) - known)
    assert promised(output) == expected


def test_no_process_outlives_a_killed_build(articles: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    output = tmp_path / "graph"
    workers_of_it = killed(articles, output, "extracting", 1, jobs=2)
    assert len(workers_of_it) == 2
    deadline = time.monotonic() + 20
    while any(map(alive, workers_of_it)):
        assert time.monotonic() < deadline, "a worker goes on without its parent"
        time.sleep(0.05)
    build(read(articles), output)
    assert promised(output) == expected


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody asked about yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_interrupted_and_run_again(articles: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    def interrupt(stage: str, done: int, total: int | None) -> None:
        if (stage, done) == ("extracting", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(read(articles), tmp_path / "graph", progress=interrupt)
    assert build(read(articles), tmp_path / "graph").known == 3
    assert promised(tmp_path / "graph") == expected


# -- what goes wrong is told -------------------------------------------------------------------------------------------


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(articles: Path, tmp_path: Path) -> None:
    (articles / "broken.pdf").write_bytes(b"%PDF-1.7 not really")
    (articles / "empty.txt").write_bytes(b"")
    report = build(read(articles, "no/such/file.txt"), tmp_path / "graph")
    assert report.added == len(TEXTS)
    names = [failure.name for failure in report.failures]
    assert [Path(name).name for name in names] == ["broken.pdf", "empty.txt", "file.txt"]
    assert list(pipeline.status(tmp_path / "graph").failures) == names
    assert build(read(articles / "quito.txt"), tmp_path / "graph").failures == ()
    assert pipeline.status(tmp_path / "graph").failures == {}


def test_a_document_that_extraction_fails_on_is_named_and_leaves_no_old_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([Document("a", "Chad met Togo."), Document("b", "Mali met Niger.")], tmp_path)
    real = workers.extractor(None)

    class Failing:
        model = real.model

        def records(self, found: Iterable[Document]) -> Iterator[DocumentRecord]:
            for document in found:
                if "Chad" in document.text:
                    raise ValueError("too hard")
                yield from real.records([document])

    monkeypatch.setattr(workers, "extractor", lambda model: Failing())
    report = build([Document("a", "Chad met Gabon."), Document("c", "Peru met Chile.")], tmp_path)
    assert [str(failure) for failure in report.failures] == ["a: extraction failed with ValueError: too hard"]
    assert [document.id for document in pipeline.status(tmp_path).documents] == ["b", "c"]


def test_one_id_for_two_documents_is_an_error(articles: Path, tmp_path: Path) -> None:
    report = build(read(Document("quito.txt", "Peru met Chile."), articles), tmp_path / "graph")
    assert [str(failure) for failure in report.failures] == ["quito.txt: another document has this id"]


@pytest.mark.parametrize("text", ["", " \n", "\0\1\2", "Chad \ud800 met Togo."])
def test_a_text_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    report = build(read(Document("a", text), Document("b", "Chad met Togo.")), tmp_path)
    assert (report.added, [failure.name for failure in report.failures]) == (1, ["a"])


def test_nothing_read_makes_no_graph(tmp_path: Path) -> None:
    report = build(read(tmp_path / "nowhere"), tmp_path / "graph")
    assert (report.read, report.counts, len(report.failures)) == (0, None, 1)
    assert not (tmp_path / "graph" / "graph.trig").exists()


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with GraphFolder(tmp_path).open_journal(), pytest.raises(JournalError, match="in use"):
        build([Document("a", "Chad met Togo.")], tmp_path)


def test_a_folder_without_a_graph_and_a_document_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no graph"):
        pipeline.status(tmp_path)
    build([Document("a", "Chad met Togo.")], tmp_path)
    with pytest.raises(GraphError, match="'b'"):
        pipeline.remove(tmp_path, "b")


def test_runs_hold_the_clock_and_stay_out_of_what_is_promised(expected: dict[str, bytes], tmp_path: Path) -> None:
    build([Document("a", "Chad met Togo.")], tmp_path)
    assert any("endedAtTime" in str(quad) for quad in kg.open(tmp_path).runs())
    assert b"endedAtTime" not in expected["graph.trig"]


def test_files_are_replaced_whole(tmp_path: Path) -> None:
    build([Document("a", "Chad met Togo.")], tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*PROMISED, "journal.sqlite", "resolution.sqlite", "store"}
    assert os.access(tmp_path / "graph.html", os.R_OK)
