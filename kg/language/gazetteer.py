"""The spaCy component that finds the knowledge base's names, and says where the text's own evidence wins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.language.name_index import Known, NameIndex, load_index
from kg.language.name_rules import HYPHENS, MARKS, POSSESSIVES, Name, is_title, names_event, read_names, write_names
from kg.language.words import COMMON_ADJECTIVES, STARTERS

PLACES = frozenset({"GPE", "LOC", "FAC"})
WHOLES = frozenset({"PERSON", "ORG", "FAC", "LAW", "WEAPON", "PRODUCT", "DATE", "GPE", "LOC", "NORP"})
SHORTEST_IN_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the knowledge base in a text, by token positions, and what it may stand for."""

    start: int
    end: int
    known: Sequence[Known]

    def label(self, wanted: Iterable[str]) -> str:
        """Its label: one that the encoder gave to these words, if it may have it, or else its first."""
        labels = {known.label: None for known in self.known}
        if PLACES & labels.keys():
            labels |= dict.fromkeys(sorted(PLACES))
        return next((label for label in wanted if label in labels), next(iter(labels)))


class Gazetteer:
    """Adds the names of the knowledge base to the entities of Docs, mends entities that cut one, and sets `kb_id`.

    The longest name at a place counts. The text's own evidence wins where a known name is part of a longer name, and
    where the document has a person of that name.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Add and mend entities."""
        index = load_index()
        names = read_names(doc)
        matches = [match for match in _matches(doc, index) if _is_name(doc, match)]
        names = _Merger(doc, names, matches).merged()
        write_names(doc, [replace(name, entry=_entry(doc, name, index)) for name in names])
        return doc


def _matches(doc: Doc, index: NameIndex) -> Iterator[Match]:
    """The longest known name at each word, from left to right."""
    i = 0
    while i < len(doc):
        match = _longest(doc, i, index)
        if match:
            yield match
        i = match.end if match else i + 1


def _longest(doc: Doc, start: int, index: NameIndex) -> Match | None:
    longest = index.longest(doc[start].text)
    last = start + 1
    while last < len(doc) and last - start < longest and not doc[last].is_sent_start and "\n" not in doc[last].text:
        last += 1
    for end in range(last, start, -1) if longest else ():
        final = doc[end - 1]
        if final.text not in POSSESSIVES and any(char.isalnum() for char in final.text):
            known = index.find(doc[start:end].text)
            if known:
                return Match(start, end, known)
    return None


def _is_name(doc: Doc, match: Match) -> bool:
    """Whether the words are used as a name there: not "us", nor "Turkey" or "IS" in a line of capitals."""
    token = doc[match.start]
    if match.end - match.start > 1:
        return True
    if _opens_as_word(doc, match):
        return False
    if token.ent_type_:
        return True
    if token.is_upper and (len(token) < SHORTEST_IN_CAPITALS or token.lower_ in STARTERS):
        return any(other.is_lower for other in token.sent)
    return token.tag_ in ("NNP", "NNPS", "JJ") or (match.label(()) == "NORP" and not token.is_sent_start)


def _opens_as_word(doc: Doc, match: Match) -> bool:
    """Whether a sentence opens with a word that is a place, too, but is an adjective there: "Nice people left"."""
    token, following = doc[match.start], doc[match.start + 1 : match.start + 2]
    if not token.is_sent_start or token.is_upper or token.text.lower() not in COMMON_ADJECTIVES or not following:
        return False
    if any(other.text == token.text and other.i != token.i and other.tag_ == "NNP" for other in doc):
        return False  # the text has the place elsewhere
    return token.tag_ not in ("NNP", "NNPS") and following[0].is_lower and following[0].pos_ in ("NOUN", "ADJ", "ADV")


class _Merger:
    """Settles between the names of the encoder and the known names in one document."""

    def __init__(self, doc: Doc, names: Sequence[Name], matches: Sequence[Match]) -> None:
        self.doc = doc
        self.names = names
        self.matches = matches
        self.covered = {i for match in matches for i in range(match.start, match.end)}
        self.defined = _defined(doc, names)
        self.people = {doc[i].text for n in names if n.label == "PERSON" and len(n) > 1 for i in (n.start, n.end - 1)}

    def merged(self) -> list[Name]:
        """The names that stay, and the known ones that take the place of others or are new."""
        known: list[Name] = []
        replaced: set[Name] = set()
        for match in self.matches:
            met = [name for name in self.names if name.start < match.end and match.start < name.end]
            label = match.label(name.label for name in met)
            if all(self._gives_way(name, match, label) for name in met):
                replaced.update(met)
                known.append(Name(match.start, match.end, label))
        return [*known, *(name for name in self.names if name not in replaced)]

    def _gives_way(self, name: Name, match: Match, label: str) -> bool:
        """Whether a name of the encoder gives way to a known one that it meets."""
        if name.start >= match.start and name.end <= match.end:
            return len(name) < match.end - match.start or not self._has_own_sense(name, label)
        if name.start > match.start or name.end < match.end:
            return len(name) <= match.end - match.start
        rest = [self.doc[i] for i in range(name.start, name.end) if i not in self.covered]
        if rest and all(token.text in HYPHENS | MARKS for token in rest):
            return True
        if name.label == "PERSON" and label == "PERSON":
            return all(is_title(token) or token.is_lower for token in rest)
        return name.label not in WHOLES and not names_event(list(self.doc[name.start : name.end]))

    def _has_own_sense(self, name: Name, label: str) -> bool:
        """Whether the text has it otherwise: as a date, a defined acronym, or a person after a title.

        A word that is part of a person's longer name in the document is a person, too.
        """
        if name.label == "DATE":
            return True
        defined = self.defined.get(self.doc[name.start : name.end].text)
        if defined:
            return defined != label
        titled = name.start > 0 and is_title(self.doc[name.start - 1])
        is_person = name.label == "PERSON" and label != "PERSON" and len(name) == 1
        return is_person and (titled or self.doc[name.start].text in self.people)


def _defined(doc: Doc, names: Sequence[Name]) -> dict[str, str]:
    """Acronyms with the label of the name before them: "Communist Refoundation Party (PRC)"."""
    labels = {name.end: name.label for name in names}
    starts = (i for i in range(1, len(doc) - 1) if doc[i].text == "(" and i in labels and doc[i + 1].is_upper)
    return {doc[i + 1].text: labels[i] for i in starts}


def _entry(doc: Doc, name: Name, index: NameIndex) -> str:
    """The id of the only entry that a name can stand for, or an empty string."""
    known = index.find(doc[name.start : name.end].text)
    same = [k for k in known if k.label == name.label] or [k for k in known if {k.label, name.label} <= PLACES]
    entries = {entry for k in same for entry in k.entries}
    return entries.pop() if len(entries) == 1 else ""
