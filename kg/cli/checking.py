"""`kg validate`: whether a graph is as its shapes say. `kg import`: a graph of ours taken back from a file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import terminal
from kg.cli.options import AsJson, Folder, Quiet

INVALID = 1


def validate(
    folder: Folder,
    *,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="Lines to print for a shape.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Says whether a graph is as its shapes (SHACL) and the ontology say.

    Warnings are told and do no harm. Exit status: 1 if there is a violation.

    \b
    kg validate my-graph
    kg validate my-graph --json
    """
    import kg

    report = kg.open(folder).validate()
    if as_json:
        terminal.print_json({"conforms": report.conforms, **asdict(report)})
    else:
        for line in report.lines(most):
            indent = "  " if line.startswith("  ") else ""
            terminal.out().print(indent, terminal.cell(line.strip()), sep="", soft_wrap=True)
    if not report.conforms:
        raise typer.Exit(INVALID)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What kg export wrote.", show_default=False)],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.", show_default=False)],
    *,
    quiet: Quiet = False,
) -> None:
    """Makes the folder of a graph again from an export of it.

    RDF (trig, nq, ttl, nt, jsonld, rdf; also .gz) gives the whole graph. JSON Lines (jsonl) give what is said, without
    the titles and dates of the documents. Neither holds the texts: no document can be added to the folder or removed.

    \b
    kg import graph.trig my-graph
    kg import assertions.jsonl.gz my-graph
    """
    from kg.cli.progress import shown
    from kg.cli.summary import counted
    from kg.importing import import_graph

    with shown(quiet=quiet) as progress:
        report = import_graph(file, folder, progress=progress)
    if report.left_out:
        text = (
            f"{report.left_out:,} triples of the file are no part of a graph of ours and left out, as {report.example}"
        )
        terminal.err().print(terminal.cell(text, "yellow"), soft_wrap=True)
    if not quiet:
        terminal.out().print(terminal.cell(counted(report.counts)))
