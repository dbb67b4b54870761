"""JSON Lines, CSV and Parquet: one document a row."""

from __future__ import annotations

import csv
import datetime
import io
import json
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.read import Fields, read

LETTERS = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\r\t")
TEXTS = st.text(LETTERS, min_size=1).filter(lambda text: bool(text.strip()))
ROW = {
    "id": "r1",
    "text": "Putin met Kim.",
    "title": "A summit",
    "date": "2024-06-19",
    "publisher": "A",
    "url": "https://e.org/",
}


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def parquet(**columns: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


FILES = {
    "a.jsonl": jsonl(ROW),
    "a.ndjson": "\n\n" + jsonl(ROW),
    "a.csv": as_csv([list(ROW), list(ROW.values())]),
    "semicolon.csv": as_csv([list(ROW), list(ROW.values())], ";"),
    "a.tsv": as_csv([list(ROW), list(ROW.values())], "\t"),
    "a.parquet": parquet(**{name: [value] for name, value in ROW.items()}),
}


@pytest.mark.parametrize("name", FILES)
def test_all_fields_are_read(name: str, write: Any, results: Any) -> None:
    assert results(write(name, FILES[name])).only == Document(**ROW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_rows_in_any_unicode_encoding(name: str, encoding: str, write: Any, results: Any) -> None:
    content = str(FILES[name]).replace("Putin", "Çelik").replace("\\u00c7", "Ç")
    assert results(write(name, content.encode(encoding))).only.text == "Çelik met Kim."


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_rows_in_an_older_encoding(name: str, write: Any, results: Any) -> None:
    content = str(FILES[name]).replace("Putin", "São Tomé’s president in Zürich")
    assert results(write(name, content.encode("cp1252"))).only.text == "São Tomé’s president in Zürich met Kim."


@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_any_text_in_json_comes_back_exactly(texts: list[str], ascii_only: bool) -> None:
    lines = "".join(json.dumps({"text": text}, ensure_ascii=ascii_only) + "\n" for text in texts)
    assert read_texts("a.jsonl", lines.encode()) == texts


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_any_text_in_csv_comes_back_exactly(texts: list[str], delimiter: str) -> None:
    rows = [["text", "n"], *([text, str(n)] for n, text in enumerate(texts))]
    assert read_texts("a.csv", as_csv(rows, delimiter).encode()) == texts


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_in_parquet_comes_back_exactly(texts: list[str]) -> None:
    assert read_texts("a.parquet", parquet(text=texts)) == texts


def read_texts(name: str, content: bytes) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return [item.text if isinstance(item, Document) else str(item) for item in read(path)]


@given(st.binary(), st.sampled_from([".jsonl", ".csv", ".parquet", ".xml", ".html", ".pdf"]))
def test_no_bytes_at_all_stop_a_run(content: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"a{suffix}").write_bytes(content)
        Path(folder, "b.txt").write_text("Putin met Kim.")
        items = list(read(folder))
    assert len(items) > 1
    assert getattr(items[-1], "id", None) == "b.txt"


def test_a_row_without_an_id_is_called_by_file_and_line(tmp_path: Path, write: Any, results: Any) -> None:
    write("x/a.jsonl", "\n" + jsonl({"text": "One."}, {"text": "Two.", "id": None}, {"text": "Three.", "id": 7}))
    write("x/b.csv", 'text,id\n"One\nmore",\nTwo,"  "\nThree,8\n')
    assert results(tmp_path / "x").ids == ["a.jsonl:2", "a.jsonl:3", "7", "b.csv:2", "b.csv:4", "8"]


def test_other_names_of_fields(write: Any, results: Any) -> None:
    path = write(
        "a.jsonl",
        jsonl({"key": 1, "body": "Putin met Kim.", "headline": "A", "when": "19 June 2024", "site": "S", "link": "u"}),
    )
    fields = Fields(id="key", text="body", title="headline", date="when", publisher="site", url="link")
    assert results(path, fields=fields).only == Document("1", "Putin met Kim.", "A", "2024-06-19", "S", "u")


def test_broken_lines_of_json_are_named_and_the_rest_is_read(write: Any, results: Any) -> None:
    lines = [
        '{"text": "One."}', '{"text": "Tw', "[1]", '{"body": "x"}', '{"text": 5}', '{"text": " "}', '{"text": null}',
        '{"text": "a", "id": {}}', "[" * 100_000, '{"text": "\\ud800"}', '{"text": "a\\u0000b"}', '{"text": "Last."}',
    ]  # fmt: skip
    path = write("a.jsonl", "\n".join(lines))
    found = results(path)
    assert [document.text for document in found.documents] == ["One.", "Last."]
    reasons = [found.errors[f"{path}:{number}"] for number in range(2, 12)]
    assert len(found.errors) == len(reasons)
    assert reasons[0].startswith("it is not JSON: ")
    assert reasons[1:7] == [
        "it is JSON, but not an object with fields",
        "it has no field 'text' (it has 'body'); say which field holds the text",
        "its field 'text' is a number, not text",
        "its text is empty",
        "its field 'text' is empty, not text",
        "its field 'id' is an object, not text",
    ]
    assert reasons[7].startswith("it is not JSON: ")
    assert "lone surrogates" in reasons[8]
    assert "not text" in reasons[9]


def test_a_broken_byte_costs_its_line_only(write: Any, results: Any) -> None:
    path = write(
        "a.jsonl", '{"text": "Zürich."}\n'.encode() + b'{"text": "M\xfcnchen."}\n' + '{"text": "Genève."}'.encode()
    )
    found = results(path)
    assert [document.text for document in found.documents] == ["Zürich.", "Genève."]
    assert list(found.errors) == [f"{path}:2"]
    assert "broken characters" in found.errors[f"{path}:2"]


def test_broken_rows_of_csv_are_named_by_the_line_where_they_begin(write: Any, results: Any) -> None:
    path = write("a.csv", 'id,text\n1,"One\nand more"\n2,Two,3\n\n3\n4,"Four"x\n5,Five\n')
    found = results(path)
    assert [(d.id, d.text) for d in found.documents] == [("1", "One\nand more"), ("5", "Five")]
    assert found.errors == {
        f"{path}:4": "it has 3 cells, the header has 2",
        f"{path}:6": "it has 1 cells, the header has 2",
        f"{path}:7": "it is not CSV: ',' expected after '\"'",
    }


def test_a_file_without_the_field_for_the_text(write: Any, results: Any) -> None:
    reason = "it has no field 'text' (it has 'id', 'body'); say which field holds the text"
    for path in (write("a.csv", "id;body\n1;x\n"), write("a.parquet", parquet(id=["1"], body=["x"]))):
        assert results(path).errors == {str(path): reason}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", "\n \n"),
        ("a.csv", ""),
        ("a.csv", "id,text\n"),
        ("a.parquet", parquet(text=pa.array([], pa.string()))),
    ],
)
def test_files_without_rows_are_reported(name: str, content: str | bytes, write: Any, results: Any) -> None:
    path = write(name, content)
    (reason,) = results(path).errors.values()
    assert "empty" in reason or "no row" in reason


