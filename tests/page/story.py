"""A graph to look at: fourteen short reports in our own words that agree, contradict and quote one another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution

HERE = Path(__file__).parent


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _entity(row: list[str]) -> Entity:
    identifier, label, type_, wikidata, names = row
    return Entity(
        id=identifier,
        label=label,
        type=EntityType(type_),
        wikidata=wikidata or None,
        names=tuple(sorted(filter(None, names.split("|")))),
    )


def _document(row: list[str]) -> Document:
    identifier, title, date, publisher, url = row
    return Document(id=identifier, text="", title=title, date=date, publisher=publisher, url=url or None)


def _assertion(number: int, row: list[str], entities: dict[str, Entity], texts: dict[str, str]) -> Assertion:
    document, subject, predicate, object_, factuality, source, time, place, confidence, words, sentence = row
    start = texts[document].index(sentence)
    subject_words, object_words = words.split(" > ")
    return Assertion(
        id=f"{document}#{number}",
        document=document,
        subject=entities[subject],
        predicate=predicate,
        object=entities[object_],
        factuality=Factuality(factuality),
        source=entities.get(source, source or None),
        time=time or None,
        place=entities[place] if place else None,
        confidence=float(confidence),
        evidence=(Evidence(document, start, start + len(sentence), sentence),),
        subject_mentions=tuple(subject_words.split("|")),
        object_mentions=tuple(object_words.split("|")),
        model="story",
    )


def _texts(rows: list[list[str]]) -> dict[str, str]:
    sentences: dict[str, list[str]] = {}
    for row in rows:
        known = sentences.setdefault(row[0], [])
        if row[-1] not in known:
            known.append(row[-1])
    return {document: " ".join(known) for document, known in sentences.items()}


def story() -> Resolution:
    """About 30 actors and 60 assertions, three of them disputed between documents."""
    claims = _rows("story-assertions.tsv")
    texts = _texts(claims)
    entities = {entity.id: entity for entity in map(_entity, _rows("story-entities.tsv"))}
    documents = (replace(d, text=texts[d.id]) for d in map(_document, _rows("story-documents.tsv")))
    assertions = [_assertion(number, row, entities, texts) for number, row in enumerate(claims, start=1)]
    return Resolution(
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        entities=tuple(sorted(entities.values(), key=lambda e: e.id)),
        assertions=tuple(sorted(assertions, key=lambda a: a.id)),
    )
