"""The page: an explorer of a graph in one HTML file that needs no server and no network."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TextIO

from kg.errors import ExportError
from kg.model import Resolution
from kg.ontology import Ontology
from kg.page.html import assembled
from kg.page.payload import as_json, payload

__all__ = ["Frame", "frame", "render", "write"]

TITLE = "Who did what to whom"


def render(resolution: Resolution, *, title: str = TITLE) -> str:
    """The page of a graph as HTML text; the same graph gives the same text.

    Everything from the texts stands in it as data and is only ever shown as text: a content security policy lets
    the page's own scripts run, by their hashes, and nothing else.
    """
    return assembled(title, as_json(payload(resolution, Ontology.load(), title)))


def write(resolution: Resolution, target: str | Path | TextIO, *, title: str = TITLE) -> None:
    """Writes the page to a path or an open text file.

    Raises `ExportError` where the path cannot be written.
    """
    page = render(resolution, title=title)
    if not isinstance(target, str | Path):
        target.write(page)
        return
    try:
        Path(target).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ExportError(
            f"The page cannot be written to {target}: {error.strerror}. Give a path in a folder."
        ) from error


@dataclass(frozen=True, slots=True, repr=False)
class Frame:
    """The page as a notebook shows it: a frame of its own, so that several stand in one notebook."""

    page: str
    title: str = TITLE
    height: int = 720

    def __repr__(self) -> str:
        """What a terminal shows: not the page itself, but how to see it."""
        return f"Frame({len(self.page) / 1e6:.1f} MB: shown in a notebook; Graph.save writes it to a file, graph.html)"

    def _repr_html_(self) -> str:
        """An iframe whose document is the page. It gets no access to the notebook around it."""
        return (
            f'<iframe title="{escape(self.title)}" srcdoc="{escape(self.page)}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals" '
            'allow="clipboard-write; fullscreen" style="border:0"></iframe>'
        )


def frame(resolution: Resolution, *, title: str = TITLE, height: int = 720) -> Frame:
    """The page for a notebook, `height` pixels high: leave it as the last expression of a cell, or `display` it."""
    return Frame(render(resolution, title=title), title, height)
