"""Makes from the ontology what is read by others: its page and its picture in `docs/`, and the context of JSON-LD.

    python scripts/ontology_docs.py

The page is made by pyLODE, the picture and the context here. The same ontology gives the same files.
"""

from __future__ import annotations

import html
import json
import logging
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.export.jsonld import context
from kg.ontology import ONTOLOGY, Ontology, Predicate

ROOT = Path(__file__).resolve().parent.parent
PAGE, PICTURE = ROOT / "docs" / "ontology.html", ROOT / "docs" / "ontology.svg"
CONTEXT = ROOT / "ontology" / "context.jsonld"

LEAVES = (
    "Person", "Organization", "Group", "Country", "Place", "Weapon", "Programme", "Agreement", "Measure", "Event",
)  # fmt: skip
COLORS = {
    "verbal cooperation": "#2b6cb0",
    "material cooperation": "#2f855a",
    "verbal conflict": "#b7791f",
    "material conflict": "#c53030",
    "state": "#4a5568",
}
ROW, GAP, COLUMN, TOP, BOX = 46, 38, 150, 70, 112
RIGHT, LETTERS, LINE = 640, 88, 17


def ontology() -> rdflib.Graph:
    """The ontology without the declarations of other vocabularies' terms."""
    whole = rdflib.Graph().parse(ROOT / "ontology" / "ontology.ttl")
    foreign = {s for s in whole.subjects() if isinstance(s, rdflib.URIRef) and not s.startswith(ONTOLOGY[:-1])}
    for subject in foreign:
        whole.remove((subject, None, None))
    whole.remove((None, RDF.type, SKOS.ConceptScheme))  # pyLODE takes it for a second ontology
    return whole


def page() -> None:
    """Writes the page."""
    from pylode import OntPub  # noqa: PLC0415 - sets up logging when it is imported

    logging.disable(logging.CRITICAL)
    OntPub(ontology=ontology()).make_html(destination=PAGE)
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", encoding="utf-8")


def picture() -> str:
    """The classes as a tree, and beside them the relations by quadrant and event type, as SVG."""
    graph = ontology()
    above = {
        _name(c): [_name(p) for p in graph.objects(c, RDFS.subClassOf) if str(p).startswith(ONTOLOGY)]
        for c in graph.subjects(RDF.type, OWL.Class)
        if isinstance(c, rdflib.URIRef)
    }
    places = _places({name: sorted(parents) for name, parents in sorted(above.items())})
    relations = list(_relations())
    height = max(TOP + ROW * len(LEAVES), relations[-1][0]) + 20
    body = [*_edges(above, places), *_boxes(places, graph), *(line for _, line in relations)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 {height:.0f}" font-family="sans-serif">',
            "<title>The classes and relations of the ontology</title>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            _text(20, 34, "Classes", "#1a202c", size=18, bold=True),
            _text(RIGHT, 34, "Relations, by event type of PLOVER", "#1a202c", size=18, bold=True),
            *body,
            "</svg>\n",
        ]
    )


def _places(above: Mapping[str, list[str]]) -> dict[str, tuple[float, float]]:
    """Where each class stands: as far right as the classes above it are many, at the height of those below it."""
    depth: dict[str, int] = {}

    def deep(name: str) -> int:
        if name not in depth:
            depth[name] = 1 + max((deep(parent) for parent in above[name]), default=-1)
        return depth[name]

    heights = {name: TOP + ROW * number for number, name in enumerate(LEAVES)}
    below: dict[str, set[str]] = {name: set() for name in above}
    for leaf in LEAVES:
        waiting = [leaf]
        while waiting:
            name = waiting.pop()
            below[name].add(leaf)
            waiting += above[name]
    places: dict[str, tuple[float, float]] = {}
    lowest: dict[int, float] = {}
    for name in sorted(below, key=lambda name: (_middle(below[name], heights), name)):
        if below[name]:
            column = deep(name)
            y = max(_middle(below[name], heights), lowest.get(column, 0) + GAP)
            lowest[column] = y
            places[name] = (20 + COLUMN * column, y)
    return places


def _middle(leaves: set[str], heights: Mapping[str, int]) -> float:
    return sum(heights[leaf] for leaf in leaves) / len(leaves) if leaves else 0


def _edges(above: Mapping[str, list[str]], places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    for name, (x, y) in places.items():
        for parent in sorted(above[name]):
            px, py = places[parent]
            start, middle = px + BOX, (px + BOX + x) / 2
            path = f"M{start:.0f} {py:.0f} C{middle:.0f} {py:.0f} {middle:.0f} {y:.0f} {x:.0f} {y:.0f}"
            yield f'<path d="{path}" fill="none" stroke="#a0aec0" stroke-width="1.5"/>'


def _boxes(places: Mapping[str, tuple[float, float]], graph: rdflib.Graph) -> Iterator[str]:
    for name, (x, y) in places.items():
        leaf = name in LEAVES
        fill, ink = ("#2d3748", "#ffffff") if leaf else ("#edf2f7", "#1a202c")
        definition = str(graph.value(rdflib.URIRef(ONTOLOGY + name), SKOS.definition))
        yield (
            f'<g><title>{html.escape(definition)}</title><rect x="{x:.0f}" y="{y - 15:.0f}" width="{BOX}" height="30" '
            f'rx="5" fill="{fill}" stroke="#4a5568"/>{_text(x + BOX / 2, y + 5, name, ink, middle=True)}</g>'
        )


def _relations() -> Iterator[tuple[float, str]]:
    """Lines of SVG, each with the height where it ends."""
    predicates = list(Ontology.load().predicates.values())
    y = float(TOP - 10)
    for quad, color in COLORS.items():
        here = [predicate for predicate in predicates if predicate.quad == quad]
        yield y, _text(RIGHT, y, quad, color, size=15, bold=True)
        y += LINE
        for group in dict.fromkeys(predicate.group for predicate in here):
            names = (_written(predicate) for predicate in here if predicate.group == group)
            for line in _wrapped(group, names):
                yield y, _text(RIGHT, y, line, "#1a202c", size=12)
                y += LINE
        y += LINE / 2
    yield y, ""


def _wrapped(group: str, names: Iterable[str]) -> list[str]:
    label = "" if group == "STATE" else f"{group}: "
    return textwrap.wrap(label + ", ".join(name.replace(" ", "\xa0") for name in names), LETTERS)


def _written(predicate: Predicate) -> str:
    marks = {"symmetric": predicate.symmetric, "transitive": predicate.transitive}
    found = ", ".join(name for name, holds in marks.items() if holds)
    return f"{predicate.name} ({found})" if found else predicate.name


def _text(
    x: float, y: float, text: str, color: str, *, size: int = 13, bold: bool = False, middle: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{color}"{weight}{anchor}>{html.escape(text)}</text>'


def _name(iri: rdflib.term.Node) -> str:
    return str(iri).removeprefix(ONTOLOGY)


def shared_context() -> str:
    """The context of JSON-LD as a file of its own, for documents that name it instead of holding it."""
    return json.dumps({"@context": context()}, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes all three."""
    PICTURE.write_text(picture(), encoding="utf-8")
    CONTEXT.write_text(shared_context(), encoding="utf-8")
    PAGE.unlink(missing_ok=True)  # else pyLODE appends to it
    page()


if __name__ == "__main__":
    main()
