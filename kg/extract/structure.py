"""Relations that the build of a phrase says without a verb, after the rules of `ontology/lexicon/structure.tsv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.errors import OntologyError
from kg.extract.mentions import Found
from kg.extract.phrases import PhraseReader
from kg.extract.proposals import Argument, Proposal
from kg.knowledge import Entry, KnowledgeBase
from kg.lexicon import read_table
from kg.model import EntityType, MentionKind
from kg.ontology import Ontology

_HOW = frozenset({"people", "owner", "adjective", "of", "in", "from", "comma", "inside", "brackets"})
_PERSON = frozenset({EntityType.PERSON})
_IN = frozenset({"in", "at", "near", "across", "inside", "throughout", "within", "off", "outside"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase of one of `phrase` types, tied in one of the ways `how` to another of `other` types."""

    predicate: str
    phrase: frozenset[EntityType]
    how: frozenset[str]
    other: frozenset[EntityType]
    turned: bool
    names_only: bool


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules in the ontology's order."""
    return tuple(_read())


def _read() -> Iterator[Rule]:
    ontology = Ontology.load()
    for where, (predicate, phrase, how, other, order) in read_table("structure.tsv", 5):
        if predicate == "predicate":
            continue
        ways = frozenset(how.split("|"))
        if predicate not in ontology.predicates or ways - _HOW:
            raise OntologyError(f"{where}: unknown predicate {predicate!r} or way {sorted(ways - _HOW)}.")
        yield Rule(predicate, _types(phrase.replace("*", "")), ways, _types(other), order == "<", "*" in phrase)


def _types(names: str) -> frozenset[EntityType]:
    return frozenset(t for name in names.split("|") for t in Ontology.load().types_of(name))


