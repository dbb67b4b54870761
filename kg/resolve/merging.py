"""Decides which candidates are merged. Every candidate ends as a decision, whether merged or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.errors import GraphError
from kg.model import Decision, EntityType
from kg.resolve.candidates import Candidate, distinct
from kg.resolve.corrections import Corrections
from kg.resolve.variants import Variant

_PLACES = frozenset({EntityType.COUNTRY, EntityType.PLACE})


class Merger:
    """Joins variants into groups; a group is named by one of its ids, its canonical one.

    What becomes of a variant depends on those alone that candidates or corrections connect it with.
    """

    def __init__(self, variants: Mapping[str, Variant], corrections: Corrections) -> None:
        """Start with each variant alone, the pairs that the user calls the same joined."""
        self.variants = variants
        self.decisions: list[Decision] = []
        self._group = {id_: {id_} for id_ in variants}
        self._different = _by_id(corrections.different)
        for one, other in sorted(corrections.same):
            if one in variants and other in variants and one != other:
                self._join(one, other)
                self._note(one, other, merged=True, rule="correction", reason="a correction calls them the same")
        for one, other in corrections.different:
            if one in variants and other in self._group[one]:
                raise GraphError(
                    f"The corrections contradict each other: {one} and {other} are different, and the same."
                )

    def merge(self, candidates: Iterable[Candidate]) -> None:
        """Decides all candidates. Those of a variant that fits two which do not fit each other are refused."""
        pairs = distinct(candidates)
        fits: dict[str, set[str]] = defaultdict(set)
        for weak in (False, True):  # what is weak does not stand against what is strong
            now = [pair for pair in pairs if pair.weak is weak]
            for pair in now:
                fits[pair.one].add(pair.other)
                fits[pair.other].add(pair.one)
            for pair in now:
                self._decide(pair, self._refusal(pair, fits))

    def _decide(self, pair: Candidate, refusal: str) -> None:
        if not refusal:
            self._join(pair.one, pair.other)
        self._note(pair.one, pair.other, merged=not refusal, rule=pair.rule, reason=refusal or pair.reason)

    def _refusal(self, pair: Candidate, fits: Mapping[str, set[str]]) -> str:
        """Why a candidate is not merged, or an empty text."""
        if apart := self._told_apart(pair):
            return f"a correction calls {apart[0]} and {apart[1]} different"
        if self._group[pair.one] is self._group[pair.other]:
            return ""
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if rival := self._rival(one, other, fits):
                return f"{one} fits {other} and {rival} alike, which do not fit each other"
        if pair.weak and not self._supported(pair):
            return f"{pair.reason}, but the documents say too little else that both have to do with"
        return ""

    def _told_apart(self, pair: Candidate) -> tuple[str, str] | None:
        small, large = sorted((self._group[pair.one], self._group[pair.other]), key=len)
        found = [tuple(sorted((m, d))) for m in small & self._different.keys() for d in self._different[m] & large]
        return (min(found)[0], min(found)[1]) if found else None

    def _rival(self, one: str, other: str, fits: Mapping[str, set[str]]) -> str | None:
        """What else `one` can be that is not what `other` can be: another known entity, or another full name."""
        if self.variants[one].alone.entry is not None:
            return None
        rest = fits[one] - {other} - fits[other] - self._group[other]
        definite = (r for r in rest if (alone := self.variants[r].alone).shared or alone.entry is not None)
        return min(definite, default=None)

    def _supported(self, pair: Candidate) -> bool:
        """Whether both are in claims with two others, or with one that is no country or place."""
        shared = self.variants[pair.one].partners & self.variants[pair.other].partners
        return len(shared) > 1 or any(_type(id_) not in _PLACES for id_ in shared)

    def _join(self, one: str, other: str) -> None:
        whole, part = self._group[one], self._group[other]
        if whole is part:
            return
        if len(whole) < len(part):
            whole, part = part, whole
        whole |= part
        for member in part:
            self._group[member] = whole

    def _note(self, one: str, other: str, *, merged: bool, rule: str, reason: str) -> None:
        first, second = sorted((one, other))
        documents = sorted({*self.variants[one].documents[:1], *self.variants[other].documents[:1]})
        self.decisions.append(Decision(first, second, merged, rule, reason, tuple(documents)))

    def groups(self) -> dict[str, tuple[str, ...]]:
        """The members of each group, sorted, by its canonical id."""
        found = {}
        for group in {id(group): group for group in self._group.values()}.values():
            found[min(group, key=self._rank)] = tuple(sorted(group))
        return dict(sorted(found.items()))

    def _rank(self, id_: str) -> tuple[object, ...]:
        """What comes first names the group: a known entity, a shared name, the fullest, the one in most documents."""
        variant = self.variants[id_]
        return (
            variant.alone.entry is None,
            not variant.alone.shared,
            -len(variant.alone.name.split()),
            -variant.count,
            id_,
        )


def _type(id_: str) -> str:
    """The type that an id begins with, as `EntityType` spells it."""
    return id_.partition("/")[0].capitalize()


def _by_id(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return dict(found)
