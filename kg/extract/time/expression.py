"""Finds expressions of time in a text: "early on Monday", "two days later", "from 14 to 16 May"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.extract.time.words import Order, TimeWords

_WORD = re.compile(r"\n\s*\n|\d{4}([./-])\d{2}\1\d{2}(?!\d)|\d{1,2}([./-])\d{1,2}\2\d{4}(?!\d)|[^\W_]+|[^\w\s]|_")
_NUMBER = re.compile(r"(?P<digits>[0-9]{1,4})(?P<suffix>[a-z]*)")
_DATE = re.compile(r"(?P<a>[0-9]+)(?P<mark>[./-])(?P<b>[0-9]+)[./-](?P<c>[0-9]+)")
_YEARS = range(1000, 2101)
_PREFIXES = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark with its place in the text and what it can stand for: value by class."""

    lower: str
    start: int
    end: int
    kinds: dict[str, str]
    short: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """Words of a text that name a time. `values` holds by class what was read; offsets are code points.

    `eve`: days to move on, for "the eve of". `vague`: "about", "every" and the like stand before. `bound`: "until",
    "before" or the like that does. `partial`: the class of a word that takes a part of the period ("early", "the end
    of", "noon on"). `until` is the other end of a range, `linked` what joins the two (of "between 3 and 5 May", `to`).
    `words` are positions.
    """

    start: int
    end: int
    values: dict[str, tuple[str, ...]]
    eve: int = 0
    vague: bool = False
    bound: str = ""
    partial: str = ""
    until: Expression | None = None
    linked: str = ""
    words: tuple[int, int] = field(default=(0, 0), repr=False)

    def has(self, *kinds: str) -> bool:
        """Whether it names each of these classes."""
        return all(kind in self.values for kind in kinds)

    def one(self, kind: str) -> str:
        """The first value of a class, or ''."""
        return self.values.get(kind, ("",))[0]


def find(text: str) -> list[Expression]:
    """The expressions of time in `text`, in its order; the longest reading of each place is taken.

    >>> [text[e.start : e.end] for text in ["It began early on Monday, 3 May."] for e in find(text)]
    ['early on Monday, 3 May']
    """
    words = TimeWords.load()
    tokens = list(_words(text, words))
    found, i = [], 0
    while i < len(tokens):
        end, values = _longest(tokens, i, words)
        if end > i:
            found.append(_with_prefix(tokens, i, end, values, words))
        i = max(end, i + 1)
    return _ranges(found, tokens, words)


def _words(text: str, words: TimeWords) -> Iterator[Word]:
    after_short = False
    for match in _WORD.finditer(text):
        written = match[0]
        if written == "." and after_short:
            after_short = False
            continue
        lower = written.lower()
        if lower not in words.meanings and not lower[0].isdigit():
            after_short = False
            yield Word(lower, match.start(), match.end(), {}, False)
            continue
        meanings = [m for m in words.meanings.get(lower, ()) if written[0].isupper() or not m.capital]
        after_short = any(m.short for m in meanings)
        kinds = {m.kind: m.value for m in meanings} or _numeric(lower, words)
        yield Word(lower, match.start(), match.end(), kinds, after_short)


def _numeric(lower: str, words: TimeWords) -> dict[str, str]:
    """What digits can stand for: a whole date, a year, a decade, a day, a number."""
    if date := _DATE.fullmatch(lower):
        return {"date": _numeric_date(int(date["a"]), int(date["b"]), int(date["c"]), date["mark"])}
    number = _NUMBER.fullmatch(lower)
    if number is None:
        return {}
    value, digits = int(number["digits"]), number["digits"]
    if number["suffix"]:
        kinds = {m.value for m in words.meanings.get(number["suffix"], ()) if m.kind == "suffix"}
        if "day" in kinds:
            return {"day": str(value), "ordinal": str(value)} if 0 < value <= 31 else {}
        return {"decade": digits} if "decade" in kinds and value in _YEARS and value % 10 == 0 else {}
    found = {"number": str(value)}
    if 0 < value <= 31 and len(digits) <= 2:
        found["day"] = str(value)
    if value in _YEARS:
        found["year"] = digits
    return found


def _numeric_date(a: int, b: int, c: int, mark: str) -> str:
    """ISO order for the parts of a date written in digits, or '' where day and month might be either."""
    if a > 31:
        return f"{a}-{b}-{c}"
    if mark == "." or a > 12 or a == b:
        return f"{c}-{b}-{a}"
    return f"{c}-{a}-{b}" if b > 12 else ""


