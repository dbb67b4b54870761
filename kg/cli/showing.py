"""`kg show`: the main entities of a graph, or all that is said of one of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from kg.cli import terminal
from kg.cli.options import AsJson, Folder
from kg.model import Assertion, Entity

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.ontology import Predicate


def show(
    folder: Folder,
    entity: Annotated[
        str | None, typer.Argument(metavar="[ENTITY]", help="A name or an id, as country/russia.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many entities to list.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Shows who a graph is about, or what one of them did and what was done to them, by date, with sources.

    \b
    kg show my-graph
    kg show my-graph 'Kim Jong Un'
    """
    import kg

    graph = kg.open(folder)
    if entity is None:
        _show_main(graph, limit, as_json=as_json)
    else:
        _show_card(graph, graph.entity(entity), as_json=as_json)


_INDENT = 12  # columns before what is said: a date and two spaces


# -- who a graph is about ------------------------------------------------------------------------------------------


def _show_main(graph: Graph, limit: int, *, as_json: bool) -> None:
    rows = list(_main(graph.assertions()))
    if as_json:
        terminal.print_json([{**asdict(e), "articles": articles, "assertions": count} for e, articles, count in rows])
        return
    shown = [[e.label, e.type.value, str(articles), str(count), e.id] for e, articles, count in rows[:limit]]
    terminal.print_table(["entity", "type", "articles", "assertions", "id"], shown)
    if len(rows) > limit:
        terminal.out().print(f"{len(rows) - limit} more; --limit shows them.")


def _main(assertions: Iterable[Assertion]) -> Iterator[tuple[Entity, int, int]]:
    """Each entity with the number of articles and of assertions about it; what most articles name comes first."""
    entities: dict[str, Entity] = {}
    articles = defaultdict[str, set[str]](set)
    counts = Counter[str]()
    for assertion in assertions:
        for entity in {assertion.subject, assertion.object}:
            entities[entity.id] = entity
            articles[entity.id].add(assertion.document)
            counts[entity.id] += 1
    for name in sorted(entities, key=lambda name: (-len(articles[name]), -counts[name], name)):
        yield entities[name], len(articles[name]), counts[name]


# -- one entity ----------------------------------------------------------------------------------------------------


def _show_card(graph: Graph, entity: Entity, *, as_json: bool) -> None:
    from kg.ontology import Ontology

    predicates = Ontology.load().predicates
    mine = [a for a in graph.assertions() if entity.id in (a.subject.id, a.object.id)]
    mine.sort(key=lambda a: (a.time or "9999", a.document, a.evidence[0].start, a.id))
    if as_json:
        terminal.print_json({**asdict(entity), "assertions": [asdict(assertion) for assertion in mine]})
        return
    console = terminal.out()
    console.print(*head(entity), sep="\n", soft_wrap=True)
    for assertion in mine:
        console.print(*_lines(assertion, entity, predicates[assertion.predicate]), sep="\n", soft_wrap=True)


def head(entity: Entity) -> Iterator[Text]:
    """The lines that say which entity it is, and its other names."""
    yield terminal.cell(entity.label, "bold")
    same = f", Wikidata {entity.wikidata}" if entity.wikidata else ""
    yield terminal.cell(f"{entity.type.value}, {entity.id}{same}")
    if entity.names:
        yield terminal.cell("also: " + "; ".join(entity.names), "dim")


def _lines(assertion: Assertion, entity: Entity, predicate: Predicate) -> Iterator[Text]:
    """An assertion read from one entity's side, and the sentences below it."""
    if assertion.subject.id == entity.id:
        said = f"{predicate.label} {assertion.object.label}"
    else:
        said = f"{predicate.inverse_label or predicate.label} {assertion.subject.label}"
    told = assertion.factuality.value
    source = assertion.source_label
    yield Text()
    yield Text.assemble(
        _padded(assertion.time or "undated", "cyan"),
        terminal.cell(said, "bold"),
        "  ",
        terminal.cell(f"({told}{f', says {source}' if source else ''})"),
    )
    for evidence in assertion.evidence:
        yield Text.assemble(
            _padded("", "dim"),
            terminal.cell(evidence.text, "dim"),
            "  ",
            terminal.cell(f"[{evidence.document}]", "dim"),
        )


def _padded(text: str, style: str) -> Text:
    """The cell at the start of a line; longer times push what follows to the right."""
    cell = terminal.cell(text, style)
    cell.pad_right(max(_INDENT - len(cell), 1))
    return cell
