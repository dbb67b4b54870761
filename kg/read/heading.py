"""Title, publisher and date where they stand at the top of a text: a headline, a date line, a dateline, labels.

The text itself is never changed. What is not clear is left out: a year-less dateline gives no date, a first line that
may be the beginning of a paragraph gives no title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.read import dates
from kg.read.outlets import AGENCIES, OUTLET_WORDS

_TOP = 3_000
_LINES = 14
_BODY_PARAGRAPHS = 2

_FRONT_MATTER = re.compile(r"(?sm)\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>.*?)^(?P=fence)[ \t]*$\n?")
_FRONT_PAIR = re.compile(r"^(?P<key>\w[\w -]*?)\s*[:=]\s*(?P<value>\S.*)$", re.MULTILINE)
_DATE_LABEL = (
    r"date(?:\s+published|\s+of\s+publication)?|publication\s+date|pubdate"
    r"|(?:first\s+)?(?:published|posted|issued|released)(?:\s+(?:on|at|online))?"
)
_LABEL = re.compile(
    rf"(?:(?P<date>{_DATE_LABEL})\s*[:：=|-]?\s+|(?P<title>title|headline)\s*[:：]\s*"
    r"|(?P<other>(?:last\s+)?(?:updated|modified|revised))(?:\s+on)?\s*[:：]?\s+"
    r"|(?P<publisher>publisher|source|outlet|newspaper|news\s+agency|site)\s*[:：]\s*|(?P<url>url|link|permalink)\s*[:：]\s*)"
    r"(?P<value>\S.*)",
    re.IGNORECASE,
)
_KEYS = {
    "title": "title", "headline": "title",
    "date": "date", "published": "date", "pubdate": "date", "publishdate": "date", "publicationdate": "date",
    "datepublished": "date",
    "publisher": "publisher", "source": "publisher", "outlet": "publisher", "sitename": "publisher",
    "url": "url", "link": "url", "permalink": "url", "canonicalurl": "url",
}  # fmt: skip
_SEPARATOR = re.compile(r"\s+(?:--?|[–—])(?:\s+|$)|\s*[–—]\s*|--|:\s+")
_BRACKET = re.compile(r"\(([^()]*)\)")
_PARTIAL_DATE = re.compile(
    rf"\b(?:{dates.WEEKDAY}|{dates.MONTH}\.?\s\d{{1,2}}|\d{{1,2}}\s{dates.MONTH})(?:st|nd|rd|th)?(?!\w)", re.IGNORECASE
)
_PARTICLES = frozenset((
    "of", "de", "du", "des", "del", "di", "da", "do", "dos", "la", "le", "les", "el", "al", "and", "the",
    "upon", "sur", "am", "an", "der",
))  # fmt: skip
_BYLINE = re.compile(r"by\s+[^\W\d_a-z]", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+$|\.{3}$|…$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the top of a text says about it; each part None where it does not."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    blank_after: bool


def recognise(text: str) -> Heading:
    """What the first lines of a text say: front matter, labels (`Published: ...`), headline, date line, dateline.

    >>> recognise("Bloc lifts sanctions\\n\\nThe Lagoon Standard\\n25 February 2024\\n\\nABUJA - The bloc lifted ...")
    Heading(title='Bloc lifts sanctions', date='2024-02-25', publisher='The Lagoon Standard', url=None)
    >>> recognise("NIAMEY, 26 February 2024 (AFP) – The bloc lifted its sanctions.")
    Heading(title=None, date='2024-02-26', publisher='AFP', url=None)
    """
    front = _FRONT_MATTER.match(text[:_TOP])
    found = _front_matter(front["body"]) if front else {}
    lines = _lines(text, front.end() if front else 0)
    _Top(lines, found).scan()
    return Heading(**found)


def _front_matter(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in _FRONT_PAIR.finditer(body):
        part = _KEYS.get(re.sub(r"[\W_]", "", pair["key"]).lower())
        value = pair["value"].strip().strip("\"'").strip()
        iso = dates.parse(value) if part == "date" else value
        if part and iso:
            found.setdefault(part, iso)
    return found


def _lines(text: str, start: int) -> list[_Line]:
    """The first lines that are not blank, markup at their ends stripped."""
    raw = text[start : start + _TOP].split("\n")[: 4 * _LINES]
    lines: list[_Line] = []
    for number, line in enumerate(raw):
        stripped = line.strip(" \t\r\ufeff\u00a0*_#>|")
        if stripped and set(stripped) - set("=-"):
            following = raw[number + 1].strip(" \t\r") if number + 1 < len(raw) else ""
            marked = line.lstrip().startswith("#") or bool(following and not set(following) - set("=-"))
            lines.append(_Line(stripped, marked or not following))
    return lines[:_LINES]


class _Top:
    """Walks down the first lines; what is found first is kept, labels before all else."""

    def __init__(self, lines: list[_Line], found: dict[str, str]) -> None:
        self.lines, self.found = lines, found
        self.headlines: list[str] = []
        self.fallback: dict[str, str] = {}
        self.chronology = len({date.iso for line in lines if (date := dates.leading(line.text))}) > 1

    def scan(self) -> None:
        bodies = 0
        for number, line in enumerate(self.lines):
            bodies += self._is_body(number, line.text, bodies)
            if bodies == _BODY_PARAGRAPHS:
                break
        self._name()
        for part, value in self.fallback.items():
            self.found.setdefault(part, value)

    def _is_body(self, number: int, line: str, bodies: int) -> bool:
        """Take what a line tells; whether it is, or begins, a paragraph of the text itself."""
        if self._label(line):
            return len(line) > 120
        found = dates.leading(line)
        if found and _is_date_line(line, found):
            if self.chronology and len(line) > 60:
                return True
            self.fallback.setdefault("date", found.iso)
            self._name_above(number)
            return len(line) > 120
        if _BYLINE.match(line) and _named(line[3:]) and len(line) < 100:
            return False
        if not self._dateline(line) and not bodies and self._is_headline(number):
            self.headlines.append(line)
            return False
        return True

    def _label(self, line: str) -> bool:
        match = _LABEL.match(line)
        if not match:
            return False
        value = match["value"].strip(" \t*_")
        if match["date"] or match["other"]:
            date = dates.leading(value)
            if date and match["date"]:
                self.found.setdefault("date", date.iso)
            return date is not None or ":" in line[: match.start("value")]
        part = next(part for part in ("title", "publisher", "url") if match[part])
        if len(value) <= 300:
            self.found.setdefault(part, value)
        return True

    def _dateline(self, line: str) -> bool:
        dateline = _dateline(line)
        for part, value in dateline.items():
            self.fallback.setdefault(part, value)
        return bool(dateline)

    def _name_above(self, number: int) -> None:
        """A name in a line of its own between headline and date is who publishes."""
        above = self.lines[number - 1].text if number else ""
        if len(self.headlines) > 1 and above == self.headlines[-1] and _is_name(above):
            self.fallback.setdefault("publisher", self.headlines.pop())

    def _is_headline(self, number: int) -> bool:
        line, following = self.lines[number], self.lines[number + 1 : number + 2]
        if not following or not _like_headline(line.text):
            return False
        return line.blank_after or _stands_apart(line.text, following[0].text)

    def _name(self) -> None:
        """Title and publisher from the headlines: an outlet or a one-word kicker may stand above the title."""
        lines = self.headlines
        if len(lines) > 1 and _is_name(lines[0]) and OUTLET_WORDS.intersection(lines[0].split()):
            self.fallback.setdefault("publisher", lines.pop(0))
        if len(lines) > 1 and " " not in lines[0]:
            lines.pop(0)
        if lines:
            self.fallback.setdefault("title", lines[0])


def _is_date_line(line: str, date: dates.Found) -> bool:
    """Whether a line that begins with a date is a date line, or a paragraph that one stands before."""
    end = dates.after_time(line, date.end)
    rest = line[end:].strip()
    weekday = line[date.start : date.start + 1].isalpha() and re.match(dates.WEEKDAY, line[date.start :], re.IGNORECASE)
    if not rest or (weekday and rest[:1].isupper()):
        return True
    return bool(re.match(r"\s*(?:[|•·/]|[-–—]+\s|:\s)", line[date.end :])) or (rest[0] in ",|(" and len(line) < 60)


def _dateline(line: str) -> dict[str, str]:
    """Date and agency of a line such as `SEOUL, June 18, 2024 (AFP) - ...` or `Geneva, 19 June 2024`."""
    separator = _SEPARATOR.search(line, 0, 140)
    if not separator and len(line) > 60:
        return {}
    prefix = line[: separator.start()] if separator else line
    date = next(dates.search(prefix), None)
    place = prefix[: date.start] + prefix[date.end :] if date else prefix
    agency = next(_agencies(place), None) if separator else None
    if not (date or agency) or not _is_place(_PARTIAL_DATE.sub(" ", _BRACKET.sub(" ", place))):
        return {}
    if date and not separator and not re.search(r"[,(|]", prefix):
        return {}
    return ({"date": date.iso} if date else {}) | ({"publisher": agency} if agency else {})


def _agencies(prefix: str) -> Iterator[str]:
    for bracket in _BRACKET.findall(prefix):
        if any(part.strip().upper() in AGENCIES for part in [bracket, *re.split(r"[/,]", bracket)]):
            yield bracket.strip()


def _is_place(text: str) -> bool:
    return len(text) <= 80 and not re.search(r"\d", text) and _named(text)


def _is_name(line: str) -> bool:
    return len(line.split()) <= 6 and not re.search(r"[.,;:?!]$|\d", line) and _named(line)


def _named(text: str) -> bool:
    """Whether every word is capitalised or a particle, at most eight of them."""
    words = re.findall(r"[^\W\d_][\w.'’-]*", text)
    return 0 < len(words) <= 8 and all(word in _PARTICLES or not word[0].islower() for word in words)


def _like_headline(line: str) -> bool:
    first = next((character for character in line if character.isalpha()), "")
    if not first or first.islower() or not 3 <= len(line) <= 200 or len(line.split()) > 30:
        return False
    if re.fullmatch(r"[\w./-]*\d[\w./-]*", line):
        return False
    return not re.search(r"[.;:,]$", line) or bool(_ABBREVIATION.search(line))


def _stands_apart(line: str, following: str) -> bool:
    """Whether a line with no blank line after it is none of a paragraph broken into lines."""
    if dates.leading(following) or _LABEL.match(following) or _BYLINE.match(following) or _dateline(following):
        return True
    return len(following) >= max(100, 1.5 * len(line)) and not following[0].islower()
