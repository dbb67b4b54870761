"""Title, publisher and date at the top of a text, and dates as publishers write them."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import dates
from kg.read.heading import Heading, recognise

BODY = "The president arrived in the capital on Wednesday and signed the treaty, his office said in a statement."
FULL_DATES = """{d} {month} {y}|{month} {d}, {y}|{mon}. {d}, {y}|{d} {mon} {y}|{d}-{mon}-{y}|{weekday}, {d} {month} {y}
{weekday}, {month} {d}, {y}|{wd} {month} {d}, {y}|{d} {month}, {y}|{y}-{m:02}-{d:02}|{y}/{m}/{d}|{y}.{m:02}.{d:02}
{y}{m:02}{d:02}""".replace("\n", "|").split("|")
TIMES = [
    "",
    ", 08:41",
    " - 09:27",
    " 3:15 p.m. EST",
    "T23:30:00Z",
    " 09:27:00 +0900",
    " at 9.30 am",
    " 14:03:22.123+02:00",
]


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from(FULL_DATES), st.sampled_from(TIMES))
def test_a_full_date_is_read_whatever_its_form(day: datetime.date, form: str, time: str) -> None:
    month, weekday = calendar.month_name[day.month], calendar.day_name[day.weekday()]
    parts = {"month": month, "mon": month[:3], "weekday": weekday, "wd": weekday[:3]}
    written = form.format(y=day.year, m=day.month, d=day.day, **parts)
    assert dates.parse(written + ("" if written.isdigit() else time)) == day.isoformat()


@given(st.dates(min_value=datetime.date(1000, 1, 1)), st.sampled_from("/.-"))
def test_day_and_month_in_figures_are_never_guessed(day: datetime.date, mark: str) -> None:
    clear = day.day > 12 or day.day == day.month
    for written in (f"{day.day}{mark}{day.month}{mark}{day.year}", f"{day.month}{mark}{day.day:02}{mark}{day.year}"):
        assert dates.parse(written) == (day.isoformat() if clear else None)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024",
        "June 2024",
        "19 June",
        "Wednesday",
        "last week",
        "19/06/24",
        "31 June 2024",
        "2024-13-01",
        "2024-06-19/2024-06-20",
        "19 June 2024 or 20 June 2024",
        "120240619",
        "1718755200",
        "1.2.3.2024",
        "today",
        "19 Juneau 2024",
        "19 June 2024 The",
    ],
)
def test_what_is_not_one_full_date(value: str) -> None:
    assert dates.parse(value) is None


@given(st.text())
def test_any_text_may_be_asked(text: str) -> None:
    assert dates.parse(text) is None or dates.search(text)
    assert isinstance(recognise(text), Heading)


LINES = ["19 June 2024", "By Jane Doe", "---", "# A title", "title: x", "SEOUL (AP) - ", ":", "(", BODY, ""]


@given(st.lists(st.sampled_from(LINES)))
def test_any_lines_may_stand_at_the_top(lines: list[str]) -> None:
    found = recognise("\n".join(lines))
    assert found.date in (None, "2024-06-19")
    assert found.title is None or found.title in (*lines, "A title", "x")


TITLE = "Bloc lifts sanctions"


@pytest.mark.parametrize(
    ("top", "title", "date", "publisher"),
    [
        (f"{TITLE}\n\n", TITLE, None, None),
        (f"# {TITLE}\n", TITLE, None, None),
        (f"{TITLE}\n====================\n", TITLE, None, None),
        (f"{TITLE}\n", TITLE, None, None),
        (f"{TITLE}\n\nThe Lagoon Standard\n25 February 2024\n\n", TITLE, "2024-02-25", "The Lagoon Standard"),
        (
            f"The Lagoon Herald\n\n{TITLE}\n\nBy Jane Doe\n\nPublished : June 19, 2024 - 09:27\n\n",
            TITLE,
            "2024-06-19",
            "The Lagoon Herald",
        ),
        (f"WORLD\n\n{TITLE}\n\n", TITLE, None, None),
        (f"18 Jun 2024, 08:41\n\n{TITLE}\n\nSEOUL, June 18, 2024 (BSS/AFP) - ", TITLE, "2024-06-18", "BSS/AFP"),
        ("Saturday, September 12, 2015\n\n", None, "2015-09-12", None),
        (f"{TITLE}\n\nThursday, May 7, 2015 ", TITLE, "2015-05-07", None),
        (" date 2024-06-19 Seoul: ", None, "2024-06-19", None),
        ("NIAMEY, 26 February 2024 – ", None, "2024-02-26", None),
        ("KUALA LUMPUR, Oct. 26, 2025 - ", None, "2025-10-26", None),
        ("ROSEAU, Dominica (October 7, 2022) — ", None, "2022-10-07", None),
        ("Bonn, 19 June 2024: ", None, "2024-06-19", None),
        (f"{TITLE}\n\nBonn, 19 June 2024\n\n", TITLE, "2024-06-19", None),
        (f"{TITLE}\nBy Jane Doe | Nairobi | August 18, 2023\n\n", TITLE, "2023-08-18", None),
        ("SEOUL, South Korea (AP) — ", None, None, "AP"),
        ("SEOUL, June 18 (Yonhap) -- ", None, None, "Yonhap"),
        ("TASHKENT – ", None, None, None),
        ("BEIRUT, Wednesday - ", None, None, None),
        ("Geneva, 03/04/2024 – ", None, None, None),
        ("Published: 03/04/2024\n\n", None, None, None),
        ("Published: 25/04/2024\n\n", None, "2024-04-25", None),
        ("Updated: 20 June 2024\n\n", None, None, None),
        (f"Title: {TITLE}\nSource: Lagoon Radio\nDate: 19 June 2024\n\n", TITLE, "2024-06-19", "Lagoon Radio"),
        (f"**{TITLE}**\n\n*Posted on 19 June 2024*\n\n", TITLE, "2024-06-19", None),
        (
            f'---\ntitle: "{TITLE}"\ndate: 2024-06-19T10:00:00Z\npublisher: BBB\n---\n\n# Heading\n\n',
            TITLE,
            "2024-06-19",
            "BBB",
        ),
        ("+++\ntitle = 'Bloc lifts'\ndate = 2024-06-19\n+++\n", "Bloc lifts", "2024-06-19", None),
        ("On 19 June 2024, the bloc met.\n\n", None, None, None),
        ("June 19, 2024, was the day on which the bloc met. ", None, None, None),
        ("", None, None, None),
        (
            "The bloc lifted its sanctions on the three\nstates that left it, the secretary told\nreporters. ",
            None,
            None,
            None,
        ),
    ],
)
def test_tops_of_texts(top: str, title: str | None, date: str | None, publisher: str | None) -> None:
    found = recognise(f"{top}{BODY}\n\n{BODY}\n")
    assert (found.title, found.date, found.publisher) == (title, date, publisher)


def test_the_dates_of_a_timeline_are_not_its_own() -> None:
    entries = [f"{day} Aug 2020: The guards took the president, who gave up his office that night." for day in (17, 18)]
    assert recognise("\n".join(["A timeline", "", *entries])) == Heading(title="A timeline")


def test_the_address_in_front_matter() -> None:
    assert recognise("---\nurl: https://example.org/a\n---\nText.").url == "https://example.org/a"


@pytest.mark.parametrize("text", ["Putin met Kim", "Putin met Kim\n", "\n\nPutin met Kim\n\n"])
def test_a_text_of_one_line_has_no_title(text: str) -> None:
    assert recognise(text) == Heading()


def test_documents_get_it_and_their_text_stays(write: Any, results: Any) -> None:
    text = f"---\ntitle: T\n---\n# Bloc lifts sanctions\n\n19 June 2024\n\n{BODY}\n"
    document = results(write("a.md", text)).only
    assert (document.title, document.date, document.text) == ("T", "2024-06-19", text)
