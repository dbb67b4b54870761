"""Descriptions ("the Russian leader", "both countries", "the Malaysian capital") and what they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.extract.coreference.clusters import ACTORS, STATES, Clusters, Reading
from kg.extract.coreference.salience import FAR, Salience, Wanted
from kg.extract.mentions import Found
from kg.extract.roles import Role
from kg.knowledge import Entry
from kg.lexicon import Sense
from kg.model import EntityType, MentionKind
from kg.names import normal

_GENERIC = {
    "generic.country": frozenset({EntityType.COUNTRY}),
    "generic.group": frozenset({EntityType.ORGANIZATION, EntityType.GROUP}),
    "generic.place": frozenset({EntityType.PLACE}),
    "generic.person": frozenset({EntityType.PERSON}),
    "generic.agreement": frozenset({EntityType.AGREEMENT}),
    "generic.event": frozenset({EntityType.EVENT}),
}
_UNNAMED = ("generic.event", "generic.agreement")
_NAMED_ABOUT = frozenset({EntityType.ORGANIZATION, EntityType.PLACE, EntityType.PERSON, EntityType.WEAPON})


class DescriptionReader:
    """Gives each description the clusters it stands for."""

    def __init__(self, reading: Reading, clusters: Clusters, salience: Salience) -> None:
        self.reading = reading
        self.clusters = clusters
        self.salience = salience
        self._office_heads = {
            role.head for role in reading.roles if any(_serves_a_state(sense) for sense in role.senses)
        }

    def read(self, m: int) -> tuple[int, ...]:
        """The clusters of the description `m`: the first of the ways that gives some, else a new one."""
        for clusters in self._ways(m):
            if clusters:
                return clusters
        return (self.clusters.described(m),)

    def _ways(self, m: int) -> Iterator[tuple[int, ...]]:
        owners = self._owners(self.reading.mentions[m])
        states = tuple(dict.fromkeys(c for c in owners if self.clusters[c].type is EntityType.COUNTRY))
        yield self._government(m, states, owners)
        yield self._homes(m, owners)
        yield self._several(m)
        yield self._bearer(m)
        yield _one(self._apposed(m))
        yield _one(self._office_holder(m, owners))
        yield _one(self._known_holder(m, owners))
        yield _one(self._capital(m, states))
        yield _one(self._fused_name(m))
        yield _one(self._own_body(m, owners))
        yield _one(self._same_description(m))
        yield _one(self._generic(m, owners))

    # -- the build of the phrase ---------------------------------------------------------------------------------------

    def _definite(self, found: Found) -> bool:
        tree, words = self.reading.tree, self.reading.words["definite"]
        if tree.child(found.head, "nmod:poss") is not None:
            return True
        inside = range(found.start, found.end)
        return any(tree.lower[k] in words for t in inside for k in tree.children(t, "det", "det:predet"))

    def _owners(self, found: Found) -> list[int]:
        """The entities named by possessor, nationality, "of" or "in" of the description."""
        tree, owners = self.reading.tree, list[int]()
        for k in tree.kids[found.head]:
            dep = tree.dep[k]
            if dep in ("nmod:poss", "amod", "compound") or (dep == "nmod" and tree.case(k) in ("of", "in")):
                owners += [c for t in self.reading.arguments.spread(k) for c in self.clusters.at_token(t)]
        return owners

    # -- the ways ------------------------------------------------------------------------------------------------------

    def _known_holder(self, m: int, owners: list[int]) -> int | None:
        """Of "the Russian president" who is known to have held the office, if the text names him.

        That is who held it on the text's date, else the only one named before who held it at any time.
        """
        found, knowledge = self.reading.mentions[m], self.reading.knowledge
        role = self.reading.role_at.get(found.head)
        bodies = [entry for c in owners if (entry := self.clusters[c].entry) is not None]
        if role is None or found.plural or not bodies or not self._definite(found):
            return None
        for sense in role.senses:
            holder = knowledge.holder(sense.trigger, bodies[0].id, self.reading.date)
            if holder is not None and (named := self.clusters.find(holder.id)) is not None:
                return named
        offices = {name for sense in role.senses for name in knowledge.offices(sense.trigger, bodies[0].id)}
        return self._past_holder(found, offices, bodies[0])

    def _past_holder(self, found: Found, offices: set[str], body: Entry) -> int | None:
        held = [
            c
            for c, cluster in enumerate(self.clusters.all)
            if cluster.entry is not None
            and cluster.mentions
            and self.reading.mentions[min(cluster.mentions)].head < found.head
            and any(o.office in offices and o.where == body.id for o in cluster.entry.offices)
        ]
        return held[0] if len(held) == 1 else None

    def _government(self, m: int, states: tuple[int, ...], owners: list[int]) -> tuple[int, ...]:
        """ "The Syrian government" and officials without a name stand for their state."""
        found = self.reading.mentions[m]
        if self.reading.tree.lemma[found.head] in self.reading.words["government"]:
            bodies = [c for c in owners if self.clusters[c].named and self.clusters[c].type is EntityType.ORGANIZATION]
            return states or tuple(dict.fromkeys(bodies))
        if not states and found.type is EntityType.GROUP and (fighters := self._fighters(m)):
            return fighters
        role = self.reading.role_at.get(found.head)
        official = role is not None and role.path == "description" and found.head in self._office_heads
        people = found.type in (EntityType.PERSON, EntityType.GROUP)
        named = self._office_holder(m, owners) is not None or self._known_holder(m, owners) is not None
        return states if official and people and not named else ()

    def _homes(self, m: int, owners: list[int]) -> tuple[int, ...]:
        """Of "his country", "her government" and "their countries" the states of those persons."""
        found, words = self.reading.mentions[m], self.reading.words
        lemma = self.reading.tree.lemma[found.head]
        if lemma not in words["generic.country"] and lemma not in words["government"]:
            return ()
        homes = [self._home(c) for c in owners] or self._home_of_official(found)
        known = tuple(dict.fromkeys(home for home in homes if home is not None))
        own = any(self.reading.tree.tag[k] == "PRP$" for k in self.reading.tree.children(found.head, "nmod:poss"))
        complete = None not in homes and (len(known) > 1 or not found.plural)  # "our countries" are ours and yours
        return known if known and own and complete else ()

    def _own_body(self, m: int, owners: list[int]) -> int | None:
        """Of "her party" and "his organisation" the body in which that person is known, or said, to hold an office."""
        tree, found = self.reading.tree, self.reading.mentions[m]
        owner = tree.child(found.head, "nmod:poss")
        if owner is None or tree.tag[owner] != "PRP$" or len(owners) != 1 or found.plural:
            return None
        if tree.lemma[found.head] not in self.reading.words["generic.group"] or found.type not in STATES:
            return None
        return self.clusters.body(owners[0])

    def _home_of_official(self, found: Found) -> list[int | None]:
        """Of "Somalia's president said his government would ..." Somalia: an official without a name stands for it."""
        tree, mentions = self.reading.tree, self.reading.mentions
        start = tree.sentences[tree.sentence_of[found.head]][0]
        for k in range(len(mentions) - 1, -1, -1):
            one = mentions[k]
            if not start <= one.head < found.start or one.type is not EntityType.PERSON:
                continue
            states = [c for c in self.clusters.refers[k] if self.clusters[c].type is EntityType.COUNTRY]
            if one.kind is MentionKind.NOMINAL and states:
                return [*states]
        return []

    def _home(self, c: int) -> int | None:
        if self.clusters[c].type is EntityType.COUNTRY:
            return c
        return self.clusters.home(c) if self.clusters[c].type is EntityType.PERSON else None

    def _fighters(self, m: int) -> tuple[int, ...]:
        """Of "Taliban fighters" the Taliban: armed people before whose noun the name of their body stands."""
        tree, found = self.reading.tree, self.reading.mentions[m]
        if tree.lemma[found.head] not in self.reading.words["fighters"]:
            return ()
        named = [c for k in tree.children(found.head, "compound", "amod") for c in self.clusters.at_token(k)]
        bodies = [c for c in named if self.clusters[c].named and self.clusters[c].type is EntityType.ORGANIZATION]
        return tuple(dict.fromkeys(bodies))

    def _several(self, m: int) -> tuple[int, ...]:
        """Of "the two leaders" and "both countries" those of the last sentences that the text tells most of."""
        tree, words, found = self.reading.tree, self.reading.words, self.reading.mentions[m]
        before = tree.children(found.head, "nummod", "det", "det:predet")
        counters = [k for k in before if tree.lower[k] in words["both" if found.plural else "either"]]
        if not counters or (found.plural and not self._definite(found)):
            return ()
        wanted, count = self._type_of_several(found), _number(tree.lower[counters[0]])
        here, told = tree.sentence_of[found.head], Counter[int]()
        for k in range(m - 1, -1, -1):
            far = here - tree.sentence_of[self.reading.mentions[k].head]
            for c in () if self.reading.mentions[k].head in self.reading.dateline else self.clusters.refers[k]:
                if self.clusters[c].type is wanted and self.clusters[c].named and (far <= FAR or c in told):
                    told[c] += 1
        chosen = [c for c, _ in told.most_common(count)]
        return tuple(sorted(chosen)) if len(chosen) >= 2 else ()

    def _type_of_several(self, found: Found) -> EntityType:
        lemma, words = self.reading.tree.lemma[found.head], self.reading.words
        if lemma in words["generic.country"] or lemma in words["sides"]:
            return EntityType.COUNTRY
        if lemma in words["generic.person"] or lemma in self.reading.lexicon.roles:
            return EntityType.PERSON
        return found.type

    def _bearer(self, m: int) -> tuple[int, ...]:
        """A role in a title or apposition stands for who is named with it."""
        role = self.reading.role_at.get(self.reading.mentions[m].head)
        if role is None or role.bearer is None or role.path not in ("title", "apposition"):
            return ()
        return self.clusters.refers[role.bearer]

    def _apposed(self, m: int) -> int | None:
        """Of "Hans Island, a barren rock" the island: a description set beside a name of its kind, or said of it."""
        tree, found = self.reading.tree, self.reading.mentions[m]
        beside = tree.head[found.head] if tree.dep[found.head] == "appos" else None
        if tree.child(found.head, "cop") is not None and tree.child(found.head, "advmod") is None:
            beside = tree.child(found.head, "nsubj")  # "The HQ-9 is a missile that China developed"
        named = self.reading.at.get(beside) if beside is not None else None
        single = tree.child(found.head, "det", "nmod:poss") is not None and tree.child(found.head, "conj") is None
        if named is None or not single or found.plural or len(self.clusters.refers[named]) != 1:
            return None
        other = self.clusters.refers[named][0]
        behind = self.reading.mentions[named].head < found.head
        fits = found.vague or found.type is self.clusters[other].type
        is_name = self.reading.mentions[named].kind is MentionKind.NAME
        return other if is_name and behind and fits else None

    def _office_holder(self, m: int, owners: list[int]) -> int | None:
        """Of "the Russian leader" the person whom the text gives such an office in Russia."""
        tree, found = self.reading.tree, self.reading.mentions[m]
        role = self.reading.role_at.get(found.head)
        people = found.type in (EntityType.PERSON, EntityType.GROUP)
        if role is None or not people or found.plural or not (self._definite(found) or self._as_a_name(role)):
            return None
        predicates = {sense.predicate for sense in role.senses}
        fitting, same, same_title, same_office = list[int](), list[int](), list[int](), list[int]()
        for other in self.reading.roles:
            if other.bearer is None or other.path == "description" or not self.clusters.refers[other.bearer]:
                continue
            scopes = {c for _, s in other.scopes for c in self.clusters.refers[s]}
            shares = any(sense.predicate in predicates for sense in other.senses)
            words = {tree.lemma[t] for t in range(role.start, role.end) if tree.pos[t] != "PUNCT"}
            same_word = other.head < found.head and not words.isdisjoint(tree.lemma[other.start : other.end])
            bearer = self.clusters.refers[other.bearer][0]
            general = tree.lemma[found.head] in self.reading.words["role.general"]
            alike = shares and (general or not words.isdisjoint(tree.lemma[other.start : other.end]))
            if (alike and scopes & set(owners)) if owners else same_word:
                fitting.append(bearer)
                if other.senses == role.senses:
                    same.append(bearer)
            if not owners and _same_office(role, other):
                (same_title if other.senses is role.senses else same_office).append(bearer)
        for bearers in (same_title, same_office):
            if len(set(bearers)) == 1:  # also one who is named only later: "The secretary ... Secretary John Smith"
                return bearers[0]
        return self.clusters.nearest(list(dict.fromkeys(same or fitting)), found.head)

    def _as_a_name(self, role: Role) -> bool:
        """Whether an office is written with capitals, as headlines do without an article: "Foreign Secretary joins"."""
        return all(self.reading.tree.doc[t].text[0].isupper() for t in (role.start, role.head))

    def _capital(self, m: int, states: tuple[int, ...]) -> int | None:
        """The city that "the Malaysian capital" is, or "the capital" of the country told of most, else named last."""
        found = self.reading.mentions[m]
        word = self.reading.tree.lemma[found.head] in self.reading.words["capital"]
        if not word or found.plural or not self._definite(found):
            return None
        state = states[0] if states else self.clusters.topic_country(found.head)
        if state is None:
            state = self.salience.antecedent(m, Wanted(frozenset({EntityType.COUNTRY})))
        entry = self.clusters[state].entry if state is not None else None
        city = self.reading.knowledge.get(entry.capital) if entry is not None else None
        return self.clusters.known(city) if city is not None else None

    def _fused_name(self, m: int) -> int | None:
        """Of "the TASS news agency", "the city of Raqqa" and "Anbar province" the name says all."""
        found = self.reading.mentions[m]
        if found.type not in _NAMED_ABOUT and not found.vague:
            return None
        for k in self.reading.tree.kids[found.head]:
            named = self.reading.at.get(k)
            if named is None or self.reading.mentions[named].kind is not MentionKind.NAME:
                continue
            if self.clusters.refers[named] and self._fuses(found, k):
                other = self.clusters.refers[named][0]
                if found.type is EntityType.PLACE:
                    other = self.clusters.place_of.get(named, other)
                kind = self.clusters[other].type
                if kind is found.type or (found.vague and kind is EntityType.PERSON):
                    return other
        return None

    def _fuses(self, found: Found, k: int) -> bool:
        tree = self.reading.tree
        dep = tree.dep[k]
        if k < found.head:
            return dep in ("compound", "nmod:desc", "flat") and found.type is not EntityType.PERSON and not found.vague
        if dep in ("appos", "flat", "nmod:desc"):
            return k == found.end or self._definite(found)
        bare = found.start == found.head and found.type is EntityType.PLACE
        return dep == "nmod" and tree.case(k) == "of" and bare

    def _same_description(self, m: int) -> int | None:
        """A description met before with the same words, or a definite one with the same head."""
        found = self.reading.mentions[m]
        same = self.clusters.find(f"{found.type}:{_label(found).lower()}")
        if same is not None or found.type is EntityType.PERSON or not self._definite(found):
            return same
        lemma, short = self.reading.tree.lemma[found.head], normal(found.label)
        for c in range(len(self.clusters.all) - 1, -1, -1):
            cluster = self.clusters[c]
            if cluster.type is not found.type or not cluster.mentions:
                continue
            last, label = self.reading.mentions[cluster.mentions[-1]], normal(cluster.label)
            agrees = last.head <= found.head and last.plural == found.plural
            alike = cluster.head == lemma or label.endswith(short)
            if agrees and alike and set(short.split()) <= set(label.split()):
                return c
        return None

    def _generic(self, m: int, owners: list[int]) -> int | None:
        """Of "the country", "the group", "the agreement" the most salient of that kind."""
        found = self.reading.mentions[m]
        regions = (EntityType.PLACE, EntityType.GROUP)  # "the Southeast Asian nation" is nobody's
        owned = any(self.clusters[c].entry is not None or self.clusters[c].type not in regions for c in owners)
        if owned or found.plural or not self._definite(found):
            return None
        bare = found.start == found.head
        if not bare and not self._only_coloured(found):
            return None
        lemma, widened = self.reading.tree.lemma[found.head], _widened(found.type)
        for name, types in _GENERIC.items():
            if lemma in self.reading.words[name] and types & widened:
                recent = Wanted(types, named=name not in _UNNAMED, near=not bare, noun=lemma)
                return self.salience.antecedent(m, recent)
        return None

    def _only_coloured(self, found: Found) -> bool:
        """Whether the words before the noun tell of a known one ("the rebel group"), not which of several it is."""
        tree = self.reading.tree
        inside = (
            self.reading.mentions[self.reading.at[k]] for k in range(found.start, found.head) if k in self.reading.at
        )
        named = any(one.entry is not None or tree.dep[one.head] != "amod" for one in inside)
        complements = tree.children(found.head, "nmod", "acl", "acl:relcl")
        return tree.lemma[found.head] in self.reading.words["generic.modified"] and not (named or complements)


def _same_office(one: Role, other: Role) -> bool:
    """Whether the ontology has two offices on one line: the ambassador is the envoy."""
    return bool(one.senses and other.senses) and one.senses[0].frames is other.senses[0].frames


def _serves_a_state(sense: Sense) -> bool:
    """Whether a role is one within a state; an ally of a state, which has the state as its ally too, is not."""
    frames = [frame for alternative in sense.frames for frame in alternative]
    return any(EntityType.COUNTRY in f.object.types for f in frames) and not any(f.pairs for f in frames)


def _one(cluster: int | None) -> tuple[int, ...]:
    return (cluster,) if cluster is not None else ()


def _label(found: Found) -> str:
    return found.long_label or found.label


def _widened(kind: EntityType) -> frozenset[EntityType]:
    return STATES | ACTORS if kind in ACTORS else frozenset({kind})


def _number(word: str) -> int:
    return {"three": 3, "four": 4, "3": 3, "4": 4}.get(word, 2)
