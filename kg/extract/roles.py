"""Offices, kinship and belonging: who or what is said to be whose president, daughter, news agency, province."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.arguments import Arguments
from kg.extract.mentions import Found
from kg.extract.tree import PLURAL, Tree
from kg.lexicon import Lexicon, Sense, bearer_types
from kg.model import EntityType, MentionKind

_SCOPE_CASES = frozenset({"of", "to", "for", "at", "in", "with", "from", "under"})
_BODIES = frozenset({EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.PLACE})
_LONGEST_ROLE = 6


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun in the text.

    `bearer` is a mention (by position in the list of mentions), or the description itself; `scopes` are slots (`of` in
    all its forms, or the preposition) with the mentions that fill them; `governor` is the word that gives the role,
    `path` the construction.
    """

    head: int
    start: int
    end: int
    senses: tuple[Sense, ...]
    bearer: int | None
    scopes: tuple[tuple[str, int], ...]
    former: bool
    path: str
    governor: int


class RoleFinder:
    """Finds the roles of a document, given its mentions."""

    def __init__(self, tree: Tree, arguments: Arguments, mentions: list[Found], lexicon: Lexicon) -> None:
        self.tree = tree
        self.arguments = arguments
        self.mentions = mentions
        self.lexicon = lexicon
        self.at = mention_at(mentions)

    def find(self) -> list[Role]:
        """All roles in text order."""
        spans = self._spans()
        heads = {span[2] for span in spans}
        found: list[Role] = []
        for span in spans:
            role = self._role(span, heads)
            if self.tree.lemma[role.head] in self.lexicon.words["role.same"]:
                role = self._same_as_before(role, found)
            found.append(self._joined(role, found))
        return found

    def _spans(self) -> list[tuple[int, int, int, tuple[Sense, ...]]]:
        """Where the phrases of the lexicon stand, longest first and without overlap: start, end, head, senses."""
        tree, found, i = self.tree, [], 0
        index, first = self.lexicon.role_phrases, self.lexicon.first_words_of_roles
        while i < len(tree):
            step = 1
            begins = tree.lower[i] in first or tree.lemma[i] in first
            for words, end in reversed(_windows(tree, i)) if begins else ():
                senses = index.get(words)
                if senses and tree.pos[end - 1] in ("NOUN", "PROPN") and not self._cuts_a_name(i, end):
                    head = next((k for k in range(i, end) if not i <= tree.head[k] < end), end - 1)
                    found.append((i, end, head, senses))
                    step = end - i
                    break
            i += step
        return found

    def _cuts_a_name(self, start: int, end: int) -> bool:
        """Whether a phrase begins within a name of several words and ends behind it: "European *Council President*"."""
        name = self.at.get(start)
        if name is None or self.mentions[name].kind is not MentionKind.NAME:
            return False
        person = self.mentions[name].type is EntityType.PERSON  # "Angus King" is no king
        return self.mentions[name].start < start and (person or start < self.mentions[name].end < end)

    def _role(self, span: tuple[int, int, int, tuple[Sense, ...]], heads: set[int]) -> Role:
        start, end, head, senses = span
        bearer, path, governor = self._bearer(span)
        scopes = self._scopes(start, end, head) or self._shared_scopes(head, heads)
        former = any(
            self.tree.lemma[k] in self.lexicon.words["former"]
            for t in range(start, end)
            for k in self.tree.children(t, "amod", "compound", "advmod")
        )
        return Role(head, start, end, senses, bearer, tuple(scopes), former, path, governor)

    def _same_as_before(self, role: Role, before: list[Role]) -> Role:
        """Of "the minister met his Chadian counterpart" the second is a minister too."""
        here = self.tree.sentence_of[role.head]
        offices = [
            r for r in before if self.tree.sentence_of[r.head] == here and EntityType.PERSON in bearer_types(r.senses)
        ]
        return replace(role, senses=offices[-1].senses) if offices else role

    def _joined(self, role: Role, before: list[Role]) -> Role:
        """Of "mayor of Lima and senator", "daughter of Ana and wife of Juan" the second is of who bears the first."""
        tree, head = self.tree, role.head
        first = tree.first_conjunct(head)
        if (
            first == head
            or tree.tag[head] in PLURAL
            or role.path not in ("", "description")
            or tree.child(head, "det", "nmod:poss") is not None
        ):
            return role
        for other in reversed(before):
            named = other.path in ("apposition", "copula", "title") and other.bearer is not None
            near = other.head < head and tree.sentence_of[other.head] == tree.sentence_of[head]
            scope = any(self.mentions[m].head == first for _, m in other.scopes)
            if named and near and (first in (other.head, tree.head[other.head]) or scope):
                return replace(role, bearer=other.bearer, path=other.path)
        return role

    # -- who -----------------------------------------------------------------------------------------------------------

    def _bearer(self, span: tuple[int, int, int, tuple[Sense, ...]]) -> tuple[int | None, str, int]:
        start, end, head, senses = span
        tree, types = self.tree, bearer_types(senses)
        outer = tree.head[head]
        if (
            tree.dep[head] in ("nmod:desc", "compound", "flat", "appos", "amod")
            and (name := self._named(outer, types)) is not None
        ):
            return name, "apposition" if tree.dep[head] == "appos" else "title", head
        for k in tree.children(head, "appos", "flat", "nmod:desc", "compound"):
            if k >= start and (name := self._named(k, types)) is not None:
                return name, "apposition", head
        if (named := self._beside_scope(head, types)) is not None:
            return named, "apposition", head
        if end < len(tree) and (name := self._named(end, types)) is not None and self.mentions[name].start == end:
            return name, "title", head
        if tree.dep[head] == "nmod" and tree.case(head) == "as" and (name := self._named(outer, types)) is not None:
            return name, "verb", head  # "elected Ana Vega as president", with the office attached to the name
        bearer, path, governor = self._by_verb(tree.first_conjunct(head), types)
        if bearer is None and head in self.at:
            return self._mention(head, types), "description", head
        return bearer, path, governor

    def _beside_scope(self, head: int, types: frozenset[EntityType]) -> int | None:
        """Of "the President of Kenya, William Ruto" the name, which parsers hang on the country."""
        if EntityType.PERSON not in types:
            return None
        owners = [k for k in self.tree.children(head, "nmod") if self.tree.case(k) == "of"]
        bodies = [k for k in owners if k in self.at and self.mentions[self.at[k]].type in _BODIES]
        beside = [k for owner in bodies for k in self.tree.children(owner, "appos")]
        return next((m for k in beside if (m := self._named(k, frozenset({EntityType.PERSON}))) is not None), None)

    def _by_verb(self, head: int, types: frozenset[EntityType]) -> tuple[int | None, str, int]:
        tree = self.tree
        verb = tree.head[head]
        if tree.child(head, "cop") is not None:
            return self._mention(self.arguments.surface_subject(head), types), "copula", head
        if tree.dep[head] == "nsubj" and tree.child(verb, "cop") is not None:
            return self._named(verb, types), "copula", head  # "Lesotho's only neighbour is South Africa"
        if tree.dep[head] == "nmod" and tree.case(head) == "of" and tree.lemma[verb] in self.lexicon.words["partitive"]:
            return self._mention(self.arguments.surface_subject(verb), types), "copula", verb  # "one of the founders"
        if tree.pos[verb] != "VERB" or tree.dep[head] not in ("xcomp", "obj", "obl"):
            return None, "", head
        if tree.dep[head] == "obl" and tree.case(head) != "as":
            return None, "", head
        if tree.lemma[verb] in self.lexicon.words["lead.become"]:
            return self._mention(self.arguments.surface_subject(verb), types), "verb", verb
        if tree.lemma[verb] in self.lexicon.words["lead.chosen"]:
            return self._mention(self.arguments.deep_object(verb), types), "verb", verb
        return None, "", head

    def _mention(self, token: int | None, types: frozenset[EntityType]) -> int | None:
        if token is None or token not in self.at:
            return None
        mention = self.at[token]
        found = self.mentions[mention]
        fits = found.type in types or (found.place is not None and EntityType.PLACE in types)
        return mention if fits else None

    def _named(self, token: int, types: frozenset[EntityType]) -> int | None:
        mention = self._mention(token, types)
        return mention if mention is not None and self.mentions[mention].kind is MentionKind.NAME else None

    # -- of what -------------------------------------------------------------------------------------------------------

    def _scopes(self, start: int, end: int, head: int) -> list[tuple[str, int]]:
        tree = self.tree
        found: list[tuple[str, int]] = []
        for t in range(start, end):
            for k in tree.kids[t]:
                if not start <= k < end and (slot := self._slot(k, t)):
                    owners = self.arguments.spread(self.arguments.real(k))
                    found += [(slot, self.at[i]) for i in owners if i in self.at and (i == k or not self._is_role(i))]
        if not found and tree.dep[head] == "nmod:desc":
            outer = tree.head[head]
            before = [k for k in tree.children(outer, "amod", "compound", "nmod:poss") if k < start]
            found = [("of", self.at[k]) for k in before if k in self.at]
        found = found or self._adjacent_scope(start)
        return [(slot, m) for slot, m in dict.fromkeys(found) if m != self.at.get(head)]

    def _is_role(self, i: int) -> bool:
        """Whether a description is itself of an office or kinship: the wife of "daughter of Juan and wife of Luis"."""
        name = self.mentions[self.at[i]].kind is MentionKind.NAME
        return (
            not name
            and self.tree.lemma[i] in self.lexicon.last_words_of_roles
            and self.tree.child(i, "nmod") is not None
        )

    def _adjacent_scope(self, start: int) -> list[tuple[str, int]]:
        """The nationality or body right before a title, whatever the parse says: "Russian President"."""
        k = start - 1
        while k >= 0 and self.tree.pos[k] == "ADJ" and k not in self.at:
            k -= 1
        if k < 0 or k not in self.at or self.mentions[self.at[k]].kind is not MentionKind.NAME:
            return []
        found = self.mentions[self.at[k]]
        return [("of", self.at[k])] if found.end == k + 1 and found.type is not EntityType.PERSON else []

    def _slot(self, k: int, t: int) -> str:
        """The slot that the dependent `k` fills of the role word `t`: `of` for owners and nationalities too."""
        tree = self.tree
        if k < t and tree.dep[k] in ("amod", "compound", "nmod:poss", "nmod:desc", "nmod"):
            return "of"
        case = tree.case(k)
        return case if k > t and tree.dep[k] == "nmod" and case in _SCOPE_CASES else ""

    def _shared_scopes(self, head: int, heads: set[int]) -> list[tuple[str, int]]:
        """Of "president and commander of Chad" the country counts for both."""
        for other in self.tree.coordination(self.tree.first_conjunct(head)):
            if other != head and other in heads and (found := self._scopes(other, other + 1, other)):
                return found
        return []


def mention_at(mentions: list[Found]) -> dict[int, int]:
    """Which mention a token belongs to: every word of a name, the head of a description."""
    at: dict[int, int] = {}
    for number, found in enumerate(mentions):
        if found.kind is MentionKind.NAME:
            at.update(dict.fromkeys(range(found.start, found.end), number))
    for number, found in enumerate(mentions):
        at.setdefault(found.head, number)
    return at


def _windows(tree: Tree, i: int) -> list[tuple[tuple[str, ...], int]]:
    """The word sequences that start at `i` (hyphens skipped, last word as lemma), with their ends."""
    words: list[str] = []
    found, k = [], i
    while k < len(tree) and len(words) < _LONGEST_ROLE:
        if tree.lower[k] == "-":
            if not words:
                break
        else:
            found.append(((*words, tree.lemma[k]), k + 1))
            words.append(tree.lower[k])
        k += 1
    return found
