"""Reads the lexicon of the ontology: which words trigger a predicate, and where its arguments stand.

The format is described in `ontology/lexicon/README.md`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from kg.errors import OntologyError
from kg.model import EntityType
from kg.ontology import Ontology, data_path

KINDS = ("verb", "noun", "adj", "phrase", "role", "not")
_SLOT = re.compile(r"(?P<absent>!?)(?P<names>[a-z_.]+(?:\|[a-z_.]+)*)(?::(?P<classes>[A-Za-z|]+))?$")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an argument stands: one name of a slot or several to try in order, and the types it may have.

    As a condition, `absent` asks that nothing of these types (of any type, if there are none) stands there.
    """

    names: tuple[str, ...]
    types: frozenset[EntityType]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Two slots, or one slot whose fillers are paired with each other (`pairs`), and what else must be filled."""

    subject: Slot
    object: Slot
    pairs: bool = False
    conditions: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a trigger: `head` is its lemma, `needs` the words that must stand with it (slot name, lemmas)."""

    predicate: str
    kind: str
    trigger: str
    head: str
    needs: tuple[tuple[str, frozenset[str]], ...]
    frames: tuple[tuple[Frame, ...], ...]  # alternatives; the frames of one alternative are all taken

    @property
    def words(self) -> int:
        """How many words it fixes: a sense that fixes more goes before one that fixes fewer."""
        return 1 + len(self.needs) + self.head.count(" ")


@dataclass(frozen=True)
class Lexicon:
    """Senses by kind and head lemma, light verbs, governors, head nouns of unnamed things, classes of words.

    `offices` gives the entries of the knowledge base that an office belongs to by its name alone.
    """

    senses: dict[tuple[str, str], tuple[Sense, ...]]
    light_verbs: dict[str, str]
    governors: dict[tuple[str, str], str]
    nouns: dict[str, EntityType]
    words: dict[str, frozenset[str]]
    offices: dict[str, str]
    roles: dict[str, tuple[Sense, ...]] = field(default_factory=dict)

    @cached_property
    def role_phrases(self) -> dict[tuple[str, ...], tuple[Sense, ...]]:
        """The senses of roles by the words of the role, hyphens left out."""
        return {tuple(trigger.replace("-", " ").split()): senses for trigger, senses in self.roles.items()}

    @cached_property
    def first_words_of_roles(self) -> frozenset[str]:
        """The words that roles begin with: foreign of "foreign minister"."""
        return frozenset(words[0] for words in self.role_phrases)

    @cached_property
    def last_words_of_roles(self) -> frozenset[str]:
        """The nouns that roles end with: minister of "foreign minister"."""
        return frozenset(trigger.split()[-1] for trigger in self.roles)

    @classmethod
    def load(cls) -> Lexicon:
        """The lexicon that the package carries, read once.

        >>> Lexicon.load().senses["verb", "meet"][0].predicate
        'met'
        """
        return _load()


def read_table(name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    """The rows of a tab-separated file of the lexicon, each with its place; shorter rows are filled up with ''."""
    path = data_path("lexicon", name)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) > columns:
                raise OntologyError(
                    f"lexicon/{name}:{number}: {len(cells)} columns where {columns} belong; mend the line."
                )
            yield f"lexicon/{name}:{number}", cells + [""] * (columns - len(cells))


