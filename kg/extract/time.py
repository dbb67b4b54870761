"""When something holds: dates of the text as ISO 8601, relative ones resolved with the publication date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from spacy.tokens import Doc, Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_FULL = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>\d{{4}})\b"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"),
)
_DAY = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"),
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}(?: of)?,? (?P<year>\d{{4}})\b")
_ISO = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_YEAR = re.compile(r"\b(?P<year>1[89]\d\d|20\d\d)\b")


def resolve_date(text: str, published: str | None = None) -> str | None:
    """The ISO 8601 date, month or year that `text` names, or None if it fixes none.

    `published` (an ISO date) resolves what is relative to it: weekdays are the last ones before or on it.

    >>> resolve_date("June 19, 2024"), resolve_date("last September", "2024-06-19"), resolve_date("Wednesday", "2024-06-20")
    ('2024-06-19', '2023-09', '2024-06-19')
    >>> resolve_date("recently", "2024-06-20") is None
    True
    """
    lower = " ".join(text.lower().split())
    anchor = _anchor(published)
    return _absolute(lower) or (_relative(lower, anchor) if anchor is not None else None)


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def _absolute(text: str) -> str | None:
    iso = _ISO.search(text)
    if iso:
        return _iso(int(iso["year"]), int(iso["month"]), int(iso["day"]))
    for pattern in _FULL:
        found = pattern.search(text)
        if found:
            return _iso(int(found["year"]), _MONTHS[found["month"]], int(found["day"]))
    found = _MONTH_YEAR.search(text)
    if found:
        return f"{found['year']}-{_MONTHS[found['month']]:02d}"
    has_month = any(re.search(rf"\b{name}\b", text) for name in _MONTHS if name != "may")
    found = _YEAR.search(text)
    return found["year"] if found and not has_month else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _relative(text: str, anchor: date) -> str | None:
    for word, days in (("yesterday", -1), ("tomorrow", 1), ("today", 0), ("tonight", 0)):
        if re.search(rf"\b{word}\b", text):
            return (anchor + timedelta(days=days)).isoformat()
    for pattern in _DAY:
        found = pattern.search(text)
        if found:
            return _nearest(anchor, _MONTHS[found["month"]], int(found["day"]), text)
    weekday = next((n for name, n in _WEEKDAYS.items() if re.search(rf"\b{name}\b", text)), None)
    if weekday is not None:
        return _weekday(anchor, weekday, text).isoformat()
    for unit, years in (("last year", -1), ("this year", 0), ("next year", 1)):
        if text.endswith(unit) and not any(re.search(rf"\b{m}\b", text) for m in _MONTHS):
            return str(anchor.year + years)
    return _month(anchor, text)


def _nearest(anchor: date, month: int, day: int, text: str) -> str | None:
    """The day of the year that is nearest to the anchor, unless the text says last or next year."""
    if "last year" in text or "next year" in text:
        return _iso(anchor.year + (1 if "next" in text else -1), month, day)
    options = [d for y in (-1, 0, 1) if (d := _iso(anchor.year + y, month, day))]
    return min(options, key=lambda d: abs((date.fromisoformat(d) - anchor).days), default=None)


def _weekday(anchor: date, weekday: int, text: str) -> date:
    if "next" in text or "coming" in text:
        return anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1)
    back = (anchor.weekday() - weekday) % 7
    if re.search(r"\b(last|previous)\b", text) and back == 0:
        back = 7
    return anchor - timedelta(days=back)


def _month(anchor: date, text: str) -> str | None:
    month = next(
        (
            n
            for name, n in _MONTHS.items()
            if re.search(rf"\b{name}\b", text) and (name != "may" or text.strip() == "may")
        ),
        None,
    )
    if month is None:
        if "last month" in text or "this month" in text or "next month" in text:
            shift = -1 if "last" in text else 1 if "next" in text else 0
            total = anchor.year * 12 + anchor.month - 1 + shift
            return f"{total // 12}-{total % 12 + 1:02d}"
        return None
    if "last year" in text:
        return f"{anchor.year - 1}-{month:02d}"
    if "next" in text:
        return f"{anchor.year + (month <= anchor.month)}-{month:02d}"
    if "last" in text:
        return f"{anchor.year - (month >= anchor.month)}-{month:02d}"
    return f"{anchor.year - (month > anchor.month)}-{month:02d}"


class TimeFinder:
    """Gives the time of a trigger from the dates that depend on it or on its clause."""

    def __init__(self, doc: Doc, published: str | None) -> None:
        self.doc = doc
        self.published = published
        self._dates = {span.root.i: span for span in doc.ents if span.label_ == "DATE"}

    def of_trigger(self, trigger: int) -> str | None:
        """The ISO 8601 time of what the token `trigger` says, or None where the text fixes none."""
        token = self.doc[trigger]
        for node in [token, *list(token.ancestors)[:2]]:
            for child in node.children:
                span = self._dates.get(child.i)
                if span is not None and (found := resolve_date(self._phrase(span), self.published)):
                    return found
            if node.pos_ in ("VERB", "AUX") and node.dep_ not in ("xcomp", "conj"):
                break
        return None

    def _phrase(self, span: Span) -> str:
        return self.doc[span.start : span.end].text
