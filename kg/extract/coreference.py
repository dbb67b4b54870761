"""Which mentions of a document refer to the same entity: names, descriptions and pronouns.

Names come first, in text order; then each description and pronoun looks back for what it stands for. A mention can stand
for several entities ("the two leaders"), and the name of a capital has two readings: the government and the city.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from kg.extract.arguments import Arguments
from kg.extract.mentions import Found
from kg.extract.roles import Role, mention_at
from kg.extract.tree import Tree
from kg.knowledge import Entry, KnowledgeBase
from kg.lexicon import Lexicon
from kg.model import EntityType, MentionKind

_FAR = 5  # sentences a pronoun looks back
_ACTORS = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GROUP})
_STATES = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION})
_THINGS = frozenset(EntityType) - {EntityType.PERSON}
_GENERIC = {
    "generic.country": frozenset({EntityType.COUNTRY}),
    "generic.group": frozenset({EntityType.ORGANIZATION, EntityType.GROUP}),
    "generic.place": frozenset({EntityType.PLACE}),
    "generic.person": frozenset({EntityType.PERSON}),
    "generic.agreement": frozenset({EntityType.AGREEMENT}),
    "generic.event": frozenset({EntityType.EVENT}),
}


@dataclass
class Cluster:
    """An entity of the document in the making; `mentions` are positions in the list of mentions."""

    label: str
    type: EntityType
    entry: Entry | None = None
    named: bool = True
    feminine: bool | None = None
    head: str = ""
    mentions: list[int] = field(default_factory=list)


class Coreference:
    """The clusters of one document: `refers[m]` are the clusters of mention `m`, `place_of[m]` its reading as a place."""

    def __init__(
        self,
        tree: Tree,
        arguments: Arguments,
        mentions: list[Found],
        roles: list[Role],
        lexicon: Lexicon,
        knowledge: KnowledgeBase,
    ) -> None:
        self.tree = tree
        self.arguments = arguments
        self.mentions = mentions
        self.lexicon = lexicon
        self.knowledge = knowledge
        self.words = lexicon.words
        self.at = mention_at(mentions)
        self.clusters: list[Cluster] = []
        self.refers: list[tuple[int, ...]] = [()] * len(mentions)
        self.place_of: dict[int, int] = {}
        self.speaker_of: dict[int, int] = {}  # token -> mention that speaks there; set by kg.extract.source
        self._by_key: dict[str, int] = {}
        self._roles = roles
        self._role_at = {role.head: role for role in roles}
        self._office_heads = {
            role.head
            for role in roles
            if any(EntityType.COUNTRY in f.object.types for s in role.senses for a in s.frames for f in a)
        }

    def resolve(self) -> None:
        """Fill `clusters`, `refers` and `place_of`."""
        order = sorted(range(len(self.mentions)), key=lambda m: (-_name_words(self.mentions[m]), m))
        for m in order:
            if self.mentions[m].kind is MentionKind.NAME:
                self._name(m)
        for m, found in enumerate(self.mentions):
            if found.kind is MentionKind.NOMINAL:
                self._assign(m, self._nominal(m))
            elif found.kind is MentionKind.PRONOUN:
                self._assign(m, self._pronoun(m))
        for cluster in self.clusters:
            cluster.mentions.sort()

    def _assign(self, m: int, clusters: tuple[int, ...]) -> None:
        self.refers[m] = clusters
        if len(clusters) == 1:
            self.clusters[clusters[0]].mentions.append(m)

    def _new(self, key: str, cluster: Cluster) -> int:
        self.clusters.append(cluster)
        self._by_key.setdefault(key, len(self.clusters) - 1)
        return len(self.clusters) - 1

    def known_here(self, entry_id: str) -> int | None:
        """The cluster of an entry of the knowledge base, if the document mentions it."""
        return self._by_key.get(entry_id)

    def topic_country(self, token: int) -> int | None:
        """The country named most up to the sentence of `token`, the nearest of several."""
        last = self.tree.sentence_of[token]
        counts: Counter[int] = Counter()
        for m, found in enumerate(self.mentions):
            if self.tree.sentence_of[found.head] <= last and found.kind is MentionKind.NAME:
                counts.update(c for c in self.refers[m] if self.clusters[c].type is EntityType.COUNTRY)
        best = counts.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None

    # -- names ---------------------------------------------------------------------------------------------------------

    def _name(self, m: int) -> None:
        found = self.mentions[m]
        cluster = self._known(found.entry) if found.entry is not None else self._unknown(m)
        self.refers[m] = (cluster,)
        if found.place is not None:
            self.place_of[m] = self._known(found.place)
            if self.reads_as_place(m):
                self.refers[m] = (self.place_of[m],)
        self.clusters[self.refers[m][0]].mentions.append(m)

    def _known(self, entry: Entry) -> int:
        found = self._by_key.get(entry.id)
        return found if found is not None else self._new(entry.id, Cluster(entry.label, entry.type, entry))

    def _unknown(self, m: int) -> int:
        found = self.mentions[m]
        key = f"{found.type}:{normal(found.label)}"
        if key in self._by_key:
            return self._by_key[key]
        other = self._longer_person(found) if found.type is EntityType.PERSON else self._longer_name(m)
        if other is not None:
            self._by_key[key] = other
            return other
        return self._new(key, Cluster(found.label, found.type))

    def _longer_person(self, found: Found) -> int | None:
        """The person of whose fuller name this is a part; the latest one named before, if there are several."""
        words = set(normal(found.label).split())
        candidates = [
            c
            for c, cluster in enumerate(self.clusters)
            if cluster.type is EntityType.PERSON
            and any(words <= set(normal(form).split()) for form in self._forms(cluster))
        ]
        return self._nearest(candidates, found.head)

    def _forms(self, cluster: Cluster) -> list[str]:
        forms = [cluster.label, *(self.mentions[k].label for k in cluster.mentions)]
        return forms if cluster.entry is None else [*forms, *cluster.entry.names]

    def _nearest(self, candidates: list[int], token: int) -> int | None:
        if not candidates:
            return None

        def distance(c: int) -> tuple[bool, int]:
            heads = [self.mentions[k].head for k in self.clusters[c].mentions]
            before = [token - h for h in heads if h <= token]
            return (not before, min(before) if before else min((h - token for h in heads), default=len(self.tree)))

        return min(candidates, key=distance)

    def _longer_name(self, m: int) -> int | None:
        """An organization or place by its acronym in brackets, its initials, or the end of its full name."""
        found = self.mentions[m]
        bracketed = self._bracketed(m)
        if bracketed is not None:
            return bracketed
        own = normal(found.label)
        for c, cluster in enumerate(self.clusters):
            if cluster.type is EntityType.PERSON or cluster.type is not found.type:
                continue
            for form in self._forms(cluster):
                if found.label.isupper() and len(found.label) > 1 and found.label.replace(".", "") == initials(form):
                    return c
                if " " in own and normal(form).endswith(" " + own):
                    return c
        return None

    def _bracketed(self, m: int) -> int | None:
        """Of "the Economic Community ... (ECOWAS)" the second name is the first's."""
        found = self.mentions[m]
        before = found.start - 1
        if before < 1 or self.tree.lower[before] != "(" or before - 1 not in self.at:
            return None
        other = self.at[before - 1]
        full = self.mentions[other]
        same = full.type is found.type or (full.type in _STATES and found.type in _STATES)
        if other == m or not same or not self.refers[other] or found.type is EntityType.PERSON:
            return None
        letters = initials(full.label).lower()
        short = normal(found.label).replace(" ", "")
        return self.refers[other][0] if short[:1] == letters[:1] else None

    def reads_as_place(self, m: int) -> bool:
        """Whether the name of a capital stands for the city here: "in Moscow", "the Moscow summit"."""
        tree, found = self.tree, self.mentions[m]
        head = tree.first_conjunct(found.head)
        case = tree.case(head)
        if case in self.words["place.prepositions"]:
            return True
        if case in self.words["motion.prepositions"]:
            return tree.pos[tree.head[head]] in ("VERB", "NOUN") and self._moves(tree.head[head])
        if tree.dep[head] == "obj" and self._moves(tree.head[head]):
            return True
        if tree.dep[head] == "compound":
            return self.lexicon.nouns.get(tree.lemma[tree.head[head]]) in (EntityType.EVENT, EntityType.PLACE)
        return tree.dep[head] in ("appos", "nmod:unmarked", "root") and case == "" and not tree.kids[head]

    def _moves(self, verb: int) -> bool:
        """Whether the verb or noun asks for a place: the lexicon has a frame for it whose object is a location."""
        kind = "noun" if self.tree.pos[verb] in ("NOUN", "PROPN") else "verb"
        for sense in self.lexicon.senses.get((kind, self.tree.lemma[verb]), ()):
            for alternative in sense.frames:
                if any(not frame.object.types & {EntityType.PERSON, EntityType.ORGANIZATION} for frame in alternative):
                    return True
        return False

    # -- descriptions --------------------------------------------------------------------------------------------------

    def _nominal(self, m: int) -> tuple[int, ...]:
        found, tree = self.mentions[m], self.tree
        lemma = tree.lemma[found.head]
        definite = self._is_definite(found)
        owners = self._owners(found)
        states = tuple(dict.fromkeys(c for c in owners if self.clusters[c].type is EntityType.COUNTRY))
        if states and (lemma in self.words["government"] or self._is_unnamed_official(m)):
            return states
        if found.plural and self._is_both(found) and (several := self._several(m, lemma)):
            return several
        role = self._role_at.get(found.head)
        if (
            role is not None
            and role.path in ("title", "apposition")
            and role.bearer is not None
            and self.refers[role.bearer]
        ):
            return self.refers[role.bearer]
        if (
            found.type in (EntityType.PERSON, EntityType.GROUP)
            and (holder := self._office_holder(m, owners)) is not None
        ):
            return (holder,)
        capital = self._capital(lemma, definite, states, m)
        if capital is not None:
            return (capital,)
        fused = self._fused_name(m)
        if fused is not None:
            return (fused,)
        same = self._same_description(m, definite, owners)
        if same is not None:
            return (same,)
        if definite and not owners and not found.plural:
            generic = self._generic(m, lemma)
            if generic is not None:
                return (generic,)
        label = self._describe(found)
        return (self._new(f"{found.type}:{label.lower()}", Cluster(label, found.type, named=False, head=lemma)),)

    def _describe(self, found: Found) -> str:
        return found.long_label or found.label

    def _is_definite(self, found: Found) -> bool:
        tree = self.tree
        return (
            any(
                tree.lower[k] in self.words["definite"]
                for t in range(found.start, found.end)
                for k in tree.children(t, "det", "det:predet")
            )
            or tree.child(found.head, "nmod:poss") is not None
        )

    def _owners(self, found: Found) -> list[int]:
        """The entities named by possessor, nationality, "of" or "in" of the description."""
        tree, owners = self.tree, []
        for k in tree.kids[found.head]:
            linked = tree.dep[k] in ("nmod:poss", "amod", "compound") or (
                tree.dep[k] == "nmod" and tree.case(k) in ("of", "in")
            )
            for t in self.arguments.spread(k) if linked else ():
                owners += self.refers[self.at[t]] if t in self.at else ()
        return owners

    def _capital(self, lemma: str, definite: bool, states: tuple[int, ...], m: int) -> int | None:
        """The city that "the Malaysian capital" is, or "the capital" of the country named last."""
        if lemma not in self.words["capital"] or not definite or self.mentions[m].plural:
            return None
        state = states[0] if states else self._antecedent(m, frozenset({EntityType.COUNTRY}))
        entry = self.clusters[state].entry if state is not None else None
        city = self.knowledge.get(entry.capital) if entry is not None else None
        return self._known(city) if city is not None else None

    def _fused_name(self, m: int) -> int | None:
        """Of "the TASS news agency", "the city of Raqqa" and "Anbar province" the name says all."""
        tree, found = self.tree, self.mentions[m]
        if found.type not in (EntityType.ORGANIZATION, EntityType.PLACE, EntityType.PERSON) and not found.vague:
            return None
        for k in tree.kids[found.head]:
            named = self.at.get(k)
            if named is None or self.mentions[named].kind is not MentionKind.NAME or not self.refers[named]:
                continue
            before = (
                tree.dep[k] in ("compound", "nmod:desc", "flat")
                and k < found.head
                and found.type is not EntityType.PERSON
            )
            after = (
                tree.dep[k] in ("appos", "flat", "nmod:desc")
                and k > found.head
                and (self._is_definite(found) or k == found.end)
            )
            of = (
                tree.dep[k] == "nmod"
                and tree.case(k) == "of"
                and found.type is EntityType.PLACE
                and found.start == found.head
            )
            other = (
                self.place_of.get(named, self.refers[named][0])
                if found.type is EntityType.PLACE
                else self.refers[named][0]
            )
            person = found.vague and after and self.clusters[other].type is EntityType.PERSON
            if (before or after or of) and (self.clusters[other].type is found.type or person):
                return other
        return None

    def _is_unnamed_official(self, m: int) -> bool:
        """Whether the description is of officials whom the text does not name: they stand for their state."""
        found = self.mentions[m]
        role = self._role_at.get(found.head)
        if role is None or found.type not in (EntityType.PERSON, EntityType.GROUP) or role.path != "description":
            return False
        return self._office_holder(m, self._owners(found)) is None and found.head in self._office_heads

    def _office_holder(self, m: int, owners: list[int]) -> int | None:
        """Of "the Russian leader" the person whom the text gives such an office in Russia."""
        found = self.mentions[m]
        role = self._role_at.get(found.head)
        if role is None or found.plural or not self._is_definite(found):
            return None
        predicates = {sense.predicate for sense in role.senses}
        fitting = []
        for other in self._roles:
            if other.bearer is None or other.path == "description" or not self.refers[other.bearer]:
                continue
            scopes = [c for _, s in other.scopes for c in self.refers[s]]
            shares = {sense.predicate for sense in other.senses} & predicates
            word = self.tree.lemma[other.end - 1] == self.tree.lemma[role.end - 1]
            if (owners and shares and set(owners) & set(scopes)) or (not owners and word and other.head < found.head):
                fitting.append(self.refers[other.bearer][0])
        return self._nearest(list(dict.fromkeys(fitting)), found.head)

    def _is_both(self, found: Found) -> bool:
        tree = self.tree
        counted = any(
            tree.lower[k] in self.words["both"] for k in tree.children(found.head, "nummod", "det", "det:predet")
        )
        return counted and self._is_definite(found)

    def _several(self, m: int, lemma: str) -> tuple[int, ...]:
        """Of "the two leaders" and "both countries" those of the last sentences that the text tells most of."""
        tree, found = self.tree, self.mentions[m]
        wanted = EntityType.COUNTRY if lemma in self.words["generic.country"] | {"side", "party"} else found.type
        if lemma in self.words["generic.person"] or lemma in self.lexicon.roles:
            wanted = EntityType.PERSON
        count = next((_number(tree.lower[k]) for k in tree.children(found.head, "nummod")), 2)
        here = tree.sentence_of[found.head]
        told: Counter[int] = Counter()
        for k in range(m - 1, -1, -1):
            far = here - tree.sentence_of[self.mentions[k].head]
            for c in self.refers[k]:
                if self.clusters[c].type is wanted and self.clusters[c].named and (far <= _FAR or c in told):
                    told[c] += 1
        chosen = [c for c, _ in told.most_common(count)]
        return tuple(sorted(chosen)) if len(chosen) >= 2 else ()

    def _same_description(self, m: int, definite: bool, owners: list[int]) -> int | None:
        """A description met before with the same words, or a definite one with the same head."""
        found = self.mentions[m]
        key = f"{found.type}:{self._describe(found).lower()}"
        if key in self._by_key:
            return self._by_key[key]
        if not definite or found.type is EntityType.PERSON:
            return None
        lemma = self.tree.lemma[found.head]
        short = normal(found.label)
        for c in range(len(self.clusters) - 1, -1, -1):
            cluster = self.clusters[c]
            if cluster.type is not found.type or not cluster.mentions:
                continue
            last = self.mentions[cluster.mentions[-1]]
            if last.head > found.head or last.plural != found.plural:
                continue
            words = set(normal(cluster.label).split())
            if (cluster.head == lemma or normal(cluster.label).endswith(short)) and set(short.split()) <= words:
                return c
        return None

    def _generic(self, m: int, lemma: str) -> int | None:
        found = self.mentions[m]
        for name, types in _GENERIC.items():
            if (
                lemma in self.words[name]
                and found.start == found.head
                and types & {found.type, *self._widened(found.type)}
            ):
                return self._antecedent(m, types, named=name != "generic.event")
        return None

    def _widened(self, kind: EntityType) -> frozenset[EntityType]:
        return _STATES | {EntityType.GROUP} if kind in _ACTORS else frozenset({kind})

    # -- pronouns ------------------------------------------------------------------------------------------------------

    def _pronoun(self, m: int) -> tuple[int, ...]:
        word = self.tree.lower[self.mentions[m].head]
        if word in self.words["pronoun.speaker"]:
            speaker = self.speaker_of.get(self.mentions[m].head)
            if speaker is None:
                return ()
            return self._represented(speaker) if word in self.words["pronoun.we"] else self.refers[speaker]
        if word in self.words["pronoun.person"]:
            chosen = self._antecedent(
                m, frozenset({EntityType.PERSON}), feminine=word in self.words["pronoun.feminine"]
            )
        elif word in self.words["pronoun.plural"]:
            joint = self._joint_subject(m)
            if joint:
                return joint
            chosen = self._antecedent(m, _ACTORS, plural=True)
        else:
            chosen = self._antecedent(m, _STATES, named=True)
            if chosen is None:
                chosen = self._antecedent(m, _THINGS)
        return (chosen,) if chosen is not None else ()

    def _represented(self, speaker: int) -> tuple[int, ...]:
        """For whom a speaker says "we": the state or body of the office that the text gives him, else himself."""
        for role in self._roles:
            if (
                role.bearer is not None
                and self.refers[role.bearer] == self.refers[speaker]
                and role.path != "description"
            ):
                for _, scope in role.scopes:
                    states = tuple(c for c in self.refers[scope] if self.clusters[c].type in _STATES)
                    if states:
                        return states
        for c in self.refers[speaker]:
            entry = self.clusters[c].entry
            for country in entry.countries if entry is not None and entry.type is EntityType.PERSON else ():
                if country in self._by_key:
                    return (self._by_key[country],)
        return self.refers[speaker]

    def _joint_subject(self, m: int) -> tuple[int, ...]:
        """For "they": the coordinated subjects of the clause before, when there are several."""
        here = self.tree.sentence_of[self.mentions[m].head]
        for k in range(m - 1, -1, -1):
            found = self.mentions[k]
            if here - self.tree.sentence_of[found.head] > 1:
                break
            if self.tree.dep[found.head] in ("nsubj", "nsubj:pass"):
                if len(self.refers[k]) > 1:
                    return self.refers[k]
                heads = self.arguments.spread(found.head)
                joint = [c for h in heads if h in self.at for c in self.refers[self.at[h]]]
                return tuple(dict.fromkeys(joint)) if len(joint) > 1 else ()
        return ()

    def _antecedent(
        self,
        m: int,
        types: frozenset[EntityType],
        *,
        named: bool = False,
        plural: bool = False,
        feminine: bool | None = None,
    ) -> int | None:
        """The most salient entity of these types before the mention: near, subject, often named."""
        found, tree = self.mentions[m], self.tree
        here = tree.sentence_of[found.head]
        counts = Counter(c for k in range(m) for c in self.refers[k])
        excluded = self._co_arguments(m)
        best: tuple[float, int] | None = None
        for k in range(m - 1, -1, -1):
            other = self.mentions[k]
            far = here - tree.sentence_of[other.head]
            if far > _FAR:
                break
            for c in self.refers[k]:
                cluster = self.clusters[c]
                if other.vague:
                    continue
                if cluster.type not in types or c in excluded or (named and not cluster.named):
                    continue
                if feminine is not None and cluster.feminine is not None and cluster.feminine != feminine:
                    continue
                score = self._salience(other, far, counts[c], plural)
                if best is None or score > best[0]:
                    best = (score, c)
        if best is None:
            return None
        if feminine is not None:
            self.clusters[best[1]].feminine = feminine
        return best[1]

    def _salience(self, other: Found, far: int, count: int, plural: bool) -> float:
        tree = self.tree
        dep = tree.dep[tree.first_conjunct(other.head)]
        score = -1.5 * far + 0.3 * min(count, 5)
        score += {"nsubj": 2.0, "nsubj:pass": 2.0, "obj": 0.6, "nmod:poss": 0.2}.get(dep, 0.0)
        if other.adjective and dep in ("amod", "compound", "nmod:desc"):
            score -= 1.0
        if plural:
            score += 1.0 if other.plural else -0.5
        return score

    def _co_arguments(self, m: int) -> set[int]:
        """The entities that stand beside a pronoun under the same verb: in "he met Kim" he is not Kim."""
        tree, found = self.tree, self.mentions[m]
        if tree.tag[found.head] == "PRP$" or tree.lower[found.head] in self.words["pronoun.reflexive"]:
            return set()
        verb = tree.head[found.head]
        siblings = [s for k in tree.kids[verb] if k != found.head for s in [k, *tree.children(k, "conj")]]
        subject = self.arguments.surface_subject(verb)
        if subject is not None and subject != found.head:
            siblings += self.arguments.spread(subject)
        return {c for s in siblings if s in self.at for c in self.refers[self.at[s]]}


def normal(text: str) -> str:
    """A name for comparing: accents, hyphens, dots and case taken off."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return re.sub(r"[^\w]+", " ", plain.replace("'", "")).strip().lower()


def initials(name: str) -> str:
    """The capital letters that a name's words begin with: "United Nations Security Council" gives UNSC."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())


def _name_words(found: Found) -> int:
    """Longer names of persons are read first, since shorter ones refer to them."""
    if found.kind is not MentionKind.NAME:
        return 0
    return min(len(found.label.split()), 4) if found.entry is None else 5


def _number(word: str) -> int:
    return {"two": 2, "three": 3, "four": 4, "both": 2, "2": 2, "3": 3, "4": 4}.get(word, 2)
