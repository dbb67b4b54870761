"""The id that a local entity has alone, that is, whatever other documents say.

It is the knowledge base's id where the entity is known; for an unknown name, its type and its spelling; for what has
no name, or none that tells it from others of its kind ("the Foreign Ministry", "Smith"), it holds the document too.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.knowledge import Entry, KnowledgeBase
from kg.model import DocumentRecord, EntityType, LocalEntity, MentionKind
from kg.names import normal, short_for, slug, untitled
from kg.names.person import parse
from kg.resolve.generic import generic, ministry, spelled
from kg.resolve.known import KnownNames, Recognised, title_words

_FEW_WORDS = 8
_OWNER_WORDS = 3
_OWNER = 40  # code points before a body's name in which its country stands


@dataclass(frozen=True, slots=True)
class Alone:
    """What a local entity is by itself.

    `shared` says whether an entity of another document with the same name is it, too; `recognised` what else than its
    name says that it is an entry of the knowledge base.
    """

    id: str
    type: EntityType
    name: str
    entry: Entry | None = None
    shared: bool = True
    recognised: Recognised | None = None


def identify(local: LocalEntity, record: DocumentRecord, knowledge: KnowledgeBase) -> Alone:
    """The identity of a local entity of a record."""
    entry = knowledge.get(local.knowledge)
    if entry is not None:
        return of_entry(entry)
    if not local.named:
        name = " ".join(normal(local.label).split()[:_FEW_WORDS])
        return Alone(_of_document(local.type, name, record.document.id), local.type, name, shared=False)
    alone = _of_name(local.label, local.type, knowledge)
    if alone.shared:
        return alone
    recognised = None
    if namesakes := known(local.label, local.type, knowledge):
        recognised = _by_country(namesakes, local, record)
    if local.type is EntityType.PERSON:
        if (fuller := _fuller(local, record)) is not None:
            return identify(fuller, record, knowledge)
        recognised = recognised or KnownNames.of(knowledge).in_office(local, record)
    elif owned := _owned(local, record, knowledge):
        return _of_name(owned, local.type, knowledge)
    id_ = _of_document(local.type, alone.name, record.document.id)
    return Alone(id_, local.type, alone.name, shared=False, recognised=recognised)


def of_entry(entry: Entry) -> Alone:
    """The identity of what the knowledge base knows."""
    return Alone(entry.id, entry.type, entry.label, entry)


def _fuller(local: LocalEntity, record: DocumentRecord) -> LocalEntity | None:
    """The only person of the document whom a name with the title before it is short for, as in "Prince Mohammed"."""
    short = {f"{title} {local.label}" for words in title_words(local, record) for title in words[-1:]} | {local.label}
    full = [other for other in record.entities if other.type is EntityType.PERSON and _long(other) and other != local]
    found = [other for other in full if any(short_for(name, other.label) for name in short)]
    return found[0] if len(found) == 1 and not _long(local) else None


def _long(local: LocalEntity) -> bool:
    return local.named and len(parse(local.label).words) > 1


def _by_country(namesakes: list[Entry], local: LocalEntity, record: DocumentRecord) -> Recognised | None:
    """Of several known ones of a name the only one whose country the text has to do with."""
    there = {entity.knowledge for entity in record.entities}
    near = [entry for entry in namesakes if not there.isdisjoint(entry.countries)]
    if len(near) != 1:
        return None
    return Recognised(
        near[0].id, "country", f"of the known ones called {local.label!r} only {near[0].id} is of a country here"
    )


def _owned(local: LocalEntity, record: DocumentRecord, knowledge: KnowledgeBase) -> str:
    """The name of a body with the country right before it, as in "Kenya's Foreign Ministry"; empty if there is none."""
    for mention in local.mentions:
        if mention.kind is MentionKind.NAME:
            words = record.document.text[max(0, mention.start - _OWNER) : mention.start].split()[-_OWNER_WORDS:]
            for start in range(len(words)):
                name = " ".join([*words[start:], mention.text])
                if ministry(name, knowledge)[0]:
                    return name
    return ""


@lru_cache(maxsize=262_144)
def _of_name(label: str, kind: EntityType, knowledge: KnowledgeBase) -> Alone:
    found = known(label, kind, knowledge)
    if len(found) == 1:
        return of_entry(found[0])
    is_person = kind is EntityType.PERSON
    alone = _of_person(label, knowledge) if is_person else _of_thing(label, kind, knowledge)
    if found:
        return replace(alone, shared=False)
    entry = knowledge.get(alone.id) if alone.shared else None  # nothing unknown may bear the id of what is known
    return of_entry(entry) if entry is not None else alone


def _of_person(label: str, knowledge: KnowledgeBase) -> Alone:
    name = " ".join(normal(untitled(label)).split())
    alike = KnownNames.of(knowledge).people(label)
    shared = len(parse(label).words) > 1 and len(alike) < 2
    return Alone(_id(EntityType.PERSON, name), EntityType.PERSON, name, None, shared, _spelled(label, alike))


def _of_thing(label: str, kind: EntityType, knowledge: KnowledgeBase) -> Alone:
    country, rest = ministry(label, knowledge)
    if country:
        name = f"{rest} of {knowledge[country].label}"
        body = KnownNames.of(knowledge).body(country, rest) if kind is EntityType.ORGANIZATION else None
        reason = f"{label!r} is the {rest} of {knowledge[country].label}"
        return Alone(
            _id(kind, name), kind, normal(name), recognised=Recognised(body.id, "body", reason) if body else None
        )
    name = spelled(label)
    return Alone(_id(kind, name), kind, name, shared=not generic(name))


def _spelled(label: str, alike: list[Entry]) -> Recognised | None:
    if len(alike) != 1:
        return None
    return Recognised(
        alike[0].id, "spelling", f"{label!r} can be the name of {alike[0].label} and of nobody else listed"
    )


def known(label: str, kind: EntityType, knowledge: KnowledgeBase) -> list[Entry]:
    """The entries of this type that have the name; for a person, of two words or more."""
    name = untitled(label) if kind is EntityType.PERSON else label
    if kind is EntityType.PERSON and len(parse(name).words) < 2:
        return []
    return [entry for entry in knowledge.named(name) if entry.type is kind]


def _id(kind: EntityType, name: str) -> str:
    return f"{kind.lower()}/{slug(name) or 'x-' + _digest(name)}"


def _of_document(kind: EntityType, name: str, document: str) -> str:
    return f"{_id(kind, name)}-{_digest(document)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
