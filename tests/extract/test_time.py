"""Dates of the text as ISO 8601: what phrases come to, and which of them belongs to a trigger."""

from __future__ import annotations

import calendar
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract.time import TimeFinder, resolve_date
from kg.extract.time.words import TimeWords

PUBLISHED = "2024-06-19"  # a Wednesday
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

RESOLVED = [
    # whole dates, in every order
    ("19 June 2024", "2024-06-19"),
    ("June 19, 2024", "2024-06-19"),
    ("JUNE 19 2024", "2024-06-19"),
    ("Wednesday, June 19, 2024", "2024-06-19"),
    ("the 14th of May, 2023", "2023-05-14"),
    ("on May 14th, 2023", "2023-05-14"),
    ("the first of May 2023", "2023-05-01"),
    ("Sept. 11, 2001", "2001-09-11"),
    ("2024-06-19", "2024-06-19"),
    ("2024-06-19T10:00", "2024-06-19"),
    ("13/05/2020", "2020-05-13"),
    ("5/13/2020", "2020-05-13"),
    ("05/05/2020", "2020-05-05"),
    ("12.5.2020", "2020-05-12"),
    # months, years and parts of them
    ("May 2023", "2023-05"),
    ("May of 2023", "2023-05"),
    ("late May 2023", "2023-05"),
    ("the end of May 2023", "2023-05"),
    ("2016", "2016"),
    ("mid-2023", "2023"),
    ("early 2023", "2023"),
    ("the spring of 2022", "2022"),
    ("the 1990s", "1990/1999"),
    ("the second quarter of 2026", "2026-04/2026-06"),
    ("Q3 2018", "2018-07/2018-09"),
    ("the first half of 2023", "2023-01/2023-06"),
    # ranges and lists
    ("from 14 to 16 May 2023", "2023-05-14/2023-05-16"),
    ("May 3-5, 2023", "2023-05-03/2023-05-05"),
    ("3 and 4 May 2023", "2023-05-03/2023-05-04"),
    ("between 2014 and 2016", "2014/2016"),
    ("2014-2016", "2014/2016"),
    ("from May to July 2023", "2023-05/2023-07"),
    ("from November to March 2023", "2022-11/2023-03"),
    ("from 28 December 2022 to 3 January", "2022-12-28/2023-01-03"),
    ("May and June 2023", "2023-05/2023-06"),
    # from the publication date
    ("today", "2024-06-19"),
    ("tonight", "2024-06-19"),
    ("this morning", "2024-06-19"),
    ("last night", "2024-06-18"),
    ("yesterday evening", "2024-06-18"),
    ("tomorrow", "2024-06-20"),
    ("Wednesday", "2024-06-19"),
    ("late on Monday", "2024-06-17"),
    ("Thursday", "2024-06-13"),
    ("last Wednesday", "2024-06-12"),
    ("next Wednesday", "2024-06-26"),
    ("Monday last week", "2024-06-10"),
    ("last week", "2024-06-10/2024-06-16"),
    ("next week", "2024-06-24/2024-06-30"),
    ("last weekend", "2024-06-15/2024-06-16"),
    ("this month", "2024-06"),
    ("last month", "2024-05"),
    ("next year", "2025"),
    ("early this year", "2024"),
    ("the end of the year", "2024"),
    ("last May", "2024-05"),
    ("last June", "2023-06"),
    ("next May", "2025-05"),
    ("September last year", "2023-09"),
    ("11 April last", "2024-04-11"),
    ("3 March", "2024-03-03"),
    ("March 3", "2024-03-03"),
    ("20 June", "2023-06-20"),
    ("29 February", "2024-02-29"),
    ("Monday, 3 April", "2023-04-03"),
    ("in May", "2024-05"),
    ("three days ago", "2024-06-16"),
    ("a fortnight ago", "2024-06-03/2024-06-09"),
    ("nine months ago", "2023-09"),
    ("two years ago", "2022"),
    ("the night of 3 May", "2024-05-03"),
    ("the eve of 3 May", "2024-05-02"),
    ("noon on 3 May", "2024-05-03"),
]

OPEN = [
    "",
    "recently",
    "12/05/2020",  # a day and a month that might be either
    "31 June 2023",
    "2023-13-01",
    "2,000 troops",
    "may",
    "the last week",
    "about two years ago",
    "more than 14 years ago",
    "every Monday",
    "until May 2023",
    "before 2014",
    "two days later",
    "the following day",
    "5 and 9 May 2023",
    "3 May 2020 or 5 June 2021",
    "next summer",
    "the war",
    "in 999",
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED)
def test_a_phrase_comes_to_its_date(text: str, expected: str) -> None:
    assert resolve_date(text, PUBLISHED) == expected