Values = dict[str, tuple[str, ...]]


def _longest(tokens: list[Word], i: int, words: TimeWords) -> tuple[int, Values]:
    """Where the longest order that starts at token `i` ends, and what it read; `i` if none does."""
    best: tuple[int, Values] = (i, {})
    for kind in tokens[i].kinds:
        for order in words.orders.get(kind, ()):
            for end, read in _match(tokens, i, order, 0):
                values = _collect(read)
                if end > best[0] and not (end - i == 1 and tokens[i].short):
                    best = end, values
    return best


def _match(tokens: list[Word], i: int, order: Order, k: int) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The ways in which the elements of `order` from the `k`th on fit the tokens from `i` on; an order is short."""
    if k == len(order):
        yield i, []
        return
    element = order[k]
    if i < len(tokens):
        value = tokens[i].kinds.get(element.kind)
        if value is not None and element.value in (None, value):
            for end, rest in _match(tokens, i + 1, order, k + 1):
                yield end, [(element.kind, value), *rest]
    if element.optional:
        yield from _match(tokens, i, order, k + 1)


def _collect(read: list[tuple[str, str]]) -> Values:
    values: dict[str, list[str]] = {}
    for kind, value in read:
        values.setdefault(kind, []).append(value)
    return {kind: tuple(found) for kind, found in values.items()}


def _with_prefix(tokens: list[Word], i: int, end: int, values: Values, words: TimeWords) -> Expression:
    """Take in "early", "mid-", "the end of", "the eve of"; note what leaves it vague or bounds it on one side."""
    start, eve, partial = i, 0, ""
    for _ in range(_PREFIXES):
        step, kind = _prefix(tokens, start, moved=start < i)
        if not step:
            break
        start, partial = start - step, kind or partial
        eve += int(tokens[start].kinds.get("segment") or 0)
    before = [token.lower for token in tokens[max(0, start - 2) : start]]
    last = before[-1] if before else ""
    return Expression(
        tokens[start].start,
        tokens[end - 1].end,
        values,
        eve=eve,
        vague=last in words.classes["vague"],
        bound=next((w for w in (last, "_".join(before)) if w in words.classes["bound"]), ""),
        partial=partial,
        linked="to" if start and "between" in tokens[start - 1].kinds else "",
        words=(start, end),
    )


def _prefix(tokens: list[Word], start: int, *, moved: bool) -> tuple[int, str]:
    """How many tokens before `start` belong to the expression, and the class of the first of them."""
    one = tokens[start - 1].kinds if start > 0 else {}
    two = tokens[start - 2].kinds if start > 1 else {}
    if "part" in one:
        return 1, "part"
    if moved and "the" in one:
        return 1, ""
    if "part" in two and ("dash" in one or "parted" in one):
        return 2, "part"
    if "daytime" in two and "parted" in one:
        return 2, "daytime"
    return (2, "segment") if "segment" in two and "of" in one else (0, "")


def _ranges(found: list[Expression], tokens: list[Word], words: TimeWords) -> list[Expression]:
    """Join what is linked: "from May to July", "between 2014 and 2016", "2014-2016", "May and June"."""
    joined: list[Expression] = []
    for expression in found:
        last = joined[-1] if joined else None
        link = _link(last, expression, tokens) if last is not None and last.until is None else ""
        if last is not None and link:
            joined[-1] = replace(
                last,
                end=expression.end,
                until=expression,
                linked=link,
                words=(last.words[0], expression.words[1]),
                bound="" if link == "to" else last.bound,
            )
        else:
            joined.append(expression)
    return joined


_CALENDAR = frozenset({"date", "day", "month", "year", "weekday", "decade"})


def _link(first: Expression, second: Expression, tokens: list[Word]) -> str:
    """How two neighbours are linked: `to` a range, `and` a list of two, or ''."""
    i = first.words[1]
    if second.words[0] != i + 1 or not (_CALENDAR & first.values.keys() and _CALENDAR & second.values.keys()):
        return ""
    kinds, before = tokens[i].kinds, tokens[first.words[0] - 1].kinds if first.words[0] else {}
    same = (first.values.keys() & _CALENDAR) == (second.values.keys() & _CALENDAR)
    if "to" in kinds and ("from" in before or "dash" in kinds or same):
        return "to"
    if "and" in kinds:
        return "to" if "between" in before else "and"
    return ""
