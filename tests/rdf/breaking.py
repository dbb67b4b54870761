"""One way to break each shape: an update that makes the graph of `conftest` other than the shape says."""

from __future__ import annotations

from kg.rdf import DOCUMENT, PREFIXES

DOC = f"<{DOCUMENT}a.txt>"
ONE, TWO, THREE = (f"<{DOCUMENT}a.txt#{number}>" for number in (1, 2, 3))
RUN = "GRAPH <https://w3id.org/geopolitical-kg/runs>"

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def in_document(triples: str) -> str:
    return f"{{ GRAPH {DOC} {{ {triples} }} }}"


def insert(triples: str) -> str:
    return f"INSERT DATA {in_document(triples)}"


def delete(triples: str, where: str = "") -> str:
    return f"DELETE {in_document(triples)} WHERE {in_document(where or triples)}"


def replace(subject: str, predicate: str, value: str) -> str:
    """Another value instead of the one there is."""
    old = f"{subject} {predicate} ?old"
    return f"DELETE {in_document(old)} INSERT {in_document(f'{subject} {predicate} {value}')} WHERE {in_document(old)}"


def update(text: str) -> str:
    return _PROLOGUE + text


_ENTITY = "country:chad"
_TARGET = "?target a oa:SpecificResource"
_QUOTE, _POSITION = "?quote a oa:TextQuoteSelector", "?position a oa:TextPositionSelector"


def on_all(what: str, predicate: str, value: str) -> str:
    """Another value of a property at every node of a kind."""
    node = what.split(maxsplit=1)[0]
    old = f"{node} {predicate} ?old"
    return (
        f"DELETE {in_document(old)} INSERT {in_document(f'{node} {predicate} {value}')} "
        f"WHERE {in_document(f'{what} . {old}')}"
    )


