"""Verbs of saying, and who says what depends on them: "Davis said", "TASS quoted an aide as saying"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.arguments import Arguments
from kg.extract.tree import VERBAL, Tree
from kg.lexicon import Lexicon

_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_OPENING = 5
"""The most tokens of a dateline that is set off by a colon."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a clause (a token), and the verb that tells so; None for "according to"."""

    speaker: int
    verb: int | None = None


class SayingVerbs:
    """Reads the verbs of saying of one document."""

    def __init__(self, tree: Tree, arguments: Arguments, lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.words = lexicon.words
        self.governors = lexicon.governors

    def says(self, v: int, clause: int | None) -> bool:
        """Whether the verb at `v` says the clause, or with None the sentence that it is thrown into."""
        tree = self.tree
        if tree.pos[v] not in VERBAL or self.negated(v):
            return False
        if clause is None and any(tree.dep[k] in ("ccomp", "xcomp", "obj") for k in tree.kids[v]):
            return self.reports(v) and tree.lemma[v] in self.words["quoting"]
        if self.reports(v):
            return True
        if tree.lemma[v] not in self.words["saying.clause"] and not self._holds(v):
            return False
        return clause is None or self._finite(clause)

    def reports(self, v: int) -> bool:
        """Whether the verb at `v` is one of saying and no more."""
        return self.tree.pos[v] in VERBAL and self.governors.get(("verb", self.tree.lemma[v])) == "report"

    def _holds(self, v: int) -> bool:
        return self.governors.get(("verb", self.tree.lemma[v])) == "alleged"

    def negated(self, v: int) -> bool:
        """Whether the verb at `v` is negated."""
        return any(self.tree.lower[k] in self.words["negation"] for k in self.tree.children(v, "advmod"))

    def _finite(self, clause: int) -> bool:
        tree = self.tree
        finite = {"VBD", "VBP", "VBZ", "MD"}
        return tree.tag[clause] in finite or any(tree.tag[k] in finite for k in tree.children(clause, "aux", "cop"))

    def said_by(self, v: int) -> list[Saying]:
        """The speakers of the verb `v`, innermost first: of "TASS quoted an aide as saying" the aide, then TASS."""
        tree = self.tree
        speaker = self.speaker(v)
        quoted = self._quoted_person(v)
        beside = tree.children(speaker, "acl", "advcl", "parataxis") if speaker is not None else []
        for k in [*tree.children(v, "advcl"), *beside]:
            if tree.lemma[k] in self.words["quoting"] and quoted is None:
                quoted = tree.child(k, "obj")  # "Yonhap, quoting KCNA, said"
        return [Saying(s, v) for s in dict.fromkeys((quoted, speaker)) if s is not None]

    def _quoted_person(self, v: int) -> int | None:
        tree = self.tree
        if tree.lemma[v] not in self.words["quoting"]:
            return None
        if tree.is_passive(v):
            return self.arguments.surface_subject(v)
        named = tree.child(v, "obj", "iobj")
        return self.arguments.real(named) if named is not None else None

    def speaker(self, v: int) -> int | None:
        """The subject of a verb of saying, or, where the parse gives none, the name right beside it."""
        subject = self.subject(v)
        if subject is not None or self.tree.is_passive(v):
            return subject
        tree = self.tree
        start, end = tree.sentences[tree.sentence_of[v]]
        j = v - 1
        while j >= start and tree.pos[j] == "PUNCT":
            j -= 1
        if j < start or tree.pos[j] not in _NAMING:
            return v + 1 if v + 1 < end and tree.pos[v + 1] in ("PROPN", "PRON") else None
        while start <= tree.head[j] < v and tree.dep[j] in ("flat", "compound", "nmod:desc"):
            j = tree.head[j]
        return j

    def subject(self, v: int) -> int | None:
        """Who says or does what the verb at `v` says; a dateline ("COLOMBO: ...") that the parse has for it is not."""
        tree = self.tree
        subjects = [k for k in tree.children(v, "nsubj") if not self._is_dateline(k)]
        if subjects and not tree.is_passive(v):
            return self.arguments.real(subjects[-1])
        found = self.arguments.deep_subject(v)
        if found is None and tree.dep[v] == "acl" and tree.tag[v] == "VBG" and tree.dep[tree.head[v]] == "obj":
            found = self.arguments.surface_subject(tree.head[tree.head[v]])  # "lost no time in accusing"
        return found if found is None or not self._is_dateline(found) else None

    def _is_dateline(self, i: int) -> bool:
        tree = self.tree
        opens = i + 1 < len(tree) and tree.lower[i + 1] == ":" and tree.doc[i].is_upper
        return opens and i - tree.sentences[tree.sentence_of[i]][0] < _OPENING