def test_a_date_that_is_not_clear_is_reported_and_the_document_read(write: Any, results: Any) -> None:
    path = write(
        "a.jsonl", jsonl({"text": "Putin met Kim.", "date": "03/04/2024"}, {"text": "Kim met Xi.", "publisher": ["A"]})
    )
    found = results(path)
    assert [(d.text, d.date, d.publisher) for d in found.documents] == [
        ("Putin met Kim.", None, None),
        ("Kim met Xi.", None, None),
    ]
    assert found.errors == {
        f"{path}:1": "its field 'date' is '03/04/2024', which is not one clear date such as 2024-06-19; "
        "the document is read without it",
        f"{path}:2": "its field 'publisher' is a list, not text; the document is read without it",
    }


@pytest.mark.parametrize("value", ["", " ", "N/A", "null", "None", None, "-"])
def test_a_date_that_is_not_there_is_no_error(value: str | None, write: Any, results: Any) -> None:
    assert results(write("a.jsonl", jsonl({"text": "Putin met Kim.", "date": value}))).only.date is None


def test_dates_in_parquet(write: Any, results: Any) -> None:
    seoul = datetime.timezone(datetime.timedelta(hours=9))
    dates = {
        "date": pa.array([datetime.date(2024, 6, 19)]),
        "seconds": pa.array([datetime.datetime(2024, 6, 19, 23)], pa.timestamp("s")),
        "nanoseconds": pa.array([1718755200000000001], pa.timestamp("ns")),
        "zoned": pa.array([datetime.datetime(2024, 6, 19, 1, tzinfo=seoul)], pa.timestamp("us", "Asia/Seoul")),
        "text": pa.array(["19 June 2024"]),
    }
    for name, column in dates.items():
        path = write(f"{name}.parquet", parquet(text=["Putin met Kim."], date=column))
        assert results(path).only.date == "2024-06-19", name


def test_parquet_with_text_as_bytes_and_broken_values(write: Any, results: Any) -> None:
    path = write("a.parquet", parquet(text=[b"Putin met Kim.", b"\xff\xfe", None], id=[1, 2, 3]))
    found = results(path)
    assert [(d.id, d.text) for d in found.documents] == [("1", "Putin met Kim.")]
    assert list(found.errors) == [f"{path}:2", f"{path}:3"]


def test_a_file_that_is_not_parquet(write: Any, results: Any) -> None:
    whole = parquet(text=["Putin met Kim."] * 100)
    for content in (b"not it", whole[:-20]):
        path = write("a.parquet", content)
        assert "it is not a Parquet file" in results(path).errors[str(path)]


def test_two_rows_with_one_id(write: Any, results: Any) -> None:
    path = write(
        "a.jsonl", jsonl({"id": "a", "text": "One."}, {"id": "a", "text": "One."}, {"id": "a", "text": "Two."})
    )
    found = results(path)
    assert [document.text for document in found.documents] == ["One."]
    assert found.errors == {f"{path}:3": f"its id 'a' is taken by another document, from {path}:1"}


def test_a_row_may_not_be_too_long(write: Any, results: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.jsonl.MAX_ROW_CHARACTERS", 1000)
    path = write("a.jsonl", jsonl({"text": "One."}, {"text": "a" * 5000}, {"text": "b" * 970}, {"text": "Two."}))
    found = results(path)
    assert [document.text[:4] for document in found.documents] == ["One.", "bbbb", "Two."]
    assert found.errors == {f"{path}:2": "the line is longer than 1,000 characters"}


def test_long_cells_of_csv_are_read(write: Any, results: Any) -> None:
    assert len(results(write("a.csv", "text\n" + "Putin met Kim. " * 20_000)).only.text) == 300_000


def many(suffix: str) -> str | bytes:
    texts = [f"{number} " + "Putin met Kim. " * 700 for number in range(2000)]
    if suffix == "parquet":
        return parquet(text=texts)
    return (
        jsonl(*({"text": text} for text in texts))
        if suffix == "jsonl"
        else as_csv([[text] for text in ["text", *texts]])
    )


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_large_files_are_streamed(suffix: str, write: Any) -> None:
    path = write(f"a.{suffix}", many(suffix))
    tracemalloc.start()
    count = sum(isinstance(item, Document) for item in read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2000
    assert peak < 8_000_000
