"""Matches the lexicon against a document: triggers with their frames, and roles, give proposals for claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.coreference import FAR, Clusters
from kg.extract.offices import OfficeFinder
from kg.extract.phrases import PhraseReader
from kg.extract.proposals import Argument, Match, Proposal, Refusal, distinct
from kg.extract.roles import Role
from kg.extract.tree import VERBAL
from kg.extract.triggers import TriggerMatcher
from kg.lexicon import Frame, Slot
from kg.model import EntityType
from kg.ontology import Ontology

_AROUND = frozenset({"after", "before", "following", "amid"})
"""Cases of what only happens at the same time: who leaves after an attack has not attacked."""
_HELP = frozenset({"SUPPORT", "AID"})
_ADJUNCT_CASES = frozenset({"in", "at", "during", "after", "before", "following", "for", "on", "ahead_of", "amid"})
_PATIENT = frozenset({"obj", "of", "on", "against"})
_ARMS = frozenset({EntityType.WEAPON})
OFFICE = "office"
"""The slot of the state or body in which the subject has an office: of "President Vega resigned" her country."""
SPEAKER = "speaker"
"""The slot of whoever says the sentence: of "the attack was barbaric, she said" the one who condemns it."""


class ClaimFinder:
    """Finds the proposals of one document; `refusals` then holds the triggers that gave none.

    `speaker` tells for a token who says what stands there.
    """

    def __init__(self, clusters: Clusters, speaker: Callable[[int], int | None]) -> None:
        reading = clusters.reading
        self.speaker = speaker
        self.tree = reading.tree
        self.arguments = reading.arguments
        self.lexicon = reading.lexicon
        self.triggers = TriggerMatcher(reading.arguments, reading.lexicon)
        self.phrases = PhraseReader(clusters, self.triggers)
        self.offices = OfficeFinder(self.phrases)
        self.refusals: list[Refusal] = self.offices.refusals
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
            yield from self.offices.of_role(role)

    # -- triggers ------------------------------------------------------------------------------------------------------

    def _at_token(self, i: int) -> Iterator[Proposal]:
        matched = self.triggers.at_token(i)
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

    # -- frames --------------------------------------------------------------------------------------------------------

    def _of_frame(self, match: Match, frame: Frame) -> tuple[list[Proposal], str]:
        for condition in frame.conditions:
            if self._stands(match, condition) is condition.absent:
                amiss = "something" if condition.absent else "nothing"
                return [], f"{amiss} stands as {'|'.join(condition.names)}"
        subjects, objects = self._subjects(match, frame), list[Argument]()
        if frame.pairs:
            pairs = [(a, b) for n, a in enumerate(subjects) for b in subjects[n + 1 :] if a.cluster != b.cluster]
        else:
            objects = (
                self.offices.held_by(subjects)
                if frame.object.names == (OFFICE,)
                else self.phrases.victims(self._fill(match, frame.object))
            )
            pairs = [(a, b) for a in subjects for b in objects if a.cluster != b.cluster]
        if not frame.pairs and objects and all(self.phrases.leaves_open(a) for a in subjects):
            self._undone[match.sense.predicate] = (match.trigger, objects)
        if not pairs:
            missing = frame.object if subjects else frame.subject
            return [], f"no {'|'.join(missing.names)} that can be its argument"
        sense = match.sense
        path = f"{sense.kind} {sense.trigger}: {'|'.join(frame.subject.names)} > {'|'.join(frame.object.names)}"
        return [Proposal(a, sense.predicate, b, match.trigger, path, sense.kind) for a, b in pairs], ""

    def _subjects(self, match: Match, frame: Frame) -> list[Argument]:
        """What fills the first slot: itself, or for a subject who wields the weapon, comes with "of", or acts there."""
        found = self.phrases.wielders(self._fill(match, frame.subject))
        if found or frame.pairs or frame.subject.names[0] != "subj":
            return found
        armed = self.phrases.wielders(self._fill(match, Slot(("subj",), _ARMS)))
        wielders = [a for a in armed if self.phrases.type_of(a) in frame.subject.types]
        return wielders or self._of_phrase(match, frame) or self._adjunct_subject(match, frame.subject)

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
                for a in self.phrases.arguments_at(token, slot.types, licensed=self._licensed(match, token))
            ]
            if found:
                return distinct(found)
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
            verbal = self.tree.pos[match.trigger] in VERBAL
            find = self.arguments.surface_subject if verbal else self.arguments.predicate_subject
            subject = find(self.triggers.whole(match.trigger) if match.copular else match.trigger)
            if match.sense.head.startswith("-") and subject is not None:
                return [subject]  # "the Saudi-led coalition and the Houthis"
            if subject is None and self.tree.dep[match.trigger] == "amod":
                subject = self.tree.head[match.trigger]
            return self.arguments.spread(subject) if subject is not None else []
        if match.copular and name == self.tree.case(self.triggers.whole(match.trigger)):
            return [match.trigger]
        found = self.arguments.fillers(match.trigger, name, match.partner)
        if not found and match.partner is not None and name == "subj":
            found = self.arguments.fillers(match.partner, name)
        if not found and name == "of" and match.sense.kind == "phrase":
            found = self.arguments.fillers(match.trigger, "obj.of", match.partner)
        return found

    def _adjunct_subject(self, match: Match, slot: Slot) -> list[Argument]:
        """Of "Putin said at a meeting with Kim" and "left for talks with Kim" whoever does what the verb says."""
        tree, i = self.tree, match.trigger
        group = Ontology.load().predicates[match.sense.predicate].group
        grave = group in self.lexicon.words["groups.grave"]
        if tree.pos[i] not in ("NOUN", "PROPN"):
            return []
        h, case = tree.head[i], tree.case(i)
        if tree.dep[i] not in ("obl", "nmod") or case not in _ADJUNCT_CASES or (grave and case in _AROUND):
            return []
        helped = self._helped(i, slot) if case == "in" else []
        if helped:
            return helped
        verb = h if tree.pos[h] in VERBAL else next((a for a in tree.ancestors(i)[:3] if tree.pos[a] in VERBAL), None)
        subject = self.arguments.surface_subject(verb) if verb is not None else None
        if subject is None:
            return []
        return [a for t in self.arguments.spread(subject) for a in self.phrases.arguments_at(t, slot.types)]

    def _helped(self, i: int, slot: Slot) -> list[Argument]:
        """Of "support for Iraq in the fight against" and "helped Iraq in its fight" whoever is helped in it."""
        tree = self.tree
        h = tree.head[i]
        helps = any(
            Ontology.load().predicates[sense.predicate].group in _HELP
            for sense in self.lexicon.senses.get(("verb", tree.lemma[h]), ())
        )
        near = [k for k in range(h, i) if tree.case(k) in ("for", "to", "of") or k == h]
        near += [k for k in range(h, i) if helps and tree.dep[k] == "obj"]
        for k in reversed(near):
            if found := self.phrases.arguments_at(k, slot.types):
                return found
        return []
