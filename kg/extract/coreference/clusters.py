"""The entities of one document in the making, and which mentions stand for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.arguments import Arguments
from kg.extract.mentions import Found
from kg.extract.roles import Role, mention_at
from kg.extract.tree import Tree
from kg.knowledge import Entry, KnowledgeBase
from kg.lexicon import Lexicon
from kg.model import EntityType, MentionKind

ACTORS = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GROUP})
STATES = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION})
_OPENING, _DATELINE = 6, 14
_DASHES = frozenset({"—", "–", "-", "--"})


@dataclass
class Cluster:
    """An entity of the document; `mentions` are positions in the list of mentions, `head` a description's noun."""

    label: str
    type: EntityType
    entry: Entry | None = None
    named: bool = True
    feminine: bool | None = None
    head: str = ""
    mentions: list[int] = field(default_factory=list)


@dataclass
class Reading:
    """What was read of one document: its tree, mentions and roles."""

    tree: Tree
    arguments: Arguments
    mentions: list[Found]
    roles: list[Role]
    lexicon: Lexicon
    knowledge: KnowledgeBase
    date: str | None = None

    def __post_init__(self) -> None:
        self.at = mention_at(self.mentions)
        self.words = self.lexicon.words
        self.role_at = {role.head: role for role in self.roles}
        self.dateline = frozenset(self._dateline())

    def _dateline(self) -> Iterator[int]:
        """The words before the dash of "SEOUL, South Korea (AP) — ...": where the text was written, not what of."""
        tree = self.tree
        for start, end in tree.sentences[:_OPENING]:
            words = [i for i in range(start, end) if not tree.doc[i].is_space]
            dash = next((i for i in words[:_DATELINE] if tree.lower[i] in _DASHES), None)
            if dash is not None and tree.doc[words[0]].is_upper and tree.doc[words[0]].is_alpha:
                yield from range(start, dash)


class Clusters:
    """The clusters of one document: `refers[m]` are those of mention `m`, `place_of[m]` its reading as a place."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.all: list[Cluster] = []
        self.refers: list[tuple[int, ...]] = [()] * len(reading.mentions)
        self.place_of: dict[int, int] = {}
        self._by_key: dict[str, int] = {}

    def __getitem__(self, c: int) -> Cluster:
        return self.all[c]

    def assign(self, m: int, clusters: tuple[int, ...]) -> None:
        """Let mention `m` stand for these clusters; it is counted as a mention of one alone."""
        self.refers[m] = clusters
        found = self.reading.mentions[m]
        if len(clusters) == 1 and found.type is EntityType.PERSON and found.kind is MentionKind.NAME:
            told = [self._gender(self.reading.tree.lower[i]) for i in (found.start - 1, found.start) if i >= 0]
            cluster = self.all[clusters[0]]
            cluster.feminine = next((one for one in told if one is not None), cluster.feminine)
        if len(clusters) == 1 and m not in self.all[clusters[0]].mentions:
            self.all[clusters[0]].mentions.append(m)

    def new(self, key: str, cluster: Cluster) -> int:
        """Add a cluster that `find(key)` will give."""
        self.all.append(cluster)
        self._by_key.setdefault(key, len(self.all) - 1)
        return len(self.all) - 1

    def described(self, m: int) -> int:
        """The entity that a description is by itself, whatever it stands for: the ambassador, not the state."""
        found = self.reading.mentions[m]
        label = found.long_label or found.label
        key = f"{found.type}:{label.lower()}"
        known = self.find(key)
        if known is not None:
            return known
        lemma = self.reading.tree.lemma[found.head]
        feminine = self._gender(lemma)
        return self.new(key, Cluster(label, found.type, named=False, feminine=feminine, head=lemma, mentions=[m]))

    def _gender(self, word: str) -> bool | None:
        """Whether a word says that it is a woman ("Mrs", "mother"), or a man, or None."""
        words = self.reading.words
        return True if word in words["first.feminine"] else False if word in words["first.masculine"] else None

    def find(self, key: str) -> int | None:
        """The cluster of a key: an entry's id, or a type and a normalised name."""
        return self._by_key.get(key)

    def alias(self, key: str, cluster: int) -> None:
        """Let a second key lead to a cluster."""
        self._by_key.setdefault(key, cluster)

    def known(self, entry: Entry) -> int:
        """The cluster of an entry of the knowledge base, made where it is not there."""
        found = self._by_key.get(entry.id)
        return found if found is not None else self.new(entry.id, Cluster(entry.label, entry.type, entry))

    def at_token(self, token: int) -> tuple[int, ...]:
        """The clusters that the mention at a token stands for."""
        mention = self.reading.at.get(token)
        return self.refers[mention] if mention is not None else ()

    def roles_of(self, cluster: int) -> Iterator[Role]:
        """The roles that the text gives an entity, in text order."""
        for role in self.reading.roles:
            if role.bearer is not None and cluster in self.refers[role.bearer]:
                yield role

    def home(self, person: int) -> int | None:
        """The state of a person: of the office that the text gives him, else what is known of him."""
        for role in self.roles_of(person):
            for _, scope in role.scopes if role.path != "description" else ():
                for c in self.refers[scope]:
                    if self.all[c].type is EntityType.COUNTRY:
                        return c
        entry = self.all[person].entry
        country = self.reading.knowledge.get(entry.country) if entry is not None and entry.country else None
        return self.known(country) if country is not None else None

    def body(self, person: int) -> int | None:
        """The one organization in which a person holds an office, as the text or the knowledge base tells."""
        found = {
            c
            for role in self.roles_of(person)
            if role.path != "description"
            for _, scope in role.scopes
            for c in self.refers[scope]
        }
        entry = self.all[person].entry
        known = (self.find(office.where) for office in (entry.offices if entry is not None else ()))
        found |= {c for c in known if c is not None}
        bodies = [c for c in sorted(found) if self.all[c].type is EntityType.ORGANIZATION]
        return bodies[0] if len(bodies) == 1 else None

    def nearest(self, candidates: list[int], token: int) -> int | None:
        """Of these clusters the one mentioned last before the token, else first after it."""
        if not candidates:
            return None

        def distance(c: int) -> tuple[bool, int]:
            heads = [self.reading.mentions[k].head for k in self.all[c].mentions]
            before = [token - h for h in heads if h <= token]
            after = min((h - token for h in heads), default=len(self.reading.tree))
            return (not before, min(before) if before else after)

        return min(candidates, key=distance)

    def topic_country(self, token: int) -> int | None:
        """The country named most up to the sentence of `token`, if no other is named half as often."""
        last = self.reading.tree.sentence_of[token]
        counts: Counter[int] = Counter()
        for m, found in enumerate(self.reading.mentions):
            if self.reading.tree.sentence_of[found.head] <= last and found.kind is MentionKind.NAME:
                counts.update(c for c in self.refers[m] if self.all[c].type is EntityType.COUNTRY)
        best = counts.most_common(2)
        return best[0][0] if best and (len(best) == 1 or best[0][1] >= 2 * best[1][1]) else None
