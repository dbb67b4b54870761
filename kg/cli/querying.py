"""`kg query` and `kg ask`: questions in SPARQL, one's own or by name. `kg export`: the graph in another format."""

from __future__ import annotations

import csv
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import terminal
from kg.cli.options import Folder, Quiet
from kg.errors import ExportError

if TYPE_CHECKING:
    from kg.graph import Rows


class Output(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


As = Annotated[Output, typer.Option("--format", "-f", help="How to print the rows.")]


def query(
    folder: Folder,
    sparql: Annotated[
        str, typer.Argument(metavar="QUERY", help="SPARQL, a file with it (.rq), or -.", show_default=False)
    ],
    output: As = Output.TABLE,
) -> None:
    """Answers a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE).

    The prefixes kg, rdf, rdfs, schema and others need not be declared.

    \b
    kg query my-graph 'SELECT ?who ?whom { ?a kg:met ?b . ?a rdfs:label ?who . ?b rdfs:label ?whom }'
    kg query my-graph question.rq --format csv
    """
    import kg

    _print_rows(kg.open(folder).query(_sparql(sparql)), output)


def ask(
    folder: Folder,
    question: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The question; none: lists them.", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[VALUE]...", help="In the order of the parameters, or as who=Putin.", show_default=False
        ),
    ] = None,
    output: As = Output.TABLE,
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the query instead of its answer.")] = False,
) -> None:
    """Answers one of the questions that come with the package; without a name it lists them.

    \b
    kg ask my-graph
    kg ask my-graph meetings 'Vladimir Putin'
    kg ask my-graph timeline actor=Russia since=2024-03 until=2024
    """
    import kg

    graph = kg.open(folder)
    if question is None:
        _print_questions(output)
        return
    ordered, named = _values(values or [])
    if sparql:
        sys.stdout.write(graph.sparql(question, *ordered, **named) + "\n")
    else:
        _print_rows(graph.ask(question, *ordered, **named), output)


def export(
    folder: Folder,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is the standard output.")
    ],
    format_: Annotated[
        str | None, typer.Option("--format", "-f", metavar="FORMAT", help="The format, if the name does not say it.")
    ] = None,
    *,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for Excel.")] = False,
    runs: Annotated[bool, typer.Option("--runs", help="Add to RDF when the graph was made and with what.")] = False,
    infer: Annotated[bool, typer.Option("--infer", help="Add to RDF what follows, in a graph of its own.")] = False,
    rdf12: Annotated[bool, typer.Option("--rdf12", help="Write statements as reifiers of RDF 1.2.")] = False,
    quiet: Quiet = False,
) -> None:
    """Writes the graph in another format.

    jsonl, csv, parquet, turtle, trig, nquads, ntriples, jsonld, rdfxml, graphml,
    gexf, cypher, neo4j, html; compressed if the name of the file ends with .gz.

    \b
    kg export my-graph --output graph.ttl
    kg export my-graph --output graph.trig.gz --infer
    kg export my-graph --format nquads --output - | gzip > graph.nq.gz
    """
    import kg
    from kg.export import format_of, write

    name = format_ or format_of(output)
    if output == "-" and sys.stdout.isatty():
        raise ExportError("A terminal obeys control characters in texts; name a file, or send the output to a program.")
    graph, target = kg.open(folder), sys.stdout.buffer if output == "-" else output
    written = write(graph, name, target, bom=bom, runs=runs, infer=infer, rdf12=rdf12)
    if written.replaced:
        terminal.err().print(f"{written.replaced:,} characters that {name} cannot hold are replaced.")
    if output != "-" and not quiet:
        size = Path(output).stat().st_size
        line = f"{output}: {name}, {len(graph.assertions()):,} assertions, {size:,} bytes"
        terminal.out().print(terminal.cell(line), soft_wrap=True)


def _sparql(text: str) -> str:
    """The query itself, or that in a file or on the standard input."""
    if text == "-":
        return sys.stdin.read()
    if text.endswith(".rq") or (len(text) < 256 and not text.count(" ") and Path(text).is_file()):
        return Path(text).read_text(encoding="utf-8")
    return text


def _values(given: list[str]) -> tuple[list[str], dict[str, str]]:
    """The values without a name, in their order, and those with one: `who=Putin`."""
    parts = [text.partition("=") for text in given]
    named = {name: value for name, sign, value in parts if sign and name.isidentifier()}
    return ["".join(part) for part in parts if not (part[1] and part[0].isidentifier())], named


def _print_questions(output: Output) -> None:
    from kg.graph import Rows
    from kg.queries import questions

    columns = ["name", "parameters", "answers"]
    found = [[q.name, " ".join(q.parameters), q.title] for q in questions().values()]
    _print_rows(Rows(columns, [dict(zip(columns, row, strict=True)) for row in found]), output)


def _print_rows(rows: Rows, output: Output) -> None:
    if output is Output.JSON:
        terminal.print_json([dict(row) for row in rows])
    elif output is Output.CSV:
        _print_csv(rows)
    else:
        cells = [[_text(row[column]) for column in rows.columns] for row in rows]
        terminal.print_table(rows.columns, cells)


def _print_csv(rows: Rows) -> None:
    """For a program the values as they are; on a terminal without what it could obey."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.columns)
    for row in rows:
        cells = [_text(row[column]) for column in rows.columns]
        writer.writerow([terminal.safe(cell) for cell in cells] if sys.stdout.isatty() else cells)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
