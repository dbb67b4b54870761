"""Roles as proposals: who leads, serves, is the child of, belongs to what, and the states of offices that go unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.phrases import PhraseReader
from kg.extract.proposals import Argument, Proposal, Refusal, distinct
from kg.extract.roles import Role
from kg.extract.tree import PLURAL
from kg.lexicon import Frame, Sense, bearer_types
from kg.model import EntityType

_STATES = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION})
_BELONGING = frozenset({EntityType.PERSON, EntityType.ORGANIZATION})


class OfficeFinder:
    """Finds the proposals that the roles of one document make; `refusals` then holds those that make none."""

    def __init__(self, phrases: PhraseReader) -> None:
        self.phrases = phrases
        self.clusters = phrases.clusters
        self.tree = phrases.tree
        self.arguments = phrases.arguments
        self.mentions = phrases.mentions
        self.lexicon = phrases.lexicon
        self.refusals: list[Refusal] = []

    def of_role(self, role: Role) -> Iterator[Proposal]:
        """The proposals of one role."""
        empty = role.path == "description" and self.tree.lemma[role.head] in self.lexicon.words["empty"]
        if role.bearer is None or empty:
            return
        types = bearer_types(role.senses)
        bearer = self.mentions[role.bearer].head
        several = self.tree.tag[role.head] in PLURAL
        tokens = self.arguments.spread(bearer) if several else [bearer]
        holders = distinct([a for token in tokens for a in self.phrases.arguments_at(token, types)])
        if role.path == "description":
            holders = [a for a in holders if self._tells(a)]
        open_scope = not role.scopes and role.path != "description"
        mutual = any(frame.pairs for sense in role.senses for frames in sense.frames for frame in frames)
        if open_scope and len(holders) > 1 and not mutual:
            yield from self._each_implied(role, holders)
            return
        implied = self._implied_scope(role, holders) if open_scope else []
        for sense in role.senses:
            for alternative in sense.frames:
                made = list(self._role_frames(role, sense, alternative, holders, implied))
                if made:
                    yield from made
                    break
            else:
                self.refusals.append(Refusal(role.head, sense.predicate, "the text does not say of what here"))

    def _each_implied(self, role: Role, holders: list[Argument]) -> Iterator[Proposal]:
        """Of "Presidents Ana Vega and Juan Ortega" each of the country that is known for each."""
        for holder in holders:
            implied = self._implied_scope(role, [holder])
            for sense in role.senses:
                for alternative in sense.frames:
                    yield from self._role_frames(role, sense, alternative, [holder], implied)

    def _tells(self, argument: Argument) -> bool:
        """Whether a description is worth a claim by itself: an unnamed person ("a Syrian general") is not."""
        cluster = self.clusters[argument.cluster]
        return cluster.named or cluster.type is not EntityType.PERSON

    def _role_frames(
        self, role: Role, sense: Sense, frames: tuple[Frame, ...], holders: list[Argument], implied: list[Argument]
    ) -> Iterator[Proposal]:
        path = f"role {sense.trigger}: {'implied' if implied else role.path}"
        for frame in frames:
            if frame.pairs:
                for a, b in ((a, b) for n, a in enumerate(holders) for b in holders[n + 1 :]):
                    yield Proposal(a, sense.predicate, b, role.governor, path, "role")
                continue
            turned = frame.subject.names[0] != "subj"
            wanted, own = (frame.subject, frame.object) if turned else (frame.object, frame.subject)
            named = [m for slot, m in role.scopes if slot in wanted.names]
            others = [self._led_state(a, wanted.types) for m in named for a in self._mention_arguments(m, wanted.types)]
            for name in wanted.names:
                if name.endswith(".of"):
                    heads = [self.mentions[m].head for slot, m in role.scopes if slot == name[:-3]]
                    others += [
                        a for t in self.arguments.owners(heads) for a in self.phrases.arguments_at(t, wanted.types)
                    ]
            if "of" in wanted.names:
                others += [a for a in implied if self.phrases.type_of(a) in wanted.types]
            for other in others:
                for holder in holders:
                    if other.cluster != holder.cluster and self.phrases.type_of(holder) in own.types:
                        ends = (other, holder) if turned else (holder, other)
                        yield Proposal(ends[0], sense.predicate, ends[1], role.governor, path, "role")

    def held_by(self, holders: list[Argument]) -> list[Argument]:
        """The states and bodies in which the text gives these persons an office."""
        found = []
        for holder in holders:
            for role in self.clusters.roles_of(holder.cluster):
                scopes = [c for _, scope in role.scopes for c in self.clusters.refers[scope]]
                implied = [a.cluster for a in self._implied_scope(role, [holder])] if not scopes else []
                states = [c for c in scopes + implied if self.clusters[c].type in _STATES]
                found += [Argument(c, holder.token, holder.mention) for c in states]
        return distinct(found)

    def _led_state(self, argument: Argument, types: frozenset[EntityType]) -> Argument:
        """Of "Putin's adviser" the state that Putin leads, where the role can belong to a state."""
        if self.phrases.type_of(argument) is not EntityType.PERSON or EntityType.COUNTRY not in types:
            return argument
        for role in self.clusters.roles_of(argument.cluster):
            for slot, scope in role.scopes:
                states = [c for c in self.clusters.refers[scope] if self.clusters[c].type is EntityType.COUNTRY]
                if slot == "of" and states:
                    return Argument(states[0], argument.token, scope)
        return argument

    def _implied_scope(self, role: Role, holders: list[Argument]) -> list[Argument]:
        """For an office whose state the phrase leaves out.

        The country of a known person, if the text names it; for a head of state or government otherwise the country
        that the text is mostly about.
        """
        for holder in holders:
            entry = self.clusters[holder.cluster].entry
            abroad = self.lexicon.words["kind.abroad"]
            if entry is None or entry.type not in _BELONGING or entry.kind in abroad or not entry.countries:
                continue
            found = next((c for c in map(self.clusters.find, entry.countries) if c is not None), None)
            if found is not None:
                return [Argument(found, holder.token, holder.mention)]
        owner = next((e for s in role.senses if (e := self.lexicon.offices.get(s.trigger))), None)
        if owner is not None and holders:
            cluster = self.clusters.known(self.clusters.reading.knowledge[owner])
            return [Argument(cluster, holders[0].token, holders[0].mention)]
        if any(self._is_of_elsewhere(holder) for holder in holders):
            return []
        office = self.lexicon.words["home.office"]
        topic = (
            self.clusters.topic_country(role.head)
            if any({s.trigger, s.trigger.split()[-1]} & office for s in role.senses)
            else None
        )
        return [Argument(topic, h.token, h.mention) for h in holders[:1]] if topic is not None else []

    def _is_of_elsewhere(self, holder: Argument) -> bool:
        """Whether a person is known to be of a country that the text does not name."""
        entry = self.clusters[holder.cluster].entry
        return entry is not None and entry.type is EntityType.PERSON and bool(entry.countries)

    def _mention_arguments(self, mention: int, types: frozenset[EntityType]) -> list[Argument]:
        return self.phrases.arguments_at(self.mentions[mention].head, types)
