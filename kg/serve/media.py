"""The media types that answers are written in, and the choice among them (RFC 9110, section 12.5.1).

The first of each list is what a client gets that does not care.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
"""For SELECT and ASK."""

TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
}
"""For CONSTRUCT and DESCRIBE."""

HTML = "text/html"
_LONGEST = 4096  # characters; a longer Accept is no honest one


def chosen(accept: str, offered: Sequence[str]) -> str | None:
    """The media type that suits a client best, None if it takes none of these.

    Args:
        accept: its Accept header; empty: anything.
        offered: media types, the one that we like best first.

    >>> chosen("text/csv;q=0.5, application/sparql-results+xml", list(ROWS))
    'application/sparql-results+xml'
    >>> chosen("image/png", list(ROWS)) is None
    True
    """
    wanted = _wanted(accept[:_LONGEST]) or {"*/*": 1.0}
    best = max(offered, key=lambda type_: _quality(type_, wanted))
    return best if _quality(best, wanted) > 0 else None


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes compressed answers.

    >>> takes_gzip("br, gzip"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    wanted = _wanted(accept_encoding[:_LONGEST])
    return wanted.get("gzip", wanted.get("*", 0.0)) > 0


def _wanted(header: str) -> dict[str, float]:
    """What a header of the Accept family names, with the quality of each."""
    found: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            found[name] = max(found.get(name, 0.0), _q(parameters))
    return found


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(type_: str, wanted: dict[str, float]) -> float:
    """The quality that the most exact of what is wanted gives a media type."""
    for name in (type_, type_.partition("/")[0] + "/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0
