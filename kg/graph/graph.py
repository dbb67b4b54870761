"""The graph as a user holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import GraphError, OntologyError
from kg.graph import filters
from kg.graph.answers import Rows, rows
from kg.graph.disagreements import Disagreement, disagreements
from kg.graph.names import NameIndex
from kg.graph.views import to_networkx, to_rdflib
from kg.model import Assertion, Decision, Document, Entity, EntityType, Factuality, Resolution
from kg.ontology import Ontology
from kg.rdf import quads
from kg.store import Store, evaluate

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.page import Frame
    from kg.validate import Report


class Graph:
    """Entities, documents and assertions, with SPARQL and views for other tools. It never changes.

    >>> from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution
    >>> chad, togo = (Entity(f"country/{n.lower()}", n, EntityType.COUNTRY) for n in ("Chad", "Togo"))
    >>> words = Evidence("a.txt", 0, 14, "Chad met Togo.")
    >>> met = Assertion("a.txt#1", "a.txt", chad, "met", togo, Factuality.FACT, (words,))
    >>> graph = Graph(Resolution((Document("a.txt", "Chad met Togo."),), (chad, togo), (met,)))
    >>> graph
    Graph(1 document, 2 entities, 1 assertion)
    >>> [a.evidence[0].text for a in graph.assertions(subject="Togo", predicate="met")]
    ['Chad met Togo.']
    >>> graph.query("SELECT ?label { ?e a kg:Country ; rdfs:label ?label } ORDER BY ?label")[0]["label"]
    'Chad'
    """

    def __init__(self, data: Resolution | Store) -> None:
        """Of a resolution in memory, or of a store on disk."""
        self._data = data

    @classmethod
    def open(cls, folder: str | Path) -> Graph:
        """The graph in a folder that `kg build` made, or in a store. Raises `GraphError` if there is none."""
        root = Path(folder)
        return cls(Store(root / "store" if (root / "store").is_dir() else root))

    def __repr__(self) -> str:
        counts = (
            (len(self.documents()), "document"),
            (len(self._entities), "entity"),
            (len(self._assertions), "assertion"),
        )
        return f"Graph({', '.join(_counted(number, noun) for number, noun in counts)})"

    def assertions(
        self,
        *,
        subject: str | Entity | None = None,
        predicate: str | None = None,
        object: str | Entity | None = None,  # noqa: A002 - the word for it in RDF
        factuality: str | Factuality | None = None,
        source: str | Entity | None = None,
        document: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[Assertion, ...]:
        """The assertions that fit all that is given, in the graph's order: document by document.

        Args:
            subject, object: an entity, or its id or name as for `entity`. Of a symmetric predicate, as "met", the one
                may stand for the other.
            predicate: its name in the ontology.
            factuality: "fact", "planned", "possible", "alleged" or "denied".
            source: who says so: an entity, its id or name, or the words of the text.
            document: its id.
            since, until: a day, month or year (ISO 8601): what holds or happens at some time within. What has no time
                is left out then.

        Raises:
            GraphError: there is no such entity, predicate, factuality, source or document, or a date is none.
        """
        tests = [
            *filters.document_test(self, document),
            *filters.predicate_test(self, predicate),
            *filters.factuality_test(factuality),
            *filters.argument_test(self._id(subject), self._id(object)),
            *filters.source_test(self, source),
            *filters.time_test(since, until),
        ]
        return tuple(a for a in self._assertions if all(test(a) for test in tests)) if tests else self._assertions

    def entities(self, type: str | EntityType | None = None) -> tuple[Entity, ...]:  # noqa: A002 - as in the model
        """The entities, sorted by id; of a class if one is given ("Person", or a wider one as "Actor").

        Raises `GraphError` for a class that the ontology does not have.
        """
        if type is None:
            return tuple(self._entities.values())
        try:
            types = Ontology.load().types_of(type)
        except OntologyError as error:
            raise GraphError(str(error)) from None
        return tuple(entity for entity in self._entities.values() if entity.type in types)

    def entity(self, name: str) -> Entity:
        """The entity with this id, Wikidata id, label or other name.

        Raises `GraphError` if there is none (with the nearest names) or if the name fits several (with their ids).
        """
        return self._names.find(name)

    def why(self, entity: str | Entity) -> tuple[Decision, ...]:
        """Why an entity is one: the decisions, merged or refused, in which it or an id that it is the same as stands.

        Raises `GraphError` as `entity` does. A graph that was imported has no decisions.
        """
        one = entity if isinstance(entity, Entity) else self.entity(entity)
        ids = {one.id, *one.same_as}
        return tuple(decision for decision in self._decisions if not ids.isdisjoint((decision.one, decision.other)))

    def documents(self) -> tuple[Document, ...]:
        """The documents, sorted by id."""
        return self._documents

    @cached_property
    def resolution(self) -> Resolution:
        """The whole graph as plain data."""
        return Resolution(self._documents, tuple(self._entities.values()), self._assertions, self._decisions)

    def query(self, sparql: str) -> Rows:
        """The answer to a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE).

        The default graph holds the entities and what is told as fact; `GRAPH ?document { ... }` the assertions of
        each document. The prefixes of the Turtle export need not be declared.

        Raises `QueryError` if the query does not parse, is not read-only, asks for SERVICE, or fails.
        """
        return rows(evaluate(self._rdf, sparql))

    def ask(self, question: str, /, *arguments: str, **values: str) -> Rows:
        """The answer to one of the questions of `kg.queries`, as "meetings".

        Args:
            question: its name.
            arguments: values for its parameters, in their order; "" leaves one open.
            values: values by parameter: an entity by its id or any name, a date as 2024-06-19, 2024-06 or 2024.

        Raises:
            GraphError: there is no such question, parameter or entity, a date is none, or a parameter is missing that
                the question needs.

        >>> Graph(Resolution((), (), ())).ask("meetings").columns
        ('one', 'other', 'time', 'factuality', 'source', 'document', 'sentence')
        """
        from kg.graph.asking import answer

        return answer(self, question, arguments, values)

    def sparql(self, question: str, /, *arguments: str, **values: str) -> str:
        """The query behind a question, with its values: for another SPARQL engine. Arguments and errors as for `ask`.

        Rows of "contradictions" and "denied-by-target" that are not about one act are left out only by `ask`, and of
        "path" it is one step.
        """
        from kg.graph.asking import sparql

        return sparql(self, question, arguments, values)

    def disagreements(self) -> tuple[Disagreement, ...]:
        """What some texts claim, as fact or allegation, and others (or the same) deny."""
        return disagreements(self._assertions, filters.symmetric())

    def neighbourhood(self, name: str | Entity, steps: int = 1) -> Graph:
        """The graph of the entities within so many assertions of one, and of all assertions between them."""
        near = {name.id if isinstance(name, Entity) else self.entity(name).id}
        for _ in range(steps):
            near |= {end for a in self._assertions if not near.isdisjoint(_ends(a)) for end in _ends(a)}
        return self._part(near, [a for a in self._assertions if near.issuperset(_ends(a))])

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A networkx MultiDiGraph: entities as nodes, assertions as edges, with all their attributes."""
        return to_networkx(self.resolution)

    def to_rdflib(self) -> rdflib.Dataset:
        """An rdflib Dataset with the quads of the TriG export."""
        return to_rdflib(self.resolution)

    def save(self, path: str | Path, *, infer: bool = False, rdf12: bool = False) -> None:
        """Writes the graph to a file in the format of its suffix, compressed if the name ends with `.gz`.

        `infer` and `rdf12` are for RDF, as in `kg.export.write`.

        Raises `ExportError` for a suffix of no format, or a path that cannot be written.
        """
        from kg.export import format_of, write

        write(self, format_of(path), path, infer=infer, rdf12=rdf12)

    def validate(self) -> Report:
        """Whether the graph is as its shapes say (SHACL); printed, a readable report."""
        from kg.validate import validate

        return validate(self._rdf)

    def infer(self) -> list[ox.Quad]:
        """What follows from the graph by the ontology, as quads of a graph of their own, sorted.

        They are not in the graph: nothing that is inferred is mixed with what texts said.
        """
        from kg.infer import infer

        return infer(self._rdf)

    def show(self, *, title: str | None = None) -> Frame:
        """The page, inline, as the last expression of a notebook's cell."""
        from kg.page import frame

        return frame(self.resolution, title=title) if title else frame(self.resolution)

    def _id(self, name: str | Entity | None) -> str | None:
        if name is None:
            return None
        return name.id if isinstance(name, Entity) else self.entity(name).id

    def _part(self, near: set[str], assertions: Iterable[Assertion]) -> Graph:
        """The graph of some assertions, with these entities, all that the assertions name, and their documents."""
        said = tuple(assertions)
        named = near | {e.id for a in said for e in (a.source, a.place) if isinstance(e, Entity)}
        read = {a.document for a in said}
        return Graph(
            Resolution(
                documents=tuple(document for document in self._documents if document.id in read),
                entities=tuple(entity for entity in self._entities.values() if entity.id in named),
                assertions=said,
            )
        )

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        documents = self._data.documents
        return documents if isinstance(documents, tuple) else tuple(documents())

    @cached_property
    def _entities(self) -> Mapping[str, Entity]:
        entities = self._data.entities
        return {entity.id: entity for entity in (entities if isinstance(entities, tuple) else entities())}

    @cached_property
    def _assertions(self) -> tuple[Assertion, ...]:
        assertions = self._data.assertions
        return assertions if isinstance(assertions, tuple) else tuple(assertions(self._entities))

    @cached_property
    def _decisions(self) -> tuple[Decision, ...]:
        decisions = self._data.decisions
        return decisions if isinstance(decisions, tuple) else tuple(decisions())

    @cached_property
    def _rdf(self) -> ox.Store:
        if isinstance(self._data, Store):
            return self._data.rdf
        store = ox.Store()
        store.bulk_extend(quads(self._data))
        return store

    def runs(self) -> list[ox.Quad]:
        """The quads that tell when the graph was made and with what; none for a graph in memory."""
        return self._data.runs() if isinstance(self._data, Store) else []

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._entities.values())


def _ends(assertion: Assertion) -> tuple[str, str]:
    return assertion.subject.id, assertion.object.id


def _counted(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
