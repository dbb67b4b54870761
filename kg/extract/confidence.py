"""How likely a triple is right: logistic regression over what is seen of it, with the weights of `confidence.tsv`.

The weights are fitted by `python -m training.confidence`; `docs/confidence.md` says how well they do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import OntologyError
from kg.extract.coreference import Clusters
from kg.extract.factuality import Judgement
from kg.extract.proposals import Argument, Proposal
from kg.model import MentionKind
from kg.ontology import Ontology, data_path

Triple = tuple[int, str, int]
"""Subject, predicate and object, by clusters; the lesser first where the predicate is symmetric."""

BIAS, THRESHOLD = "bias", "threshold"
_STEPS = (2, 4, 8, 16, 32)


def triple(proposal: Proposal) -> Triple:
    """What a proposal says, whatever its factuality, source and sentence."""
    return triple_of(proposal.subject.cluster, proposal.predicate, proposal.object.cluster)


def triple_of(subject: int, predicate: str, object: int) -> Triple:  # noqa: A002 - the word for it in RDF
    """The triple of two clusters."""
    first, second = Ontology.load().predicates[predicate].ends(subject, object)
    return first, predicate, second


@dataclass(frozen=True)
class Weights:
    """A weight for each feature; claims less likely than `threshold` are not made."""

    weight: Mapping[str, float]
    threshold: float

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Weights:
        """The weights of the ontology."""
        return Weights.parse(data_path("confidence.tsv").read_text(encoding="utf-8"))

    @staticmethod
    def parse(text: str) -> Weights:
        """Read a table of two columns, feature and weight; `threshold` is one of its rows."""
        found: dict[str, float] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.startswith(("#", "feature\t")):
                continue
            name, _, value = line.partition("\t")
            try:
                found[name] = float(value)
            except ValueError as error:
                raise OntologyError(f"confidence.tsv:{number}: {value!r} is not a number; mend the line.") from error
        if not 0 <= found.get(THRESHOLD, -1) <= 1:
            raise OntologyError("confidence.tsv: a row `threshold` with a number between 0 and 1 is missing; add it.")
        threshold = found.pop(THRESHOLD)
        return Weights(found, threshold)

    def probability(self, features: Iterable[str]) -> float:
        """How likely a triple with these features is right, to three decimals; unknown features say nothing."""
        total = math.fsum(self.weight.get(name, 0.0) for name in (BIAS, *features))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def features(judged: list[tuple[Proposal, Judgement]], clusters: Clusters) -> dict[Triple, tuple[str, ...]]:
    """What is seen of each triple: of its first proposal, and in how many sentences it stands."""
    observer = _Observer(judged, clusters)
    found: dict[Triple, tuple[str, ...]] = {}
    for proposal, judgement in sorted(judged, key=lambda p: p[0].trigger):
        key = triple(proposal)
        if key not in found:
            found[key] = tuple(sorted(set(observer.of(proposal, judgement))))
    return found


class _Observer:
    """Tells the features of the proposals of one document."""

    def __init__(self, judged: list[tuple[Proposal, Judgement]], clusters: Clusters) -> None:
        self.clusters = clusters
        self.reading = clusters.reading
        self.tree = clusters.reading.tree
        where = {(triple(p), self.tree.sentence_of[p.trigger]) for p, _ in judged}
        self.sentences = Counter(key for key, _ in where)
        self.of_trigger = Counter(t for _, t in {(triple(p), p.trigger) for p, _ in judged})
        self.predicates = Ontology.load().predicates

    def of(self, proposal: Proposal, judgement: Judgement) -> Iterator[str]:
        """All features of a proposal, by name."""
        tree, kind = self.tree, proposal.kind
        yield f"kind={kind}"
        yield f"predicate={proposal.predicate}"
        yield f"group={self.predicates[proposal.predicate].group}"
        yield f"factuality={judgement.factuality}"
        yield f"path={kind}:{proposal.path.rpartition(': ')[2]}"
        yield f"sourced={bool(judgement.sources)}"
        start, end = tree.sentences[tree.sentence_of[proposal.trigger]]
        yield f"sentence.length={_step(end - start)}"
        yield f"sentences={min(self.sentences[triple(proposal)], 3)}"
        yield f"beside={_step(self.of_trigger[proposal.trigger] - 1)}"
        yield f"apart={_step(abs(proposal.subject.token - proposal.object.token))}"
        for name, argument in (("subject", proposal.subject), ("object", proposal.object)):
            yield from (f"{name}.{told}" for told in self._of_argument(argument, proposal.trigger))
            yield f"{name}.type={kind}:{self.clusters[argument.cluster].type}"
        yield f"types={self.clusters[proposal.subject.cluster].type}:{self.clusters[proposal.object.cluster].type}"

    def _of_argument(self, argument: Argument, trigger: int) -> Iterator[str]:
        """What fills a slot: its place in the tree, how it is named, known and mentioned."""
        tree, cluster = self.tree, self.clusters[argument.cluster]
        found = self.reading.mentions[argument.mention]
        yield f"type={cluster.type}"
        yield f"dep={tree.dep[argument.token]}"
        yield f"named={cluster.named}"
        yield f"known={cluster.entry is not None}"
        yield f"mention={found.kind}"
        yield f"mentions={_step(len(cluster.mentions))}"
        yield f"several={len(self.clusters.refers[argument.mention]) > 1}"
        yield f"vague={found.vague}"
        yield f"clause={tree.head[argument.token] == trigger}"
        yield f"relative={tree.is_relative(argument.token)}"
        yield f"elsewhere={tree.sentence_of[argument.token] != tree.sentence_of[trigger]}"
        yield f"from.trigger={_step(abs(argument.token - trigger))}"
        if found.kind is MentionKind.NOMINAL:
            yield f"generic={self._generic(found.head, found.plural)}"
            yield f"words={_step(found.end - found.start)}"

    def _generic(self, head: int, plural: bool) -> bool:
        """Whether a description may be of any such things: a plural with nothing before it that says which."""
        return plural and not self.tree.children(head, "det", "nmod:poss", "nummod", "amod")


def _step(number: int) -> str:
    """A number as the highest step that it reaches.

    >>> _step(0), _step(1), _step(5), _step(99)
    ('0', '1', '4', '32')
    """
    return str(max((step for step in (0, 1, *_STEPS) if step <= number), default=0))
