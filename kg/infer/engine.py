"""Applies the rules, until they give nothing new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.ontology import data_path
from kg.rdf import INFERRED, PREFIXES
from kg.rdf.terms import PREDICATE

_RULES = Path(__file__).parent / "rules"
_SCHEMA = ox.NamedNode("urn:ontology")


@cache
def rules() -> Mapping[str, str]:
    """The rules, SPARQL CONSTRUCT queries, by name.

    >>> list(rules())
    ['inverse', 'quadrant', 'subclass', 'subproperty', 'symmetry', 'transitivity']
    """
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_RULES.glob("*.rq"))}


def infer(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What follows from the quads of a graph and is not among them, in the graph `INFERRED`, sorted.

    The rules are those of OWL 2 RL for subclasses, subproperties, inverses, symmetry and transitivity (cax-sco,
    prp-spo1, prp-inv1, prp-inv2, prp-symp, prp-trp), and the quadrant of PLOVER.

    >>> from kg.rdf.terms import relation
    >>> lima, peru = ox.NamedNode("urn:lima"), ox.NamedNode("urn:peru")
    >>> found = infer([ox.Quad(lima, relation("capitalOf"), peru)])
    >>> relation("locatedIn") in {quad.predicate for quad in found}
    True
    """
    store = ox.Store()
    store.bulk_extend(_schema())
    store.bulk_extend(_premises(quads))
    found: set[ox.Triple] = set()
    while new := _conclusions(store) - found:
        found |= new
        store.extend(ox.Quad(one.subject, one.predicate, one.object) for one in new)
    return [ox.Quad(one.subject, one.predicate, one.object, INFERRED) for one in sorted(found, key=str)]


def _schema() -> Iterator[ox.Quad]:
    for name in ("ontology.ttl", "codes.ttl"):
        for quad in ox.parse(path=str(data_path(name)), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, _SCHEMA)


def _premises(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """What is told as fact, and of each statement its relation."""
    return (q for q in quads if isinstance(q.graph_name, ox.DefaultGraph) or q.predicate == PREDICATE)


def _conclusions(store: ox.Store) -> set[ox.Triple]:
    found: set[ox.Triple] = set()
    for rule in rules().values():
        answer = store.query(rule, prefixes=PREFIXES)
        assert isinstance(answer, ox.QueryTriples)
        found.update(triple for triple in answer)
    return found
