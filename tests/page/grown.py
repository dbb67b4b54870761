"""Graphs of any size, made by rule: communities of actors around a few of whom much is said."""

from __future__ import annotations

import random

from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

PREDICATES = ("met", "visited", "supported", "aided", "criticized", "attacked", "sanctioned", "memberOf", "locatedIn")
SYLLABLES = ("ba", "ri", "no", "ke", "lu", "ta", "mo", "si", "ve", "da", "or", "an")


def grown(actors: int, assertions: int, seed: int = 3) -> Resolution:
    """A graph with this many actors and assertions; the same numbers give the same graph."""
    chance = random.Random(seed)
    entities = tuple(_entity(number, chance) for number in range(actors))
    documents = tuple(_document(number, chance) for number in range(max(1, assertions // 25)))
    rows = tuple(_assertion(number, entities, documents, chance) for number in range(assertions))
    return Resolution(documents, entities, tuple(sorted(rows, key=lambda row: row.id)))


def _name(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(2))


def _entity(number: int, chance: random.Random) -> Entity:
    type_ = chance.choices(tuple(EntityType), weights=(30, 20, 10, 15, 5, 5, 5, 5, 3, 2))[0]
    name = _name(chance)
    return Entity(f"{type_.lower()}/{number:06}", name, type_, names=(name.split()[1], _name(chance)))


def _document(number: int, chance: random.Random) -> Document:
    date = f"20{chance.randint(20, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Document(
        f"d{number:06}.txt", "", _name(chance), date, f"{_name(chance)} Post", f"https://example.org/{number}"
    )


def _assertion(
    number: int, entities: tuple[Entity, ...], documents: tuple[Document, ...], chance: random.Random
) -> Assertion:
    subject = int(len(entities) * chance.random() ** 3)
    near = int(chance.gauss(0, len(entities) ** 0.5))
    object_ = (subject + near) % len(entities) if chance.random() < 0.8 else int(len(entities) * chance.random() ** 2)
    object_ = (subject + 1) % len(entities) if object_ == subject else object_
    document = chance.choice(documents)
    text = f"{entities[subject].label} said or did something to {entities[object_].label} that is told here, {number}."
    return Assertion(
        id=f"{document.id}#{number:06}",
        document=document.id,
        subject=entities[subject],
        predicate=chance.choice(PREDICATES),
        object=entities[object_],
        factuality=chance.choices(tuple(Factuality), weights=(70, 8, 7, 10, 5))[0],
        evidence=(Evidence(document.id, number, number + len(text), text),),
        source=chance.choice((None, None, entities[chance.randrange(len(entities))])),
        time=document.date if chance.random() < 0.6 else None,
        confidence=round(chance.uniform(0.4, 1), 3),
        subject_mentions=(entities[subject].label,),
        object_mentions=(entities[object_].label,),
    )
