"""A small graph in which every property that a graph can have occurs."""

from __future__ import annotations

import pyoxigraph as ox

from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution
from kg.rdf import Run, quads, run_quads

CHAD = Entity("country/chad", "Chad", EntityType.COUNTRY, "Q657", ("N'Djamena", "Republic of Chad"), ("country/tchad",))
LIMA = Entity("place/lima", "Lima", EntityType.PLACE, "Q2868")
PERU = Entity("country/peru", "Peru", EntityType.COUNTRY, "Q419")
NDIAYE = Entity("person/awa-ndiaye", "Awa Ndiaye", EntityType.PERSON)
TALKS = Entity("event/talks-1a2b3c4d", "talks", EntityType.EVENT, named=False)

TEXT = "Chad met Peru in Lima. Peru's capital is Lima. Awa Ndiaye may attend the talks, two diplomats said."


def evidence(document: str, words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(document, start, start + len(words), words)


def example() -> Resolution:
    """Two documents that say the same, with different metadata."""
    documents = (
        Document("a.txt", TEXT, "Talks", "2024-06-19", "The Lantern", "https://example.org/a?x=1&y=2"),
        Document("news/b c.txt", TEXT, date="2024-06"),
    )
    entities = tuple(sorted((CHAD, LIMA, PERU, NDIAYE, TALKS), key=lambda entity: entity.id))
    return Resolution(documents, entities, tuple(a for d in documents for a in _said(d.id)))


def assertion(
    id_: str,
    triple: tuple[Entity, str, Entity],
    words: str,
    factuality: Factuality = Factuality.FACT,
    *,
    source: Entity | str | None = None,
    time: str | None = None,
    place: Entity | None = None,
    confidence: float = 1.0,
) -> Assertion:
    subject, predicate, object_ = triple
    document = id_.partition("#")[0]
    return Assertion(
        *(id_, document, subject, predicate, object_, factuality, (evidence(document, words),)),
        *(source, time, place, confidence, (subject.label,), (object_.label,), "test-1"),
    )


def _said(document: str) -> list[Assertion]:
    first, second, third = "Chad met Peru in Lima.", "Peru's capital is Lima.", "Awa Ndiaye may attend the talks"
    return [
        assertion(f"{document}#1", (CHAD, "met", PERU), first, place=LIMA, time="2024-06", confidence=0.87),
        assertion(f"{document}#2", (LIMA, "capitalOf", PERU), second, source=CHAD, confidence=0.5),
        assertion(
            *(f"{document}#3", (NDIAYE, "attended", TALKS), third, Factuality.POSSIBLE),
            source="two diplomats",
            time="2024/",
        ),
    ]


RUN = Run("2024-06-20T10:00:00+00:00", "2024-06-20T10:01:00+00:00", {"geopolitical-kg": "0.1.0"})


def stored(*more: ox.Quad) -> ox.Store:
    """The graph of `example`, and of a run, in memory."""
    store = ox.Store()
    store.extend(quads(example()))
    store.extend(run_quads(RUN))
    store.extend(more)
    return store
