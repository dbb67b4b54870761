"""What the README and the pages in `docs/` show is what the program does: every block in them is run or checked.

| block | what is done with it |
|---|---|
| `console` | lines after `$` are run; what they print is the rest, where `...` stands for anything left out |
| `curl` in it | asks a server of the graph of the samples |
| `sh` | each `kg` command is run, other commands are looked up |
| `python` | run, block after block; the `text` block that follows is what it prints |
| `sparql` | asked of the graph of the samples: it must give rows; the `text` block that follows is the table |
| `turtle` | each triple must be in the graph of the samples, or go with the `tsv` blocks |
| `turtle`, `tsv` after the name of a file of the ontology | must be what it can take, and give what the page says |
| `text` | a drawing, or the output of the block before |
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.cli import main
from kg.rdf import DOCUMENT, PREFIXES

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "serve"))
from serving import Server, served  # noqa: E402

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LANGUAGES = {"console", "sh", "python", "sparql", "turtle", "tsv", "text"}
_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"to `(ontology/[\w./]+)`")
_LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#]+)\)|src=\"(?P<source>[^\"]+)\"")


@dataclass(frozen=True)
class Block:
    """A fenced block. `output` is the `text` block right below it, `file` the file of the ontology named above it."""

    where: str
    language: str
    text: str
    output: str | None
    file: str | None


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    fences = list(_FENCE.finditer(text))
    found = []
    for number, fence in enumerate(fences):
        after = fences[number + 1] if number + 1 < len(fences) else None
        follows = after is not None and after["language"] == "text" and not text[fence.end() : after.start()].strip()
        named = _FILE.findall(text[: fence.start()].rstrip().rpartition("\n\n")[2])
        where = f"{page.name}:{text.count(chr(10), 0, fence.start()) + 1}"
        output = after["text"] if after is not None and follows else None
        found.append(Block(where, fence["language"], fence["text"], output, named[-1] if named else None))
    return found


def of(*languages: str, page: Path | None = None) -> list[Block]:
    return [block for one in ([page] if page else PAGES) for block in blocks(one) if block.language in languages]


def named(found: list[Block]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("block", found, ids=lambda block: block.where)


def agree(wanted: str, printed: str) -> bool:
    """Whether this was printed, spaces and the length of rules aside; `...` stands for anything, and for nothing."""
    parts = [re.escape(plain(part)) for part in wanted.split("...")]
    return re.fullmatch(r" ?.*? ?".join(parts), plain(printed)) is not None


def plain(text: str) -> str:
    return " ".join(re.sub("─+", "─", text).split())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles and the graphs that the pages speak of."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "kg" / "samples", folder / "articles", ignore=shutil.ignore_patterns("__pycache__"))
    kg.build(folder / "articles", folder / "demo-graph")
    shutil.copytree(folder / "demo-graph", folder / "my-graph")
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder, as the current one."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[Server]:
    """`kg serve my-graph`."""
    with served(built / "my-graph") as found:
        yield found


# -- commands --------------------------------------------------------------------------------------------------------


def run(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What a `kg` command prints; it must end well."""
    words = shlex.split(command, comments=True)
    if words[1] == "serve":
        with served(Path(words[2]), *words[3:]):
            return ""
    if words[1] == "demo":
        shutil.rmtree("demo-graph")
    monkeypatch.setattr(sys, "argv", words)
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    assert not ended.value.code, printed.err
    return printed.out


def curl(command: str, server: Server) -> str:
    """What a `curl` command prints."""
    words = shlex.split(command.replace("\\\n", " ").replace("http://localhost:8000", server.url))
    assert words[0] == "curl", command
    return subprocess.run([*words, "--silent"], capture_output=True, text=True, check=True).stdout


def look_up(command: str) -> None:
    """Whether a command that is not `kg` is there."""
    words = shlex.split(command, comments=True)
    if words[0] == "make":
        targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert set(words[1:]) <= set(targets), command
    elif words[:2] == ["pip", "install"]:
        assert words[2:] == ["."], command
        assert (ROOT / "pyproject.toml").is_file()
    else:
        assert words[0] in ("python", "pytest"), command
        paths = [word for word in words[1:] if "/" in word]
        assert paths, command
        assert all((ROOT / path).exists() for path in paths), command


