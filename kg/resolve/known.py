"""Recognises what the knowledge base knows by another spelling, by its country and kind, or by an office on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge import Entry, KnowledgeBase, Office
from kg.model import DocumentRecord, EntityType, LocalEntity, MentionKind
from kg.names import extends, fold, same_spelling, short_for, sound
from kg.names.families import EAST_SLAVIC
from kg.names.person import orders, parse
from kg.names.titles import OFFICES, RANKS, ROYAL
from kg.resolve.generic import ministry

_BEFORE = 60  # code points before a name in which its title stands
_FORMER = frozenset({"former", "ex", "late", "then", "deputy", "acting", "incoming", "outgoing"})
_STOP = re.compile(r"[.!?;:,()\n\"“”](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Recognised:
    """An entry that a name stands for, with the rule in a word or two and the reason in full."""

    entry: str
    rule: str
    reason: str


class KnownNames:
    """The names of the knowledge base by sound, by country and body, and by family name with the offices held."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        """Index the people and the organizations."""
        self._knowledge = knowledge
        self._people: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._families: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._bodies: dict[tuple[str, str], dict[str, Entry]] = defaultdict(dict)
        for entry in knowledge:
            if entry.type is EntityType.PERSON:
                self._add_person(entry)
            elif entry.type is EntityType.ORGANIZATION:
                for name in entry.names:
                    country, body = ministry(name, knowledge)
                    if country:
                        self._bodies[country, body][entry.id] = entry

    def _add_person(self, entry: Entry) -> None:
        for name in entry.names:
            parsed = parse(name)
            for key in _keys(parsed.words) if len(parsed.words) > 1 else ():
                self._people[key][entry.id] = entry
            for family in parsed.family if entry.offices else ():
                self._families[sound(family)][entry.id] = entry

    @staticmethod
    def of(knowledge: KnowledgeBase) -> KnownNames:
        """The names of a knowledge base, indexed once."""
        return _index(knowledge)

    def people(self, label: str) -> list[Entry]:
        """The people of whose names a name of two words or more is another spelling, sorted by id."""
        words = parse(label).words
        if len(words) < 2 or len(words[0]) == 1:
            return []
        near = {id_: entry for key in _keys(words) for id_, entry in self._people.get(key, {}).items()}
        found = [e for _, e in sorted(near.items()) if any(same_spelling(label, name) for name in e.names)]
        if found or len(words) == 2:
            return found
        shorter = {id_: e for n in (1, 2) for k in _keys(words[:-n]) for id_, e in self._people.get(k, {}).items()}
        return [e for _, e in sorted(shorter.items()) if any(extends(label, name) for name in e.names)]

    def body(self, country: str, body: str) -> Entry | None:
        """The one organization that is a country's body of this name, as `ministry` gives both."""
        found = self._bodies.get((country, body), {})
        return next(iter(found.values())) if len(found) == 1 else None

    def in_office(self, local: LocalEntity, record: DocumentRecord) -> Recognised | None:
        """Whom a person's name or family name stands for by the office that he holds on the document's date.

        The office stands before the name ("President Biden"), or the text has to do with the country or organization
        in which just one man of this name holds one, or rules.
        """
        date = record.document.date
        if date is None:
            return None
        holders = list(self._holders(local.label, date))
        titles = list(title_words(local, record))
        by_title = {e.id: o for e, o in holders for words in titles if self._fits(words, o)}
        if len(by_title) == 1:
            return _recognised("office", local, by_title, date)
        if titles or len(parse(local.label).words) > 1:
            return None
        there = {entity.knowledge for entity in record.entities}
        by_place = {e.id: o for e, o in holders if o.where in there}
        rulers = {e.id: o for e, o in holders if o.where in there and o.office == self._ruler(o.where)}
        by_place = rulers if len(rulers) == 1 else by_place
        return _recognised("in office", local, by_place, date) if len(by_place) == 1 else None

    def _holders(self, label: str, date: str) -> Iterator[tuple[Entry, Office]]:
        keys = {sound(family) for family in parse(label).family}
        near = {id_: e for key in keys for id_, e in self._families.get(key, {}).items()}
        for _, entry in sorted(near.items()):
            if any(short_for(label, name) for name in entry.names):
                yield from ((entry, office) for office in entry.offices if office.held_on(date))

    def _ruler(self, where: str) -> str:
        """The office of who rules a country; empty for what is none."""
        entry = self._knowledge.get(where)
        return entry.leader if entry is not None else ""

    def _fits(self, words: list[str], office: Office) -> bool:
        """Whether a title, as "Russian Foreign Minister", is of an office; a country in it must be the office's."""
        for length in (3, 2, 1):
            title, before = " ".join(words[-length:]), words[:-length]
            if len(words) >= length and office.office in self._knowledge.offices(title, office.where):
                former = before and before[-1].casefold() in _FORMER
                return not former and self._in_country(before, office.where)
        return False

    def _in_country(self, words: list[str], where: str) -> bool:
        """Whether the words before a title end with no country, or with this one."""
        for start in range(max(0, len(words) - 3), len(words)):
            phrase = " ".join(words[start:])
            named = (self._knowledge.country_of_adjective(phrase), *self._knowledge.named(phrase))
            country = next((entry for entry in named if entry and entry.type is EntityType.COUNTRY), None)
            if country is not None:
                return country.id == where
        return True


def _recognised(rule: str, local: LocalEntity, found: dict[str, Office], date: str) -> Recognised:
    (entry, office), *_ = found.items()
    return Recognised(entry, rule, f"{local.label!r} was {office.office} ({office.where}) on {date}")


def title_words(local: LocalEntity, record: DocumentRecord) -> Iterator[list[str]]:
    """For each mention by name that an office or rank stands before, the words back to a mark."""
    for mention in local.mentions:
        if mention.kind is MentionKind.NAME:
            before = record.document.text[max(0, mention.start - _BEFORE) : mention.start]
            words = [word for word in map(fold, _STOP.split(before)[-1].split()) if word]
            if words and words[-1].casefold() in OFFICES | RANKS | ROYAL:
                yield words


def _keys(words: tuple[str, ...]) -> list[str]:
    """What two spellings of a name share: the sounds of first and last word in any order, and of all in one."""
    words = tuple(EAST_SLAVIC.get(word, word) for word in words)
    ends = {f"{sound(order[0])} {sound(order[-1])}" for order in orders(words)}
    return sorted({*ends, " " + sound("".join(words))})


@lru_cache(maxsize=2)
def _index(knowledge: KnowledgeBase) -> KnownNames:
    return KnownNames(knowledge)
