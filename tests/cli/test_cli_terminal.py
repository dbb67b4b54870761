from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from kg.cli import terminal

HOSTILE = [
    "\x1b[2J",
    "\x1b]0;title\x07",
    "\x9b31m",
    "\r\nkg: all is well",
    "\u202eevil",
    "\x00",
    "\u2028",
    "\ud800",
    "\x7f",
]


def printed(thing: object, width: int = 200) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=True, color_system="truecolor", markup=False).print(thing)
    return stream.getvalue()


@given(st.text(st.characters(exclude_categories=())) | st.sampled_from(HOSTILE))
def test_no_text_is_obeyed(text: str) -> None:
    line = terminal.safe(text)
    assert all(c.isprintable() or c in "\u200c\u200d" for c in line)
    assert "\n" not in line


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_readable_text_stays_as_it_is(text: str) -> None:
    assert terminal.safe(text) == text


def test_brackets_are_not_markup() -> None:
    text = "[bold red]Kim[/] [link=https://example.org]x[/link] :warning:"
    assert text in printed(terminal.table(["who"], [[text]]))


def test_a_table_prints_no_control_character_of_a_cell() -> None:
    for text in HOSTILE:
        shown = printed(terminal.table(["who"], [[text]], title=text))
        styles_of_the_table_itself = printed(terminal.table(["who"], [["x"]], title="x"))
        assert shown.count("\x1b") == styles_of_the_table_itself.count("\x1b")
        assert not set("\x00\x07\x7f\x9b\r\u202e\u2028") & set(shown)


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=())), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_json_is_harmless_and_reads_back(value: object) -> None:
    text = terminal.to_json(value)
    assert all(c.isprintable() or c in "\n\u200c\u200d" for c in text)
    assert json.loads(text) == value
