"""Which token a date depends on: the parser's choice, mended where the order of words tells better."""

from __future__ import annotations

from kg.extract.tree import VERBAL, Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP"})
_SUBJECTS = ("nsubj", "nsubj:pass")


class Hosts:
    """Finds the token that a stretch of tokens depends on; `words` are classes of `ontology/lexicon/time.tsv`."""

    def __init__(self, tree: Tree, words: dict[str, frozenset[str]]) -> None:
        self.tree = tree
        self.words = words

    def of(self, start: int, end: int, root: int, *, lasting: bool) -> int | None:
        """The host of the tokens `start` to `end` with their `root`; `lasting` says that they name a range."""
        tree, parsed = self.tree, self.tree.head[root]
        if start <= parsed < end:
            return None
        if tree.lower[parsed] in self.words["units"]:  # "for weeks last May"
            parsed = tree.head[parsed]
        if lasting and parsed >= end and (noun := self._before_range(start)) is not None:
            return noun
        found = (self._verb_after(start, end, parsed), self._told(end, parsed), self._since(start, parsed))
        return next(
            (i for i in (*found, self._over_verb(start, parsed), self._fronted(root, parsed)) if i is not None), parsed
        )

    def _before_range(self, start: int) -> int | None:
        """The noun in "president *from 2019 to 2022*, stood convicted"."""
        noun = start - 2
        if noun < 0 or self.tree.lower[start - 1] not in self.words["since"]:
            return None
        return noun if self.tree.pos[noun] in ("NOUN", "PROPN") else None

    def _verb_after(self, start: int, end: int, parsed: int) -> int | None:
        """The finite verb that follows at once: "which in December *barred*", "X, who had left, on Tuesday *met*"."""
        tree = self.tree
        if end >= len(tree) or tree.tag[end] not in _FINITE:
            return None
        before = start - 2 if tree.pos[start - 1] == "ADP" else start - 1
        set_off = before >= 0 and (tree.lower[before] in self.words["comma"] or tree.tag[before] in _RELATIVE)
        if not set_off and tree.pos[parsed] not in ("PROPN", "PRON"):
            return None
        return tree.head[end] if tree.dep[end] in ("aux", "aux:pass", "cop") else end

    def _told(self, end: int, parsed: int) -> int | None:
        """What is told, not the telling, in "On Monday, they found, he *declared* war"."""
        tree = self.tree
        clause = tree.child(parsed, "ccomp")
        if clause is None or parsed < end or tree.child(clause, "mark") is not None:
            return None
        comma = self.words["comma"]
        return clause if tree.lower[end] in comma and tree.lower[parsed + 1] in comma and clause > parsed else None

    def _since(self, start: int, parsed: int) -> int | None:
        """The noun in "has grown since the *invasion* of the country in 2022": such a verb can have no such date."""
        tree, last = self.tree, start - 2
        if last < 0:
            return None
        for noun in (last, *tree.ancestors(last)):
            if noun == parsed or tree.pos[noun] in VERBAL:
                return None
            if tree.case(noun) in self.words["since"] and parsed < noun:
                return noun
        return None

    def _over_verb(self, start: int, parsed: int) -> int | None:
        """The verb above the parsed host that stands between it and the date: "met Kim, officials *said* on Friday"."""
        tree = self.tree
        between = [a for a in tree.ancestors(parsed) if parsed < a < start and tree.pos[a] in VERBAL]
        return between[-1] if between else None

    def _fronted(self, root: int, parsed: int) -> int | None:
        """The clause, where a date with a preposition stands before its subject: "On Monday gunmen *killed*"."""
        tree = self.tree
        subject = parsed > root and tree.dep[parsed] in _SUBJECTS and bool(tree.case(root))
        return tree.head[parsed] if subject else None
