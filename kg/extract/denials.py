"""Denials that name no act of their own: "which Pyongyang denies", "Moscow rejected the accusations"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.claims import Proposal
from kg.extract.coreference import Reading
from kg.extract.factuality import FactualityJudge, Judgement
from kg.model import Factuality

_FAR = 2  # sentences between an allegation and a denial that only points back to it


def denials(
    judged: list[tuple[Proposal, Judgement]], reading: Reading, judge: FactualityJudge
) -> Iterator[tuple[Proposal, Judgement]]:
    """What was alleged last before each such denial, once more, as denied by who denies it."""
    alleged = [(p, j) for p, j in judged if j.factuality is Factuality.ALLEGED]
    for v, denier in _pointing_back(reading, judge) if alleged else ():
        here = reading.tree.sentence_of[v]
        before = [p for p, _ in alleged if p.trigger < v and here - reading.tree.sentence_of[p.trigger] <= _FAR]
        last = max((p.trigger for p in before), default=-1)
        for proposal in before:
            if proposal.trigger == last:
                yield proposal, Judgement(Factuality.DENIED, [denier])


def _pointing_back(reading: Reading, judge: FactualityJudge) -> Iterator[tuple[int, int]]:
    """The verbs of denial whose object is a pronoun or a word for an accusation, with who denies."""
    tree, words = reading.tree, reading.words
    for v in range(len(tree)):
        if tree.pos[v] != "VERB" or judge.effect(v) != "denied":
            continue
        thing = tree.child(v, "obj", "nsubj:pass")
        denier = reading.arguments.deep_subject(v)
        if thing is None or denier is None or reading.tree.children(thing, "nmod", "acl"):
            continue
        if tree.lemma[thing] in words["accusation"] or tree.lower[thing] in words["accusation"]:
            yield v, denier
