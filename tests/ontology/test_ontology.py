"""The ontology: sound, documented to the last term, and what is made of it up to date."""

from __future__ import annotations

import json
import re
import runpy
from functools import cache
from pathlib import Path

import pytest
import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

import kg
from kg.ontology import ONTOLOGY, Ontology, data_path

ROOT = Path(kg.__file__).parent.parent
BASE = "https://w3id.org/geopolitical-kg/"
FILES = ("ontology.ttl", "codes.ttl", "shapes.ttl")
KG, SCHEMA = rdflib.Namespace(ONTOLOGY), rdflib.Namespace("https://schema.org/")
HEADER = rdflib.URIRef(BASE + "ontology")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, KG.Factuality)
OWL_RL = {
    *("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "FunctionalProperty"),
    *("SymmetricProperty", "AsymmetricProperty", "IrreflexiveProperty", "TransitiveProperty", "inverseOf"),
    *(
        "AllDisjointClasses",
        "members",
        "AllDifferent",
        "distinctMembers",
        "NamedIndividual",
        "imports",
        "versionIRI",
        "versionInfo",
    ),
}
"""What of OWL the ontology may use: all of it is in the profile RL wherever it stands."""


@cache
def graph(*names: str) -> rdflib.Graph:
    found = rdflib.Graph()
    for name in names or FILES:
        found.parse(data_path(name))
    return found


def terms() -> list[rdflib.URIRef]:
    """The terms of the ontology itself."""
    found = {term for kind in KINDS for term in graph("ontology.ttl").subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, rdflib.URIRef) and term.startswith(ONTOLOGY))


def relations() -> list[rdflib.URIRef]:
    return [rdflib.URIRef(predicate.iri) for predicate in Ontology.load().predicates.values()]


# -- documented --------------------------------------------------------------------------------------------------------


def test_every_term_has_label_definition_and_example() -> None:
    ontology = graph("ontology.ttl")
    assert len(terms()) > 100
    for term in terms():
        for predicate in (RDFS.label, SKOS.definition, SKOS.example):
            (text,) = ontology.objects(term, predicate)
            assert isinstance(text, rdflib.Literal)
            assert text.language == "en", (term, predicate)
        assert (term, RDFS.isDefinedBy, HEADER) in ontology


def test_labels_are_told_apart() -> None:
    labels = [str(graph("ontology.ttl").value(term, RDFS.label)) for term in relations()]
    assert len(set(labels)) == len(labels)


def test_every_property_has_domain_and_range() -> None:
    ontology = graph("ontology.ttl")
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for term in ontology.subjects(RDF.type, kind):
            if str(term).startswith(ONTOLOGY):
                domain = [*ontology.objects(term, RDFS.domain), *ontology.objects(term, SCHEMA.domainIncludes)]
                assert len(domain) == 1, term
                assert len(list(ontology.objects(term, RDFS.range))) == 1, term


def test_every_relation_has_its_event_type_and_events_their_codes() -> None:
    for predicate in Ontology.load().predicates.values():
        assert predicate.group
        assert predicate.cameo or predicate.group == "STATE", predicate.name


def test_a_relation_that_holds_both_ways_reads_the_same_both_ways() -> None:
    for predicate in Ontology.load().predicates.values():
        assert predicate.symmetric is (predicate.inverse_label is None), predicate.name
        assert not predicate.symmetric or predicate.domain == predicate.range, predicate.name
        assert not predicate.symmetric or not predicate.inverse, predicate.name


def test_each_relation_is_below_the_quadrant_of_its_event_type() -> None:
    ontology = graph("ontology.ttl")
    for predicate in Ontology.load().predicates.values():
        above = set(ontology.transitive_objects(rdflib.URIRef(predicate.iri), RDFS.subPropertyOf))
        assert KG.relation in above
        quadrants = {str(term).removeprefix(ONTOLOGY) for term in above if str(term).endswith("With")}
        words = predicate.quad.split()
        wanted = {f"{words[0]}{words[1].title()}With"} if len(words) == 2 else set()
        assert {name for name in quadrants if name.startswith(("verbal", "material"))} == wanted, predicate.name


@pytest.mark.parametrize("scheme", ["plover", "cameo"])
def test_the_codes_are_concepts_of_a_scheme(scheme: str) -> None:
    codes = graph("codes.ttl")
    namespace = f"{BASE}{scheme}#"
    concepts = [c for c in codes.subjects(RDF.type, SKOS.Concept) if str(c).startswith(namespace)]
    assert len(concepts) >= 20
    assert (rdflib.URIRef(namespace), RDF.type, SKOS.ConceptScheme) in codes
    for concept in concepts:
        assert (concept, SKOS.inScheme, rdflib.URIRef(namespace)) in codes
        assert len(list(codes.objects(concept, SKOS.prefLabel))) == 1
        assert (concept, SKOS.broader, None) in codes or (concept, SKOS.topConceptOf, None) in codes


def test_the_header_says_version_licence_authors_and_changes() -> None:
    ontology = graph("ontology.ttl")
    version = str(ontology.value(HEADER, OWL.versionInfo))
    assert ontology.value(HEADER, OWL.versionIRI) == rdflib.URIRef(f"{HEADER}/{version}")
    for predicate in (DCTERMS.license, DCTERMS.creator, DCTERMS.title, DCTERMS.description, DCTERMS.created):
        assert ontology.value(HEADER, predicate)
    change = str(ontology.value(HEADER, SKOS.changeNote))
    classes = {c for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(ONTOLOGY)} - {KG.Factuality}
    assert change.startswith(f"{version}: ")
    assert f"{len(classes)} classes, {len(relations())} relations" in change


