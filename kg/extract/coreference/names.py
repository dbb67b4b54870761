"""Names of one document: a full name introduces, shorter forms refer; a capital may stand for its government."""

from __future__ import annotations

import re

from kg.extract.coreference.clusters import STATES, Cluster, Clusters, Reading
from kg.extract.mentions import Found
from kg.model import EntityType, MentionKind
from kg.names import normal, short_for


class NameReader:
    """Gives each name its cluster."""

    def __init__(self, reading: Reading, clusters: Clusters) -> None:
        self.reading = reading
        self.clusters = clusters

    def read(self) -> None:
        """Assign all names, longer ones first, since shorter ones refer to them."""
        mentions = self.reading.mentions
        for m in sorted(range(len(mentions)), key=lambda m: (-_length(mentions[m]), m)):
            if mentions[m].kind is MentionKind.NAME:
                self._name(m)

    def _name(self, m: int) -> None:
        found = self.reading.mentions[m]
        cluster = self.clusters.known(found.entry) if found.entry is not None else self._unknown(m)
        if found.place is not None:
            self.clusters.place_of[m] = self.clusters.known(found.place)
            if self._reads_as_place(found):
                cluster = self.clusters.place_of[m]
        self.clusters.assign(m, (cluster,))

    def _unknown(self, m: int) -> int:
        found = self.reading.mentions[m]
        key = f"{found.type}:{normal(found.label)}"
        known = self.clusters.find(key)
        if known is not None:
            return known
        other = self._fuller_person(found) if found.type is EntityType.PERSON else self._fuller_name(m)
        other = self._half(found) if other is None else other
        if other is not None:
            self.clusters.alias(key, other)
            return other
        return self.clusters.new(key, Cluster(found.label, found.type))

    def _fuller_person(self, found: Found) -> int | None:
        """The person of whose fuller name this is a short form; the latest one named before, if there are several."""
        people = (c for c, cluster in enumerate(self.clusters.all) if cluster.type is EntityType.PERSON)
        fitting = [c for c in people if any(short_for(found.label, form) for form in self._forms(self.clusters[c]))]
        return self.clusters.nearest(fitting, found.head)

    def _forms(self, cluster: Cluster) -> list[str]:
        forms = [cluster.label, *(self.reading.mentions[k].label for k in cluster.mentions)]
        return list(dict.fromkeys(forms if cluster.entry is None else [*forms, *cluster.entry.names]))

    def _fuller_name(self, m: int) -> int | None:
        """An organization or place by its acronym in brackets, its initials, or the end of its full name."""
        bracketed = self._bracketed(m)
        if bracketed is not None:
            return bracketed
        found = self.reading.mentions[m]
        for c, cluster in enumerate(self.clusters.all):
            if cluster.type is found.type and any(_shortens(found.label, form) for form in self._forms(cluster)):
                return c
        return None

    def _half(self, found: Found) -> int | None:
        """Of "the North" the one country of the text whose name begins so: North Korea."""
        word = found.label.lower()
        if word not in self.reading.words["compass"]:
            return None
        countries = [c for c, k in enumerate(self.clusters.all) if k.type is EntityType.COUNTRY]
        fitting = [c for c in countries if self.clusters[c].label.lower().startswith(f"{word} ")]
        return fitting[0] if len(fitting) == 1 else None

    def _bracketed(self, m: int) -> int | None:
        """Of "the Economic Community ... (ECOWAS)" the second name is the first's."""
        mentions = self.reading.mentions
        found, before = mentions[m], mentions[m].start - 1
        other = self.reading.at.get(before - 1) if before > 0 and self.reading.tree.lower[before] == "(" else None
        if other is None or other == m or found.type is EntityType.PERSON or not self.clusters.refers[other]:
            return None
        full = mentions[other]
        same = full.type is found.type or (full.type in STATES and found.type in STATES)
        starts_alike = normal(found.label)[:1] == initials(full.label)[:1].lower()
        return self.clusters.refers[other][0] if same and starts_alike else None

    def _reads_as_place(self, found: Found) -> bool:
        """Whether the name of a capital stands for the city here: "in Moscow", "the Moscow summit"."""
        tree, words = self.reading.tree, self.reading.words
        head = tree.first_conjunct(found.head)
        case, outer = tree.case(head), tree.head[head]
        if case in words["place.prepositions"]:
            return True
        if case in words["motion.prepositions"]:
            return tree.pos[outer] in ("VERB", "NOUN") and self._moves(outer)
        if tree.dep[head] == "obj" and self._moves(outer):
            return True
        if tree.dep[head] == "compound":
            return self.reading.lexicon.nouns.get(tree.lemma[outer]) in (EntityType.EVENT, EntityType.PLACE)
        return tree.dep[head] in ("appos", "nmod:unmarked", "root") and case == "" and not tree.kids[head]

    def _moves(self, word: int) -> bool:
        """Whether the verb or noun asks for a place: the lexicon has a frame for it whose object is a location."""
        kind = "noun" if self.reading.tree.pos[word] in ("NOUN", "PROPN") else "verb"
        actors = {EntityType.PERSON, EntityType.ORGANIZATION}
        return any(
            not frame.object.types & actors
            for sense in self.reading.lexicon.senses.get((kind, self.reading.tree.lemma[word]), ())
            for alternative in sense.frames
            for frame in alternative
        )


def initials(name: str) -> str:
    """The capital letters that a name's words begin with.

    >>> initials("United Nations Security Council")
    'UNSC'
    """
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())


def _shortens(name: str, full: str) -> bool:
    """Whether a name is the initials or the last words of a fuller one: "the Security Council"."""
    if name.isupper() and len(name) > 1 and name.replace(".", "") == initials(full):
        return True
    own = normal(name)
    return " " in own and normal(full).endswith(" " + own)


def _length(found: Found) -> int:
    return 5 if found.entry is not None else min(len(found.label.split()), 4)