@pytest.mark.usefixtures("desk")
@named(of("console"))
def test_commands_print_what_the_page_shows(
    block: Block,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    _, *entries = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert entries
    for entry in entries:
        command, wanted = re.fullmatch(r"((?:.*\\\n)*.*)\n?([\s\S]*)", entry).groups()  # type: ignore[union-attr]
        if command.startswith("curl "):
            printed = curl(command, request.getfixturevalue("server"))
        else:
            printed = run(command, monkeypatch, capsys)
        assert not wanted or agree(wanted, printed), f"{command}\n{printed}"


@pytest.mark.usefixtures("desk")
@named(of("sh"))
def test_commands_exist(block: Block, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for line in block.text.splitlines():
        if line.startswith("kg "):
            run(line, monkeypatch, capsys)
        elif line:
            look_up(line)


# -- Python and SPARQL -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("page", [page for page in PAGES if of("python", page=page)], ids=lambda page: page.name)
def test_python_prints_what_the_page_shows(page: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for block in of("python", page=page):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.text, block.where, "exec"), names)
        assert agree(block.output or "", printed.getvalue()), f"{block.where}\n{printed.getvalue()}"


@pytest.mark.usefixtures("desk")
@named(of("sparql"))
def test_queries_give_rows(block: Block, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    Path("question.rq").write_text(block.text, encoding="utf-8")
    assert len(kg.open("demo-graph").query(block.text)) > 0
    printed = run("kg query demo-graph question.rq", monkeypatch, capsys)
    assert block.output is None or agree(block.output, printed), printed


# -- the shape of the RDF, and the ontology --------------------------------------------------------------------------


def pattern(turtle: str) -> str:
    """The triples as a pattern of SPARQL; of statements and sentences, whose IRIs have a number, any will do."""
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    triples = [str(quad.triple) for quad in ox.parse(prefixes + turtle, ox.RdfFormat.TURTLE)]
    assert triples
    return re.sub(rf"<{DOCUMENT}[^>]*#(\d+)>", r"?node\1", " . ".join(triples))


@named([block for block in of("turtle") if block.file is None])
def test_triples_are_in_the_graph(block: Block, built: Path) -> None:
    store = ox.Store()
    store.load(path=str(built / "demo-graph" / "graph.trig"), format=ox.RdfFormat.TRIG)
    assert store.query(f"ASK {{ {pattern(block.text)} }}", use_default_graph_as_union=True), block.text


@pytest.fixture(scope="session")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and the ontology, the latter with what the pages add to it."""
    folder = tmp_path_factory.mktemp("extended")
    unwanted = shutil.ignore_patterns("__pycache__", "_ontology", "*.onnx")
    shutil.copytree(ROOT / "kg", folder / "kg", ignore=unwanted)
    shutil.copytree(ROOT / "ontology", folder / "ontology", ignore=unwanted)
    for model in (ROOT / "kg").rglob("*.onnx"):
        (folder / model.relative_to(ROOT)).symlink_to(model)
    for block in of("turtle", "tsv"):
        if block.file is not None:
            with (folder / block.file).open("a", encoding="utf-8") as file:
                file.write(block.text)
    return folder


def in_copy(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def problems(folder: Path) -> set[str]:
    """What the check finds wrong, apart from a relation of the page with few sentences."""
    checked = in_copy(folder, "ontology/check_lexicon.py")
    assert checked.stderr == ""
    return {line for line in checked.stdout.splitlines() if "sentences, fewer than" not in line}


def test_what_the_page_adds_to_the_ontology_is_well_formed(extended: Path) -> None:
    assert problems(extended) <= problems(ROOT)


def examples() -> Iterator[list[str]]:
    for block in of("tsv"):
        if block.file is not None and block.file.startswith("ontology/examples/"):
            yield from (line.split("\t") for line in block.text.splitlines())


def test_what_the_page_adds_to_the_ontology_is_found_in_its_examples(extended: Path) -> None:
    rows = list(examples())
    assert {sign for _, sign, *_ in rows} == {"+", "-"}
    code = "import sys, kg\nfor a in kg.build(sys.argv[1:]).assertions(): print(a.predicate, a.factuality, a.document)"
    for predicate, sign, _, _, factuality, sentence in rows:
        ran = in_copy(extended, "-c", code, sentence)
        assert ran.returncode == 0, ran.stderr
        found = any(line.split()[:2] == [predicate, factuality or line.split()[1]] for line in ran.stdout.splitlines())
        assert found is (sign == "+"), f"{sentence}\n{ran.stdout}"


# -- the pages themselves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_is_checked(page: Path) -> None:
    assert {block.language for block in blocks(page)} <= LANGUAGES
    assert page.read_text(encoding="utf-8").count("```") == 2 * len(blocks(page))


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.finditer(page.read_text(encoding="utf-8")):
        assert (page.parent / (link["target"] or link["source"])).exists(), link[0]


def test_the_picture_is_small_enough_to_load() -> None:
    picture = (ROOT / "docs" / "page.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1440, 900)
    assert len(picture) < 400_000