@pytest.mark.parametrize(
    "vocabulary",
    [
        "https://schema.org/",
        "http://www.w3.org/ns/org#",
        "http://xmlns.com/foaf/0.1/",
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "http://www.w3.org/ns/prov#",
        "http://www.wikidata.org/prop/direct/P",
        "http://www.wikidata.org/entity/Q",
    ],
)
def test_terms_are_linked_to_those_of_others(vocabulary: str) -> None:
    links = [o for s, _, o in graph("ontology.ttl") if str(s).startswith(ONTOLOGY) and str(o).startswith(vocabulary)]
    assert len(links) >= 2


# -- sound -------------------------------------------------------------------------------------------------------------


def test_no_term_is_used_that_is_not_defined() -> None:
    used = {term for triple in graph() for term in triple if isinstance(term, rdflib.URIRef)}
    defined = set(graph().subjects(RDF.type, None))
    headers = {BASE + name for name in ("ontology", "codes", "shapes")}
    for term in used - defined:
        ours = str(term).startswith(BASE)
        assert not ours or re.fullmatch("|".join(rf"{header}/\d+\.\d+\.\d+" for header in headers), str(term)), term


def test_terms_of_other_vocabularies_are_declared_as_owl_asks() -> None:
    for name in ("ontology.ttl", "codes.ttl"):
        found = graph(name)
        builtin = (str(OWL), str(RDF), str(RDFS))
        for predicate in set(found.predicates()):
            assert str(predicate).startswith(builtin) or (predicate, RDF.type, None) in found, (name, predicate)
        for above in found.objects(None, RDFS.subClassOf):
            assert (above, RDF.type, OWL.Class) in found, above


@pytest.mark.parametrize("name", FILES)
def test_every_prefix_is_of_a_form_that_can_be_resolved_and_is_used(name: str) -> None:
    text = data_path(name).read_text(encoding="utf-8")
    prefixes = dict(re.findall(r"^@prefix (\w*): <([^>]+)> \.$", text, re.MULTILINE))
    assert prefixes
    for prefix, namespace in prefixes.items():
        assert re.fullmatch(r"https?://[\w.-]+/([\w./-]*[/#])?", namespace), namespace
        assert re.search(rf"(?<![\w:]){prefix}:\w|{prefix}: ", text.partition("\n\n")[2]), prefix


def test_only_what_the_profile_rl_has_is_used() -> None:
    used = {str(term).removeprefix(str(OWL)) for t in graph("ontology.ttl", "codes.ttl") for term in t if term in OWL}
    used |= {str(t).removeprefix(str(OWL)) for s in graph("ontology.ttl") for t in s if str(t).startswith(str(OWL))}
    assert used <= OWL_RL
    ranges = {r for r in graph("ontology.ttl").objects(None, RDFS.range) if "XMLSchema" in str(r)}
    assert {str(r).partition("#")[2] for r in ranges} <= {"string", "boolean", "decimal"}  # OWL 2 has no xsd:date


FACTS = """
@prefix kg: <https://w3id.org/geopolitical-kg/ontology#> .
@prefix x: <urn:x:> .
x:ada a kg:Person ; kg:leads x:chad ; kg:childOf x:ben .
x:ben a kg:Person .
x:chad a kg:Country ; kg:met x:peru ; kg:borders x:peru .
x:peru a kg:Country .
x:lima a kg:Place ; kg:capitalOf x:peru .
x:talks a kg:Event .
"""


def contradictions(facts: str) -> list[str]:
    closure = rdflib.Graph()
    for triple in graph("ontology.ttl"):
        if triple[1] not in (SKOS.definition, SKOS.example, RDFS.label, RDFS.isDefinedBy):
            closure.add(triple)
    closure.parse(data=facts, format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(closure)
    return [str(message) for _, predicate, message in closure if str(predicate).endswith("agent-ont#error")]


def test_owlrl_finds_no_contradiction() -> None:
    assert contradictions(FACTS) == []


@pytest.mark.parametrize("wrong", ["x:chad a kg:Person .", "x:ada kg:childOf x:ada .", "x:talks kg:childOf x:ben ."])
def test_owlrl_finds_the_contradiction_in_what_cannot_be(wrong: str) -> None:
    assert contradictions(FACTS + wrong)


def test_leading_is_not_holding_every_office() -> None:
    """Who leads a country need not be both its head of state and its head of government."""
    assert Ontology.load().predicates["leads"].inverse == ()


# -- what is made of it ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "scripts" / "ontology_docs.py"))


def test_the_picture_and_the_context_are_up_to_date(made: dict[str, object]) -> None:
    hint = "make ontology-docs"
    assert (ROOT / "docs" / "ontology.svg").read_text(encoding="utf-8") == made["picture"](), hint  # type: ignore[operator]
    assert data_path("context.jsonld").read_text(encoding="utf-8") == made["shared_context"](), hint  # type: ignore[operator]


def test_the_page_describes_every_class_and_property() -> None:
    page = (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8")
    assert len(page) < 500_000
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=\"https?:", page)
    for term in terms():
        if (term, RDF.type, KG.Factuality) not in graph("ontology.ttl"):  # pyLODE lists no individuals
            assert str(term) in page, f"{term}: make ontology-docs"


def test_the_files_are_readable_turtle_and_json() -> None:
    assert json.loads(data_path("context.jsonld").read_text(encoding="utf-8"))["@context"]["@version"] == 1.1
    assert all(len(graph(name)) > 100 for name in FILES)
