"""Quotations and statements that go on over sentences, and whose words they are."""

from __future__ import annotations

from functools import cached_property

from kg.extract.quotation import Quotations
from kg.extract.saying import SayingVerbs

OWN_WORDS = 5
"""A quotation of fewer words is a phrase of the narrator's sentence."""


class Statements:
    """Finds the speakers of the sentences of one document."""

    def __init__(self, verbs: SayingVerbs, quotations: Quotations) -> None:
        self.verbs = verbs
        self.tree = verbs.tree
        self.words = verbs.words
        self.quotations = quotations
        self._sentences = verbs.tree.sentences

    def at(self, token: int, least: int = 1) -> int | None:
        """Who makes the statement, or the quotation of `least` words or more, that the token is part of."""
        number = self.tree.sentence_of[token]
        if self._statements[number] is not None:
            return self._statements[number]
        return self.quoted_at(token, least)

    def quoted_at(self, token: int, least: int = 1) -> int | None:
        """Whose quotation, of `least` words or more, the token is part of."""
        inside = self.quotations.length_at(token) >= least
        return self._quoted[self.tree.sentence_of[token]] if inside else None

    @cached_property
    def _quoted(self) -> list[int | None]:
        """For each sentence whose quotation may stand in it: its own speaker, else of the one before, else after."""
        own = [self._speaker_in(start, end) for start, end in self._sentences]
        found: list[int | None] = []
        for n, (start, end) in enumerate(self._sentences):
            if own[n] is not None:
                found.append(own[n])
            elif n > 0 and self._goes_on(n, start, found[n - 1]):
                found.append(found[n - 1])
            else:
                found.append(own[n + 1] if n + 1 < len(own) and self.quotations.inside(end - 1) else None)
        return found

    def _goes_on(self, n: int, start: int, before: int | None) -> bool:
        """Whether the quotation of the sentence before may go on in the one of this number."""
        if self.quotations.inside(start) and not self.quotations.opens_paragraph(start):
            return True
        return before is not None and not self.quotations.paragraph_between(n - 1, n)

    @cached_property
    def _statements(self) -> list[int | None]:
        """For each sentence who makes the statement that it is in.

        A statement begins after a sentence that announces it ("The minister said:") and ends before one that names
        another speaker, or that names the speaker himself, as only the narrator does.
        """
        found: list[int | None] = []
        current: int | None = None
        for start, end in self._sentences:
            own = self._speaker_in(start, end)
            announced = self._announced_in(start, end)
            document = own is not None and self.tree.lemma[own] in self.words["document.speaks"]
            if current is not None and ((own is not None and not document) or self._names(start, end, current)):
                current = None
            found.append(current)
            current = announced if announced is not None else current
        return found

    def _announced_in(self, start: int, end: int) -> int | None:
        """Of "Minister Ellwood said:" and "The commander made the following statement:" who speaks."""
        words = [i for i in range(start, end) if not self.tree.doc[i].is_space]
        if not words or self.tree.lower[words[-1]] != ":":
            return None
        own = self._speaker_in(start, end)
        if own is not None:
            return own
        for v in range(start, end):
            thing = self.tree.child(v, "obj") if self.tree.pos[v] == "VERB" else None
            noun = ("noun", self.tree.lemma[thing]) if thing is not None and self.tree.tag[thing] == "NN" else None
            if noun is not None and self.verbs.governors.get(noun) == "report":
                return self.verbs.arguments.deep_subject(v)
        return None

    def _names(self, start: int, end: int, speaker: int) -> bool:
        """Whether the subject of the sentence is the speaker's own name or office, in the words that announced him."""
        tree = self.tree
        own = {tree.lower[k] for k in [speaker, *tree.children(speaker, "flat", "nmod:desc", "compound")]}
        heads = (i for i in range(start, end) if tree.dep[i].startswith("nsubj") and tree.pos[i] in ("NOUN", "PROPN"))
        return any(tree.lower[k] in own for i in heads for k in [i, *tree.children(i, "flat", "nmod:desc")])

    def _says_clause(self, v: int) -> bool:
        """Whether the verb at `v` says a clause below it, or one that it is thrown into."""
        if self.tree.lemma[v] not in self.words["saying.clause"]:
            return False
        thrown_in = self.tree.dep[v] == "parataxis" and self.verbs.says(v, None)
        return thrown_in or any(self.verbs.says(v, k) for k in self.tree.children(v, "ccomp"))

    def _speaker_in(self, start: int, end: int) -> int | None:
        for v in range(start, end):
            if self.verbs.reports(v) or self._says_clause(v):
                subject = self.verbs.speaker(v)
                if subject is not None and self.tree.lower[subject] not in self.words["pronoun.speaker"]:
                    return subject
        return None
