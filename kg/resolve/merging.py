"""Decides which candidates are merged. Every candidate ends as a decision, whether merged or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model import EntityType
from kg.resolve.candidates import Candidate
from kg.resolve.corrections import Corrections
from kg.resolve.decisions import Decision
from kg.resolve.variants import Variant


class Merger:
    """Joins variants into groups; a group is named by one of its ids, its canonical one."""

    def __init__(self, variants: Mapping[str, Variant], corrections: Corrections) -> None:
        """Start with each variant alone, the pairs that the user calls the same joined."""
        self.variants = variants
        self.decisions: list[Decision] = []
        self._group = {id_: {id_} for id_ in variants}
        self._different = corrections.different
        for one, other in corrections.same:
            if one in variants and other in variants:
                self._join(one, other)
                self._note(one, other, True, "correction", "a correction calls them the same")

    def merge(self, candidates: Iterable[Candidate]) -> None:
        """Decides all candidates. Those of a variant that fits two which do not fit each other are refused."""
        pairs = sorted(candidates, key=lambda c: (c.one, c.other))
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
        self._note(pair.one, pair.other, not refusal, pair.rule, refusal or pair.reason)

    def _refusal(self, pair: Candidate, fits: Mapping[str, set[str]]) -> str:
        """Why a candidate is not merged, or an empty text."""
        joined = self._group[pair.one] | self._group[pair.other]
        for one, other in self._different:
            if one in joined and other in joined:
                return f"a correction calls {one} and {other} different"
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            rivals = sorted(r for r in fits[one] - {other} if r not in fits[other] and r not in self._group[other])
            if rivals:
                return f"{one} fits {other} and {rivals[0]} alike, which do not fit each other"
        if pair.weak and not self._supported(pair):
            return f"{pair.reason}, but the documents say too little else that both have to do with"
        return ""

    def _supported(self, pair: Candidate) -> bool:
        """Whether both are in claims with two others, or with one that is no country or place."""
        shared = self.variants[pair.one].partners & self.variants[pair.other].partners
        telling = [id_ for id_ in shared if self.variants[id_].type not in (EntityType.COUNTRY, EntityType.PLACE)]
        return bool(telling) or len(shared) > 1

    def _join(self, one: str, other: str) -> None:
        whole, part = self._group[one], self._group[other]
        if whole is part:
            return
        if len(whole) < len(part):
            whole, part = part, whole
        whole |= part
        for member in part:
            self._group[member] = whole

    def _note(self, one: str, other: str, merged: bool, rule: str, reason: str) -> None:
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
