"""The names of the knowledge base, for look-up by the words of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.knowledge import Entry, KnowledgeBase
from kg.model import EntityType
from kg.names import fold

LABELS = {
    EntityType.PERSON: "PERSON",
    EntityType.ORGANIZATION: "ORG",
    EntityType.COUNTRY: "GPE",
    EntityType.AGREEMENT: "LAW",
    EntityType.EVENT: "EVENT",
    EntityType.WEAPON: "WEAPON",
    EntityType.MEASURE: "LAW",
    EntityType.PROGRAMME: "MISC",
    EntityType.GROUP: "NORP",
}
SETTLEMENTS = frozenset({"capital", "city", "town", "village", "region", "province", "state", "district", "territory"})
BUILDINGS = frozenset({"base", "airport", "port", "plant", "site", "building", "square", "palace"})
ACTS = re.compile(
    r"\b(?:annexation|assassination|attacks?|blockade|bombings?|embargo|fall|invasion|kidnapping|killings?|occupation|poisoning"
    r"|sanctions|seizure|shelling|strikes?|withdrawal)\b"
)
"""An act told in small letters ("invasion of Ukraine"): its words are left to the grammar, which says who did it."""
TOKEN = re.compile(r"\w+|[^\w\s]")
SHORTEST_IN_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """What a name may stand for: the name folded, the label of an entity, and the ids of the entries."""

    folded: str
    label: str
    entries: tuple[str, ...]


class NameIndex:
    """Names by their folded form.

    >>> index = NameIndex([("Kim Jong-un", "PERSON", "person/kim-jong-un")])
    >>> index.find("Kim Jong Un")[0].entries
    ('person/kim-jong-un',)
    """

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """Index names, each with its label and the id of its entry."""
        entries: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._longest: dict[str, int] = defaultdict(int)
        for name, label, entry in names:
            folded = fold(name)
            if folded:
                entries[folded, label][entry] = None
                first = folded.split()[0].casefold()
                self._longest[first] = max(self._longest[first], len(TOKEN.findall(name)) + 1)
        self._known: dict[str, list[Known]] = defaultdict(list)
        for (folded, label), ids in entries.items():
            self._known[folded.casefold()].append(Known(folded, label, tuple(ids)))

    def longest(self, word: str) -> int:
        """How many tokens a name that begins with this word can have; 0 if none does."""
        parts = fold(word).split() if word[0].isalnum() else []
        return self._longest.get(parts[0].casefold(), 0) if parts else 0

    def find(self, text: str) -> list[Known]:
        """What a text may stand for. Case counts, but a name of four letters or more may be in capitals."""
        folded = fold(text)
        return [known for known in self._known.get(folded.casefold(), ()) if _same_case(folded, known.folded)]


def _same_case(text: str, name: str) -> bool:
    """Whether a text has capitals where a name has them; after its first word a name may have more."""
    if text == name:
        return True
    if name.isupper() or (text.isupper() and len(text) < SHORTEST_IN_CAPITALS):
        return False
    words = list(zip(text.split(), name.split(), strict=True))
    first = text[0] == name[0] or text.isupper()
    return first and all(t == n or t[0].isupper() for t, n in words) and (len(words) > 1 or text.isupper())


@lru_cache(maxsize=1)
def load_index() -> NameIndex:
    """The names of the knowledge base, with the adjectives and peoples of countries and places."""
    return NameIndex(_names(KnowledgeBase.load()))


def _names(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    for entry in knowledge:
        labels = ("GPE", "ORG") if entry.kind == "seat" else (label_of(entry),)
        yield from ((name, label, entry.id) for name in entry.names for label in labels if not _tells(entry, name))
        yield from ((name, "NORP", entry.id) for name in (*entry.adjectives, *entry.people))


def _tells(entry: Entry, name: str) -> bool:
    return entry.type in (EntityType.EVENT, EntityType.MEASURE) and ACTS.search(name) is not None


def label_of(entry: Entry) -> str:
    """The label of an entity that is an entry of the knowledge base."""
    if entry.type is EntityType.PLACE:
        return "GPE" if entry.kind in SETTLEMENTS else "FAC" if entry.kind in BUILDINGS else "LOC"
    return LABELS[entry.type]
