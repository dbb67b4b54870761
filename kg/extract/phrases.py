"""The entities that a phrase stands for where a slot asks for some types: itself, its parts, its agent, its aim."""

from __future__ import annotations

from kg.extract.coreference import FAR, Clusters
from kg.extract.proposals import Argument
from kg.extract.triggers import TriggerMatcher
from kg.lexicon import Sense
from kg.model import EntityType, MentionKind

_WIELDERS = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GROUP})
_TOOLS = frozenset({EntityType.WEAPON, EntityType.EVENT})
_PEOPLE = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION})
_DEEPEST = 2


class PhraseReader:
    """Reads the phrases of one document as arguments."""

    def __init__(self, clusters: Clusters, triggers: TriggerMatcher) -> None:
        reading = clusters.reading
        self.clusters = clusters
        self.tree = reading.tree
        self.arguments = reading.arguments
        self.mentions = reading.mentions
        self.lexicon = reading.lexicon
        self.at = reading.at
        self.triggers = triggers

    def type_of(self, argument: Argument) -> EntityType:
        """The class of the entity that an argument is."""
        return self.clusters[argument.cluster].type

    def arguments_at(
        self, token: int, types: frozenset[EntityType], depth: int = 0, *, licensed: bool = False
    ) -> list[Argument]:
        """The entities that the phrase headed by `token` stands for, if they are of one of these types."""
        if self.tree.lemma[token] in self.lexicon.words["endeavour"]:
            aims = (
                [a for t in self._aims(token) for a in self.arguments_at(t, types, depth + 1)]
                if depth <= _DEEPEST
                else []
            )
            if aims:
                return aims
        found = self._at_mention(token, types, licensed=licensed)
        several = self._named_after(token, types, depth) if depth <= _DEEPEST and self._of_several(token, found) else []
        if several or found or depth > _DEEPEST:
            return several or found
        mention = self.at.get(token)
        if mention is not None and any(self._is_done(c) for c in self.clusters.refers[mention]):
            agent = self._agent_of_event(token)
            return self.arguments_at(agent, types, depth + 1) if agent is not None else []
        for k in self.tree.children(token, "appos", "flat", "nmod:desc"):
            if k > token and self.tree.lower[k - 1] != ",":
                named = [a for t in self.arguments.spread(k) for a in self.arguments_at(t, types, depth + 1)]
                if named:
                    return named
        if self.tree.lemma[token] not in self.lexicon.words["partitive"]:
            return []
        whole = next((k for k in self.tree.children(token, "nmod") if self.tree.case(k) == "of"), None)
        parts = self.arguments.spread(whole) if whole is not None else []
        return [a for t in parts for a in self.arguments_at(t, types, depth + 1)]

    def _of_several(self, token: int, found: list[Argument]) -> bool:
        """Whether those who are named behind a phrase may be whom it means: it names nobody, or says they are many."""
        mention = self.at.get(token)
        many = mention is not None and (
            self.mentions[mention].plural or self.tree.lemma[token] in self.lexicon.words["many"]
        )
        nominal = mention is not None and self.mentions[mention].kind is MentionKind.NOMINAL
        return all(map(self.leaves_open, found)) or (many and nominal)

    def _named_after(self, token: int, types: frozenset[EntityType], depth: int) -> list[Argument]:
        """Of "the pair, Ana Vega and Juan Ortega" those who are named."""
        named = next((k for k in self.tree.children(token, "appos") if k > token), None)
        if named is None or len(tokens := self.arguments.spread(named)) < 2:
            return []
        found = [a for t in tokens for a in self.arguments_at(t, types, depth + 1)]
        return found if all(self.clusters[a.cluster].named for a in found) else []

    def _aims(self, token: int) -> list[int]:
        """Of "efforts to impose sanctions" the sanctions."""
        clause = next((k for k in self.tree.children(token, "acl") if self.tree.tag[k] == "VB"), None)
        aim = self.arguments.deep_object(clause) if clause is not None else None
        aim = self.tree.child(clause, "obj") if clause is not None and aim is None else aim
        return self.arguments.spread(aim) if aim is not None else []

    def _at_mention(self, token: int, types: frozenset[EntityType], *, licensed: bool) -> list[Argument]:
        mention = self.at.get(token)
        if mention is None:
            return []
        clusters = self.clusters.refers[mention]
        vague = self.mentions[mention].vague and not any(self.clusters[c].named for c in clusters)
        if vague and len(types) < len(EntityType) and not licensed:
            return []
        place = self.clusters.place_of.get(mention)
        country = self.mentions[mention].entry
        if place is not None and EntityType.COUNTRY not in types:
            clusters = (place,)
        elif place in clusters and EntityType.PLACE not in types and country is not None:
            clusters = (self.clusters.known(country),)
        found = [Argument(c, token, mention) for c in clusters if self.clusters[c].type in types]
        if not found and self._stands_for_state(mention, clusters) and self.mentions[mention].type in types:
            return [Argument(self.clusters.described(mention), token, mention)]
        return found

    def _is_done(self, cluster: int) -> bool:
        """Whether it is an act, which has an agent."""
        return self.clusters[cluster].type is EntityType.EVENT

    def _stands_for_state(self, mention: int, clusters: tuple[int, ...]) -> bool:
        of_people = self.mentions[mention].kind is MentionKind.NOMINAL and self.mentions[mention].type in _PEOPLE
        return of_people and any(self.clusters[c].type is EntityType.COUNTRY for c in clusters)

    def _agent_of_event(self, token: int) -> int | None:
        """Who does the act that a noun names: here, or where the text told of such an act before ("these strikes")."""
        agent = self.arguments.noun_agent(token)
        if agent is not None:
            return agent
        told = self._acts(token)
        here = self.tree.sentence_of[token]
        for k in range(token - 1, -1, -1):
            if here - self.tree.sentence_of[k] > FAR or not told:
                return None
            if (
                self.tree.pos[k] == "NOUN"
                and told & self._acts(k)
                and (agent := self.arguments.noun_agent(k)) is not None
            ):
                return agent
        return None

    def _acts(self, token: int) -> set[str]:
        """The predicates that the noun at `token` can trigger."""
        names = self.triggers.compounds(token)
        return {s.predicate for name in names for s in self.lexicon.senses.get(("noun", name), ()) if _has_agent(s)}

    def leaves_open(self, argument: Argument) -> bool:
        """Whether a doer leaves open who did it: a bomb, an attack, gunmen."""
        cluster = self.clusters[argument.cluster]
        return cluster.type in _TOOLS or (cluster.type is EntityType.GROUP and not cluster.named)

    def wielders(self, arguments: list[Argument]) -> list[Argument]:
        """Of "Russian missiles hit" and "coalition aircraft bombed" whose weapons they are, where the text says so."""
        found: list[Argument] = []
        for argument in arguments:
            agent = self._wielder(argument.token) if self.type_of(argument) is EntityType.WEAPON else None
            found += (self.arguments_at(agent, _WIELDERS) if agent is not None else []) or [argument]
        return found

    def _wielder(self, token: int) -> int | None:
        """Of "Russian missiles and drones" and "rockets fired by Hezbollah" whose they are."""
        for k in dict.fromkeys((token, self.tree.first_conjunct(token))):
            if (agent := self.arguments.noun_agent(k)) is not None:
                return agent
            for clause in self.tree.children(k, "acl"):
                fired = self.arguments.deep_subject(clause) if self.tree.tag[clause] == "VBN" else None
                if fired is not None:
                    return fired
        return None

    def victims(self, arguments: list[Argument]) -> list[Argument]:
        """Of "killed Taliban fighters" the fighters: what befalls them does not befall the whole body."""
        return [
            Argument(self.clusters.described(a.mention), a.token, a.mention) if self._of_its_body(a) else a
            for a in arguments
        ]

    def _of_its_body(self, argument: Argument) -> bool:
        """Whether a description stands for the body whose name is before its noun."""
        if self.mentions[argument.mention].kind is not MentionKind.NOMINAL:
            return False
        names = self.tree.children(argument.token, "compound", "amod")
        fighters = self.tree.lemma[argument.token] in self.lexicon.words["fighters"]
        return fighters and any(argument.cluster in self.clusters.at_token(k) for k in names)


def _has_agent(sense: Sense) -> bool:
    return any("subj" in frame.subject.names for alternative in sense.frames for frame in alternative)
