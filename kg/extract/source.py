"""Who says what a sentence says: verbs of saying beside a clause, "according to", and the speakers of quotations."""

from __future__ import annotations

from functools import cached_property

from kg.extract.arguments import Arguments
from kg.extract.tree import Tree
from kg.lexicon import Lexicon

_VERBAL = frozenset({"VERB", "AUX"})


class SourceFinder:
    """Finds the tokens of sources in one document."""

    def __init__(self, tree: Tree, arguments: Arguments, lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.lexicon = lexicon
        self._sentences = tree.sentences

    def of_trigger(self, trigger: int) -> int | None:
        """The one who is said, beside or above the clause of `trigger`, to have said it."""
        tree = self.tree
        for node in [trigger, *tree.ancestors(trigger)]:
            for k in tree.kids[node]:
                if tree.dep[k] == "parataxis" and self.reports(k) and k != trigger:
                    subject = self.arguments.deep_subject(k)
                    if subject is not None:
                        return subject
                if tree.dep[k] in ("obl", "nmod") and tree.case(k) in self.lexicon.words["according"]:
                    return k
        return None

    def of_sentence(self, trigger: int) -> int | None:
        """The one whose statement the sentence of `trigger` is part of, announced before ("The minister said:")."""
        return self._statements[self.tree.sentence_of[trigger]]

    @cached_property
    def _statements(self) -> list[int | None]:
        """For each sentence who makes the statement that it is in; a sentence that names another speaker ends it."""
        found: list[int | None] = []
        current: int | None = None
        for start, end in self._sentences:
            own = self._speaker_in(start, end)
            if own is not None:
                current = None
            found.append(current)
            words = [i for i in range(start, end) if not self.tree.doc[i].is_space]
            announces = words and self.tree.lower[words[-1]] == ":"
            if own is not None and announces:
                current = own
        return found

    def reports(self, v: int) -> bool:
        """Whether the verb at `v` is one of saying."""
        return self.tree.pos[v] in _VERBAL and self.lexicon.governors.get(("verb", self.tree.lemma[v])) == "report"

    def speakers(self) -> dict[int, int]:
        """For each pronoun of the speaker (I, we, our) the token of who speaks, where the text says so."""
        tree, found = self.tree, {}
        words = self.lexicon.words["pronoun.speaker"]
        last: int | None = None
        for start, end in self._sentences:
            own = self._speaker_in(start, end)
            for i in range(start, end):
                if tree.lower[i] in words and tree.tag[i] in ("PRP", "PRP$"):
                    speaker = own if own is not None else last
                    if speaker is not None:
                        found[i] = speaker
            last = own if own is not None else last
        return found

    def _speaker_in(self, start: int, end: int) -> int | None:
        for v in range(start, end):
            if self.reports(v):
                subject = self.arguments.deep_subject(v)
                if subject is not None and self.tree.lower[subject] not in self.lexicon.words["pronoun.speaker"]:
                    return subject
        return None
