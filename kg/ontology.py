"""Reads the ontology: the classes of entities and the relations between them.

The ontology itself is data, `ontology/ontology.ttl` and `ontology/codes.ttl`; nothing about a relation is known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model import EntityType

ONTOLOGY = "https://w3id.org/geopolitical-kg/ontology#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def data_path(*parts: str) -> Path:
    """The path of a file or folder of the ontology: in the installed package, or else in the checkout.

    >>> data_path("ontology.ttl").name
    'ontology.ttl'
    """
    here = Path(__file__).parent
    installed = here / "_ontology"
    return (installed if installed.is_dir() else here.parent / "ontology").joinpath(*parts)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation of the ontology.

    `name` is its local name, `label` how it reads from the subject ("is led by" is then the `inverse_label`; None
    where the relation is symmetric). `group` is its PLOVER event type, or "STATE"; `quad` the quadrant of that type
    ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict"), or "state". `intensity` is
    PLOVER's score between -10 (hostile) and 10 (cooperative), None for states. `cameo` are the CAMEO codes it
    covers. `domain` and `range` are the types that subject and object may have. `inverse` are the IRIs of properties
    of other vocabularies that say the same from the object's side.
    """

    name: str
    iri: str
    label: str
    definition: str
    example: str
    group: str
    quad: str
    intensity: float | None
    cameo: tuple[str, ...]
    symmetric: bool
    transitive: bool
    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    inverse: tuple[str, ...]
    inverse_label: str | None

    def allows(self, subject_type: EntityType, object_type: EntityType) -> bool:
        """Whether the relation can hold between entities of these types.

        >>> Ontology.load().predicates["visited"].allows(EntityType.PERSON, EntityType.PLACE)
        True
        """
        return subject_type in self.domain and object_type in self.range

    def ends(self, subject: int, object: int) -> tuple[int, int]:  # noqa: A002 - the word for it in RDF
        """Subject and object by number; the lesser first where it is the same to say them the other way round.

        >>> predicates = Ontology.load().predicates
        >>> predicates["met"].ends(2, 1), predicates["visited"].ends(2, 1)
        ((1, 2), (2, 1))
        """
        return (min(subject, object), max(subject, object)) if self.symmetric else (subject, object)


@dataclass(frozen=True, slots=True)
class Ontology:
    """The classes and relations, by local name.

    >>> ontology = Ontology.load()
    >>> ontology.predicates["accused"].group
    'ACCUSE'
    >>> sorted(ontology.types_of("Location"))
    [<EntityType.COUNTRY: 'Country'>, <EntityType.PLACE: 'Place'>]
    """

    version: str
    predicates: Mapping[str, Predicate]
    types: Mapping[str, frozenset[EntityType]]

    @staticmethod
    @cache
    def load() -> Ontology:
        """The ontology of this package, read once. Raises `OntologyError` when it is malformed."""
        return _read(data_path("ontology.ttl"), data_path("codes.ttl"))

    def types_of(self, name: str) -> frozenset[EntityType]:
        """The entity types that a class covers: of "Actor" Person, Organization, Country and Group.

        Raises `OntologyError` for a class that the ontology does not have.
        """
        try:
            return self.types[name]
        except KeyError:
            known = ", ".join(sorted(self.types))
            raise OntologyError(f"The ontology has no class {name!r}; it has {known}.") from None


class _Triples:
    """The triples of some files, by subject and predicate, as plain strings."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: defaultdict[str, list[str]] = defaultdict(list)
        for path in paths:
            self._load(path)

    def _load(self, path: Path) -> None:
        try:
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
                subject, value = triple.subject, triple.object
                if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                    self._values[subject.value, triple.predicate.value].append(value.value)
                    self._subjects[value.value].append(subject.value)
        except (OSError, SyntaxError) as error:
            raise OntologyError(f"{path}: {error}") from error

    def all(self, subject: str, predicate: str) -> list[str]:
        return self._values.get((subject, predicate), [])

    def one(self, subject: str, predicate: str) -> str:
        values = self.all(subject, predicate)
        if len(values) != 1:
            raise OntologyError(f"<{subject}> needs exactly one <{predicate}> and has {len(values)}.")
        return values[0]

    def instances(self, type_: str) -> list[str]:
        """The terms of our own namespace with this rdf:type, in the file's order."""
        subjects = dict.fromkeys(self._subjects.get(type_, []))
        return [s for s in subjects if s.startswith(ONTOLOGY) and type_ in self.all(s, _RDF + "type")]


def _read(*paths: Path) -> Ontology:
    triples = _Triples(paths)
    classes = triples.instances(_OWL + "Class")
    leaves = {c for c in classes if triples.all(c, ONTOLOGY + "entityType") == ["true"]}
    if {_local(c) for c in leaves} != set(EntityType):
        raise OntologyError(f"{paths[0]}: its entity types are not those of kg.model.EntityType.")
    above = {c: _ancestors(triples, c) for c in leaves}
    types = {
        _local(name): frozenset(EntityType(_local(leaf)) for leaf in leaves if name in above[leaf])
        for name in dict.fromkeys(c for leaf in sorted(leaves) for c in sorted(above[leaf]))
    }
    relations = [p for p in triples.instances(_OWL + "ObjectProperty") if triples.all(p, ONTOLOGY + "eventType")]
    predicates = [_predicate(triples, iri, types) for iri in relations]
    version = triples.one(ONTOLOGY.removesuffix("#"), _OWL + "versionInfo")
    return Ontology(version=version, predicates={p.name: p for p in predicates}, types=types)


def _predicate(triples: _Triples, iri: str, types: Mapping[str, frozenset[EntityType]]) -> Predicate:
    event = triples.one(iri, ONTOLOGY + "eventType")
    broader, score = triples.all(event, _SKOS + "broader"), triples.all(event, ONTOLOGY + "intensity")
    characteristics = triples.all(iri, _RDF + "type")
    inverse_label = triples.all(iri, ONTOLOGY + "inverseLabel")
    return Predicate(
        name=_local(iri),
        iri=iri,
        label=triples.one(iri, _RDFS + "label"),
        definition=triples.one(iri, _SKOS + "definition"),
        example=triples.one(iri, _SKOS + "example"),
        group=triples.one(event, _SKOS + "notation"),
        quad=triples.one((broader or [event])[0], _SKOS + "prefLabel"),
        intensity=float(score[0]) if score else None,
        cameo=tuple(triples.one(code, _SKOS + "notation") for code in triples.all(iri, ONTOLOGY + "cameoCode")),
        symmetric=_OWL + "SymmetricProperty" in characteristics,
        transitive=_OWL + "TransitiveProperty" in characteristics,
        domain=types[_local(triples.one(iri, _RDFS + "domain"))],
        range=types[_local(triples.one(iri, _RDFS + "range"))],
        inverse=tuple(triples.all(iri, _OWL + "inverseOf")),
        inverse_label=inverse_label[0] if inverse_label else None,
    )


def _ancestors(triples: _Triples, iri: str) -> set[str]:
    """The class itself and the classes of ours above it."""
    found, waiting = {iri}, [iri]
    while waiting:
        parents = triples.all(waiting.pop(), _RDFS + "subClassOf")
        new = {p for p in parents if p.startswith(ONTOLOGY)} - found
        found |= new
        waiting += sorted(new)
    return found


def _local(iri: str) -> str:
    return iri.removeprefix(ONTOLOGY)
