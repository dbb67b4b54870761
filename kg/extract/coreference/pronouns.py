"""Pronouns and what they stand for."""

from __future__ import annotations

from kg.extract.coreference.clusters import ACTORS, STATES, Clusters, Reading
from kg.extract.coreference.salience import Salience, Wanted
from kg.model import EntityType

_PERSONS = frozenset({EntityType.PERSON})
_THINGS = frozenset(EntityType) - _PERSONS


class PronounReader:
    """Gives each pronoun the clusters it stands for. `speakers` gives for pronouns of the speaker who speaks."""

    def __init__(self, reading: Reading, clusters: Clusters, salience: Salience, speakers: dict[int, int]) -> None:
        self.reading = reading
        self.clusters = clusters
        self.salience = salience
        self.speakers = speakers

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
            chosen = self.salience.antecedent(m, Wanted(_PERSONS, feminine=feminine))
        elif word in words["pronoun.plural"]:
            joint = self._joint_subject(m)
            if joint:
                return joint
            chosen = self.salience.antecedent(m, Wanted(ACTORS, plural=True))
        else:
            chosen = self.salience.antecedent(m, Wanted(STATES, named=True))
            if chosen is None:
                chosen = self.salience.antecedent(m, Wanted(_THINGS))
        return (chosen,) if chosen is not None else ()

    def _speaker(self, head: int, word: str) -> tuple[int, ...]:
        speaker = self.reading.at.get(self.speakers.get(head, -1))
        if speaker is None:
            return ()
        if word in self.reading.words["pronoun.we"]:
            return self._represented(speaker)
        return self.clusters.refers[speaker]

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
        return self._home(own) or own

    def _home(self, people: tuple[int, ...]) -> tuple[int, ...]:
        """The country of a known person, if the document names it."""
        for c in people:
            entry = self.clusters[c].entry
            if entry is not None and entry.type is EntityType.PERSON and entry.country is not None:
                country = self.clusters.find(entry.country)
                return (country,) if country is not None else ()
        return ()

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