@pytest.mark.parametrize("text", OPEN)
def test_what_a_phrase_leaves_open_is_not_guessed(text: str) -> None:
    assert resolve_date(text, PUBLISHED) is None


@pytest.mark.parametrize("text", ["today", "Monday", "last year", "three days ago", "3 March", "in May"])
@pytest.mark.parametrize("published", [None, "", "June 2024", "2024-02-30"])
def test_without_a_publication_date_relative_dates_stay_open(text: str, published: str | None) -> None:
    assert resolve_date(text, published) is None


@pytest.mark.parametrize(("text", "published"), [("yesterday", "0001-01-01"), ("tomorrow", "9999-12-31")])
def test_beyond_the_calendar_there_is_no_date(text: str, published: str) -> None:
    assert resolve_date(text, published) is None


VOCAB = spacy.blank("en").vocab

# -- properties --------------------------------------------------------------------------------------------------------

FORMATS = [
    "{d} {month} {y}",
    "{d}th of {month} {y}",
    "the {d}th of {month}, {y}",
    "{month} {d}, {y}",
    "{month} {d}th {y}",
    "{weekday}, {d} {month} {y}",
    "{weekday} {month} {d}, {y}",
    "on the night of {d} {month} {y}",
    "early on {weekday}, {d} {month} {y}",
    "{y}-{m:02}-{d:02}",
]
days = st.dates(date(1000, 1, 1), date(2100, 12, 31))


def written(day: date, form: str) -> str:
    return form.format(d=day.day, m=day.month, y=day.year, month=MONTHS[day.month - 1], weekday=WEEKDAYS[day.weekday()])


def check_iso(value: str | None) -> None:
    """None, or dates that the calendar has, the first one first."""
    if value is None:
        return
    ends = value.split("/")
    assert all(ISO.fullmatch(end) for end in ends), value
    starts = [date.fromisoformat((end + "-01-01")[:10]) for end in ends]
    assert starts == sorted(starts)
    assert len(ends) == 1 or (len(ends) == 2 and ends[0] != ends[1])


@given(days, st.sampled_from(FORMATS), st.none() | days)
def test_a_written_date_is_read_back_whenever_it_was_published(day: date, form: str, published: date | None) -> None:
    assert resolve_date(written(day, form), published.isoformat() if published else None) == day.isoformat()


@given(days, days)
def test_a_written_range_is_read_back(one: date, other: date) -> None:
    first, last = sorted((one, other))
    text = f"from {written(first, FORMATS[0])} to {written(last, FORMATS[3])}"
    expected = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
    assert resolve_date(text) == expected


