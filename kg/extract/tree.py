"""A spaCy Doc's dependencies as Universal Dependencies, with quick access to what extraction asks for.

A pipeline with CLEAR labels (spaCy's own English ones) is mapped by `kg.extract.clear`.
"""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Doc

from kg.extract.clear import is_clear, to_universal

PLURAL = frozenset({"NNS", "NNPS"})
"""The tags of nouns and names in the plural."""
VERBAL = frozenset({"VERB", "AUX"})
"""The parts of speech of verbs."""
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})


class Tree:
    """Heads, labels and children by token position; `head[root]` is the root itself."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        tokens = list(doc)  # once: each pass over a Doc makes all tokens anew
        self.head = [token.head.i for token in tokens]
        self.dep = [token.dep_.lower() if token.dep_ != "ROOT" else "root" for token in tokens]
        self.pos = [token.pos_ for token in tokens]
        self.tag = [token.tag_ for token in tokens]
        self.lower = [token.lower_ for token in tokens]
        self.lemma = [token.lemma_.lower() or token.lower_ for token in tokens]
        self.extra_case: dict[int, str] = {}
        if is_clear(self.dep):
            to_universal(self)
        self.kids: list[list[int]] = [[] for _ in doc]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)

    def __len__(self) -> int:
        return len(self.head)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence starts and ends."""
        return [(sentence.start, sentence.end) for sentence in self.doc.sents]

    @cached_property
    def sentence_of(self) -> list[int]:
        """For each token the number of its sentence."""
        return [number for number, (start, end) in enumerate(self.sentences) for _ in range(start, end)]

    def children(self, i: int, *deps: str) -> list[int]:
        """The dependents of `i` with one of these labels, in text order."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of `i` with one of these labels."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def case(self, i: int) -> str:
        """The preposition of `i`, of several words joined by `_` (`out_of`), or ''; a possessive 's is none."""
        if i in self.extra_case:
            return self.extra_case[i]
        words = []
        for k in self.kids[i]:
            if k > i:
                break
            if self.dep[k] == "case" and self.tag[k] != "POS":
                words.append(self.lower[k])
                words += [self.lower[f] for f in self.kids[k] if self.dep[f] == "fixed"]
        return "_".join(words)

    def possessive(self, i: int) -> bool:
        """Whether `i` stands as a possessor: with 's, or as a possessive pronoun."""
        return self.tag[i] == "PRP$" or any(self.dep[k] == "case" and self.tag[k] == "POS" for k in self.kids[i])

    def coordination(self, i: int) -> list[int]:
        """`i` and what is coordinated with it, in text order."""
        found = [i]
        for k in found:
            found += self.children(k, "conj")
        return sorted(found)

    def first_conjunct(self, i: int) -> int:
        """The head of the coordination that `i` is in."""
        while self.dep[i] == "conj" and self.head[i] != i:
            i = self.head[i]
        return i

    def is_relative(self, i: int) -> bool:
        """Whether `i` is a relative pronoun within a relative clause."""
        return self.tag[i] in _RELATIVE and any(self.dep[a].endswith("relcl") for a in self.ancestors(i))

    def ancestors(self, i: int) -> list[int]:
        """The governors of `i`, nearest first."""
        found: list[int] = []
        while self.head[i] != i and len(found) < len(self):
            i = self.head[i]
            found.append(i)
        return found

    def is_passive(self, v: int) -> bool:
        """Whether the verb `v` stands in the passive, finite or as a participle after a noun."""
        if any(self.dep[k] in ("aux:pass", "nsubj:pass", "obl:agent") for k in self.kids[v]):
            return True
        if self.tag[v] != "VBN" or self._names_somebody(v):
            return False
        auxiliaries = [k for k in self.kids[v] if self.dep[k] == "aux"]
        if self.dep[v] == "conj" and not auxiliaries and self.child(v, "nsubj") is None:
            return self.is_passive(self.head[v])
        return not auxiliaries and self.child(v, "obj") is None  # "with the North accused of", "troops sent to"

    def _names_somebody(self, v: int) -> bool:
        """Of "The king named Ana Vega minister" the verb, which parsers take for a participle."""
        if any(self.dep[k] == "nsubj" for k in self.kids[v]):
            return all(self.dep[k] not in ("aux", "aux:pass") for k in self.kids[v])
        top = self.dep[v] == "acl" and self.head[self.head[v]] == self.head[v]
        return top and any(self.dep[k] == "xcomp" and self.pos[k] == "PROPN" for k in self.kids[v])
