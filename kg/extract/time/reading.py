"""What an expression of time comes to, given the publication date, the dates mentioned before, and past or future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kg.extract.time.expression import Expression, find
from kg.extract.time.period import Period, Point


class Outlook(Enum):
    """Where what the expression dates lies, seen from the publication date."""

    PAST = -1
    OPEN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader knows: `mentioned` are the periods of the text so far, latest first; `year` is the one in force."""

    published: date | None = None
    mentioned: Sequence[Period] = ()
    year: int | None = None
    outlook: Outlook = Outlook.PAST


def resolve_date(text: str, published: str | None = None) -> str | None:
    """The ISO 8601 date, month, year or interval that `text` names, or None if it fixes none or more than one.

    `published` (an ISO date) resolves what is relative to it; weekdays, days and months without a year are the last
    ones on or before it.

    >>> resolve_date("19 June 2024"), resolve_date("last September", "2024-06-19"), resolve_date("Friday", "2024-06-19")
    ('2024-06-19', '2023-09', '2024-06-14')
    >>> resolve_date("from 14 to 16 May 2023"), resolve_date("the 1990s"), resolve_date("recently", "2024-06-20")
    ('2023-05-14/2023-05-16', '1990/1999', None)
    """
    context = Context(publication_day(published))
    periods = {None if e.vague or e.bound else read(e, context) for e in find(text)}
    return str(period) if len(periods) == 1 and (period := periods.pop()) is not None else None


