"""The figures of one set of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.accuracy.assertions import Assertion, Documents, distinct
from benchmarks.accuracy.pairing import Pair, pair_up


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 of counts."""

    right: int
    extracted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the extracted that is right; 0 where nothing is extracted."""
        return self.right / self.extracted if self.extracted else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated that is found; 0 where nothing is annotated."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One document's assertions, each once, and the pairs of those that agree in subject, predicate and object."""

    name: str
    extracted: list[Assertion]
    gold: list[Assertion]
    pairs: list[Pair]

    @property
    def extra(self) -> list[Assertion]:
        """The extracted ones that agree with none."""
        right = {id(one) for one, _ in self.pairs}
        return [one for one in self.extracted if id(one) not in right]

    @property
    def missed(self) -> list[Assertion]:
        """The annotated ones that were not found."""
        found = {id(other) for _, other in self.pairs}
        return [other for other in self.gold if id(other) not in found]

    @property
    def rates(self) -> Rates:
        """Of the triples."""
        return Rates(len(self.pairs), len(self.extracted), len(self.gold))


def compare(name: str, extracted: Iterable[Assertion], gold: Iterable[Assertion]) -> Compared:
    """Pair the assertions of one document."""
    ours, theirs = distinct(extracted), distinct(gold)
    return Compared(
        name, ours, theirs, pair_up(ours, theirs, lambda a, b: a.predicate == b.predicate and a.ends_match(b))
    )


def compare_all(extracted: Mapping[str, list[Assertion]], gold: Documents) -> list[Compared]:
    """Pair the assertions of all annotated documents."""
    return [compare(name, extracted.get(name, ()), theirs) for name, theirs in gold.items()]


@dataclass(frozen=True)
class Figures:
    """Averaged over all assertions of some documents, but `macro_f1` over the documents.

    `triple`: subject, predicate and object agree; `full`: factuality too; `relaxed`: subject and object agree and the
    predicate is of the same group. `core_recall` counts main facts only. `factuality` is the share of matched triples
    that agree in it, `source` the F1 of their sources, where a false one and a missing one both cost. None: nothing to
    divide by.
    """

    documents: int
    triple: Rates
    full: Rates
    relaxed: Rates
    macro_f1: float | None
    core_recall: float | None
    factuality: float | None
    source: float | None
    count: Counter[str] = field(default_factory=Counter, repr=False)


def figures(documents: Iterable[Compared]) -> Figures:
    """The figures of compared documents."""
    n, macro = Counter[str](), list[float]()
    for document in documents:
        n.update(_counts(document))
        macro.append(document.rates.f1)
    return Figures(
        documents=len(macro),
        triple=Rates(n["triple"], n["extracted"], n["gold"]),
        full=Rates(n["full"], n["extracted"], n["gold"]),
        relaxed=Rates(n["relaxed"], n["extracted"], n["gold"]),
        macro_f1=share(sum(macro), len(macro)),
        core_recall=share(n["core found"], n["core"]),
        factuality=share(n["full"], n["triple"]),
        source=share(2 * n["source agrees"], n["sources"]),
        count=n,
    )


def _counts(document: Compared) -> dict[str, int]:
    pairs = document.pairs
    loose = pair_up(document.extracted, document.gold, lambda a, b: a.group == b.group and a.ends_match(b))
    return {
        "extracted": len(document.extracted),
        "gold": len(document.gold),
        "triple": len(pairs),
        "relaxed": len(loose),
        "full": sum(one.factuality == other.factuality for one, other in pairs),
        "core": sum(other.core for other in document.gold),
        "core found": sum(other.core for _, other in pairs),
        "sources": sum(bool(one.source) + bool(other.source) for one, other in pairs),
        "source agrees": sum(one.source_matches(other) for one, other in pairs),
    }


def share(part: float, whole: float) -> float | None:
    """The part of the whole, or None where there is no whole."""
    return part / whole if whole else None
