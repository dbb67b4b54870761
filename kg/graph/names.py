"""Finds an entity by whatever a user may call it."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.errors import GraphError
from kg.knowledge import KnowledgeBase
from kg.model import Entity
from kg.rdf import ENTITY, id_of_entity

_NEAR = 5


class NameIndex:
    """The entities of a graph by id, former id, IRI, Wikidata id, label and other names.

    What is exact comes first: "Georgia" is the entity with that label before one with that alias, and case, accents
    and hyphens are given up only when nothing matches with them. Last come the names that only the knowledge base has.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._ids: dict[str, Entity] = {}
        self._levels: Sequence[defaultdict[str, dict[str, Entity]]] = [defaultdict(dict) for _ in range(5)]
        for entity in entities:
            self._ids[entity.id] = entity
            for level, name in _names(entity):
                self._levels[level][name][entity.id] = entity

    def find(self, name: str) -> Entity:
        """The one entity of this name. Raises `GraphError` if there is none, or more than one that fits as well."""
        id_ = id_of_entity(name) if name.startswith(ENTITY) else name
        if id_ in self._ids:
            return self._ids[id_]
        for level, key in enumerate((name, name, name, plain(name), plain(name))):
            if found := self._levels[level].get(key):
                return _only(name, found)
        if found := {entity.id: entity for entity in self._known(name)}:
            return _only(name, found)
        raise GraphError(f"There is no entity {name!r} in the graph.{self._hint(name)}")

    def _known(self, name: str) -> Iterator[Entity]:
        """The entities of the graph that the knowledge base knows by a name which no text uses: "ROK", "Moscow"."""
        base = KnowledgeBase.load()
        named = [self._ids[entry.id] for entry in base.named(name) if entry.id in self._ids]
        country = base.country_of_metonym(name) or base.country_of_adjective(name)
        yield from named or ([self._ids[country.id]] if country and country.id in self._ids else [])

    def _hint(self, name: str) -> str:
        """The nearest names, as a sentence; empty when nothing is near."""
        wanted = plain(name)
        keys = dict.fromkeys(key for level in self._levels[3:] for key in level)
        inside = sorted((key for key in keys if wanted and wanted in key), key=lambda key: (len(key), key))[:_NEAR]
        alike = difflib.get_close_matches(wanted, [key for key in keys if key[:1] == wanted[:1]], n=_NEAR)
        near = {
            entity.id: f"{entity.label} ({entity.id})"
            for key in [*inside, *alike]
            for level in self._levels[3:]
            for entity in level.get(key, {}).values()
        }
        return f" Near: {', '.join(list(near.values())[:_NEAR])}." if near else ""


def plain(name: str) -> str:
    """A name without case, accents, hyphens and superfluous spaces.

    >>> plain("Kim  Jong-un") == plain("KIM JONG UN")
    True
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).replace("-", " ").split())


def _names(entity: Entity) -> Iterator[tuple[int, str]]:
    """What an entity can be called, each with the level at which it counts."""
    yield 0, entity.wikidata or entity.id
    yield from ((0, id_) for id_ in entity.same_as)
    yield 1, entity.label
    yield from ((2, name) for name in entity.names)
    yield 3, plain(entity.label)
    yield from ((4, plain(name)) for name in entity.names)


def _only(name: str, found: Mapping[str, Entity]) -> Entity:
    if len(found) > 1:
        choices = ", ".join(f"{id_} ({entity.type})" for id_, entity in sorted(found.items()))
        raise GraphError(f"{name!r} can be {choices}; say which by its id.")
    return next(iter(found.values()))
