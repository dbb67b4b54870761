"""Which entity mentioned before a pronoun or bare description most likely stands for: near, subject, often named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.extract.coreference.clusters import Clusters, Reading
from kg.extract.mentions import Found
from kg.model import EntityType

FAR = 5
"""How many sentences back an antecedent may stand."""

_OF_ROLE = {"nsubj": 2.0, "nsubj:pass": 2.0, "obj": 0.6, "nmod:poss": 0.2}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an antecedent must be: of these types, with a name, of this gender; `plural` ones are preferred.

    A body whose kind is known must be one that `noun` can stand for, what is `single` has no plural words, what is
    `near` stands in this sentence or the one before. With `rivals`, things that the lexicon knows no class of compete,
    and where one of them wins there is none. `barred` are entities that it cannot be.
    """

    types: frozenset[EntityType]
    named: bool = False
    plural: bool = False
    feminine: bool | None = None
    noun: str = ""
    single: bool = False
    near: bool = False
    rivals: bool = False
    barred: frozenset[int] = frozenset()


class Salience:
    """Finds antecedents in one document."""

    def __init__(self, reading: Reading, clusters: Clusters) -> None:
        self.reading = reading
        self.clusters = clusters

    def antecedent(self, m: int, wanted: Wanted) -> int | None:
        """The most salient cluster before mention `m` that is as wanted, or None.

        The weights were set by hand on our own passages: one sentence further back costs 1.5, a subject gains 2.
        """
        reading, clusters = self.reading, self.clusters
        here = reading.tree.sentence_of[reading.mentions[m].head]
        counts = Counter(c for k in range(m) for c in clusters.refers[k])
        excluded = self._co_arguments(m) | wanted.barred
        best: tuple[float, int | None] | None = None
        for k in range(m - 1, -1, -1):
            other = reading.mentions[k]
            far = here - reading.tree.sentence_of[other.head]
            if far > (1 if wanted.near else FAR):
                break
            out = (wanted.single and other.plural) or other.head in reading.dateline
            for c in () if out else clusters.refers[k]:
                rival = other.vague and wanted.rivals and other.plural == wanted.plural
                if c not in excluded and (rival or (not other.vague and self._fits(c, wanted))):
                    score = self._score(other, far, counts[c], plural=wanted.plural)
                    if best is None or score > best[0]:
                        best = (score, None if rival else c)
        chosen = best[1] if best is not None else None
        if chosen is not None and wanted.feminine is not None:
            clusters[chosen].feminine = wanted.feminine
        return chosen

    def _fits(self, c: int, wanted: Wanted) -> bool:
        cluster = self.clusters[c]
        if cluster.type not in wanted.types or (wanted.named and not cluster.named):
            return False
        if wanted.noun and cluster.entry is not None and not self._can_be(cluster.entry.kind, wanted.noun):
            return False
        return wanted.feminine is None or cluster.feminine in (None, wanted.feminine)

    def _can_be(self, kind: str, noun: str) -> bool:
        """Whether a body of a known kind can be called so: a ministry is no militia."""
        words = self.reading.words
        known = any(noun in words[name] for name in words if name.startswith("kind."))
        return not known or noun in words.get(f"kind.{kind}", (noun,))

    def _score(self, other: Found, far: int, count: int, *, plural: bool) -> float:
        tree = self.reading.tree
        dep = tree.dep[tree.first_conjunct(other.head)]
        score = -1.5 * far + 0.3 * min(count, 5) + _OF_ROLE.get(dep, 0.0)
        if other.adjective and dep in ("amod", "compound", "nmod:desc"):
            score -= 1.0
        if plural:
            score += 1.0 if other.plural else -1.5
        return score

    def _co_arguments(self, m: int) -> set[int]:
        """The entities that stand beside a pronoun under the same verb: in "he met Kim" he is not Kim."""
        tree, head = self.reading.tree, self.reading.mentions[m].head
        if tree.tag[head] == "PRP$" or tree.lower[head] in self.reading.words["pronoun.reflexive"]:
            return set()
        verb = tree.head[head]
        beside = [s for k in tree.kids[verb] if k != head for s in [k, *tree.children(k, "conj")]]
        subject = self.reading.arguments.surface_subject(verb)
        if subject is not None and subject != head:
            beside += self.reading.arguments.spread(subject)
        return {c for token in beside for c in self.clusters.at_token(token)}
