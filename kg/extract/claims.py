"""Matches the lexicon against a document: triggers with their frames, and roles, give proposals for claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.extract.coreference import FAR, Clusters
from kg.extract.roles import Role
from kg.extract.tree import PLURAL
from kg.lexicon import Frame, Sense, Slot, bearer_types
from kg.model import EntityType, MentionKind

_ADJUNCT_CASES = frozenset({"in", "at", "during", "after", "before", "following", "for", "on", "ahead_of", "amid"})
_PATIENT = frozenset({"obj", "of", "on", "against"})
_ARMS = frozenset({EntityType.WEAPON})
_STATES = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION})
_WIELDERS = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GROUP})
_TOOLS = frozenset({EntityType.WEAPON, EntityType.EVENT})
_DONE = frozenset({EntityType.EVENT})
_BELONGING = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE})
_VERBAL = frozenset({"VERB", "AUX"})
OFFICE = "office"
"""The slot of the state or body in which the subject has an office: of "President Vega resigned" her country."""
SPEAKER = "speaker"
"""The slot of whoever says the sentence: of "the attack was barbaric, she said" the one who condemns it."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sense whose words all stand at `trigger`; `partner` is the token of its second word. A `copular` one is a noun
    with its preposition that is said of something ("is under sanctions")."""

    sense: Sense
    trigger: int
    partner: int | None = None
    copular: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """A filled slot: the entity (a cluster) and the token and mention that stand for it."""

    cluster: int
    token: int
    mention: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim before its factuality and source are known. `trigger` is a token; `path` says how it was found."""

    subject: Argument
    predicate: str
    object: Argument
    trigger: int
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A trigger that made no claim, and why (for `kg explain`)."""

    trigger: int
    predicate: str
    reason: str


class ClaimFinder:
    """Finds the proposals of one document; `refusals` then holds the triggers that gave none.

    `speaker` tells for a token who says what stands there.
    """

    def __init__(self, clusters: Clusters, speaker: Callable[[int], int | None]) -> None:
        reading = clusters.reading
        self.speaker = speaker
        self.clusters = clusters
        self.tree = reading.tree
        self.arguments = reading.arguments
        self.mentions = reading.mentions
        self.lexicon = reading.lexicon
        self.at = reading.at
        self.refusals: list[Refusal] = []
        self._last: dict[str, Proposal] = {}
        self._undone: dict[str, tuple[int, list[Argument]]] = {}

    def find(self, roles: list[Role]) -> Iterator[Proposal]:
        """All proposals, in the order of their triggers."""
        role_tokens = {t for role in roles for t in range(role.start, role.end) if role.path in ("title", "apposition")}
        for i in range(len(self.tree)):
            for proposal in () if i in role_tokens else self._at_token(i):
                self._last[proposal.predicate] = proposal
                yield proposal
        for role in roles:
            yield from self._of_role(role)

    # -- triggers ------------------------------------------------------------------------------------------------------

    def _at_token(self, i: int) -> Iterator[Proposal]:
        matched = self._matching(i)
        if not matched:
            return
        barred = {match.sense.predicate for match in matched if match.sense.kind == "not"}
        for predicate in sorted(barred):
            self.refusals.append(Refusal(i, predicate, "these words together mean something else"))
        for words in sorted({match.sense.words for match in matched}, reverse=True):
            senses = [m for m in matched if m.sense.words == words and m.sense.predicate not in barred]
            made = [proposal for match in senses for proposal in self._of_sense(match)]
            if made:  # the senses that fix more words go before those that fix fewer
                yield from made
                return

    def _matching(self, i: int) -> list[Match]:
        """The senses whose words all stand here."""
        found = [Match(sense, i, copular=True) for sense in self._said_of(i)]
        for key in self._keys(i):
            for sense in self.lexicon.senses.get(key, ()):
                fits, partner = self._needs(i, sense)
                if fits:
                    found.append(Match(sense, i, partner))
        return found

    def _keys(self, i: int) -> list[tuple[str, str]]:
        tree, pos = self.tree, self.tree.pos[i]
        keys: list[tuple[str, str]] = []
        if i >= 2 and tree.lower[i - 1] == "-":
            keys.append(("adj", f"-{tree.lower[i]}"))
        if pos in _VERBAL:
            keys += [(kind, tree.lemma[i]) for kind in ("verb", "phrase", "not")]
        if pos in ("NOUN", "PROPN"):
            keys += [("noun", name) for name in self._compounds(i)] + [("not", tree.lemma[i])]
        if pos == "ADJ" or tree.tag[i] in ("VBN", "VBG"):
            keys += [("adj", tree.lower[i])] + ([("adj", tree.lemma[i])] if tree.lemma[i] != tree.lower[i] else [])
        return keys

    def _said_of(self, i: int) -> list[Sense]:
        """The senses of "be" with a preposition that this noun satisfies, verb or not: "under sanctions"."""
        if self.tree.pos[i] != "NOUN" or not (case := self.tree.case(self._whole(i))):
            return []
        return [
            sense
            for sense in self.lexicon.senses.get(("phrase", "be"), ())
            if sense.needs
            and sense.needs[0][0] == case
            and any(name in sense.needs[0][1] for name in self._compounds(i))
        ]

    def _whole(self, i: int) -> int:
        """Of "under several rounds of *sanctions*" the rounds; any other noun is itself."""
        h = self.tree.head[i]
        several = self.tree.dep[i] == "nmod" and self.tree.case(i) == "of"
        return h if several and self.tree.lemma[h] in self.lexicon.words["partitive"] else i

    def _compounds(self, i: int) -> list[str]:
        """The noun at `i` with the one or two words before it, longest first ("chief of staff" is a role, not here)."""
        lemma, lower = self.tree.lemma, self.tree.lower
        names = [lemma[i]]
        if i >= 1:
            names.insert(0, f"{lower[i - 1]} {lemma[i]}")
        if i >= 2:
            names.insert(0, f"{lower[i - 2]} {lower[i - 1]} {lemma[i]}")
            if lower[i - 1] == "-":
                names.append(f"{lower[i - 2]}-{lemma[i]}")
        return names

    def _needs(self, i: int, sense: Sense) -> tuple[bool, int | None]:
        partner: int | None = None
        for slot, lemmas in sense.needs:
            found = self._need(i, slot, lemmas, partner)
            if found is None:
                return False, None
            partner = found if slot not in ("prt", "word") else partner
        return True, partner

    def _need(self, i: int, slot: str, lemmas: tuple[str, ...], partner: int | None) -> int | None:
        tree = self.tree
        if slot == "prt":
            return next(
                (k for k in tree.children(i, "compound:prt", "advmod", "case") if tree.lower[k] in lemmas), None
            )
        if slot == "word":
            near = [*tree.kids[i], *(tree.kids[partner] if partner is not None else [])]
            return next((k for k in near if tree.lower[k] in lemmas or tree.case(k).split("_")[0] in lemmas), None)
        if slot == "adj":
            beside = tree.children(i, "xcomp", "advmod", "amod", "obj")
            beside += [
                k for n in tree.children(i, "obj") for k in tree.children(n, "amod") if k == i + 1
            ]  # "shot dead"
            return next((k for k in beside if tree.lemma[k] in lemmas), None)
        fillers = [k for name in slot.split("|") for k in self.arguments.fillers(i, name, partner)]
        return next((k for k in fillers if any(name in lemmas for name in self._compounds(k))), None)

    # -- frames --------------------------------------------------------------------------------------------------------

    def _of_sense(self, match: Match) -> Iterator[Proposal]:
        sense = match.sense
        reasons: list[str] = []
        for alternative in sense.frames:
            made: list[Proposal] = []
            for frame in alternative:
                found, reason = self._of_frame(match, frame)
                made += found
                if reason:
                    reasons.append(reason)
            if made:
                yield from made
                return
        told = self._told_before(match)
        if told is not None:
            yield told
            return
        if continued := self._told_in_parts(match):
            yield from continued
            return
        self.refusals.append(Refusal(match.trigger, sense.predicate, reasons[0] if reasons else "no frame fits"))

    def _told_before(self, match: Match) -> Proposal | None:
        """Of "both deny the deliveries" the deliveries that the text told of last."""
        tree, i = self.tree, match.trigger
        governor = ("verb", tree.lemma[tree.head[i]])
        if match.sense.kind != "noun" or tree.dep[i] != "obj" or self.lexicon.governors.get(governor) != "denied":
            return None
        last = self._last.get(match.sense.predicate)
        return replace(last, trigger=i, path=f"noun {match.sense.trigger}: told before") if last is not None else None

    def _told_in_parts(self, match: Match) -> list[Proposal]:
        """Of "The convoy was attacked. The strike was carried out by Chad" the act of Chad on the convoy.

        So, too, of "A bomb killed ten people. The rebels claimed responsibility".
        """
        tree, i, sense = self.tree, match.trigger, match.sense
        before, objects = self._undone.get(sense.predicate, (-1, []))
        definite = [k for k in tree.children(i, "det") if tree.lower[k] in self.lexicon.words["definite"]]
        near = 0 <= before < i and tree.sentence_of[i] - tree.sentence_of[before] <= FAR
        done = sense.kind == "noun" and bool(definite) and self.arguments.light_verb(i) is not None
        done |= any("responsibility" in lemmas for _, lemmas in sense.needs)
        if not near or not done:
            return []
        frames = [frame for alternative in sense.frames for frame in alternative]
        slots = {
            f.subject
            for f in frames
            if "subj" in f.subject.names and _PATIENT & {n.split(".")[-1] for n in f.object.names}
        }
        subjects = next((found for slot in sorted(slots, key=str) if (found := self._fill(match, slot))), [])
        path = f"{sense.kind} {sense.trigger}: subj > told in parts"
        pairs = [(a, b) for a in subjects for b in objects if a.cluster != b.cluster]
        return [Proposal(a, sense.predicate, b, i, path, sense.kind) for a, b in pairs]

    def _of_frame(self, match: Match, frame: Frame) -> tuple[list[Proposal], str]:
        for condition in frame.conditions:
            if self._stands(match, condition) is condition.absent:
                amiss = "something" if condition.absent else "nothing"
                return [], f"{amiss} stands as {'|'.join(condition.names)}"
        subjects, objects = self._wielders(self._fill(match, frame.subject)), list[Argument]()
        if frame.pairs:
            pairs = [(a, b) for n, a in enumerate(subjects) for b in subjects[n + 1 :] if a.cluster != b.cluster]
        else:
            if not subjects and frame.subject.names[0] == "subj":
                subjects = self._wielders(self._fill(match, Slot(("subj",), _ARMS)))
            if not subjects and frame.subject.names[0] == "subj":
                subjects = self._of_phrase(match, frame) or self._adjunct_subject(match.trigger, frame.subject)
            objects = (
                self._offices(subjects)
                if frame.object.names == (OFFICE,)
                else self._victims(self._fill(match, frame.object))
            )
            pairs = [(a, b) for a in subjects for b in objects if a.cluster != b.cluster]
        if not frame.pairs and objects and all(self._obscure(a) for a in subjects):
            self._undone[match.sense.predicate] = (match.trigger, objects)
        if not pairs:
            missing = frame.object if subjects else frame.subject
            return [], f"no {'|'.join(missing.names)} that can be its argument"
        sense = match.sense
        path = f"{sense.kind} {sense.trigger}: {'|'.join(frame.subject.names)} > {'|'.join(frame.object.names)}"
        return [Proposal(a, sense.predicate, b, match.trigger, path, sense.kind) for a, b in pairs], ""

    def _wielders(self, arguments: list[Argument]) -> list[Argument]:
        """Of "Russian missiles hit" and "coalition aircraft bombed" whose weapons they are, where the text says so."""
        found: list[Argument] = []
        for argument in arguments:
            armed = self._type(argument) is EntityType.WEAPON
            agent = self.arguments.noun_agent(argument.token) if armed else None
            found += (self.arguments_at(agent, _WIELDERS) if agent is not None else []) or [argument]
        return found

    def _victims(self, arguments: list[Argument]) -> list[Argument]:
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

    def _offices(self, holders: list[Argument]) -> list[Argument]:
        """The states and bodies in which the text gives these persons an office."""
        found = []
        for holder in holders:
            for role in self.clusters.reading.roles:
                if role.bearer is not None and holder.cluster in self.clusters.refers[role.bearer]:
                    scopes = [c for _, scope in role.scopes for c in self.clusters.refers[scope]]
                    implied = [a.cluster for a in self._implied_scope(role, [holder])] if not scopes else []
                    states = [c for c in scopes + implied if self.clusters[c].type in _STATES]
                    found += [Argument(c, holder.token, holder.mention) for c in states]
        return _distinct(found)

    def _of_phrase(self, match: Match, frame: Frame) -> list[Argument]:
        """Of "the visit of Kim to Hanoi" and "the arrival of troops in Mali" who comes with "of"."""
        if match.sense.kind != "noun" or {"of", "obj"} & set(frame.object.names):
            return []
        return self._fill(match, Slot(("of",), frame.subject.types))

    def _stands(self, match: Match, condition: Slot) -> bool:
        if condition.types:
            return bool(self._fill(match, condition))
        return any(self._tokens(match, name) for name in condition.names)

    def _fill(self, match: Match, slot: Slot) -> list[Argument]:
        for name in slot.names:
            found = [
                a
                for token in self._tokens(match, name)
                for a in self.arguments_at(token, slot.types, licensed=self._licensed(match, token))
            ]
            if found:
                return _distinct(found)
        return []

    def _licensed(self, match: Match, token: int) -> bool:
        """Whether the lexicon itself names the noun: the renewal of "veto obj:renewal" needs no class of its own."""
        return any(
            self.tree.lemma[token] in lemmas for slot, lemmas in match.sense.needs if slot not in ("prt", "word")
        )

    def _tokens(self, match: Match, name: str) -> list[int]:
        """The heads that fill a slot of the trigger or, where it has none, of its second word."""
        if name == SPEAKER:
            speaker = self.speaker(match.trigger)
            return self.arguments.spread(speaker) if speaker is not None else []
        if name == "subj" and (match.copular or match.sense.kind == "adj"):
            verbal = self.tree.pos[match.trigger] in _VERBAL
            find = self.arguments.surface_subject if verbal else self.arguments.predicate_subject
            subject = find(self._whole(match.trigger) if match.copular else match.trigger)
            if match.sense.head.startswith("-") and subject is not None:
                return [subject]  # "the Saudi-led coalition and the Houthis"
            if subject is None and self.tree.dep[match.trigger] == "amod":
                subject = self.tree.head[match.trigger]
            return self.arguments.spread(subject) if subject is not None else []
        if match.copular and name == self.tree.case(self._whole(match.trigger)):
            return [match.trigger]
        found = self.arguments.fillers(match.trigger, name, match.partner)
        if not found and match.partner is not None and name == "subj":
            found = self.arguments.fillers(match.partner, name)
        if not found and name == "of" and match.sense.kind == "phrase":
            found = self.arguments.fillers(match.trigger, "obj.of", match.partner)
        return found

    def arguments_at(
        self, token: int, types: frozenset[EntityType], depth: int = 0, *, licensed: bool = False
    ) -> list[Argument]:
        """The entities that the phrase headed by `token` stands for, if they are of one of these types."""
        if self.tree.lemma[token] in self.lexicon.words["endeavour"]:
            aims = [a for t in self._aims(token) for a in self.arguments_at(t, types, depth + 1)] if depth <= 2 else []
            if aims:
                return aims
        found = self._at_mention(token, types, licensed=licensed)
        several = self._named_after(token, types, depth) if depth <= 2 and all(map(self._obscure, found)) else []
        if several or found or depth > 2:
            return several or found
        mention = self.at.get(token)
        if mention is not None and any(self._is_done(c) for c in self.clusters.refers[mention]):
            agent = self._agent_of_event(token)
            return self.arguments_at(agent, types, depth + 1) if agent is not None else []
        for k in self.tree.children(token, "appos", "flat", "nmod:desc"):
            if k > token and self.tree.lower[k - 1] != "," and (named := self.arguments_at(k, types, depth + 1)):
                return named
        if self.tree.lemma[token] not in self.lexicon.words["partitive"]:
            return []
        whole = next((k for k in self.tree.children(token, "nmod") if self.tree.case(k) == "of"), None)
        parts = self.arguments.spread(whole) if whole is not None else []
        return [a for t in parts for a in self.arguments_at(t, types, depth + 1)]

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
        """Whether it is an act or a paper, which has an agent or an author: "a petition asking the ministry"."""
        return self.clusters[cluster].type in _DONE

    def _stands_for_state(self, mention: int, clusters: tuple[int, ...]) -> bool:
        people = (EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION)
        of_people = self.mentions[mention].kind is MentionKind.NOMINAL and self.mentions[mention].type in people
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
        names = self._compounds(token)
        return {s.predicate for name in names for s in self.lexicon.senses.get(("noun", name), ()) if _has_agent(s)}

    def _adjunct_subject(self, i: int, slot: Slot) -> list[Argument]:
        """Of "Putin said at a meeting with Kim" and "left for talks with Kim" whoever does what the verb says."""
        tree = self.tree
        if tree.pos[i] not in ("NOUN", "PROPN"):
            return []
        h, case = tree.head[i], tree.case(i)
        if tree.dep[i] not in ("obl", "nmod") or case not in _ADJUNCT_CASES:
            return []
        helped = self._helped(i, slot) if case == "in" else []
        if helped:
            return helped
        verb = h if tree.pos[h] in _VERBAL else next((a for a in tree.ancestors(i)[:3] if tree.pos[a] in _VERBAL), None)
        subject = self.arguments.surface_subject(verb) if verb is not None else None
        if subject is None:
            return []
        return [a for t in self.arguments.spread(subject) for a in self.arguments_at(t, slot.types)]

    def _helped(self, i: int, slot: Slot) -> list[Argument]:
        """Of "support for Iraq in the fight against" and "helped Iraq in its fight" whoever is helped in it."""
        tree = self.tree
        between = range(tree.head[i], i)
        near = [k for k in between if tree.case(k) in ("for", "to", "of") or tree.dep[k] == "obj" or k == tree.head[i]]
        for k in reversed(near):
            if found := self.arguments_at(k, slot.types):
                return found
        return []

    # -- roles ---------------------------------------------------------------------------------------------------------

    def _of_role(self, role: Role) -> Iterator[Proposal]:
        if role.bearer is None:
            return
        types = bearer_types(role.senses)
        bearer = self.mentions[role.bearer].head
        several = self.tree.tag[role.head] in PLURAL
        tokens = self.arguments.spread(bearer) if several else [bearer]
        holders = _distinct([a for token in tokens for a in self.arguments_at(token, types)])
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
                    others += [a for t in self.arguments.owners(heads) for a in self.arguments_at(t, wanted.types)]
            if "of" in wanted.names:
                others += [a for a in implied if self._type(a) in wanted.types]
            for other in others:
                for holder in holders:
                    if other.cluster != holder.cluster and self._type(holder) in own.types:
                        ends = (other, holder) if turned else (holder, other)
                        yield Proposal(ends[0], sense.predicate, ends[1], role.governor, path, "role")

    def _obscure(self, argument: Argument) -> bool:
        """Whether a doer leaves open who did it: a bomb, an attack, gunmen."""
        cluster = self.clusters[argument.cluster]
        return cluster.type in _TOOLS or (cluster.type is EntityType.GROUP and not cluster.named)

    def _led_state(self, argument: Argument, types: frozenset[EntityType]) -> Argument:
        """Of "Putin's adviser" the state that Putin leads, where the role can belong to a state."""
        if self._type(argument) is not EntityType.PERSON or EntityType.COUNTRY not in types:
            return argument
        for role in self.clusters.reading.roles:
            if role.bearer is not None and argument.cluster in self.clusters.refers[role.bearer]:
                for slot, scope in role.scopes:
                    states = [c for c in self.clusters.refers[scope] if self.clusters[c].type is EntityType.COUNTRY]
                    if slot == "of" and states:
                        return Argument(states[0], argument.token, scope)
        return argument

    def _type(self, argument: Argument) -> EntityType:
        return self.clusters[argument.cluster].type

    def _implied_scope(self, role: Role, holders: list[Argument]) -> list[Argument]:
        """For an office whose state the phrase leaves out.

        The country of a known person, if the text names it; for a head of state or government otherwise the country
        that the text is mostly about.
        """
        for holder in holders:
            entry = self.clusters[holder.cluster].entry
            abroad = self.lexicon.words["kind.abroad"]
            known = entry is not None and entry.type in _BELONGING and entry.kind not in abroad
            for country in entry.countries if entry is not None and known else ():
                cluster = self.clusters.find(country)
                if cluster is not None:
                    return [Argument(cluster, holder.token, holder.mention)]
        owner = next((e for s in role.senses if (e := self.lexicon.offices.get(s.trigger))), None)
        if owner is not None and holders:
            cluster = self.clusters.known(self.clusters.reading.knowledge[owner])
            return [Argument(cluster, holders[0].token, holders[0].mention)]
        office = self.lexicon.words["home.office"]
        topic = (
            self.clusters.topic_country(role.head)
            if any({s.trigger, s.trigger.split()[-1]} & office for s in role.senses)
            else None
        )
        return [Argument(topic, h.token, h.mention) for h in holders[:1]] if topic is not None else []

    def _mention_arguments(self, mention: int, types: frozenset[EntityType]) -> list[Argument]:
        return self.arguments_at(self.mentions[mention].head, types)


def _has_agent(sense: Sense) -> bool:
    return any("subj" in frame.subject.names for alternative in sense.frames for frame in alternative)


def _distinct(found: list[Argument]) -> list[Argument]:
    seen: dict[int, Argument] = {}
    for argument in found:
        seen.setdefault(argument.cluster, argument)
    return list(seen.values())
