"""The id that a local entity has alone, that is, whatever other documents say.

It is the knowledge base's id where the entity is known; for an unknown name, its type and its spelling; for what has
no name, or none that tells it from others of its kind ("the Foreign Ministry", "Smith"), it holds the document too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge import Entry, KnowledgeBase
from kg.model import DocumentRecord, EntityType, LocalEntity
from kg.names import normal, slug, untitled
from kg.names.person import parse
from kg.resolve.generic import generic, ministry, spelled

_FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Alone:
    """What a local entity is by itself.

    `shared` says whether an entity of another document with the same name is it, too; `by_name` whether the knowledge
    base was asked by name here, since the record does not say which entry it is.
    """

    id: str
    type: EntityType
    name: str
    entry: Entry | None = None
    shared: bool = True
    by_name: bool = False


def identify(local: LocalEntity, record: DocumentRecord, knowledge: KnowledgeBase) -> Alone:
    """The identity of a local entity of a record."""
    entry = knowledge.get(local.knowledge)
    if entry is not None:
        return Alone(entry.id, entry.type, entry.label, entry)
    if not local.named:
        name = " ".join(normal(local.label).split()[:_FEW_WORDS])
        return Alone(_of_document(local.type, name, record.document.id), local.type, name, shared=False)
    alone = _of_name(local.label, local.type, knowledge)
    if alone.shared:
        return alone
    return Alone(_of_document(local.type, alone.name, record.document.id), local.type, alone.name, shared=False)


@lru_cache(maxsize=262_144)
def _of_name(label: str, kind: EntityType, knowledge: KnowledgeBase) -> Alone:
    entry = known(label, kind, knowledge)
    if entry is not None:
        return Alone(entry.id, entry.type, entry.label, entry, by_name=True)
    if kind is EntityType.PERSON:
        name = " ".join(normal(untitled(label)).split())
        return Alone(_id(kind, name), kind, name, shared=len(parse(label).words) > 1)
    country, rest = ministry(label, knowledge)
    if country:
        name = f"{rest} of {knowledge[country].label}"
        return Alone(_id(kind, name), kind, normal(name))
    name = spelled(label)
    return Alone(_id(kind, name), kind, name, shared=not generic(name))


def known(label: str, kind: EntityType, knowledge: KnowledgeBase) -> Entry | None:
    """The one entry of this type that has the name; for a person, of two words or more."""
    name = untitled(label) if kind is EntityType.PERSON else label
    if kind is EntityType.PERSON and len(parse(name).words) < 2:
        return None
    found = [entry for entry in knowledge.named(name) if entry.type is kind]
    return found[0] if len(found) == 1 else None


def _id(kind: EntityType, name: str) -> str:
    return f"{kind.lower()}/{slug(name) or 'x-' + _digest(name)}"


def _of_document(kind: EntityType, name: str, document: str) -> str:
    return f"{_id(kind, name)}-{_digest(document)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
