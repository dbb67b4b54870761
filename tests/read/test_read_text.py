"""Plain text and Markdown: any encoding, and the file's text exactly."""

from __future__ import annotations

import codecs
import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.read import limits, read

LETTERS = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t")
TEXTS = st.text(LETTERS, min_size=1).filter(lambda text: bool(text.strip()))


def read_bytes(content: bytes, suffix: str = ".txt") -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(content)
        items = list(read(path))
        as_python_has_it = path.read_text("utf-8-sig") if isinstance(items[0], Document) else None
    assert len(items) == 1
    return items[0], as_python_has_it


@given(TEXTS.filter(lambda text: text[0] != "\ufeff"), st.sampled_from([".txt", ".md"]))
def test_the_text_is_what_python_reads(text: str, suffix: str) -> None:
    document, as_python_has_it = read_bytes(text.encode(), suffix)
    assert document.text == as_python_has_it


@given(TEXTS, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_with_a_byte_order_mark(text: str, encoding: str) -> None:
    assert _written(text, encoding).text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(TEXTS)
def test_big_endian_with_a_byte_order_mark(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(codecs.BOM_UTF16_BE + text.encode("utf-16-be"))
        (document,) = read(path)
    assert isinstance(document, Document)
    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")


def _written(text: str, encoding: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(text.encode(encoding))
        (document,) = read(path)
    assert isinstance(document, Document)
    return document


@given(st.binary())
def test_no_bytes_at_all_stop_a_run(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_bytes(content)
        Path(folder, "b.txt").write_text("Putin met Kim.")
        assert [getattr(item, "id", None) for item in read(folder)][-1] == "b.txt"


def test_line_ends_become_newlines_and_all_else_stays(write: Any, results: Any) -> None:
    text = "  Putin\tmet \u200bKim. \r\n\r\n\u00a0He said:\x0c\u2028“Yes”\rEnd  \n\n"
    expected = "  Putin\tmet \u200bKim. \n\n\u00a0He said:\x0c\u2028“Yes”\nEnd  \n\n"
    assert results(write("a.txt", text)).only.text == expected


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The minister’s visit"),
        ("cp1252", "Zürich signs a “treaty” with Genève – and the minister of São Tomé agrees."),
        ("latin-1", "Le président français a rencontré le chancelier à Genève, où ils ont signé un traité."),
        ("cp1251", "Президент прибыл в столицу с визитом и подписал договор о дружбе."),
        ("koi8-r", "Президент прибыл в столицу. В среду он встретился с министром, и они подписали новый договор."),
        ("cp1254", "Bakan İstanbul'da görüştü, açıklamada bulundu ve şimdi dönüyor."),
        ("iso-8859-7", "Ο πρόεδρος έφτασε την Τετάρτη στην πρωτεύουσα και υπέγραψε συμφωνία"),
        ("cp1256", "وصل الرئيس إلى العاصمة يوم الأربعاء ووقع اتفاقا"),
        ("gb18030", "总统星期三抵达首都,与总理举行会谈并签署条约。"),
        ("big5", "總統星期三抵達首都,與總理舉行會談並簽署條約。"),
        ("shift_jis", "大統領は水曜日に首都に到着し、首相と会談した。"),
        ("euc-kr", "대통령이 수요일 수도에 도착해 총리와 회담했다."),
        ("utf-16-le", "The president arrived on Wednesday."),
        ("utf-16-be", "The president arrived on Wednesday."),
    ],
)
def test_older_encodings_are_recognised(encoding: str, text: str, write: Any, results: Any) -> None:
    assert results(write("a.txt", text.encode(encoding))).only.text == text


PLAIN = "the ministers of the two states met on Monday to talk about trade and the border"
WESTERN = [
    "Genève",
    "São",
    "Tomé’s",
    "“treaty”",
    "–",
    "Muñoz",
    "Köln",
    "£5m",
    "Ångström",
    "naïve",
    "’90s",
    "façade",
    "…",
]


@given(st.lists(st.sampled_from(WESTERN), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_english_with_signs_of_windows_1252(words: list[str], chance: Any) -> None:
    words = words + PLAIN.split() * 3
    chance.shuffle(words)
    assert _written(" ".join(words), "cp1252").text == " ".join(words)


def test_a_broken_byte_in_utf_8_is_named_with_its_line(write: Any, results: Any) -> None:
    content = "Zürich, Genève, Besançon.\nA second line.\nM".encode() + b"\xfcnchen.\n"
    path = write("a.txt", content)
    assert results(path).errors == {str(path): "its text is broken on line 3: not valid utf-8"}


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200),
        zlib.compress(bytes(range(256)) * 40),
        b"Putin\0 met Kim.",
        b"\x01\x02 a b",
    ],
)
def test_binary_data_is_not_text(content: bytes, write: Any, results: Any) -> None:
    path = write("a.txt", content)
    assert "not text" in results(path).errors[str(path)]


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff", "\u00a0\u2003"])
def test_empty_texts_are_reported(content: str, write: Any, results: Any) -> None:
    path = write("a.txt", content)
    assert results(path).errors == {str(path): "its text is empty"}


def test_a_text_may_not_be_too_long(write: Any, results: Any) -> None:
    path = write("a.txt", "a" * (limits.MAX_CHARACTERS + 1))
    assert results(path).errors == {str(path): "its text has 1,000,001 characters; the limit is 1,000,000: divide it"}


def test_a_file_may_not_be_too_large(write: Any, results: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 2**20)
    path = write("a.txt", bytes(2**20 + 1))
    assert results(path).errors == {str(path): "it is larger than 1 MiB, the limit for such a file"}