class StructureFinder:
    """Finds the proposals that phrases make by their build."""

    def __init__(self, phrases: PhraseReader, knowledge: KnowledgeBase) -> None:
        self.phrases = phrases
        self.knowledge = knowledge
        self.tree = phrases.tree
        self.mentions = phrases.mentions

    def find(self) -> Iterator[Proposal]:
        """All proposals in text order."""
        for m, found in enumerate(self.mentions):
            if found.kind is MentionKind.PRONOUN or found.adjective:
                continue
            ties = list(self._ties(m, found))
            for rule in rules():
                for how, token in ties:
                    if how in rule.how:
                        yield from self._proposals(rule, m, how, token)

    def _proposals(self, rule: Rule, m: int, how: str, token: int) -> Iterator[Proposal]:
        own = self.phrases.arguments_at(self.mentions[m].head, rule.phrase)
        own = [a for a in own if a.mention == m]
        if not own or not self._worthwhile(m, rule):
            return
        others = self._inside(m, rule) if how == "inside" else self.phrases.arguments_at(token, rule.other)
        for a in own:
            for b in others:
                if a.cluster != b.cluster:
                    ends = (b, a) if rule.turned else (a, b)
                    predicate = self._office(a, b) or rule.predicate if rule.phrase == _PERSON else rule.predicate
                    yield Proposal(ends[0], predicate, ends[1], self.mentions[m].head, f"structure: {how}", "structure")

    def _worthwhile(self, m: int, rule: Rule) -> bool:
        """Whether the phrase may be the subject: of a rule for names a name, of one for persons one without title."""
        if rule.phrase == _PERSON and m in self._titled:
            return False
        if self.tree.lemma[self.mentions[m].head] in self.phrases.lexicon.words["capital"]:
            return False  # "its capital": the role says more
        return not rule.names_only or self.mentions[m].kind is MentionKind.NAME

    @cached_property
    def _titled(self) -> set[int]:
        """The persons whose office the text says beside the name."""
        return {r.bearer for r in self.phrases.clusters.reading.roles if r.bearer is not None and r.path == "title"}

    def _office(self, person: Argument, where: Argument) -> str | None:
        """Of "France's Macron" what the office that he is known to have held there on the text's date makes him."""
        reading, clusters = self.phrases.clusters.reading, self.phrases.clusters
        known, place = clusters[person.cluster].entry, clusters[where.cluster].entry
        if known is None or place is None:
            return None
        held = [
            o.office for o in known.offices if o.where == place.id and (not reading.date or o.held_on(reading.date))
        ]
        predicates = {reading.lexicon.roles[name][0].predicate for name in held if name in reading.lexicon.roles}
        return predicates.pop() if len(predicates) == 1 else None

    def _inside(self, m: int, rule: Rule) -> list[Argument]:
        """The country whose name or nationality stands within the name of the phrase, or the body it begins with."""
        clusters, found = self.phrases.clusters, self.mentions[m]
        if EntityType.COUNTRY not in rule.other or found.kind is not MentionKind.NAME or found.end - found.start < 2:
            return []
        if (body := self._body(found)) is not None and EntityType.ORGANIZATION in rule.other:
            return [Argument(clusters.known(body), found.head, m)]
        if found.entry is not None and found.entry.kind in clusters.reading.words["kind.apart"]:
            return []  # a party is no part of the state
        if found.entry is not None and (found.entry.country is None or self._abroad(found.entry)):
            return []  # known to belong to no one country: the Organization of American States
        for i in range(found.start, found.end):
            for width in (2, 1):
                text = self.tree.doc[i : min(i + width, found.end)].text
                country = self.knowledge.country_of_adjective(text) or self._country(text)
                if country is not None and country.id != (found.entry.id if found.entry else ""):
                    return [Argument(clusters.known(country), found.head, m)]
        return []

    def _abroad(self, entry: Entry) -> bool:
        """Whether an organization only works in the country that it is listed under."""
        return entry.kind in self.phrases.lexicon.words["kind.abroad"]

    def _body(self, found: Found) -> Entry | None:
        """Of "UN Board of Inquiry" the United Nations: the known international body that the name begins with."""
        text = self.tree.doc[found.start : found.end]
        if found.entry is not None and not any(token.lower_ in _IN for token in text):
            return None  # what is known need not be told: the UN Security Council
        for end in range(found.end - 1, found.start, -1):
            for entry in self.knowledge.named(self.tree.doc[found.start : end].text):
                international = entry.type is EntityType.ORGANIZATION and entry.country is None
                if international and self.tree.lower[end] not in ("and", "-", "of"):
                    return entry
        return None

    def _country(self, text: str) -> Entry | None:
        return next((e for e in self.knowledge.named(text) if e.type is EntityType.COUNTRY), None)

    def _ties(self, m: int, found: Found) -> Iterator[tuple[str, int]]:
        tree = self.tree
        head = found.head
        for k in tree.kids[head]:
            how = self._how(k, found)
            if how:
                for token in self.phrases.arguments.spread(self.phrases.arguments.real(k)):
                    yield how, token
        if found.kind is MentionKind.NAME:
            yield "inside", head
            yield from (("people", k) for k in self._called(head))

    def _called(self, head: int) -> list[int]:
        """Of "Ana Vega, an American," and "Ana Vega is an American" the word for one of a people."""
        tree = self.tree
        beside = tree.children(head, "appos")
        if tree.dep[head] == "nsubj" and tree.child(tree.head[head], "cop") is not None:
            beside.append(tree.head[head])
        single = [k for k in beside if k in self.phrases.at and tree.child(k, "det") is not None]
        return [k for k in single if self.mentions[self.phrases.at[k]].adjective]

    def _how(self, k: int, found: Found) -> str:
        tree = self.tree
        dep, case = tree.dep[k], tree.case(k)
        if found.start <= k < found.end and found.kind is MentionKind.NAME:
            return ""
        if dep == "nmod:poss":
            return "owner"
        if k < found.head and dep in ("amod", "compound", "nmod:desc", "nmod"):
            return "adjective"
        if dep in ("nmod", "obl"):
            return (
                "of" if case == "of" else "in" if case in _IN else "from" if case == "from" else self._comma(k, found)
            )
        return self._comma(k, found) if dep in ("appos", "nmod:unmarked", "obl:unmarked") else ""

    def _comma(self, k: int, found: Found) -> str:
        """Whether a place follows directly after a comma: "Kanata, Ontario"."""
        tree = self.tree
        other = self.phrases.at.get(k)
        if other is None or self.mentions[other].kind is not MentionKind.NAME or self.mentions[other].place is not None:
            return ""  # the name of a capital is another item of a list: "Seoul, Tokyo"
        start = self.mentions[other].start
        direct = start == found.end + 1 and tree.lower[found.end] == ","
        joined = any(tree.dep[c] == "cc" for c in tree.kids[k])
        return "comma" if direct and not joined else ""
