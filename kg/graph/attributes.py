"""What is told of an assertion beside its ends, as plain values: the same names in networkx, Cypher and Parquet."""

from __future__ import annotations

from kg.model import Assertion


def told(assertion: Assertion) -> dict[str, str | float | None]:
    """The relation, its factuality and source, time, place and confidence; None for what is not known."""
    place = assertion.place
    return {
        "predicate": assertion.predicate,
        "factuality": assertion.factuality.value,
        "source": assertion.source_label,
        "source_id": assertion.source_id,
        "time": assertion.time,
        "place": place.label if place else None,
        "place_id": place.id if place else None,
        "confidence": assertion.confidence,
    }
