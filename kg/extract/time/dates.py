"""The dates of a parsed document, each with the token it depends on and the period it comes to."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Span

from kg.extract.time.expression import Expression, find
from kg.extract.time.hosts import Hosts
from kg.extract.time.outlook import OutlookFinder
from kg.extract.time.period import Period
from kg.extract.time.reading import Context, Outlook, read
from kg.extract.time.words import TimeWords
from kg.extract.tree import PLURAL, VERBAL, Tree

_WRITTEN = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", ""})
_MODIFIERS = ("compound", "nmod", "amod", "nummod", "nmod:poss", "nmod:unmarked")
_MEMORY = 3  # sentences for which a date stays the one last mentioned
_YEAR_MEMORY = 8  # sentences for which a year stays the one meant
_KEPT = 8  # dates
_DATELINE = 8  # tokens
_RECENT = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression at tokens `start` to `end` whose `root` depends on `host` (None for a fragment)."""

    expression: Expression
    start: int
    end: int
    root: int
    host: int | None
    period: Period | None = None


class Dates:
    """Finds and resolves the dates of one document, in text order; `heads` are those that stand before a paragraph."""

    def __init__(self, tree: Tree, published: date | None) -> None:
        self.tree = tree
        self.published = published
        self.words = TimeWords.load()
        self._text = tree.doc.text
        self._title = len(self._text) - len(self._text.lstrip()) + len(self._text.strip().partition("\n")[0])
        self._outlooks = OutlookFinder(tree, self.words.classes)
        self._hosts = Hosts(tree, self.words.classes)
        found = [dated for e in find(self._text) if (dated := self._place(e)) is not None and self._is_date(dated)]
        self.inside = {i: dated for dated in found for i in range(dated.start, dated.end)}
        self.all = list(self._resolved([self._beside(dated) for dated in found]))
        self.heads: dict[int, Dated] = {}
        self.at: dict[int, list[Dated]] = defaultdict(list)
        self.offsets: dict[int, Dated] = {}
        for dated in self.all:
            self._enter(dated)
        if len({dated.start for dated in self.heads.values()}) < 2:
            self.heads.clear()  # one alone is the text's own date

    # -- which are dates -----------------------------------------------------------------------------------------------

    def _place(self, expression: Expression) -> Dated | None:
        span = self.tree.doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or any(c.isalnum() for c in self._beyond(span, expression)):
            return None
        inside = range(span.start, span.end)
        head = self.tree.head
        root = next((i for i in inside if head[i] not in inside or head[i] == i), span.start)
        lasting = expression.until is not None or len(expression.values.get("day", ())) > 1
        host = self._hosts.of(span.start, span.end, root, lasting=lasting)
        return Dated(expression, span.start, span.end, root, host)

    def _beyond(self, span: Span, expression: Expression) -> str:
        """What the tokens hold beside the expression."""
        return self._text[span.start_char : expression.start] + self._text[expression.end : span.end_char]

    def _is_date(self, dated: Dated) -> bool:
        tree, expression = self.tree, dated.expression
        last = dated.end - 1
        if tree.dep[last] == "nummod" and tree.head[last] >= dated.end and "year" not in expression.values:
            return False  # "In May 12 people"
        if expression.values.keys() == {"year"}:
            return self._is_year(dated)
        return any(c.isdecimal() for c in self._text[expression.start : expression.end]) or not self._in_name(dated)

    def _in_name(self, dated: Dated) -> bool:
        """Whether words that can name a month or a day are part of a name ("Theresa *May*") or a verb."""
        tree, root = self.tree, dated.root
        if tree.pos[root] in VERBAL or tree.dep[root] == "flat":
            return True
        if any(k < dated.start and tree.doc[k].is_title for k in tree.children(root, "amod", "compound")):
            return True
        return not {tree.doc[i].ent_type_ for i in range(dated.start, dated.end)} <= _WRITTEN

    def _is_year(self, dated: Dated) -> bool:
        """Whether a number of four digits is a year: by what stands before it, or as what modifies a noun."""
        tree, words = self.tree, self.words.classes
        before = tree.lower[dated.start - 1] if dated.start else ""
        after = tree.lower[dated.end] if dated.end < len(tree) else ""
        counts = tree.dep[dated.root] == "nummod" and tree.tag[tree.head[dated.root]] in PLURAL
        if after in words["clock"] or counts:
            return False
        if dated.expression.partial or before in words["yearly"] or (before in "([" and after in ")]"):
            return True
        if int(dated.expression.one("year")) not in _RECENT:
            return False
        if dated.expression.linked == "to":
            return True
        modifies = tree.dep[dated.root] in _MODIFIERS and tree.head[dated.root] > dated.root
        return modifies or tree.doc[dated.start].ent_type_ == "DATE"

    # -- what they come to ---------------------------------------------------------------------------------------------

    def _resolved(self, found: list[Dated]) -> Iterator[Dated]:
        mentioned: deque[Dated] = deque(maxlen=_KEPT)
        years: deque[Dated] = deque(maxlen=_KEPT)
        title: int | None = None
        for dated in found:
            near = (d.period for d in reversed(mentioned) if d.period is not None and self._near(d, dated, _MEMORY))
            stated = next((d for d in reversed(years) if self._near(d, dated, _YEAR_MEMORY)), None)
            year = stated.period.last.year if stated is not None and stated.period is not None else title
            context = Context(self.published, list(near), None if self.published else year, self._outlook(dated))
            unread = dated.expression.vague or self.counts(dated)
            done = replace(dated, period=None if unread else read(dated.expression, context))
            if done.period is not None and not self.modifies(done) and not self.since(done):
                mentioned.append(done)
                if done.expression.has("year") and done.expression.until is None:
                    years.append(done)
                    title = done.period.last.year if done.expression.start < self._title else title
            yield done

    def _outlook(self, dated: Dated) -> Outlook:
        if self.since(dated):
            return Outlook.PAST
        if self.tree.case(dated.root) in self.words.classes["destined"]:
            return Outlook.FUTURE
        return self._outlooks.of(dated.host, weekday=dated.expression.has("weekday"))

    def _near(self, earlier: Dated, later: Dated, sentences: int) -> bool:
        number = self.tree.sentence_of
        return number[later.start] - number[earlier.start] <= sentences

    def counts(self, dated: Dated) -> bool:
        """Whether it counts from what follows: "two days *after* the vote"."""
        last = dated.end - 1
        return (
            dated.expression.has("later")
            and self.tree.lower[last] in self.words.classes["counted"]
            and self.tree.dep[last] in ("mark", "case")
        )

    def since(self, dated: Dated) -> bool:
        """Whether something only begins there."""
        return self.tree.case(dated.root) in self.words.classes["since"] and not dated.expression.until

    def modifies(self, dated: Dated) -> bool:
        """Whether it stands before a noun that it tells apart: "the *2015* accord", "*Wednesday's* summit"."""
        tree, root = self.tree, dated.root
        return tree.dep[root] in _MODIFIERS and tree.head[root] > root and not tree.case(root)

    # -- where they stand ----------------------------------------------------------------------------------------------

    def _beside(self, dated: Dated) -> Dated:
        """With the host of the date that it stands beside: "years ago, in May 2022", "in May and again in June"."""
        other = self.inside.get(dated.host) if dated.host is not None else None
        return replace(dated, host=other.host) if other is not None else dated

    def _enter(self, dated: Dated) -> None:
        for i in range(dated.start, dated.end):
            self.inside[i] = dated
        if self._before_paragraph(dated):
            begins = dated.start == self._line_start(dated.start)
            if begins and dated.period is not None and not self._of_publication(dated):
                self.heads.update(dict.fromkeys(self._roots_of_paragraph(dated), dated))
        elif dated.host is not None and self.counts(dated):
            self.offsets[dated.host] = dated
        elif dated.host is not None:
            self.at[dated.host].append(dated)

    def _before_paragraph(self, dated: Dated) -> bool:
        """Whether it heads its paragraph ("16 July. Police ...") or stands in its dateline ("SEOUL, June 18 - ...")."""
        tree = self.tree
        start = self._line_start(dated.start)
        if dated.end >= len(tree) or dated.start - start > _DATELINE:
            return False
        stands_alone = dated.expression.has("month") or dated.expression.has("date")
        if (
            dated.start == start
            and stands_alone
            and (tree.lower[dated.end] in (":", ".") or self._of_publication(dated))
        ):
            return True
        verbal = any(tree.pos[i] in VERBAL for i in range(start, dated.start))
        return not verbal and self._dash_follows(dated.end)

    def _of_publication(self, dated: Dated) -> bool:
        """Whether it is the publication date, written out."""
        full = dated.expression.has("date") or dated.expression.has("day", "month", "year")
        day = self.published
        return full and day is not None and dated.period is not None and dated.period.holds(day)

    def _dash_follows(self, end: int) -> bool:
        """Whether a dash comes next, but for marks and an agency's name."""
        for i in range(end, min(end + _DATELINE, len(self.tree))):
            if self.tree.lower[i] in self.words.classes["dash"]:
                return True
            if self.tree.doc[i].text.islower():
                return False
        return False

    def _line_start(self, i: int) -> int:
        """The first token of the line of token `i`, or one farther back than a dateline reaches."""
        doc = self.tree.doc
        for k in range(i, max(i - _DATELINE - 2, 0), -1):
            if "\n" in self._text[doc[k - 1].idx : doc[k].idx]:
                return k
        return max(i - _DATELINE - 2, 0)

    def _roots_of_paragraph(self, dated: Dated) -> Iterator[int]:
        tree = self.tree
        end = self._text.find("\n", tree.doc[dated.start].idx)
        for i in range(dated.end, len(tree)):
            if 0 <= end <= tree.doc[i].idx:
                return
            if tree.head[i] == i or dated.start <= tree.head[i] < dated.end:
                yield i
