"""From articles to a cited graph: who did what to whom, told as fact or not, by whom, in which sentence.

>>> import kg
>>> graph = kg.build([
...     "Russian President Vladimir Putin met Kim Jong Un in Pyongyang.",
...     "Seoul denied that it had sent weapons to Ukraine.",
... ])
>>> for a in graph.assertions(predicate="met", factuality="fact"):
...     print(a.subject.label, a.predicate, a.object.label, "-", a.evidence[0].text)
Vladimir Putin met Kim Jong Un - Russian President Vladimir Putin met Kim Jong Un in Pyongyang.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.pipeline import Input, Progress

__all__ = [
    "Assertion",
    "Document",
    "Entity",
    "EntityType",
    "Evidence",
    "Factuality",
    "Graph",
    "KgError",
    "ReadWarning",
    "__version__",
    "build",
    "open",
]

__version__ = "0.1.0"

_LONGEST_NAME = 60  # characters, at most 240 bytes: more is no file name, and systems may refuse to look it up


class ReadWarning(UserWarning):
    """A document could not be read; the others are in the graph."""


def build(
    inputs: str | Path | Document | Iterable[str | Path | Document],
    output: str | Path | None = None,
    *,
    jobs: int = 1,
    model: str | None = None,
    date: str | None = None,
    fields: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Graph:
    """The graph of what the inputs say.

    Args:
        inputs: a file, folder or glob; or several things: a `Path` is a file or folder, a `Document` is taken as it is,
            a string is a text.
        output: a folder to keep the graph in, as `kg build` does: a later call adds to it and goes on where this one
            was stopped. Without it the graph is in memory only.
        jobs: processes that extract. With more than 1, a script needs `if __name__ == "__main__":` around its work.
        model: a spaCy pipeline by name or folder, instead of the one that comes with the package.
        date: the publication date (ISO 8601) of documents that state none.
        fields: what the fields of rows in JSON, CSV and Parquet files are called, where not as ours, as
            `{"text": "body"}`.
        progress: called with the stage, what is done of it, and its total where known.

    Raises:
        KgError: nothing could be read, or the model or the folder cannot be used.

    Warns:
        ReadWarning: a document could not be read; the message names it and says why.
    """
    from kg import pipeline
    from kg.graph import Graph

    watch = progress or pipeline.unseen
    found = pipeline.documents(_things(inputs), date=date, fields=fields, output=output)
    if output is None:
        report, resolution = pipeline.build_in_memory(found, jobs=jobs, model=model, progress=watch)
    else:
        report = pipeline.build(found, output, jobs=jobs, model=model, progress=watch)
    if not report.read:
        raise KgError("Nothing could be read: " + ("; ".join(map(str, report.failures)) or "no input was given."))
    for failure in report.failures:
        warnings.warn(str(failure), ReadWarning, stacklevel=2)
    return Graph(resolution) if output is None else open(output)


def open(folder: str | Path) -> Graph:  # noqa: A001  (as in `gzip.open`; inside this module nothing opens a file)
    """The graph that `kg build` or `kg.build` made in a folder.

    Raises:
        GraphError: there is no graph in that folder.
    """
    from kg.graph import Graph

    return Graph.open(folder)


def _things(inputs: str | Path | Document | Iterable[str | Path | Document]) -> list[Input]:
    """A single string is a path; among several things, a string is a text."""
    if isinstance(inputs, str | Path | Document):
        return [inputs]
    return [_text(thing) if isinstance(thing, str) else thing for thing in inputs]


def _text(text: str) -> Document:
    """A document of a bare text; its id comes from the text, so that it does not depend on what else is given."""
    if len(text) < _LONGEST_NAME and "\0" not in text and Path(text).exists():
        raise KgError(f"In a list a string is a text, but {text!r} is a file or folder; give pathlib.Path({text!r}).")
    return Document(id=f"text-{Document('', text).content_hash[:12]}", text=text)


def __getattr__(name: str) -> Any:
    """Loads `Graph`, and the libraries behind it, when it is first asked for."""
    if name == "Graph":
        from kg.graph import Graph

        return Graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
