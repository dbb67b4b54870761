"""What the command line prints: tables for people, JSON and CSV for programs, and nothing that an article could abuse.

Names and sentences come from articles. A control character in one could move the cursor or rewrite the title of a
terminal, a bracket could be taken for markup: both are printed as what they are, never obeyed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH_WITHOUT_TERMINAL = 140
_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling of Persian, Hindi and others


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
    """Prints a table; where no terminal limits its width, each row stands on a line of its own."""
    rows = list(rows)
    console = _console()
    if not console.is_terminal:
        widest = (max((cell_len(safe(row[i] or "")) for row in rows), default=0) for i in range(len(columns)))
        console.width = sum(max(size, cell_len(name)) + 3 for size, name in zip(widest, columns, strict=True)) + 3
    console.print(table(columns, rows))


def _console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _WIDTH_WITHOUT_TERMINAL
    return Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


def out() -> Console:
    """The console for results, on the present standard output."""
    return _console()


def err() -> Console:
    """The console for progress and errors, on the present standard error."""
    return _console(stderr=True)


def safe(text: str) -> str:
    r"""`text` on one line, with every character that a terminal could obey written as an escape.

    >>> safe("Putin\x1b[31m met\n Kim \u202e")
    'Putin\\x1b[31m met Kim \\u202e'
    """
    line = " ".join(text.split())
    return "".join(c if c.isprintable() or c in _JOINERS else c.encode("unicode_escape").decode() for c in line)


def cell(text: str | None, style: str = "") -> Text:
    """`text` as a piece of rich output: safe, and without markup. None is empty."""
    return Text(safe(text or ""), style=style)


def table(columns: Sequence[str], rows: Iterable[Sequence[str | None]], *, title: str | None = None) -> Table:
    """A table whose cells are taken as text only."""
    grid = Table(*columns, title=cell(title) if title else None, title_justify="left", box=box.SIMPLE_HEAD)
    for row in rows:
        grid.add_row(*(cell(value) for value in row))
    return grid


def to_json(value: Any, *, indent: int | None = 2) -> str:
    r"""`value` as JSON in readable Unicode; what a terminal could obey is escaped, as JSON allows.

    >>> to_json({"name": "Élysée\x9b"}, indent=None)
    '{"name": "Élysée\\u009b"}'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "".join(c if c.isprintable() or c in _JOINERS or c == "\n" else json.dumps(c)[1:-1] for c in text)


def print_json(value: Any) -> None:
    """Writes `value` to the standard output as JSON."""
    sys.stdout.write(to_json(value) + "\n")