@given(days, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_last_one_on_or_before_publication(published: date, weekday: str) -> None:
    found = date.fromisoformat(resolve_date(weekday, published.isoformat()) or "")
    assert WEEKDAYS[found.weekday()] == weekday
    assert timedelta(0) <= published - found < timedelta(days=7)


@given(days, st.integers(1, 99))
def test_days_ago_count_back_from_publication(published: date, number: int) -> None:
    expected = (published - timedelta(days=number)).isoformat()
    assert resolve_date(f"{number} days ago", published.isoformat()) == expected


@given(st.text(), st.none() | st.text(max_size=12) | days.map(date.isoformat))
def test_any_text_gives_none_or_iso(text: str, published: str | None) -> None:
    check_iso(resolve_date(text, published))


def spelled() -> list[str]:
    """Words that mean something to the reader of dates, as they are written, and numbers of all sorts."""
    words = TimeWords.load().meanings
    return [
        *sorted({*words, *(word.title() for word in words)}),
        *["0", "1", "03", "31", "32", "2016", "1990s", "14th", "12/05/2020", "99999", "\n"],
    ]


soup = st.lists(st.sampled_from(spelled()), max_size=12).map(" ".join)


@given(soup, days)
def test_any_words_of_time_give_none_or_iso(text: str, published: date) -> None:
    check_iso(resolve_date(text, published.isoformat()))


@given(soup, days, st.data())
def test_any_tree_gives_none_or_iso(text: str, published: date, data: st.DataObject) -> None:
    words = text.split() or ["then"]
    n = len(words)
    heads = [data.draw(st.integers(0, i)) for i in range(n)]
    deps = data.draw(
        st.lists(st.sampled_from(["obl", "nmod", "case", "conj", "advcl", "acl", "xcomp"]), min_size=n, max_size=n)
    )
    tags = data.draw(st.lists(st.sampled_from(["VBD", "VBZ", "VB", "NN", "IN", "CD"]), min_size=n, max_size=n))
    pos = ["VERB" if tag.startswith("V") else "NOUN" for tag in tags]
    doc = Doc(VOCAB, words, heads=heads, deps=deps, tags=tags, pos=pos, lemmas=[w.lower() for w in words])
    finder = TimeFinder(doc, published.isoformat())
    for i in range(n):
        check_iso(finder.of_trigger(i))


@pytest.mark.parametrize(
    "word", ["May ", "3 ", "9", "the ", "2014-", "the night of ", "from 14 to 16 May 2023 to ", "\n "]
)
def test_hostile_text_takes_no_more_than_linear_time(word: str) -> None:
    start = time.perf_counter()
    resolve_date(word * (100_000 // len(word)), PUBLISHED)
    assert time.perf_counter() - start < 20


# -- triggers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sentence:
    text: str
    published: str | None
    times: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def doc(self) -> Doc:
        columns = list(zip(*self.rows, strict=True))
        return Doc(
            VOCAB,
            words=columns[1],
            spaces=["SpaceAfter=No" not in cell for cell in columns[9]],
            lemmas=columns[2],
            pos=columns[3],
            tags=columns[4],
            heads=[int(head) - 1 if head != "0" else i for i, head in enumerate(columns[6])],
            deps=columns[7],
            ents=["" if label == "_" else f"I-{label}" for label in columns[8]],
        )


def sentences() -> Iterator[Sentence]:
    """The parsed sentences of `time.conllu`; its ninth column holds the label of a named entity."""
    for block in Path(__file__).with_name("time.conllu").read_text(encoding="utf-8").split("\n\n"):
        facts = dict(re.findall(r"^# (text|published|times) = (.*)$", block, re.MULTILINE))
        rows = tuple(tuple(line.split("\t")) for line in block.splitlines() if "\t" in line)
        if not rows:
            continue
        times = (pair.split(": ") for pair in facts["times"].split("; "))
        published = None if facts["published"] == "-" else facts["published"]
        yield Sentence(facts["text"], published, tuple((w, None if t == "-" else t) for w, t in times), rows)


@pytest.mark.parametrize("sentence", list(sentences()), ids=lambda sentence: sentence.text)
def test_a_trigger_has_the_date_of_its_own_clause_or_phrase(sentence: Sentence) -> None:
    doc = sentence.doc
    finder = TimeFinder(doc, sentence.published)
    found = {word: finder.of_trigger(next(t.i for t in doc if t.text == word)) for word, _ in sentence.times}
    assert doc.text == sentence.text
    assert found == dict(sentence.times)


def chronicle(*lines: str) -> Doc:
    """Lines `5 May 2020 : Police fire .`: a date, a mark, and subject, verb and full stop."""
    words, heads, tags = [], [], []
    for line in lines:
        start = len(words)
        words += [*line.split(" "), "\n"]
        verb = len(words) - 3
        heads += [verb] * (len(words) - start)
        tags += [*["CD"] * (verb - 1 - start), "NNS", "VBP", ".", "_SP"]
    pos = ["VERB" if tag == "VBP" else "NOUN" for tag in tags]
    deps = ["dep" if head != i else "ROOT" for i, head in enumerate(heads)]
    return Doc(VOCAB, words=words, heads=heads, tags=tags, pos=pos, deps=deps, lemmas=[w.lower() for w in words])


def test_a_date_that_heads_a_paragraph_is_that_of_what_the_paragraph_tells() -> None:
    doc = chronicle("5 May 2020 : Police fire .", "16 June 2020 : Police leave .")
    finder = TimeFinder(doc, None)
    assert [finder.of_trigger(t.i) for t in doc if t.tag_ == "VBP"] == ["2020-05-05", "2020-06-16"]


def test_the_date_before_a_single_text_is_not_that_of_what_it_tells() -> None:
    doc = chronicle("5 May 2020 : Police fire .")
    assert TimeFinder(doc, None).of_trigger(5) is None


def test_a_dateline_is_not_the_date_of_what_follows() -> None:
    doc = chronicle("BAKU , 5 May 2020 - Police fire .", "BAKU , 6 May 2020 - Police leave .")
    finder = TimeFinder(doc, None)
    assert [finder.of_trigger(t.i) for t in doc if t.tag_ == "VBP"] == [None, None]
