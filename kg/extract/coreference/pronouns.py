"""Pronouns and what they stand for."""

from __future__ import annotations

from functools import cached_property

from kg.extract.coreference.clusters import ACTORS, STATES, Clusters, Reading
from kg.extract.coreference.issuer import issuer
from kg.extract.coreference.salience import Salience, Wanted
from kg.model import EntityType

_PERSONS = frozenset({EntityType.PERSON})
_THINGS = frozenset(EntityType) - _PERSONS
_OWNED = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION})
_OF_ACTORS = frozenset({"report", "planned", "alleged", "denied", "asked"})


class PronounReader:
    """Gives each pronoun the clusters it stands for.

    `speakers` gives for pronouns of the speaker who speaks, `quoting` for other pronouns in quotations.
    """

    def __init__(
        self,
        reading: Reading,
        clusters: Clusters,
        salience: Salience,
        speakers: dict[int, int],
        quoting: dict[int, int],
    ) -> None:
        self.reading = reading
        self.clusters = clusters
        self.salience = salience
        self.speakers = speakers
        self.quoting = quoting

    def read(self, m: int) -> tuple[int, ...]:
        """The clusters of the pronoun `m`; none if the text does not tell."""
        head = self.reading.mentions[m].head
        word, words = self.reading.tree.lower[head], self.reading.words
        if word in words["pronoun.speaker"]:
            return self._speaker(head, word)
        if word in words["pronoun.both"]:
            return self._pair(m)
        if word in words["pronoun.person"]:
            feminine = word in words["pronoun.feminine"]
            wanted = Wanted(_PERSONS, feminine=feminine, barred=self._quoted_speaker(head))
            return _one(self.salience.antecedent(m, wanted))
        if word in words["pronoun.plural"]:
            return self._joint_subject(m) or _one(self.salience.antecedent(m, Wanted(ACTORS, plural=True, rivals=True)))
        return _one(self._thing(m))

    def _thing(self, m: int) -> int | None:
        """What "it" stands for: where it acts, a state or body; else whatever was told of last."""
        head = self.reading.mentions[m].head
        if self.reading.tree.dep[head].startswith("expl"):
            return None
        if self._acts(head):
            actor = self.salience.antecedent(m, Wanted(STATES, named=True, single=True))
            if actor is not None:
                return actor
        return self.salience.antecedent(m, Wanted(_THINGS, single=True, rivals=True))

    def _acts(self, head: int) -> bool:
        """Whether the word does what only an actor does, or owns what only an actor has ("its ambassador")."""
        tree, lexicon = self.reading.tree, self.reading.lexicon
        outer = tree.head[head]
        if tree.dep[head] == "nmod:poss":
            kind = lexicon.nouns.get(tree.lemma[outer])
            return (
                kind in _OWNED or tree.lemma[outer] in self._role_words or ("noun", tree.lemma[outer]) in lexicon.senses
            )
        if not tree.dep[head].startswith("nsubj") or tree.pos[outer] != "VERB":
            return False
        effect = lexicon.governors.get(("verb", tree.lemma[outer]))
        return effect in _OF_ACTORS or ("verb", tree.lemma[outer]) in lexicon.senses

    @property
    def _role_words(self) -> frozenset[str]:
        return self.reading.lexicon.last_words_of_roles

    def _quoted_speaker(self, head: int) -> frozenset[int]:
        """Who speaks in the quotation that the word is in: he does not call himself "he"."""
        speaker = self.reading.at.get(self.quoting.get(head, -1))
        return frozenset(self.clusters.refers[speaker]) if speaker is not None else frozenset()

    def _speaker(self, head: int, word: str) -> tuple[int, ...]:
        speaker = self.reading.at.get(self.speakers.get(head, -1))
        if speaker is None:
            return self._issuer if word in self.reading.words["pronoun.we"] and head not in self.speakers else ()
        if word in self.reading.words["pronoun.we"]:
            return self._represented(speaker)
        return self.clusters.refers[speaker]

    @cached_property
    def _issuer(self) -> tuple[int, ...]:
        return _one(issuer(self.reading, self.clusters))

    def _represented(self, speaker: int) -> tuple[int, ...]:
        """For whom a speaker says "we": the state or body of the office that the text gives him, else himself."""
        own = self.clusters.refers[speaker]
        for role in self.reading.roles:
            if role.bearer is None or role.path == "description" or self.clusters.refers[role.bearer] != own:
                continue
            for _, scope in role.scopes:
                bodies = tuple(c for c in self.clusters.refers[scope] if self.clusters[c].type in STATES)
                if bodies:
                    return bodies
        home = self.clusters.home(own[0]) if len(own) == 1 else None
        return _one(home) or own

    def _pair(self, m: int) -> tuple[int, ...]:
        """For "both" the two actors of one kind named last."""
        latest: dict[EntityType, list[int]] = {}
        for k in range(m - 1, -1, -1):
            for c in self.clusters.refers[k]:
                cluster = self.clusters[c]
                if cluster.named and cluster.type in ACTORS | _PERSONS and c not in latest.setdefault(cluster.type, []):
                    latest[cluster.type].append(c)
                    if len(latest[cluster.type]) == 2:
                        return tuple(sorted(latest[cluster.type]))
        return ()

    def _joint_subject(self, m: int) -> tuple[int, ...]:
        """For "they" the coordinated subjects of the clause before, when there are several."""
        tree, mentions = self.reading.tree, self.reading.mentions
        here = tree.sentence_of[mentions[m].head]
        for k in range(m - 1, -1, -1):
            head = mentions[k].head
            if here - tree.sentence_of[head] > 1:
                break
            if tree.dep[head] in ("nsubj", "nsubj:pass"):
                own = self.clusters.refers[k]
                joint = own if len(own) > 1 else self._spread(head)
                return joint if len(joint) > 1 else ()
        return ()

    def _spread(self, head: int) -> tuple[int, ...]:
        heads = self.reading.arguments.spread(head)
        return tuple(dict.fromkeys(c for h in heads for c in self.clusters.at_token(h)))


def _one(cluster: int | None) -> tuple[int, ...]:
    return (cluster,) if cluster is not None else ()
