"""The organizations, people and things."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from knowledge_build.bodies import add_bodies
from knowledge_build.source import Item, Problems, Row, fields, items, joined, unique, values
from knowledge_build.states import States

KINDS = frozenset(
    values(
        "international|alliance|armed group|party|news agency|newspaper|broadcaster|intelligence|court|bank|company|"
        "armed forces|police|ministry|parliament|think tank|ngo|government|agency|"
        "movement|hacking group|religious body|sports body"
    )
)
_RESOLUTION = (
    "UN Security Council Resolution",
    "UN Security Council resolution",
    "United Nations Security Council Resolution",
    "United Nations Security Council resolution",
    "UNSC Resolution",
    "UNSC resolution",
    "UNSCR",
    "Security Council Resolution",
    "Security Council resolution",
    "UN Resolution",
    "UN resolution",
    "Resolution",
)
TYPES = frozenset(values("Agreement|Weapon|Event|Programme|Measure|Group"))
_REST = re.compile(r"(?:\^\s*(?P<parent>[\w-]+)\s*)?(?:@\s*(?P<members>.+))?$")
_OFFICE = re.compile(r"(?P<office>[a-z][a-z' -]*[a-z])(?:@(?P<where>[\w-]+))? (?P<start>[\d-]*)/(?P<end>[\d-]*)$")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?$")


def organizations(states: States, problems: Problems) -> list[Row]:
    """The rows of the organizations."""
    found = list(items("organizations", problems, separator=None))
    known = {item.id for item in found}
    rows = ((item.where, _organization(item, states, known, problems)) for item in found)
    return add_bodies(unique(rows, problems), states, KINDS, problems)


def _organization(item: Item, states: States, known: set[str], problems: Problems) -> Row:
    kind, codes = states.split_group(item.group)
    if kind not in KINDS:
        problems.add(item.where, f"{item.group!r} is not a kind of organization with known codes of countries")
    rest = _REST.match(item.rest)
    if rest is None:
        problems.add(item.where, f"{item.rest!r} is neither a parent nor members")
        return item.row()
    parent = rest["parent"] or ""
    if parent and parent not in known:
        problems.add(item.where, f"the parent {parent!r} is not among the organizations")
        parent = ""
    members = [_entry(code, item, states, known, problems) for code in values(rest["members"] or "")]
    return item.row() | {
        "country": states.cell(codes),
        "kind": kind,
        "parent": parent,
        "members": "|".join(dict.fromkeys(filter(None, members))),
    }


def _entry(code: str, item: Item, states: States, organizations: set[str], problems: Problems) -> str:
    return _place(code, item.where, states, organizations, problems, f" ({item.label})")


def _place(code: str, where: str, states: States, organizations: set[str], problems: Problems, whose: str = "") -> str:
    """The id of the country, territory or organization that a code or slug means; empty if there is none."""
    if code in organizations:
        return f"organization/{code}"
    entry = states.entry(code)
    if entry is None:
        problems.add(where, f"{code!r}{whose} is neither a country nor an organization")
    return entry or ""


def people(states: States, organizations: list[Row], problems: Problems) -> list[Row]:
    """The rows of the people."""
    known = {row["id"] for row in organizations}
    found = items("people", problems, separator=None)
    return joined(((item.where, _person(item, states, known, problems)) for item in found), problems)


def _person(item: Item, states: States, known: set[str], problems: Problems) -> Row:
    codes = [] if item.group == "-" else values(item.group)
    for code in codes:
        if not states.is_code(code):
            problems.add(item.where, f"{code!r} is not the code of a country")
    offices = _offices(item, next(iter(codes), ""), states, known, problems)
    return item.row() | {"country": states.cell(codes), "offices": "|".join(offices)}


def _offices(item: Item, home: str, states: States, known: set[str], problems: Problems) -> Iterator[str]:
    for text in filter(None, (part.strip() for part in item.rest.removeprefix(":").split(";"))):
        found = _OFFICE.match(text)
        if found is None or not _in_order(found["start"], found["end"]):
            problems.add(item.where, f"{text!r} ({item.label}) is not an office with a valid interval of dates")
            continue
        where = _entry(found["where"] or home, item, states, known, problems)
        if where:
            yield f"{found['office']}:{where}:{found['start']}/{found['end']}"


def _in_order(start: str, end: str) -> bool:
    """Whether two dates, either of which may be empty, are valid and an interval, and not both empty."""
    shorter = min(len(start), len(end))
    valid = all(_valid(date) for date in (start, end) if date)
    return valid and bool(start or end) and start[:shorter] <= end[:shorter]


def _valid(date: str) -> bool:
    found = _DATE.match(date)
    if found is None:
        return False
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def offices(states: States, organizations: list[Row], problems: Problems) -> list[Row]:
    """The rows of what offices are called, one for each place where a name means an office."""
    known = {row["id"] for row in organizations}
    rows: list[Row] = []
    for where, cells in fields("offices.txt"):
        if len(cells) != 3:
            problems.add(where, "not an office, where, and the offices that it means")
            continue
        for place in values(cells[1]):
            entry = (
                place if place in ("*", "country", "organization") else _place(place, where, states, known, problems)
            )
            if entry:
                rows.append({"office": cells[0], "where": entry, "means": cells[2]})
    return rows


def things(states: States, problems: Problems) -> list[Row]:
    """The rows of the things."""
    return unique(_things(states, problems), problems)


def _things(states: States, problems: Problems) -> Iterator[tuple[str, Row]]:
    for item in items("things", problems):
        type_, codes = states.split_group(item.group)
        if type_ == "Resolution" and item.label.isdecimal():
            yield item.where, _resolution(item.label) | {"type": "Measure", "country": states.cell(codes)}
        elif type_ in TYPES and not item.rest:
            yield item.where, item.row() | {"type": type_, "country": states.cell(codes)}
        else:
            problems.add(item.where, f"{item.label!r} in {item.group!r} is not of a known type and countries")


def _resolution(number: str) -> Row:
    """The cells of a resolution of the UN Security Council, with the ways in which news writes it."""
    names = [f"{prefix} {number}" for prefix in _RESOLUTION]
    return {"id": f"resolution-{number}", "label": names[0], "wikidata": "", "names": "|".join(names[1:])}
