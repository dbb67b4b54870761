"""Finds mentions: names from the language model and the knowledge base, descriptions of things, and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span

from kg.extract.spans import (
    after_dash,
    all_capitals,
    clean,
    completed,
    definite,
    hyphenated,
    modifies,
    root,
    subtree,
    whole_name,
    without_participle,
)
from kg.extract.tree import PLURAL, Tree
from kg.knowledge import Entry, KnowledgeBase
from kg.lexicon import Lexicon, bearer_types
from kg.model import EntityType, MentionKind

_TYPE_OF_LABEL = {
    "PERSON": EntityType.PERSON,
    "PER": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "NORP": EntityType.GROUP,
    "EVENT": EntityType.EVENT,
    "LAW": EntityType.AGREEMENT,
    "WEAPON": EntityType.WEAPON,
    "PRODUCT": EntityType.WEAPON,
}
_PRONOUNS = ("pronoun.person", "pronoun.thing", "pronoun.plural", "pronoun.speaker")
_UNTYPED = frozenset({"MISC", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW"})
_NEVER_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
_MODIFIERS = ("amod", "compound", "flat", "nmod:desc", "nummod")
_LONG_CASES = frozenset({"of", "on", "for", "against", "in", "with", "to", "between", "at"})
_NOMINAL_DEPS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "obl:agent"})
_LONGEST_PHRASE = 9
_LONGEST_OFFICE = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A mention by token positions (end exclusive).

    `entry` is what the knowledge base knows it as; `place` the capital or seat when `entry` is the country that it may
    stand for. A `vague` description is of a thing that the lexicon knows no class of ("the efforts"): it only fills a
    slot that takes anything.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    type: EntityType
    label: str
    long_label: str = ""
    entry: Entry | None = None
    place: Entry | None = None
    adjective: bool = False
    plural: bool = False
    vague: bool = False


class MentionFinder:
    """Finds the mentions of one document after another."""

    def __init__(self, lexicon: Lexicon, knowledge: KnowledgeBase) -> None:
        self.lexicon = lexicon
        self.knowledge = knowledge

    def find(self, tree: Tree) -> list[Found]:
        """All mentions in text order; they do not overlap, except that a description may hold a name."""
        names = [found for span in tree.doc.ents if (found := self.name(tree, span)) is not None]
        taken = {i for found in names for i in range(found.start, found.end)}
        rest = [
            found
            for i in range(len(tree))
            if i not in taken
            and (found := self._nationality(tree, i) or self._description(tree, i, taken) or self._pronoun(tree, i))
        ]
        return sorted(names + rest, key=lambda found: (found.start, found.end))

    # -- names ---------------------------------------------------------------------------------------------------------

    def name(self, tree: Tree, span: Span) -> Found | None:
        """The mention that a named entity of the language model is, or None for dates, numbers and the like."""
        span = self._before_title(without_participle(completed(after_dash(span))))
        if span.label_ in _NEVER_NAMES or not any(c.isupper() for c in span.text) or self._only_title(tree, span):
            return None
        text = clean(span.text)
        head = root(tree, span)
        country = self._country_by_people(tree, span, text)
        if country is not None:
            adjective = tree.pos[head] == "ADJ" or tree.dep[head] in ("amod", "compound")
            plural = tree.tag[head] in PLURAL
            if plural and not adjective and not definite(tree, head):
                return Found(span.start, span.end, head, MentionKind.NAME, EntityType.GROUP, text, plural=True)
            return Found(
                span.start,
                span.end,
                head,
                MentionKind.NAME,
                EntityType.COUNTRY,
                country.label,
                entry=country,
                adjective=True,
            )
        if modifies(tree, span):
            return None  # "Kenyan police officers" are not the police
        entry = self._state_by_government(span) or self._entry(span, text)
        if entry is not None:
            return self._known(tree, span, head, entry, text)
        kind = self._type(tree, span, head)
        if kind is None:
            return None
        kind = self._type_beside(tree, head) if kind is EntityType.PERSON else kind
        return Found(span.start, span.end, head, MentionKind.NAME, kind, text, plural=tree.tag[head] == "NNPS")

    def _only_title(self, tree: Tree, span: Span) -> bool:
        """Whether a supposed person is in truth the title before a name ("Prime" of "Prime Minister")."""
        if span.label_ not in ("PERSON", "PER"):
            return False
        words = self._title_words
        return all(tree.lower[i] in words for i in range(span.start, span.end))

    def _before_title(self, span: Span) -> Span:
        """A name without the words of an office that begins in it and goes on: "*US* Secretary of State"."""
        doc, last = span.doc, span[-1]
        if self.knowledge.named(span.text) or self.lexicon.nouns.get(last.lemma_.lower()) is EntityType.ORGANIZATION:
            return span  # "European Council President"
        for start in reversed(range(span.start + 1, span.end)):
            if doc[start - 1].pos_ == "ADP" or "-" in (doc[start].text, doc[start - 1].text):
                continue  # "Rewards for Justice"; the general of "Secretary-General"
            for end in range(span.end, min(start + _LONGEST_OFFICE, len(doc)) + 1):
                words = tuple(token.lower_ for token in doc[start:end] if token.text != "-")
                if words in self.lexicon.role_phrases and (end > span.end or words[-1] in self.roles):
                    known = self.knowledge.named(doc[span.start : start].text)
                    return Span(doc, span.start, start, label="GPE" if known else span.label)
        return span

    @cached_property
    def _title_words(self) -> frozenset[str]:
        return frozenset(word for trigger in self.lexicon.roles for word in trigger.split())

    def _country_by_people(self, tree: Tree, span: Span, text: str) -> Entry | None:
        if span.label_ not in ("NORP", "GPE", "MISC", "LOC"):
            return None
        return self.knowledge.country_of_adjective(text) or self.knowledge.country_of_people(text)

    def _state_by_government(self, span: Span) -> Entry | None:
        """Of "the Iraqi Government" and "the Federal Government of Iraq" the country."""
        if len(span) < 2 or not any(token.lower_ == "government" for token in span):
            return None
        rest = " ".join(t.text for t in span if t.lower_ not in self.lexicon.words["state.words"] and t.tag_ != "POS")
        named = (e for e in self.knowledge.named(rest) if e.type is EntityType.COUNTRY)
        return self.knowledge.country_of_adjective(rest) or next(named, None)

    def _entry(self, span: Span, text: str) -> Entry | None:
        if span.kb_id_ and span.kb_id_ in self.knowledge:
            return self.knowledge[span.kb_id_]
        wanted = _TYPE_OF_LABEL.get(span.label_)
        found = self.knowledge.named(text)
        fitting = [entry for entry in found if _compatible(entry.type, wanted)]
        countries = [entry for entry in fitting if entry.type is EntityType.COUNTRY]
        return next(iter(countries or fitting), None)

    def _known(self, tree: Tree, span: Span, head: int, entry: Entry, text: str) -> Found:
        country = self.knowledge.country_of_metonym(text) if entry.type is not EntityType.COUNTRY else None
        if country is None:
            return Found(span.start, span.end, head, MentionKind.NAME, entry.type, entry.label, entry=entry)
        place = entry if entry.type is EntityType.PLACE else None
        return Found(
            span.start, span.end, head, MentionKind.NAME, EntityType.COUNTRY, country.label, entry=country, place=place
        )

    def _type(self, tree: Tree, span: Span, head: int) -> EntityType | None:
        last = self.lexicon.nouns.get(tree.lemma[span.end - 1]) or self.lexicon.nouns.get(tree.lemma[head])
        if span.label_ in _UNTYPED:
            return last or (EntityType.EVENT if span.label_ == "EVENT" else None)
        kind = _TYPE_OF_LABEL.get(span.label_)
        if kind in (EntityType.ORGANIZATION, EntityType.PLACE) and last in (EntityType.AGREEMENT, EntityType.EVENT):
            return last
        if kind is EntityType.PLACE and last is EntityType.ORGANIZATION and len(span) > 1:
            return last
        return kind

    def _type_beside(self, tree: Tree, head: int) -> EntityType:
        """A supposed person in apposition to "her party" or "the movement" is an organization."""
        beside = [tree.head[head]] if tree.dep[head] in ("appos", "nmod:desc") else []
        for k in [*beside, *tree.children(head, "appos", "nmod:desc", "compound")]:
            kind = self.lexicon.nouns.get(tree.lemma[k])
            if (
                tree.pos[k] == "NOUN"
                and kind in (EntityType.ORGANIZATION, EntityType.PLACE)
                and tree.lemma[k] not in self.roles
            ):
                return kind
        return EntityType.PERSON

    def _nationality(self, tree: Tree, i: int) -> Found | None:
        """A nationality before a noun that the language model gave no label: "the *Honduran* election"."""
        if tree.dep[i] not in ("amod", "compound") or not tree.doc[i].text[0].isupper() or tree.head[i] < i:
            return None
        for start in (i - 1, i) if i else (i,):
            country = self.knowledge.country_of_adjective(tree.doc[start : i + 1].text)
            if country is not None:
                return Found(
                    start, i + 1, i, MentionKind.NAME, EntityType.COUNTRY, country.label, entry=country, adjective=True
                )
        return None

    # -- descriptions --------------------------------------------------------------------------------------------------

    def _description(self, tree: Tree, i: int, taken: set[int]) -> Found | None:
        if tree.pos[i] not in ("NOUN", "PROPN") or tree.dep[i] in ("compound", "flat", "amod", "nmod:desc", "fixed"):
            return None
        if i > 1 and " ".join(tree.lower[i - 2 : i + 1]) in self.lexicon.roles:
            return None  # the end of a title: "secretary of *state*"
        kind = self.noun_type(tree, i)
        if kind is None and tree.pos[i] == "PROPN":
            return self._unlabelled_name(tree, i)
        vague = kind is None
        if vague and (tree.pos[i] != "NOUN" or tree.doc[i].ent_type_ or tree.lemma[i] in self.lexicon.words["empty"]):
            return None
        kind = kind or EntityType.MEASURE
        start = min([i, *(k for k in tree.children(i, *_MODIFIERS) if k < i and i - k <= _LONGEST_PHRASE)])
        start = whole_name(tree, hyphenated(tree, start))
        government = tree.lemma[i] in self.lexicon.words["government"]
        if kind is EntityType.ORGANIZATION and not government and all_capitals(tree, start, i):
            return self._titled_body(tree, start, i)
        label = clean(tree.doc[start : i + 1].text)
        plural = tree.tag[i] in PLURAL
        return Found(
            start, i + 1, i, MentionKind.NOMINAL, kind, label, self._long(tree, start, i), plural=plural, vague=vague
        )

    def _titled_body(self, tree: Tree, start: int, i: int) -> Found:
        """A body whose name begins with a nationality that alone was seen as a name: "Iraqi Security Forces"."""
        text = clean(tree.doc[start : i + 1].text)
        entry = next((e for e in self.knowledge.named(text) if e.type is EntityType.ORGANIZATION), None)
        label = entry.label if entry is not None else text
        return Found(start, i + 1, i, MentionKind.NAME, EntityType.ORGANIZATION, label, entry=entry)

    def _unlabelled_name(self, tree: Tree, i: int) -> Found | None:
        """A proper noun that the language model gave no label: most often an organization."""
        if tree.doc[i].ent_type_ or not tree.doc[i].text[0].isupper() or len(tree.doc[i].text) < 3:
            return None
        start = min([i, *(k for k in tree.children(i, "compound", "flat") if k < i and tree.pos[k] == "PROPN")])
        end = max([i, *(k for k in tree.children(i, "flat") if tree.pos[k] == "PROPN")]) + 1
        text = clean(tree.doc[start:end].text)
        entry = next(iter(self.knowledge.named(text)), None)
        kind = entry.type if entry is not None else EntityType.ORGANIZATION
        return Found(start, end, i, MentionKind.NAME, kind, entry.label if entry is not None else text, entry=entry)

    def noun_type(self, tree: Tree, i: int) -> EntityType | None:
        """The class of thing that the noun at `i` denotes, by its two or one last words."""
        if i and tree.head[i - 1] == i:
            pair = f"{tree.lemma[i - 1]} {tree.lemma[i]}"
            if pair in self.lexicon.nouns:
                return _of_number(self.lexicon.nouns[pair], tree.tag[i])
        found = self.lexicon.nouns.get(tree.lemma[i]) or self._role_types.get(tree.lemma[i])
        return _of_number(found, tree.tag[i])

    @cached_property
    def roles(self) -> frozenset[str]:
        """The last words of the roles that persons bear."""
        return frozenset(word for word, kind in self._role_types.items() if kind is EntityType.PERSON)

    @cached_property
    def _role_types(self) -> dict[str, EntityType]:
        """For the last words of roles (president, secretary, mouthpiece ...) the type of who bears them."""
        found: dict[str, EntityType] = {}
        for trigger, senses in self.lexicon.roles.items():
            types = bearer_types(senses)
            found.setdefault(trigger.split()[-1], next(t for t in EntityType if t in types))
        return found

    def _long(self, tree: Tree, start: int, i: int) -> str:
        """The phrase with its possessor and the complements that say which thing it is."""
        owner = tree.child(i, "nmod:poss")
        named = owner is not None and tree.tag[owner] not in ("PRP$", "WP$")
        if named and owner is not None and owner < start and start - owner <= _LONGEST_PHRASE:
            start = min([owner, *(k for k in tree.children(owner, *_MODIFIERS) if k < owner)])
        end = i + 1
        for k in tree.children(i, "nmod"):
            if tree.case(k) in _LONG_CASES and k > i:
                last = max(subtree(tree, k))
                if last - start < _LONGEST_PHRASE and last >= end:
                    end = last + 1
        return clean(tree.doc[start:end].text)

    # -- pronouns ------------------------------------------------------------------------------------------------------

    def _pronoun(self, tree: Tree, i: int) -> Found | None:
        if tree.lower[i] in self.lexicon.words["pronoun.both"] and tree.dep[i] in _NOMINAL_DEPS:
            return Found(i, i + 1, i, MentionKind.PRONOUN, EntityType.ORGANIZATION, tree.doc[i].text, plural=True)
        if tree.tag[i] not in ("PRP", "PRP$"):
            return None
        classes = [name for name in _PRONOUNS if tree.lower[i] in self.lexicon.words[name]]
        if not classes:
            return None
        kind = EntityType.ORGANIZATION if classes[0] in ("pronoun.thing", "pronoun.plural") else EntityType.PERSON
        plural = classes[0] == "pronoun.plural"
        return Found(i, i + 1, i, MentionKind.PRONOUN, kind, tree.doc[i].text, plural=plural)


def _of_number(kind: EntityType | None, tag: str) -> EntityType | None:
    """Several persons are a group."""
    return EntityType.GROUP if kind is EntityType.PERSON and tag in PLURAL else kind


def _compatible(found: EntityType, wanted: EntityType | None) -> bool:
    if wanted is None or found is wanted:
        return True
    people = (EntityType.PERSON,)
    return (found in people) == (wanted in people)
