"""The page of an entity or document as HTML. What comes from texts is escaped, and links lead to http or to us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kg.ontology import Ontology
from kg.rdf import PREFIXES
from kg.rdf.iris import BASE
from kg.serve.resources import PAGE, Resource, Row, Statement

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""The content security policy of these pages."""

_NAMES = {
    PREFIXES["rdf"] + "type": "is a",
    PREFIXES["rdfs"] + "label": "name",
    PREFIXES["skos"] + "altLabel": "also called",
    PREFIXES["owl"] + "sameAs": "the same as",
    PREFIXES["schema"] + "headline": "headline",
    PREFIXES["schema"] + "datePublished": "published",
    PREFIXES["schema"] + "publisher": "publisher",
    PREFIXES["schema"] + "url": "address",
}
_FORMATS = '<a href="?format=turtle">Turtle</a>, <a href="?format=jsonld">JSON-LD</a>'
_TITLES = (PREFIXES["rdfs"] + "label", PREFIXES["schema"] + "headline")


def page(resource: Resource, properties: Sequence[Row], found: Sequence[Statement], number: int) -> bytes:
    """The page. `found` are the statements of page `number` (from 0), and one more if there is a next page."""
    title = next((row["value"] for row in properties if row["property"] in _TITLES), resource.iri)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="iri">{escape(resource.iri)} as {_FORMATS}</p>',
        _properties(properties),
        "<h2>What is said</h2>",
        *(_statement(statement) for statement in found[:PAGE]),
        "" if found else "<p>Nothing.</p>",
        _pages(number, more=len(found) > PAGE),
    ]
    return _document(title, "\n".join(part for part in parts if part)).encode()


def _document(title: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/static/entity.css">
<link rel="alternate" type="text/turtle" href="?format=turtle">
<link rel="alternate" type="application/ld+json" href="?format=jsonld">
</head>
<body>
<nav><a href="/">The graph</a> <a href="/sparql">SPARQL</a></nav>
<main>
{body}
</main>
</body>
</html>
"""


def _properties(rows: Iterable[Row]) -> str:
    values: dict[str, list[str]] = {}
    for row in rows:
        if row["property"] in _NAMES:
            values.setdefault(_NAMES[row["property"]], []).append(_link(row["value"], row.get("label")))
    lines = (f"<dt>{escape(name)}</dt><dd>{', '.join(found)}</dd>" for name, found in values.items())
    return f"<dl>{''.join(lines)}</dl>"


def _statement(statement: Statement) -> str:
    row = statement.row
    told = row["factuality"].rpartition("#")[2]
    source = _link(row["source"], row.get("sourceLabel")) if "source" in row else escape(row.get("sourceText", ""))
    about = ", ".join(
        part for part in (f"says {source}" if source else "", escape(row.get("time", ""))) if part
    )  # the source is escaped already
    sentences = "".join(f"<blockquote>{escape(sentence)}</blockquote>" for sentence in statement.sentences)
    anchor = row["statement"].rpartition("#")[2]
    return (
        f'<article id="{escape(anchor)}"><p>{_link(row["subject"], row.get("subjectLabel"))} '
        f"<b>{escape(_relation(row['predicate']))}</b> {_link(row['object'], row.get('objectLabel'))} "
        f'<span class="told {escape(told)}">{escape(told)}</span> {about}</p>{sentences}'
        f'<p class="from">{_link(row["statement"], row.get("headline"))}</p></article>'
    )


def _relation(iri: str) -> str:
    """How a relation reads."""
    name = iri.rpartition("#")[2]
    known = Ontology.load().predicates.get(name)
    return known.label if known else name


def _link(value: str, label: str | None = None) -> str:
    """A link where the value is an address that may be followed, its text elsewhere."""
    text = escape(label or value)
    if value.startswith(BASE):
        return f'<a href="{escape("/" + value.removeprefix(BASE))}">{text if label else escape(_short(value))}</a>'
    if value.startswith(("http://", "https://")):
        return f'<a href="{escape(value)}" rel="noopener noreferrer nofollow">{text}</a>'
    return text


def _short(iri: str) -> str:
    """The part of an IRI of ours that says what it means."""
    return iri.rpartition("#")[2] if iri.startswith(BASE + "ontology#") else iri.removeprefix(BASE)


def _pages(number: int, *, more: bool) -> str:
    links = [f'<a rel="prev" href="?page={number}">Back</a>'] if number else []
    links += [f'<a rel="next" href="?page={number + 2}">More</a>'] if more else []
    return f"<p>{' '.join(links)}</p>" if links else ""