SHAPES = {
    "entity": 'INSERT DATA { <urn:x> a kg:Country ; rdfs:label "X" ; kg:named true }',
    "entity-type": f"INSERT DATA {{ {_ENTITY} a kg:Place }}",
    "entity-label": f"DELETE WHERE {{ {_ENTITY} rdfs:label ?label }}",
    "entity-other-name": f'INSERT DATA {{ {_ENTITY} skos:altLabel "Chad" }}',
    "entity-named": f'INSERT DATA {{ {_ENTITY} kg:named "perhaps" }}',
    "entity-same": f"INSERT DATA {{ {_ENTITY} owl:sameAs <https://example.org/chad> }}",
    "entity-wikidata": f"INSERT DATA {{ {_ENTITY} owl:sameAs wd:Q1 }}",
    "document": "INSERT DATA { GRAPH <urn:d> { <urn:d> a schema:NewsArticle, prov:Entity ; schema:identifier 'd' } }",
    "document-closed": insert(f"{DOC} schema:headlines 'Talks'"),
    "document-type": delete(f"{DOC} a prov:Entity"),
    "document-id": insert(f"{DOC} schema:identifier 'b.txt'"),
    "document-title": insert(f"{DOC} schema:headline 'More talks'"),
    "document-date": replace(DOC, "schema:datePublished", "'yesterday'"),
    "document-publisher": insert(f"{DOC} schema:publisher <urn:publisher>"),
    "document-url": insert(f"{DOC} schema:url <https://example.org/a>"),
    "document-hash": replace(DOC, "kg:contentHash", "'7F50'"),
    "statement": "INSERT { GRAPH ?d { <urn:s> ?p ?o } } WHERE { GRAPH ?d { ?s a rdf:Statement ; ?p ?o } }",
    "statement-closed": insert(f"{ONE} kg:certainty 0.5"),
    "statement-subject": replace(ONE, "rdf:subject", "wd:Q657"),
    "statement-predicate": insert(f"{ONE} rdf:predicate kg:visited"),
    "statement-object": delete(f"{ONE} rdf:object ?o"),
    "statement-factuality": replace(ONE, "kg:factuality", "kg:certain"),
    "statement-source": replace(TWO, "kg:source", "<urn:somebody>"),
    "statement-source-text": replace(THREE, "kg:sourceText", "''"),
    "statement-one-source": insert(f"{THREE} kg:source country:chad"),
    "statement-time": replace(ONE, "kg:time", "'last June'"),
    "statement-begin": replace(ONE, "kg:begin", '"2024-07-01"^^xsd:date'),
    "statement-end": replace(ONE, "kg:end", '"2024-06"^^xsd:gYearMonth'),
    "statement-time-has-days": delete(f"{ONE} kg:begin ?b ; kg:end ?e"),
    "statement-days-have-time": delete(f"{ONE} kg:time ?t"),
    "statement-place": replace(ONE, "kg:place", "'Lima'"),
    "statement-confidence": replace(ONE, "kg:confidence", "1.7"),
    "statement-subject-mention": insert(f"{ONE} kg:subjectMention ''"),
    "statement-object-mention": insert(f"{ONE} kg:objectMention 7"),
    "statement-model": insert(f"{ONE} kg:model 'another'"),
    "statement-document": replace(ONE, "prov:wasDerivedFrom", "<urn:elsewhere>"),
    "statement-evidence": delete(f"{ONE} oa:hasTarget ?t"),
    "evidence-statement": delete(f"{ONE} oa:hasTarget ?t"),
    "evidence-document": on_all(_TARGET, "oa:hasSource", "<urn:elsewhere>"),
    "evidence-selectors": insert(f"<{DOCUMENT}a.txt#char=0,22> oa:hasSelector <urn:third>"),
    "evidence-quote": delete(_QUOTE),
    "evidence-position": delete(_POSITION),
    "quote-exact": on_all(_QUOTE, "oa:exact", "''"),
    "quote-evidence": insert("<urn:q> a oa:TextQuoteSelector ; oa:exact 'Chad'"),
    "position-start": on_all(_POSITION, "oa:start", "1000"),
    "position-end": on_all(_POSITION, "oa:end", "'the end'"),
    "position-evidence": insert("<urn:p> a oa:TextPositionSelector ; oa:start 0 ; oa:end 4"),
    "run-started": f"INSERT {{ {RUN} {{ ?r prov:startedAtTime 'now' }} }} WHERE {{ {RUN} {{ ?r a prov:Activity }} }}",
    "run-ended": f"DELETE WHERE {{ {RUN} {{ ?r prov:endedAtTime ?t }} }}",
    "run-tool": f"DELETE WHERE {{ {RUN} {{ ?r prov:wasAssociatedWith ?t }} }}",
    "tool-name": f"DELETE WHERE {{ {RUN} {{ ?t rdfs:label ?l }} }}",
    "tool-version": f"DELETE WHERE {{ {RUN} {{ ?t schema:softwareVersion ?v }} }}",
}
"""By the name of the shape in `ontology/shapes.ttl`."""

QUERIES = {
    "fact-is-plain": "DELETE DATA { country:chad kg:met country:peru }",
    "plain-is-fact": "INSERT DATA { country:chad kg:attacked country:peru }",
    "statement-in-graph": (
        f"DELETE {{ GRAPH {DOC} {{ {ONE} ?p ?o }} }} INSERT {{ {ONE} ?p ?o }} WHERE {{ GRAPH {DOC} {{ {ONE} ?p ?o }} }}"
    ),
    "document-in-graph": f"INSERT DATA {{ GRAPH <urn:other> {{ {DOC} a schema:NewsArticle }} }}",
    "entity-in-default-graph": insert("country:chad kg:named true"),
    "relation-known": replace(ONE, "rdf:predicate", "kg:befriended"),
}
"""By the name of the query about graphs, or of the check of relations."""

WARNINGS = {
    "relation-subject": replace(TWO, "rdf:subject", "person:awa-ndiaye"),
    "relation-object": replace(TWO, "rdf:object", "event:talks-1a2b3c4d"),
}
