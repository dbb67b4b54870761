"""Which date belongs to what a trigger says: its own, its light verb's, or that of the clause it goes with."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from kg.extract.arguments import Arguments
from kg.extract.time.dates import Dated, Dates
from kg.extract.time.period import Period
from kg.extract.time.reading import counted, publication_day
from kg.extract.tree import VERBAL, Tree
from kg.lexicon import Lexicon
from kg.model import EntityType

_DEPTH = 8
_ARGUMENTS = ("obj", "obl", "nmod", "nsubj:pass", "obl:agent", "xcomp", "iobj")
_NO_TIME = frozenset({"obj", "iobj", "nummod"})
_OWN_SUBJECT = ("nsubj", "nsubj:pass", "csubj")
_PARTS = frozenset({"fraction", "units", "segment"})
_OF_CLAUSES = ("cop", "aux", "aux:pass", "nsubj", "nsubj:pass")


class TimeFinder:
    """Gives the time of what a trigger says, as far as the text fixes it.

    `published` is the publication date (ISO 8601); it resolves relative dates and is itself never the answer unless
    the text says "today" or the like. `arguments` are those of the document where somebody has them already.
    """

    def __init__(self, doc: Doc, published: str | None, arguments: Arguments | None = None) -> None:
        self.lexicon = Lexicon.load()
        self.arguments = arguments or Arguments(Tree(doc), self.lexicon.light_verbs)
        self.tree = self.arguments.tree
        self.dates = Dates(self.tree, publication_day(published))
        self.words = self.dates.words.classes

    def of_trigger(self, trigger: int) -> str | None:
        """The ISO 8601 date, month, year or interval of what the token `trigger` says, or None.

        >>> import kg.language
        >>> doc = kg.language.load()("Putin met Kim on Wednesday, officials said on Friday.")
        >>> TimeFinder(doc, "2024-06-22").of_trigger(1)
        '2024-06-19'
        """
        period = self._time(trigger, _DEPTH)
        return str(period) if period is not None else None

    def _time(self, i: int, depth: int) -> Period | None:
        if depth == 0:
            return None
        if self._is_clause(i):
            return self._clause(i, depth)
        return self._nominal(i, depth)

    def _is_clause(self, i: int) -> bool:
        tree = self.tree
        return tree.pos[i] in VERBAL or tree.dep[i] == "xcomp" or tree.child(i, *_OF_CLAUSES) is not None

    # -- clauses -------------------------------------------------------------------------------------------------------

    def _clause(self, v: int, depth: int) -> Period | None:
        return (
            self._when(v)
            or self._own(v)
            or self._one(self._in_arguments(v, _DEPTH))
            or self._counted(v)
            or self._carried(v)
            or self._along(v)
            or self._inherited(v, depth)
        )

    def _own(self, v: int) -> Period | None:
        return self._one(d for d in self.dates.at[v] if self.tree.dep[d.root] not in _NO_TIME and not self._destined(d))

    def _destined(self, dated: Dated) -> bool:
        """Whether it is the day that something is set for: "postponed *to May*"."""
        return self.tree.case(dated.root) in self.words["destined"]

    def _when(self, v: int) -> Period | None:
        """The date right before a clause with "when": "until November, *when* another took over"."""
        tree, inside = self.tree, self.dates.inside
        for k in tree.children(v, "advmod", "mark"):
            if tree.tag[k] == "WRB" and tree.lower[k] in self.words["simultaneous"]:
                before = k - 2 if tree.lower[k - 1] in self.words["comma"] else k - 1
                if before in inside:
                    return inside[before].period
        return None

    def _one(self, dates: Iterable[Dated], *, bounded: bool = False) -> Period | None:
        """The one period that these dates fix: the most exact one, if it lies within the others."""
        periods: list[Period] = []
        for dated in dates:
            if dated.period is not None and (bounded or not self._bounds(dated)) and not self._listed(dated):
                periods.append(dated.period)
        exact = min(periods, key=lambda p: p.last.last - p.first.first, default=None)
        return exact if exact is not None and all(exact.within(p) for p in periods) else None

    def _bounds(self, dated: Dated) -> bool:
        """Whether "by", "until", "before" leaves the date open.

        It does not before a part of a day ("by Monday evening", "before dawn on Monday"), nor before the end of the
        year or month of publication.
        """
        expression = dated.expression
        if not expression.bound and self.tree.case(dated.root) not in self.words["bound"]:
            return False
        if expression.partial == "daytime" or expression.has("daytime"):
            return False
        published, period = self.dates.published, dated.period
        current = published is not None and period is not None and period.holds(published)
        return not (expression.partial == "segment" and current)

    def _listed(self, dated: Dated) -> bool:
        """Whether it is one of several dates ("in 2006 and in 2012")."""
        tree, inside = self.tree, self.dates.inside
        others = [k for k in tree.children(dated.root, "conj") if not dated.start <= k < dated.end]
        if tree.dep[dated.root] == "conj":
            others.append(tree.head[dated.root])
        return any(k in inside for k in others)

    def _in_arguments(self, v: int, depth: int) -> list[Dated]:
        """Dates that the parse gives to a noun without a time of its own, to what is done, or to an event meanwhile."""
        tree, found = self.tree, []
        for k in tree.children(v, *_ARGUMENTS):
            if depth == 0 or k in self.dates.inside or tree.pos[k] in VERBAL:
                continue
            during = tree.dep[k] in ("obl", "nmod") and tree.case(k) in self.words["course"]
            lasting = during or self.arguments.light_verb(k) == v
            if (k > v and (not self._eventive(k) or self._is_document(k))) or lasting:
                found += [d for d in self.dates.at[k] if self._adverbial(d, k, lasting=lasting)]
                found += self._in_arguments(k, depth - 1)
        return found

    def _adverbial(self, dated: Dated, noun: int, *, lasting: bool) -> bool:
        """Whether a date at a noun may go with the verb: it stands after the noun, not with "of"."""
        if dated.root < noun:
            return lasting and self._eventive(noun)
        kinds = {meaning.kind for meaning in self.dates.words.meanings.get(self.tree.lower[noun], ())}
        part = not kinds.isdisjoint(_PARTS)  # "in the second half of December"
        return part or self.tree.case(dated.root) not in self.words["of"]

    def _counted(self, v: int) -> Period | None:
        """The time of a clause from another's: "Kim left, *two days after* he had come"."""
        tree, offsets = self.tree, self.dates.offsets
        if v in offsets:
            main = next((found for a in tree.ancestors(v) if (found := self._own(a) or self._carried(a))), None)
            return self._moved(main, offsets[v], -1)
        for k in tree.children(v, "advcl", "obl"):
            if k in offsets and (found := self._own(k)):
                return self._moved(found, offsets[k], 1)
        return None

    def _moved(self, period: Period | None, offset: Dated, sign: int) -> Period | None:
        if period is None or offset.expression.vague:
            return None
        return counted(offset.expression, period, sign)

    def _along(self, v: int) -> Period | None:
        """The time of what happens meanwhile: "gave a welcome, shaking hands on Tuesday", "when they met in May"."""
        for k in self.tree.children(v, "advcl"):
            if self._simultaneous(k):
                found = self._own(k) or self._one(self._in_arguments(k, _DEPTH))
                if found:
                    return found
        return None

    def _carried(self, v: int) -> Period | None:
        """The time of a clause from that of its infinitive: "began to withdraw in May"."""
        if self._distant(v):
            return None
        return next((found for k in self.tree.children(v, "xcomp") if (found := self._own(k))), None)

    def _marked(self, v: int) -> bool:
        tree = self.tree
        return any(tree.lower[k] in self.words["simultaneous"] for k in tree.children(v, "mark", "advmod") if k < v)

    def _simultaneous(self, v: int) -> bool:
        """Whether an adverbial clause is of the same time as its main clause: by its mark, or as a bare participle."""
        tree = self.tree
        if self._marked(v):
            return True
        unmarked = tree.child(v, "mark") is None
        return tree.tag[v] == "VBG" and unmarked and tree.child(v, "aux") is None

    def _inherited(self, v: int, depth: int) -> Period | None:
        tree, dep, h = self.tree, self.tree.dep[v], self.tree.head[v]
        if v in self.dates.heads:
            return self.dates.heads[v].period
        if dep.startswith("acl") and h in self.dates.inside and not self._bounds(self.dates.inside[h]):
            return self.dates.inside[h].period
        if dep == "conj":
            return self._shared(v, h, depth)
        if dep == "xcomp":
            return None if self._distant(h) else self._time(h, depth - 1)
        if dep == "advcl":
            purpose = tree.tag[v] == "VB" and tree.child(v, "mark") is not None
            return self._time(h, depth - 1) if purpose or self._simultaneous(v) else None
        if dep == "acl" and tree.tag[v] == "VB":
            return None if self._distant(h) else self._one(self._in_phrase(h)) or self._around(h, depth - 1)
        return None

    def _shared(self, v: int, h: int, depth: int) -> Period | None:
        """A coordinated clause goes with the first one, if it has the same subject or the date stands before both."""
        own = self.tree.child(v, *_OWN_SUBJECT) is not None
        if own and not any(d.start < h for d in self.dates.at[h]) and h not in self.dates.heads:
            return None
        return self._time(h, depth - 1)

    def _distant(self, h: int) -> bool:
        """Whether what a word governs is only told, planned or asked for, at a time that is not its own."""
        tree = self.tree
        if tree.is_passive(h) or tree.pos[h] == "ADJ":
            return False
        kinds = ("verb", "adj") if tree.pos[h] in (*VERBAL, "ADJ") else ("noun",)
        effect = next((e for kind in kinds if (e := self.lexicon.governors.get((kind, tree.lemma[h])))), "")
        return effect not in ("", "fact", "denied")

    # -- nouns ---------------------------------------------------------------------------------------------------------

    def _nominal(self, n: int, depth: int) -> Period | None:
        if found := self._one(self._in_phrase(n)):
            return found
        return self._around(n, depth) if self._eventive(n) else None

    def _in_phrase(self, n: int) -> list[Dated]:
        """Dates in the noun's own phrase: of an act any but "since", of an office only from when to when."""
        tree, at = self.tree, self.dates.at
        if tree.pos[n] not in ("NOUN", "PROPN"):
            return at[n]
        if self._eventive(n):
            found = [*at[n], *self._in_arguments(n, _DEPTH)]
            return [d for d in found if tree.case(d.root) not in self.words["since"] or d.expression.until]
        others = tree.children(n, "nmod")
        ranges = [d for k in (n, *others) for d in at[k] if d.expression.until]
        return [*ranges, *(d for k in others if self._is_event(k) for d in at[k])]

    def _around(self, n: int, depth: int) -> Period | None:
        """The time of the verb that tells of the noun that it is done, takes place, or what is done in its course."""
        tree, dep, h = self.tree, self.tree.dep[n], self.tree.head[n]
        if depth == 0:
            return None
        if dep in ("obj", "nsubj:pass", "nsubj") and tree.lemma[h] in self.words["arrange"]:
            return self._one(self.dates.at[h], bounded=True)
        light = self.arguments.light_verb(n)
        if light is not None:
            return self._time(light, depth - 1)
        if dep == "nsubj" and tree.lemma[h] in self.words["happen"]:
            return self._time(h, depth - 1)
        if dep == "obl" and tree.case(n) in self.words["occasion"]:
            return self._time(h, depth - 1)
        if dep == "nmod" and tree.case(n) in self.words["of"] and tree.pos[h] == "NOUN" and not self._eventive(h):
            return self._one(d for d in self.dates.at[h] if d.root > h) or self._around(h, depth - 1)
        if dep in ("compound", "conj") and self._eventive(h):
            return self._time(h, depth - 1)
        return None

    def _is_event(self, n: int) -> bool:
        return self.lexicon.nouns.get(self.tree.lemma[n]) is EntityType.EVENT

    def _is_document(self, n: int) -> bool:
        """Whether the noun names a paper or a rule, which is signed, left or agreed to at some time."""
        return self.lexicon.nouns.get(self.tree.lemma[n]) in (EntityType.AGREEMENT, EntityType.MEASURE)

    def _eventive(self, n: int) -> bool:
        """Whether the noun names an act or an event, which has a time."""
        return ("noun", self.tree.lemma[n]) in self.lexicon.senses or self._is_event(n)
