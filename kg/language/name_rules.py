"""The spaCy component that mends the names of the encoder: titles, cuts, pairs, and what the rest of the document says.

Names are mended by what stands in the text alone; what is known of the world comes after, from the gazetteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from kg.language.words import BODIES, BUILDINGS, EVENT_WORDS, WORK_WORDS
from kg.names import untitled
from kg.names.titles import MODIFIERS, SURNAMES_TOO, TITLES

MARKS = frozenset("\"'“”‘’«»()[],;:")
ARTICLES = frozenset(["the", "a", "an"])
POSSESSIVES = frozenset(["'s", "’s", "'", "’"])
HYPHENS = frozenset(["-", "–", "—", "/"])
DOUBTFUL = 0.85
NO_NAMES = (TITLES | MODIFIERS) - SURNAMES_TOO


@dataclass(frozen=True, slots=True)
class Name:
    """A name by token positions; `entry` is the id of what it is known as, or empty."""

    start: int
    end: int
    label: str
    score: float = 1.0
    entry: str = ""

    def __len__(self) -> int:
        """How many tokens it has."""
        return self.end - self.start


def read_names(doc: Doc) -> list[Name]:
    """The entities of a Doc, with the scores that the encoder gave them."""
    group = doc.spans.get("names", ())
    scores = dict(zip(((s.start, s.end) for s in group), getattr(group, "attrs", {}).get("scores", ()), strict=False))
    return [Name(e.start, e.end, e.label_, scores.get((e.start, e.end), 1.0), e.kb_id_) for e in doc.ents]


def write_names(doc: Doc, names: Iterable[Name]) -> None:
    """Make names the entities of a Doc, and keep their scores in `doc.spans["names"]`."""
    names = sorted(names, key=lambda name: name.start)
    spans = [Span(doc, name.start, name.end, label=name.label, kb_id=name.entry) for name in names]
    doc.set_ents(spans)
    doc.spans["names"] = spans
    doc.spans["names"].attrs["scores"] = [name.score for name in names]


class NameRules:
    """Mends the entities of Docs that have tags and dependencies."""

    def __call__(self, doc: Doc) -> Doc:
        """Mend them."""
        names = read_names(doc)
        for rule in RULES:
            names = _disjoint(new for name in names for new in rule(doc, name))
        write_names(doc, _agreed(doc, names))
        return doc


def _disjoint(names: Iterable[Name]) -> list[Name]:
    """Of names that overlap, the first is kept."""
    kept: list[Name] = []
    for name in names:
        if name.end > name.start and (not kept or kept[-1].end <= name.start):
            kept.append(name)
    return kept


# -- rules for one name: each gives the names that take its place


def _trimmed(doc: Doc, name: Name) -> Iterator[Name]:
    """Without marks, articles and possessive endings around it."""
    start, end = name.start, name.end
    while start < end and (doc[start].text in MARKS or doc[start].lower_ in ARTICLES or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in MARKS | POSSESSIVES or doc[end - 1].is_space):
        end -= 1
    yield replace(name, start=start, end=end)


def _without_title(doc: Doc, name: Name) -> Iterator[Name]:
    """A person without the office before the name: "Russian President Vladimir Putin" is "Vladimir Putin".

    An office alone is no name.
    """
    start = name.start
    if name.label == "PERSON":
        if all(token.lower_.rstrip(".") in NO_NAMES for token in doc[name.start : name.end]):
            return
        bare = untitled(doc[name.start : name.end].text).split()[0]
        start = next((i for i in range(name.start, name.end) if bare.startswith(doc[i].text)), name.start)
    yield replace(name, start=start)


def _hyphenated(doc: Doc, name: Name) -> Iterator[Name]:
    """With the rest of a word that was cut at its hyphen: "Moon Jung-" is "Moon Jung-in"."""
    end = name.end
    if 0 < end < len(doc) and doc[end - 1].text == "-" and not doc[end - 1].whitespace_ and doc[end].is_alpha:
        end += 1
    yield replace(name, end=end)


def _grown(doc: Doc, name: Name) -> Iterator[Name]:
    """A person with the parts of the name that hang on it and were cut off: "Kim Jong" is "Kim Jong-un"."""
    end = name.end
    while name.label == "PERSON" and end < len(doc) and _goes_on(doc, name.start, end):
        end += 2 if doc[end].text == "-" else 1
    yield replace(name, end=end)


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    token = doc[end]
    if token.text == "-" and not token.whitespace_ and not doc[end - 1].whitespace_ and end + 1 < len(doc):
        token = doc[end + 1]
    if is_title(token):
        return False
    is_part = token.dep_ == "flat" and start <= token.head.i < end and not token.ent_type_
    return is_part and token.tag_ in ("NNP", "NNPS") and token.is_alpha


def _split(doc: Doc, name: Name) -> Iterator[Name]:
    """A pair such as "Kim-Putin" as two names, if both stand alone elsewhere in the document."""
    hyphens = [i for i in range(name.start + 1, name.end - 1) if doc[i].text in HYPHENS]
    if len(hyphens) == 1:
        left, right = doc[name.start : hyphens[0]], doc[hyphens[0] + 1 : name.end]
        known = {e.text: e.label_ for e in reversed(doc.ents)}
        if left.text in known and right.text in known:
            yield Name(left.start, left.end, known[left.text], name.score)
            yield Name(right.start, right.end, known[right.text], name.score)
            return
    yield name


def _described(doc: Doc, name: Name) -> Iterator[Name]:
    """Of a description taken for a name, such as "war in Ukraine", the names in it that the document has elsewhere."""
    words = [token for token in doc[name.start : name.end] if not token.is_space]
    if name.label not in ("EVENT", "MISC", "LAW") or names_event(words):
        yield name
        return
    known = {e.text: e.label_ for e in reversed(doc.ents) if e.label_ not in ("EVENT", "MISC", "LAW")}
    i = name.start
    while i < name.end:
        for end in range(name.end, i, -1):
            label = known.get(doc[i:end].text)
            if label:
                yield Name(i, end, label, name.score)
                i = end
                break
        else:
            i += 1


def names_event(words: list[Token]) -> bool:
    """Whether words name an event by themselves: they have capitals, or as "2019 general election" need none."""
    if not (words[0].text.islower() or words[-1].text.islower()):
        return True
    return words[-1].text in EVENT_WORDS and not any(
        word.text in HYPHENS or word.pos_ in ("ADP", "DET") for word in words
    )


def _typed(doc: Doc, name: Name) -> Iterator[Name]:
    """With the type that its last word tells: "Kim Il Sung Square" is a FAC, "Foreign Ministry" an ORG."""
    if name.label == "PERSON" and name.end < len(doc) and doc[name.end].text in BUILDINGS:
        name = replace(name, end=name.end + 1)
    last = doc[name.end - 1]
    if len(name) > 1 and last.text in BUILDINGS and name.label in ("LOC", "GPE", "ORG", "PERSON", "MISC"):
        name = replace(name, label="FAC")
    elif last.text in BODIES and name.label in ("LOC", "PERSON", "MISC", "NORP", "PRODUCT") and len(name) > 1:
        name = replace(name, label="ORG")
    elif last.text in WORK_WORDS and name.label in ("MISC", "EVENT", "ORG", "PRODUCT", "PERSON") and len(name) > 1:
        name = replace(name, label="LAW")
    elif name.label == "PERSON" and len(name) == 1 and _is_acronym(last) and (len(last) < 5 or name.score < DOUBTFUL):
        name = replace(name, label="ORG")
    yield name


def _is_acronym(token: Token) -> bool:
    """Whether a word has capitals only, in a sentence that does not, and is no name that the document has otherwise."""
    in_capitals = token.is_alpha and token.is_upper and len(token) > 2
    usual = any(other.is_lower for other in token.sent)
    return in_capitals and usual and not any(other.text == token.text.title() for other in token.doc)


def is_title(token: Token) -> bool:
    """Whether a word is an office, a rank or an address before a name."""
    return token.lower_.rstrip(".") in TITLES


RULES: tuple[Callable[[Doc, Name], Iterable[Name]], ...] = (
    _trimmed,
    _without_title,
    _described,
    _split,
    _hyphenated,
    _grown,
    _typed,
)


# -- what the document says elsewhere


def _agreed(doc: Doc, names: list[Name]) -> list[Name]:
    """The names, each with the type that its words have most, by score, in the document.

    The first and the last word of a person's name speak for a person, too.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[doc[name.start : name.end].text][name.label] += name.score
        if name.label == "PERSON" and len(name) > 1:
            for token in (doc[name.start], doc[name.end - 1]):
                votes[token.text]["PERSON"] += 2 * name.score
    return [replace(name, label=_winner(votes[doc[name.start : name.end].text], name.label)) for name in names]


def _winner(votes: dict[str, float], label: str) -> str:
    best = max(sorted(votes), key=lambda other: votes[other])
    return best if votes[best] > votes[label] else label
