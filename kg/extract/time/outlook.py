"""Whether what a clause tells lies before or after its publication, by tense, modals and what governs it."""

from __future__ import annotations

from kg.extract.time.reading import Outlook
from kg.extract.tree import VERBAL, Tree
from kg.lexicon import Lexicon

_DEPTH = 8
_AHEAD = frozenset({"planned", "possible", "asked"})
_AUXILIARIES = ("aux", "aux:pass", "cop")
_PRESENT = frozenset({"VBZ", "VBP"})


class OutlookFinder:
    """Judges the clauses of one document."""

    def __init__(self, tree: Tree, words: dict[str, frozenset[str]]) -> None:
        self.tree = tree
        self.words = words
        self.governors = Lexicon.load().governors

    def of(self, host: int | None, *, weekday: bool) -> Outlook:
        """The outlook of a date that depends on the token `host`.

        A noun has no tense: a weekday goes with the clause, other dates are left open.
        """
        if host is None:
            return Outlook.OPEN
        if self._is_predicate(host):
            return self._clause(host)
        if self._modified(host):
            return Outlook.FUTURE
        above = next((a for a in self.tree.ancestors(host)[:_DEPTH] if self._is_predicate(a)), None)
        return self._clause(above) if weekday and above is not None else Outlook.OPEN

    def _is_predicate(self, i: int) -> bool:
        return self.tree.pos[i] in VERBAL or self.tree.child(i, "cop") is not None

    def _modified(self, noun: int) -> bool:
        """Whether the noun is "planned", "upcoming" or stands after "ahead of"."""
        tree = self.tree
        if ("phrase", tree.case(noun).replace("_", " ")) in self.governors:
            return True
        return any(self.governors.get(("adj", tree.lower[k])) in _AHEAD for k in tree.children(noun, "amod"))

    def _clause(self, verb: int) -> Outlook:
        tree = self.tree
        for _ in range(_DEPTH):
            told = self._tense(verb)
            if told is not None and not (told is Outlook.OPEN and tree.dep[verb] == "advcl"):
                return told
            head = tree.head[verb]
            if head == verb:
                break
            if self._effect(head) in _AHEAD or (tree.tag[verb] == "VB" and tree.lemma[head] in self.words["copula"]):
                return Outlook.FUTURE
            if not self._is_predicate(head):
                head = next((a for a in tree.ancestors(head)[:_DEPTH] if self._is_predicate(a)), head)
            verb = head
        return Outlook.OPEN

    def _tense(self, verb: int) -> Outlook | None:
        """What the verb's own form tells; None for an infinitive or a participle, which go with what governs them."""
        tree = self.tree
        auxiliaries = tree.children(verb, *_AUXILIARIES)
        tags = {tree.tag[k] for k in auxiliaries} | {tree.tag[verb]}
        perfect = any(tree.lemma[k] in self.words["perfect"] for k in auxiliaries)
        if any(self.governors.get(("verb", tree.lemma[k])) in _AHEAD for k in auxiliaries):
            return Outlook.PAST if perfect else Outlook.FUTURE
        if perfect or "VBD" in tags or (tree.tag[verb] == "VBP" and tree.lower[verb] in self.words["unchanged"]):
            return Outlook.PAST
        if auxiliaries and "TO" in {tree.tag[k] for k in tree.children(verb, "mark")} and tags & _PRESENT:
            return Outlook.FUTURE  # "are to meet"
        if tags & _PRESENT:
            return Outlook.OPEN
        return Outlook.PAST if tree.tag[verb] == "VBN" else None

    def _effect(self, i: int) -> str:
        tree = self.tree
        names = [("verb", tree.lemma[i]), ("adj", tree.lower[i]), ("noun", tree.lemma[i])]
        if tree.is_passive(i):
            names.insert(0, ("verb", f"be {tree.lower[i]}"))
        return next((self.governors[name] for name in names if name in self.governors), "")