class _Reader:
    """Turns cells into senses, with the place of a mistake in every message."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def senses(self, where: str, row: list[str]) -> Iterator[Sense]:
        predicate, kind, triggers, frames = row
        if predicate in ("predicate", ""):
            return
        if kind not in KINDS:
            raise OntologyError(f"{where}: kind {kind!r} is none of {', '.join(KINDS)}.")
        if predicate not in self.ontology.predicates:
            raise OntologyError(f"{where}: predicate {predicate!r} is not in the ontology.")
        parsed = self.frames(where, predicate, frames) if kind != "not" else ()
        for trigger in triggers.split(", "):
            head, needs = self.trigger(where, kind, trigger.strip())
            yield Sense(predicate, kind, trigger.strip(), head, needs, parsed)

    def trigger(self, where: str, kind: str, text: str) -> tuple[str, tuple[tuple[str, frozenset[str]], ...]]:
        words = text.split()
        if not words:
            raise OntologyError(f"{where}: a sense without a trigger.")
        if kind in ("noun", "role"):
            return text.lower(), ()
        needs: list[tuple[str, frozenset[str]]] = []
        for word in words[1:]:
            slot, _, lemmas = word.rpartition(":")
            if slot == "prt" or (not slot and kind == "verb"):
                needs.append(("prt", frozenset(lemmas.split("/"))))
            elif slot:
                needs.append((slot, frozenset(lemmas.replace("_", " ").split("/"))))
            else:
                needs.append(("word", frozenset({lemmas})))
        return words[0].lower(), tuple(needs)

    def frames(self, where: str, predicate: str, text: str) -> tuple[tuple[Frame, ...], ...]:
        return tuple(
            tuple(self.frame(where, predicate, one.strip()) for one in alternative.split("&"))
            for alternative in text.split(";")
            if alternative.strip()
        )

    def frame(self, where: str, predicate: str, text: str) -> Frame:
        known = self.ontology.predicates[predicate]
        main, _, rest = text.partition("[")
        conditions = tuple(self.slot(where, c.strip(), frozenset()) for c in rest.rstrip("] ").split(",") if c.strip())
        if "~" in main:
            slot = self.slot(where, main.replace("~", "").strip(), known.domain & known.range or known.domain)
            return Frame(slot, slot, True, conditions)
        left, arrow, right = main.partition(">")
        if not arrow:
            raise OntologyError(f"{where}: frame {text!r} has neither '>' nor '~'.")
        return Frame(
            self.slot(where, left.strip(), known.domain),
            self.slot(where, right.strip(), known.range),
            False,
            conditions,
        )

    def slot(self, where: str, text: str, default: frozenset[EntityType]) -> Slot:
        found = _SLOT.match(text)
        if not found:
            raise OntologyError(f"{where}: slot {text!r} is not of the form name, name|name or name:Class.")
        types = default
        if found["classes"]:
            types = frozenset[EntityType]()
            for name in found["classes"].split("|"):
                types |= self.ontology.types_of(name)
        return Slot(tuple(found["names"].split("|")), types, bool(found["absent"]))


@lru_cache(maxsize=1)
def _load() -> Lexicon:
    reader = _Reader(Ontology.load())
    senses: dict[tuple[str, str], list[Sense]] = defaultdict(list)
    groups = sorted({p.group for p in Ontology.load().predicates.values()})
    for group in groups:
        for where, row in read_table(f"{group}.tsv", 4):
            for sense in reader.senses(where, row):
                senses[sense.kind, sense.head].append(sense)
    ordered = {key: tuple(sorted(found, key=lambda s: -s.words)) for key, found in senses.items()}
    return Lexicon(
        senses=ordered,
        light_verbs={row[0]: row[2] or "subj" for _, row in read_table("light.tsv", 3) if row[0] != "verb"},
        governors=dict(_governors()),
        nouns=dict(_nouns()),
        words=dict(_words()),
        offices={row[0]: row[1] for _, row in read_table("offices.tsv", 2) if row[0] != "office"},
        roles={head: found for (kind, head), found in ordered.items() if kind == "role"},
    )


def _governors() -> Iterator[tuple[tuple[str, str], str]]:
    for _, (kind, triggers, effect, _note) in read_table("governors.tsv", 4):
        if kind != "kind":
            for trigger in triggers.split(", "):
                yield (kind, trigger.strip().lower()), effect


def _nouns() -> Iterator[tuple[str, EntityType]]:
    for where, (name, nouns) in read_table("nouns.tsv", 2):
        if name == "class":
            continue
        if name not in set(EntityType):
            raise OntologyError(f"{where}: {name!r} is no class of entities.")
        for noun in nouns.split(", "):
            yield noun.strip().lower(), EntityType(name)


def _words() -> Iterator[tuple[str, frozenset[str]]]:
    for table in ("words.tsv", "discourse.tsv"):
        for _, (name, words) in read_table(table, 2):
            yield name, frozenset(word.strip() for word in words.split(","))


def bearer_types(senses: tuple[Sense, ...]) -> frozenset[EntityType]:
    """The types that who or what bears the role can have, by the frames of its senses."""
    slots = [s for sense in senses for frames in sense.frames for f in frames for s in (f.subject, f.object)]
    return frozenset(t for slot in slots if slot.names[0] == "subj" for t in slot.types)
