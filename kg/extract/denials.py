"""Denials that name no act of their own: "which Pyongyang denies", "rejected the accusations", "denies any role"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.coreference import Clusters
from kg.extract.factuality import FactualityJudge, Judgement
from kg.extract.proposals import Proposal
from kg.extract.tree import VERBAL
from kg.model import Factuality

_FAR = 2  # sentences between an allegation and a denial that only points back to it

Judged = tuple[Proposal, Judgement]


@dataclass(frozen=True, slots=True)
class _Denial:
    """A verb of denial and who denies; `own` if only what he himself is accused of can be meant, `direct` if the denial
    follows in a relative clause (", which Moscow denies")."""

    verb: int
    denier: int
    own: bool
    direct: bool = False


def denials(judged: list[Judged], clusters: Clusters, judge: FactualityJudge) -> Iterator[Judged]:
    """What was alleged last before each such denial, once more, as denied by who denies it.

    What was only reported of somebody and is denied there and then becomes an allegation.
    """
    tree = clusters.reading.tree
    triggers = {p.trigger for p, _ in judged}
    for denial in _pointing_back(clusters, judge, triggers):
        here = tree.sentence_of[denial.verb]
        before = [
            (p, j)
            for p, j in judged
            if p.trigger < denial.verb and 0 <= here - tree.sentence_of[p.trigger] <= _FAR and _open(j)
        ]
        denier = clusters.at_token(denial.denier)
        own = [(p, j) for p, j in before if p.subject.cluster in denier]
        alleged = [(p, j) for p, j in before if j.factuality is Factuality.ALLEGED]
        reported = [(p, j) for p, j in (before if denial.direct else own) if tree.sentence_of[p.trigger] == here]
        pool = [pair for pair in own if pair in alleged] or reported or ([] if denial.own else alleged)
        last = max((p.trigger for p, _ in pool), default=-1)
        for proposal, judgement in pool:
            if proposal.trigger == last:
                judgement.factuality = Factuality.ALLEGED
                yield proposal, Judgement(Factuality.DENIED, [denial.denier])


def _open(judgement: Judgement) -> bool:
    """Whether a claim is one that can be denied: alleged, or told as fact by somebody."""
    told = judgement.factuality is Factuality.FACT and bool(judgement.sources)
    return told or judgement.factuality is Factuality.ALLEGED


def _pointing_back(clusters: Clusters, judge: FactualityJudge, triggers: set[int]) -> Iterator[_Denial]:
    """The denials whose object is a pronoun, a word for an accusation, or a clause that tells of no relation."""
    reading = clusters.reading
    tree, words = reading.tree, reading.words
    for v in range(len(tree)):
        if tree.pos[v] not in VERBAL:
            continue
        denier = reading.arguments.deep_subject(v)
        thing = tree.child(v, "obj", "nsubj:pass")
        if denier is None:
            continue
        if tree.lemma[v] == "have" and thing is not None and _is_nothing(thing, clusters):
            yield _Denial(v, denier, own=True)
        elif judge.is_denial(v) and (judge.effect(v) == "denied" or tree.lemma[v] == "plead"):
            if thing is None:
                if not triggers.intersection(range(tree.doc[v].left_edge.i, tree.doc[v].right_edge.i + 1)):
                    yield _Denial(v, denier, own=True)  # "denies having been near", "pleaded not guilty"
            elif tree.lemma[thing] in words["denial.any"] and not tree.children(thing, "acl"):
                yield _Denial(v, denier, own=False)
            elif not tree.children(thing, "nmod", "acl") and (
                tree.lemma[thing] in words["accusation"] or tree.lower[thing] in words["accusation"]
            ):
                yield _Denial(v, denier, own=False, direct=tree.lower[thing] == "which")


def _is_nothing(thing: int, clusters: Clusters) -> bool:
    """Of "had nothing to do with it" and "has no role in it"."""
    tree = clusters.reading.tree
    none = any(tree.lower[k] == "no" for k in tree.children(thing, "det"))
    return tree.lower[thing] == "nothing" or (none and tree.lemma[thing] in clusters.reading.words["denial.any"])
