"""A small graph with hostile names in it."""

from __future__ import annotations

from pathlib import Path

from kg import store
from kg.export import write
from kg.graph import Graph
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

HOSTILE = "<script>alert(1)</script>"


def graph_of(*others: str) -> Resolution:
    """Chad meets Togo and others, says one article; the other denies it and has a hostile headline."""
    chad = Entity("country/chad", "Chad", EntityType.COUNTRY, names=("N'Djamena",), wikidata="Q657")
    hostile = Entity("person/x y", HOSTILE, EntityType.PERSON)
    met = [Entity(f"country/{name.lower()}", name, EntityType.COUNTRY) for name in ("Togo", *others)]
    documents = (
        Document("a.txt", "Chad met Togo.", title="A meeting", date="2024-06-19", publisher="The Paper"),
        Document(
            "b/c d.txt", f"{HOSTILE} denies that Chad met Togo.", title='"><img src=x>', url="javascript:alert(1)"
        ),
    )
    told = [
        Assertion(
            f"a.txt#{n}", "a.txt", chad, "met", who, Factuality.FACT, (Evidence("a.txt", 0, 14, "Chad met Togo."),)
        )
        for n, who in enumerate(met, 1)
    ]
    denied = Evidence("b/c d.txt", 0, 53, documents[1].text)
    says = Assertion("b/c d.txt#1", "b/c d.txt", chad, "met", met[0], Factuality.DENIED, (denied,), source=hostile)
    return Resolution(documents, (chad, *sorted(met, key=lambda e: e.id), hostile), (*told, says))


def write_graph(resolution: Resolution, folder: Path) -> None:
    """What `kg build` leaves in a folder, as far as the server reads it."""
    write(Graph(resolution), "html", folder / "graph.html")
    store.write(resolution, folder / "store")