def publication_day(published: str | None) -> date | None:
    """The day that an ISO 8601 date or time stands for, or None for what is neither."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def counted(expression: Expression, origin: Period, sign: int) -> Period | None:
    """What lies as far from `origin` as "two days after" says, or, with `sign` -1, as far in the other direction."""
    try:
        return _counted(expression, [origin], sign * int(expression.one("later")))
    except (ValueError, OverflowError):
        return None


def read(expression: Expression, context: Context) -> Period | None:
    """The period of an expression, or None if the text and the context leave it open or the calendar has it not."""
    try:
        period = _range(expression, context) if expression.until is not None else _one(expression, context)
        if period is not None and expression.eve:
            return period.moved(expression.eve, "day")
    except (ValueError, OverflowError):
        return None
    return period


# -- ranges ------------------------------------------------------------------------------------------------------------


def _range(expression: Expression, context: Context) -> Period | None:
    assert expression.until is not None
    second = read(expression.until, context)
    first = _one(expression, context)
    if expression.until.has("year") and not expression.has("year"):
        first = _beside(expression, second, before=True)
    elif expression.has("year") and not expression.until.has("year"):
        second = _beside(expression.until, first, before=False)
    return _joined(first, second, expression.linked)


def _beside(expression: Expression, other: Period | None, *, before: bool) -> Period | None:
    """The day or month before or after the other end of a range that says its year."""
    if other is None or not expression.has("month"):
        return None
    for year in (other.first.year, other.first.year - 1 if before else other.first.year + 1):
        period = _in_year(expression, year)
        if period is not None and (period.first <= other.first if before else other.first <= period.first):
            return period
    return None


def _joined(first: Period | None, second: Period | None, linked: str) -> Period | None:
    """From one to the other; of a list of two only if nothing lies between them."""
    if first is None or second is None or first.first.first > second.first.first:
        return None
    if linked == "and" and first.last.last + timedelta(days=1) != second.first.first:
        return None
    return Period(first.first, second.last)


# -- one expression ----------------------------------------------------------------------------------------------------


def _one(e: Expression, c: Context) -> Period | None:
    if e.has("ago"):
        return _counted(e, [Period.at(Point.of(c.published))] if c.published else (), int(e.one("ago")))
    if e.has("later"):
        return _counted(e, c.mentioned, int(e.one("later")))
    if e.has("anaphor") or (e.has("the", "shift", "unit") and e.one("shift") == "1"):
        return _anaphor(e, c)
    if e.has("month") or e.has("date"):
        return _calendar(e, c)
    if e.has("year"):
        return _part_of_year(e, int(e.one("year")))
    if e.has("decade"):
        return Period(Point(int(e.one("decade"))), Point(int(e.one("decade")) + 9))
    return _relative(e, c, c.published) if c.published else None


def _counted(e: Expression, origins: Sequence[Period], sign: int) -> Period | None:
    """ "Two years ago", "three days later", "the day before": from the nearest date that is exact enough."""
    many, _, unit = (e.one("units") or e.one("unit")).rpartition(" ")
    number = sign * int(e.one("number") or 1) * int(many or 1)
    return next((moved for p in origins if (moved := p.moved(number, unit)) is not None), None)


def _anaphor(e: Expression, c: Context) -> Period | None:
    """ "The same day", "that year", "the following February", "the next morning"."""
    step = int(e.one("anaphor") or e.one("shift"))
    if e.has("month"):
        return _month_after(e, c, step)
    if e.has("weekday"):
        origin = next((p for p in c.mentioned if p.first.day and p.single), None)
        return Period.at(Point.of(_weekday(int(e.one("weekday")), origin.first.first, step))) if origin else None
    unit = e.one("unit") if e.has("unit") else "day"
    if unit in ("weekend", "quarter"):
        return None
    return next((moved for p in c.mentioned if (moved := p.moved(step, unit)) is not None), None)


def _month_after(e: Expression, c: Context, step: int) -> Period | None:
    origin = c.mentioned[0] if c.mentioned else None
    if origin is None:
        return None
    month = int(e.one("month"))
    if e.has("unit"):
        return _in_year(e, origin.last.year + step)
    if not origin.last.month:
        return None
    return Period.at(Point(origin.last.year + (month <= origin.last.month), month))


def _part_of_year(e: Expression, year: int) -> Period:
    months = int(e.one("fraction") or 3)
    ordinal = int(e.one("ordinal") or e.one("quarter") or 0)
    if not ordinal:
        return Period.at(Point(year))
    return Period(Point(year, months * (ordinal - 1) + 1), Point(year, months * ordinal))


# -- the calendar ------------------------------------------------------------------------------------------------------


def _calendar(e: Expression, c: Context) -> Period | None:
    if e.has("date"):
        parts = [int(part) for part in e.one("date").split("-") if part]
        return Period.at(Point(*parts)) if parts else None  # the day and the month might be either
    if e.has("year"):
        return _in_year(e, int(e.one("year")))
    if e.has("shift"):
        return _shifted_month(e, c.published) if c.published else None
    if c.year is not None:
        return _in_year(e, c.year)
    return _nearest(e, c.published, c.outlook) if c.published else None


def _in_year(e: Expression, year: int) -> Period | None:
    month = int(e.one("month"))
    days = [int(day) for day in e.values.get("day") or e.values.get("ordinal", ())]
    if not days:
        return Period.at(Point(year, month))
    ends = [Period.at(Point(year, month, day)) for day in days]
    return ends[0] if len(ends) == 1 else _joined(ends[0], ends[1], "and" if e.has("and") and not e.linked else "to")


def _shifted_month(e: Expression, published: date) -> Period | None:
    """ "September last year", "last May", "11 April last"."""
    step, month = int(e.one("shift")), int(e.one("month"))
    if e.has("unit") or step == 0:
        return _in_year(e, published.year + step)
    if e.has("day"):
        candidates = _candidates(e, published, Outlook.PAST if step < 0 else Outlook.FUTURE)
        return candidates[0] if candidates else None
    passed = month >= published.month if step < 0 else month <= published.month
    return _in_year(e, published.year + (step if passed else 0))


def _nearest(e: Expression, published: date, outlook: Outlook) -> Period | None:
    """The last day or month of that name, the next one, or, where neither past nor future is told, the nearer one."""
    candidates = list(dict.fromkeys(_candidates(e, published, outlook)))
    if outlook is not Outlook.OPEN or len(candidates) < 2:
        return candidates[0] if candidates else None
    away = [(abs((p.first.first - published).days), p) for p in candidates]
    near, far = sorted(away, key=lambda pair: pair[0])[:2]
    return near[1] if near[0] * 2 < far[0] else None


def _candidates(e: Expression, published: date, outlook: Outlook) -> list[Period]:
    years = range(published.year - 8, published.year + 9)
    found = [p for year in years if (p := _in_year_or_none(e, year)) is not None]
    if e.has("weekday") and e.has("day"):
        found = [p for p in found if p.first.first.isoweekday() == int(e.one("weekday"))]
    past = [p for p in reversed(found) if p.first.first <= published]
    ahead = [p for p in found if p.last.last >= published]
    if outlook is Outlook.PAST:
        return past[:1]
    return ahead[:1] if outlook is Outlook.FUTURE else [*past[:1], *ahead[:1]]


def _in_year_or_none(e: Expression, year: int) -> Period | None:
    try:
        return _in_year(e, year)
    except ValueError:
        return None


# -- relative to the publication date ----------------------------------------------------------------------------------


def _relative(e: Expression, c: Context, published: date) -> Period | None:
    if e.has("deictic"):
        return Period.at(Point.of(published + timedelta(days=int(e.one("deictic")))))
    if e.has("weekday"):
        return _on_weekday(e, c, published)
    if e.has("daytime"):
        step = int(e.one("shift"))
        return Period.at(Point.of(published + timedelta(days=step))) if step <= 0 else None
    unit = e.one("unit")
    if unit == "weekend":
        return _weekend(e, c, published)
    if not e.has("shift"):
        return _unit(unit, published) if e.partial else None  # "the end of the year"
    if e.has("the"):
        return None  # "the last week" is a stretch up to now
    if e.has("fraction"):
        return _part_of_year(e, published.year + int(e.one("shift")))
    here = _unit(unit, published)
    return here.moved(int(e.one("shift")), unit) if here and unit != "quarter" else None


def _unit(unit: str, day: date) -> Period | None:
    """The week, month or year that `day` is in."""
    if unit == "week":
        return Period.week(day)
    points = {"month": Point(day.year, day.month), "year": Point(day.year)}
    return Period.at(points[unit]) if unit in points else None


def _on_weekday(e: Expression, c: Context, published: date) -> Period | None:
    weekday = int(e.one("weekday"))
    if e.has("unit"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=int(e.one("shift")))
        return Period.at(Point.of(monday + timedelta(days=weekday - 1)))
    step = int(e.one("shift") or 0)
    if step:
        return Period.at(Point.of(_weekday(weekday, published, step)))
    if published.isoweekday() == weekday:
        return Period.at(Point.of(published))
    return None if c.outlook is Outlook.OPEN else Period.at(Point.of(_weekday(weekday, published, c.outlook.value)))


def _weekday(weekday: int, origin: date, step: int) -> date:
    """The next such day after `origin`, or the last one before it."""
    distance = step * (weekday - origin.isoweekday()) % 7 or 7
    return origin + timedelta(days=step * distance)


def _weekend(e: Expression, c: Context, published: date) -> Period | None:
    """From Saturday to Sunday: of this week, the last one or the coming one."""
    saturday = published - timedelta(days=published.weekday()) + timedelta(days=5)
    step = int(e.one("shift") or 0)
    if not step and c.outlook is Outlook.OPEN:
        return None
    if (step < 0 or c.outlook is Outlook.PAST) and saturday > published:
        step = -1
    return Period.days(saturday + timedelta(weeks=step), 2) if step <= 0 else None
