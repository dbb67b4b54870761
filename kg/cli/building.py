"""The commands that make and change a graph: build, demo, remove, status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from kg.cli import terminal
from kg.cli.options import AsJson, Folder, Quiet
from kg.cli.summary import counted

if TYPE_CHECKING:
    from kg.errors import ReadError
    from kg.folder import GraphFolder
    from kg.model import Document
    from kg.pipeline import BuildReport

SOME_FAILED = 2
NOTHING_READ = 3
INTERRUPTED = 130
MAIN = 40  # rows of the demo's table

Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that extract.")]


def build(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Files (txt, md, html, pdf, jsonl, csv, parquet, RSS, Atom), folders, globs, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the graph.")],
    *,
    jobs: Jobs = 1,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="A spaCy pipeline or its folder, instead of the built-in one.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The publication date (2024-06-19) of documents that state none.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="OURS=THEIRS", help="What a field of rows is called, as text=body; may be repeated."),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Reads articles and makes a graph of who did what to whom.

    Run again, it adds what is new and skips what it has; stopped, it goes on.
    Exit status: 2 if a document could not be read, 3 if none could.

    \b
    kg build articles/ --output my-graph
    kg build 'news/2024-*/*.html' dump.jsonl.gz -o my-graph --jobs 4
    kg build archive.csv -o my-graph --field text=body --field date=published_at
    """
    from kg.folder import GraphFolder
    from kg.pipeline import documents

    found = documents(inputs, date=date, fields=_fields(field), output=output)
    report = _run(found, output, jobs=jobs, model=model, quiet=quiet or as_json)
    folder = GraphFolder(output)
    if as_json:
        terminal.print_json(_as_data(report, folder))
    elif not quiet:
        _print_report(report, folder)
    _finish(report)


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the graph.")] = Path(
        "demo-graph"
    ),
    jobs: Jobs = 1,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Makes the graph of the eight sample articles that come with the package, and shows what is in it.

    \b
    kg demo
    kg demo --output /tmp/first-graph
    """
    import kg
    from kg.cli.summary import main_assertions, main_table
    from kg.folder import GraphFolder
    from kg.pipeline import documents

    with as_file(files("kg") / "samples") as samples:
        report = _run(documents([samples]), output, jobs=jobs, quiet=quiet or as_json)
    folder = GraphFolder(output)
    rows = main_assertions(kg.open(output).assertions())
    if as_json:
        terminal.print_json({**_as_data(report, folder), "assertions": [row.as_data() for row in rows]})
    elif not quiet:
        terminal.out().print(main_table(rows, MAIN))
        _print_report(report, folder)
    _finish(report)


def remove(
    folder: Folder,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id of the document.", show_default=False)],
    quiet: Quiet = False,
) -> None:
    """Takes a document out of a graph, as if it had never been there.

    \b
    kg remove my-graph article-17.txt
    """
    from kg import pipeline
    from kg.cli.progress import shown

    with shown(quiet=quiet) as progress:
        pipeline.remove(folder, document, progress=progress)
    if not quiet:
        terminal.out().print(terminal.cell(f"{document} is removed; the graph is made again."))


def status(folder: Folder, as_json: AsJson = False) -> None:
    """Says what a graph is made of: its documents, its size, and what could not be read.

    \b
    kg status my-graph
    kg status my-graph --json
    """
    from kg.pipeline import status as status_of

    found = status_of(folder)
    if as_json:
        terminal.print_json(asdict(found))
        return
    rows = [[d.id, d.date, d.publisher, d.title, str(d.claims), d.model] for d in found.documents]
    console = terminal.out()
    console.print(terminal.table(["document", "date", "publisher", "title", "claims", "model"], rows))
    console.print(terminal.cell(counted(found.counts)))
    if found.failures:
        console.print(terminal.table(["not read", "reason"], found.failures.items()))


def _run(found: Iterable[Document | ReadError], output: Path, *, quiet: bool, **options: Any) -> BuildReport:
    from kg import pipeline
    from kg.cli.progress import shown

    try:
        with shown(quiet=quiet) as progress:
            report = pipeline.build(found, output, progress=progress, **options)
    except KeyboardInterrupt:
        terminal.err().print("Interrupted. What was done is kept; the same command goes on from here.")
        raise typer.Exit(INTERRUPTED) from None
    for failure in report.failures:
        terminal.err().print(terminal.cell(f"not read: {failure}", "yellow"), soft_wrap=True)
    return report


def _finish(report: BuildReport) -> None:
    """Ends the command with the status that says how much was read."""
    if not report.read:
        raise typer.Exit(NOTHING_READ)
    if report.failures:
        raise typer.Exit(SOME_FAILED)


def _print_report(report: BuildReport, folder: GraphFolder) -> None:
    console = terminal.out()
    done = {
        "new": report.added,
        "updated": report.changed,
        "known": report.known,
        "read again by this version": report.refreshed,
        "not read": len(report.failures),
    }
    console.print(", ".join(f"{count} {name}" for name, count in done.items() if count))
    if report.counts:
        console.print(counted(report.counts))
        for title, path in (
            ("page", folder.page),
            ("RDF", folder.trig),
            ("lines", folder.assertions),
            ("graph", folder.root),
        ):
            console.print(Text(f"  {title:<6}"), terminal.cell(str(path)), sep="", soft_wrap=True)


def _as_data(report: BuildReport, folder: GraphFolder) -> dict[str, Any]:
    return {
        "added": report.added,
        "changed": report.changed,
        "known": report.known,
        "refreshed": report.refreshed,
        "failures": [{"name": failure.name, "reason": failure.reason} for failure in report.failures],
        "counts": asdict(report.counts) if report.counts else None,
        "paths": {name: str(getattr(folder, name)) for name in ("journal", "store", "page", "trig", "assertions")},
    }


def _fields(pairs: Sequence[str] | None) -> dict[str, str]:
    """`text=body` as a mapping."""
    found = {ours: theirs for ours, _, theirs in (pair.partition("=") for pair in pairs or ())}
    if not all(found.values()):
        raise typer.BadParameter("--field takes OURS=THEIRS, as text=body.")
    return found
