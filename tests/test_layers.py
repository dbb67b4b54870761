"""Imports run downwards only: a room knows the rooms above it in the road, and none below."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
FOUNDATION = {"errors", "model", "ontology"}
LANGUAGE = FOUNDATION | {"names", "knowledge", "lexicon"}
VIEWS = FOUNDATION | {"knowledge", "rdf", "graph", "export", "page"}
ALL = {path.stem for path in PACKAGE.iterdir()} - {"__init__", "__pycache__"}

# What each room may import. `kg` itself (the face) is imported by nothing but the command line.
ALLOWED = {
    "errors": set[str](),
    "model": {"errors"},
    "ontology": {"errors", "model"},
    "names": set[str](),
    "rdf": FOUNDATION,
    "knowledge": FOUNDATION | {"names"},
    "lexicon": FOUNDATION,
    "read": {"errors", "model"},
    "language": LANGUAGE,
    "extract": LANGUAGE | {"language"},
    "resolve": LANGUAGE,
    "journal": {"errors", "model"},
    "store": FOUNDATION | {"rdf"},
    "validate": FOUNDATION | {"rdf"},
    "infer": FOUNDATION | {"rdf"},
    "graph": FOUNDATION | {"knowledge", "lexicon", "rdf", "store", "queries", "export", "page", "validate", "infer"},
    "export": VIEWS,
    "page": VIEWS,
    "serve": FOUNDATION | {"rdf", "store"},
    "samples": set[str](),
    "queries": {"errors"},
    "version": {"ontology"},
    "workers": FOUNDATION | {"language", "extract"},
}
WHOLE_ROAD = {"__init__", "__main__", "cli", "folder", "importing", "pipeline", "spark"}


def imports(path: Path) -> Iterator[str]:
    """The rooms of the package that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it leads"
            names = [node.module or ""] if node.module != "kg" else [f"kg.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("kg."))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_downwards(path: Path) -> None:
    here = room(path)
    if here in WHOLE_ROAD:
        return
    assert here in ALLOWED, f"say in this test what the new room {here!r} may import"
    wrong = set(imports(path)) & ALL - ALLOWED[here] - {here}
    assert not wrong, f"{here} must not know {sorted(wrong)}"


def test_a_forbidden_import_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    lines = [
        "import os",
        "from kg import store",
        "def f():",
        "    from kg.journal import Journal",
        "    import kg.page.layout",
    ]
    module.write_text("\n".join(lines))
    assert sorted(imports(module)) == ["journal", "page", "store"]
