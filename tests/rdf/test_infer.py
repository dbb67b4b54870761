"""What follows by the ontology: rule by rule, and all of it against another engine."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from example_graph import CHAD, LIMA, NDIAYE, PERU, TALKS, assertion, example, stored
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib.namespace import OWL, RDF, RDFS

import kg
from kg.infer import INFERRED, infer, rules
from kg.model import Assertion, Document, Entity, EntityType, Factuality, Resolution
from kg.ontology import ONTOLOGY, data_path
from kg.rdf import ENTITY, PREFIXES, entity_iri, quads, rdflib_triple

KENYA = Entity("country/kenya", "Kenya", EntityType.COUNTRY)
PORT = Entity("place/port", "the port", EntityType.PLACE)
UNION = Entity("organization/union", "Union", EntityType.ORGANIZATION)
ALL = tuple(sorted((CHAD, LIMA, PERU, NDIAYE, TALKS, KENYA, PORT, UNION), key=lambda entity: entity.id))
WORDS = "Chad met Peru in Lima."


def graph(*triples: tuple[Entity, str, Entity], factuality: Factuality = Factuality.FACT) -> Resolution:
    said: list[Assertion] = [
        assertion(f"a.txt#{number}", triple, WORDS, factuality) for number, triple in enumerate(triples, start=1)
    ]
    return Resolution((Document("a.txt", WORDS),), ALL, tuple(said))


def follows(resolution: Resolution, subject: Entity, term: str, object_: Entity | str) -> bool:
    prefix, _, local = term.partition(":")
    value = object_ if isinstance(object_, str) else f"<{entity_iri(object_.id)}>"
    store = ox.Store()
    store.extend(infer(quads(resolution)))
    pattern = f"<{entity_iri(subject.id)}> <{PREFIXES.get(prefix, prefix)}{local}> {value}"
    return bool(store.query(f"ASK {{ GRAPH {INFERRED} {{ {pattern} }} }}", prefixes=MORE))


MORE = {**PREFIXES, "foaf": "http://xmlns.com/foaf/0.1/", "wdt": "http://www.wikidata.org/prop/direct/"}


@pytest.mark.parametrize(
    "wider", ["kg:Actor", "kg:Location", "kg:Entity", "foaf:Agent", "schema:Country", "prov:Agent"]
)
def test_subclass(wider: str) -> None:
    assert follows(graph(), CHAD, "rdf:type", wider)


def test_subproperty() -> None:
    said = graph((LIMA, "capitalOf", PERU))
    assert follows(said, LIMA, "kg:locatedIn", PERU)
    assert follows(said, LIMA, "kg:relation", PERU)


def test_inverse() -> None:
    store = ox.Store()
    store.extend(infer(quads(graph((LIMA, "capitalOf", PERU)))))
    capital = f"<{entity_iri(PERU.id)}> wdt:P36 <{entity_iri(LIMA.id)}>"
    assert store.query(f"ASK {{ GRAPH ?g {{ {capital} }} }}", prefixes=MORE)


def test_symmetry() -> None:
    said = graph((CHAD, "met", PERU))
    assert follows(said, PERU, "kg:met", CHAD)
    assert not follows(graph((CHAD, "praised", PERU)), PERU, "kg:praised", CHAD)


def test_transitivity_over_what_is_itself_inferred() -> None:
    said = graph((PORT, "locatedIn", LIMA), (LIMA, "capitalOf", PERU))
    assert follows(said, PORT, "kg:locatedIn", PERU)
    assert not follows(graph((NDIAYE, "memberOf", UNION), (UNION, "memberOf", UNION)), NDIAYE, "kg:met", UNION)


def test_the_quadrant_of_every_statement_and_none_of_states() -> None:
    said = graph((CHAD, "attacked", PERU), (LIMA, "capitalOf", PERU), factuality=Factuality.DENIED)
    found = [quad for quad in infer(quads(said)) if quad.predicate.value == f"{ONTOLOGY}quadrant"]
    assert [(str(quad.subject.value)[-1], str(quad.object.value).partition("#")[2]) for quad in found] == [
        ("1", "materialConflict")
    ]


def test_the_quadrant_between_two_entities() -> None:
    assert follows(graph((CHAD, "attacked", PERU)), CHAD, "kg:materialConflictWith", PERU)
    assert not follows(graph((CHAD, "attacked", PERU)), CHAD, "kg:materialCooperationWith", PERU)


@pytest.mark.parametrize("factuality", [f for f in Factuality if f is not Factuality.FACT])
def test_nothing_follows_from_what_is_not_told_as_fact(factuality: Factuality) -> None:
    triples = (CHAD, "met", PERU), (LIMA, "capitalOf", PERU)
    quadrant = f"{ONTOLOGY}quadrant"
    told = [quad for quad in infer(quads(graph(*triples, factuality=factuality))) if quad.predicate.value != quadrant]
    assert told == infer(quads(graph()))


def test_what_is_inferred_stands_apart_sorted_and_is_not_said_already() -> None:
    said = set(quads(example()))
    found = infer(said)
    assert {quad.graph_name for quad in found} == {INFERRED}
    assert found == sorted(set(found), key=str) == infer(sorted(said, key=str, reverse=True))
    assert not {quad.triple for quad in found} & {quad.triple for quad in said}
    assert infer([*said, *(ox.Quad(*q.triple, ox.DefaultGraph()) for q in found)]) == []


def test_a_graph_infers_and_stays_as_it_is() -> None:
    graph = kg.Graph(example())
    assert graph.infer() == infer(stored())
    assert graph.query("ASK { ?s kg:relation ?o }")[0]["answer"] is False


def test_every_rule_is_described() -> None:
    assert all(text.startswith("# ") for text in rules().values())


# -- against another engine --------------------------------------------------------------------------------------------

SCHEMA = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, RDFS.domain, RDFS.range}
KINDS = {OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.ObjectProperty, OWL.Class}


def schema() -> rdflib.Graph:
    """What of the ontology concerns the rules; all of it would take the other engine minutes."""
    whole = rdflib.Graph().parse(data_path("ontology.ttl"))
    part = rdflib.Graph()
    for triple in whole:
        if triple[1] in SCHEMA or (triple[1] == RDF.type and triple[2] in KINDS):
            part.add(triple)
    return part


def between_entities(triples: rdflib.Graph) -> set[tuple[rdflib.term.Node, ...]]:
    """The triples of entities with a class or another entity; what OWL says of everything is left out."""
    return {
        (s, p, o)
        for s, p, o in triples
        if str(s).startswith(ENTITY)
        and (str(o).startswith(ENTITY) or p == RDF.type)
        and isinstance(o, rdflib.URIRef)
        and p != OWL.sameAs
        and o not in (OWL.Thing, RDFS.Resource)
    }


def test_owlrl_infers_the_same() -> None:
    said = graph(
        (CHAD, "met", PERU),
        (PORT, "locatedIn", LIMA),
        (LIMA, "capitalOf", PERU),
        (CHAD, "borders", KENYA),
        (NDIAYE, "leads", CHAD),
        (NDIAYE, "attended", TALKS),
        (CHAD, "attacked", KENYA),
        (UNION, "partOf", CHAD),
    )
    data, theirs = rdflib.Graph(), schema()
    for quad in quads(said):
        if isinstance(quad.graph_name, ox.DefaultGraph) and "sameAs" not in quad.predicate.value:
            data.add(rdflib_triple(quad.triple))
    theirs += data
    DeductiveClosure(OWLRL_Semantics).expand(theirs)
    for quad in infer(quads(said)):
        data.add(rdflib_triple(quad.triple))
    assert between_entities(data) == between_entities(theirs)
