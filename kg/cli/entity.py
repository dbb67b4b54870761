"""`kg entity`: one entity, why its names are one, and corrections of that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli import terminal
from kg.cli.options import AsJson, Folder
from kg.cli.showing import head
from kg.model import Decision, Entity

if TYPE_CHECKING:
    from kg.graph import Graph

_CORRECTED = "corrections.tsv"


def entity(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or an id.", show_default=False)],
    why: Annotated[bool, typer.Option("--why", help="Say why names were joined to it, or kept apart.")] = False,
    same: Annotated[list[str] | None, typer.Option(metavar="ID", help="Join it with this one, for good.")] = None,
    different: Annotated[list[str] | None, typer.Option(metavar="ID", help="Keep it apart from this one.")] = None,
    rename: Annotated[str | None, typer.Option(metavar="LABEL", help="Call it so.")] = None,
    as_json: AsJson = False,
) -> None:
    """Shows an entity and its names, and why they are one. Corrections go into DIR/corrections.tsv, and win.

    \b
    kg entity my-graph 'Kim Jong Un' --why
    kg entity my-graph person/jdoe --same person/jane-doe
    kg entity my-graph person/jane-doe --rename 'Jane Doe'
    """
    import kg

    graph = kg.open(folder)
    found = graph.entity(name)
    lines = list(_corrections(graph, found, name, same or (), different or (), rename))
    if lines:
        _correct(folder, lines)
        graph = kg.open(folder)
        found = graph.entity(found.id)
    decisions = graph.why(found) if why else ()
    if as_json:
        terminal.print_json({**asdict(found), **({"why": [asdict(d) for d in decisions]} if why else {})})
        return
    console = terminal.out()
    console.print(*_head(found), sep="\n", soft_wrap=True)
    if why:
        console.print(*_reasons(found, decisions), sep="\n", soft_wrap=True)


def _corrections(
    graph: Graph,
    found: Entity,
    name: str,
    same: Sequence[str],
    different: Sequence[str],
    label: str | None,
) -> Iterator[str]:
    from kg.resolve import Corrections

    own = name if name in found.same_as else found.id
    for kind, others in (("same", same), ("different", different)):
        for other in others:
            id_ = other if other in graph.entity(other).same_as else graph.entity(other).id
            yield Corrections.line(kind, own, id_)
    if label is not None:
        yield Corrections.line("rename", found.id, label)


def _correct(folder: Path, lines: list[str]) -> None:
    """Adds lines to the corrections and makes the graph again; the file stays as it was if they cannot be."""
    from kg import pipeline
    from kg.cli.progress import shown

    path = folder / _CORRECTED
    before = path.read_bytes() if path.is_file() else None
    gap = "\n" if before and not before.endswith(b"\n") else ""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(gap + "".join(lines))
    try:
        with shown(quiet=False) as progress:
            pipeline.resolve_again(folder, progress=progress)
    except BaseException:
        path.unlink() if before is None else path.write_bytes(before)
        raise


def _head(found: Entity) -> Iterator[Text]:
    yield from head(found)
    if found.same_as:
        yield terminal.cell("same as: " + "; ".join(found.same_as), "dim")


def _reasons(found: Entity, decisions: tuple[Decision, ...]) -> Iterator[Text]:
    yield Text()
    ids = {found.id, *found.same_as}
    if not decisions:
        yield terminal.cell("No other name came into question.")
    for decision in decisions:
        other = decision.other if decision.one in ids else decision.one
        pair = f"{decision.one} = {decision.other}" if decision.merged else f"not {other}"
        yield Text.assemble(
            terminal.cell("joined   " if decision.merged else "apart    ", "green" if decision.merged else "yellow"),
            terminal.cell(pair, "bold"),
            terminal.cell(f"  {decision.rule}: {decision.reason}"),
            terminal.cell(f"  [{'; '.join(decision.documents)}]" if decision.documents else "", "dim"),
        )
