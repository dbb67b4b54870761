"""Files, folders, patterns and standard input, and the ids that documents get from them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.read import Fields, read


def test_a_folder_is_read_with_all_below_it(tmp_path: Path, write: Any, results: Any) -> None:
    for name in ("b.txt", "a/c.md", "a/b/d.txt", "A.txt"):
        write(f"news/{name}", f"Text of {name} here.")
    assert results(tmp_path / "news").ids == ["A.txt", "a/b/d.txt", "a/c.md", "b.txt"]


def test_a_file_alone_is_called_by_its_name(write: Any, results: Any) -> None:
    assert results(write("deep/down/a.txt", "Putin met Kim.")).only.id == "a.txt"


def test_inputs_may_be_one_or_many_and_strings_or_paths(write: Any, results: Any) -> None:
    first, second = write("a.txt", "One."), write("b.txt", "Two.")
    assert results(str(first)).ids == ["a.txt"]
    assert results([first, str(second)]).ids == ["a.txt", "b.txt"]
    assert results([]).ids == []


def test_the_order_of_inputs_makes_no_difference(tmp_path: Path, write: Any) -> None:
    paths = [write(f"{folder}/{name}.txt", f"{folder} {name}") for folder in "xy" for name in "cab"]
    forwards = [repr(item) for item in read([*paths, "missing.txt"])]
    assert forwards == [repr(item) for item in read(["missing.txt", *reversed(paths)])]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path, write: Any, results: Any) -> None:
    write("news/a.txt", "Seen.")
    write("news/.b.txt", "Hidden.")
    write("news/.git/c.txt", "Hidden.")
    found = results(tmp_path / "news")
    assert (found.ids, found.errors) == (["a.txt"], {})


def test_other_formats_in_a_folder_are_reported(tmp_path: Path, write: Any, results: Any) -> None:
    write("news/a.txt", "Seen.")
    odd, bare = write("news/b.docx", "odd"), write("news/README", "bare")
    found = results(tmp_path / "news")
    assert found.ids == ["a.txt"]
    assert found.errors[str(odd)].startswith("files with the suffix .docx are not supported; supported are .txt")
    assert "without a suffix" in found.errors[str(bare)]


def test_suffixes_may_be_in_capitals(write: Any, results: Any) -> None:
    assert results(write("A.TXT", "Putin met Kim.")).ids == ["A.TXT"]


def test_what_is_not_there_is_reported(tmp_path: Path, results: Any) -> None:
    missing, empty = tmp_path / "no.txt", tmp_path / "empty"
    empty.mkdir()
    found = results([missing, empty, str(tmp_path / "*.txt")])
    assert found.errors == {
        str(missing): "there is no such file or folder",
        str(empty): "the folder holds no file (hidden ones are left out)",
        str(tmp_path / "*.txt"): "no file matches this pattern",
    }


def test_a_pattern_names_documents_from_its_last_plain_folder(tmp_path: Path, write: Any, results: Any) -> None:
    for name in ("a.txt", "x/b.txt", "x/y/c.txt", "x/d.md", ".e.txt", ".z/f.txt"):
        write(f"news/{name}", name)
    assert results(f"{tmp_path}/news/*.txt").ids == ["a.txt"]
    assert results(f"{tmp_path}/news/**/*.txt").ids == ["a.txt", "x/b.txt", "x/y/c.txt"]
    assert results(f"{tmp_path}/news/*/?.md").ids == ["x/d.md"]
    assert results(f"{tmp_path}/ne*").ids == ["news/a.txt", "news/x/b.txt", "news/x/d.md", "news/x/y/c.txt"]


def test_a_relative_pattern(tmp_path: Path, write: Any, results: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a1.txt", "One.")
    monkeypatch.chdir(tmp_path)
    assert results("a[0-9].txt").ids == ["a1.txt"]
    assert results("./a*").ids == ["a1.txt"]


def test_a_broken_pattern_is_reported(results: Any) -> None:
    assert "pattern" in results("news/***x.txt").errors["news/***x.txt"]


def test_a_file_whose_name_looks_like_a_pattern(write: Any, results: Any) -> None:
    assert results(write("a[1].txt", "Putin met Kim.")).ids == ["a[1].txt"]


def test_a_file_reached_by_several_ways_is_read_once(tmp_path: Path, write: Any, results: Any) -> None:
    path = write("news/x/a.txt", "Putin met Kim.")
    found = results([path, path, tmp_path / "news", f"{tmp_path}/news/x/*.txt"])
    assert (found.ids, found.errors) == (["x/a.txt"], {})


def test_links_are_followed_and_loops_end(tmp_path: Path, write: Any, results: Any) -> None:
    write("news/x/a.txt", "Putin met Kim.")
    write("other/b.txt", "Kim met Xi.")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news")
    (tmp_path / "news" / "a_link").symlink_to(tmp_path / "other")
    (tmp_path / "other" / "back").symlink_to(tmp_path / "news" / "a_link")
    found = results(tmp_path / "news")
    assert (found.ids, found.errors) == (["a_link/b.txt", "x/a.txt"], {})


def test_many_links_to_one_another_take_no_time(tmp_path: Path, write: Any, results: Any) -> None:
    for number in range(40):
        write(f"news/{number}/a.txt", f"Text {number}.")
    for number in range(40):
        for other in range(40):
            (tmp_path / "news" / str(number) / f"to{other}").symlink_to(tmp_path / "news" / str(other))
    assert len(results(tmp_path / "news").ids) == 40


def test_broken_and_circular_links_and_pipes_are_reported(tmp_path: Path, results: Any) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    errors = results(tmp_path).errors
    assert errors[str(tmp_path / "gone.txt")] == "it cannot be opened: No such file or directory"
    assert "symbolic links" in errors[str(tmp_path / "self.txt")]
    assert errors[str(tmp_path / "pipe.txt")].startswith("it is not a regular file")


def test_a_name_that_is_not_unicode_is_reported(tmp_path: Path, results: Any) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "w") as file:  # noqa: PTH123 - a name that Path cannot write
        file.write("Putin met Kim.")
    assert results(tmp_path).errors == {f"{tmp_path}/\\udcff.txt": "its name is not valid Unicode"}


def test_the_folder_of_the_result_is_no_input(tmp_path: Path, write: Any, results: Any) -> None:
    write("news/a.txt", "Chad met Togo.")
    inside = write("news/graph/old.txt", "Mali met Niger.")
    for inputs in (tmp_path / "news", f"{tmp_path}/news/**/*.txt"):
        assert results(inputs, exclude=tmp_path / "news" / "graph").ids == ["a.txt"]
    assert results(tmp_path / "news", exclude=tmp_path / "new").ids == ["a.txt", "graph/old.txt"]
    for named in (inside, inside.parent):
        (reason,) = results(named, exclude=tmp_path / "news" / "graph").errors.values()
        assert "no input" in reason


def test_two_documents_with_one_id(tmp_path: Path, write: Any, results: Any) -> None:
    first, second = write("x/a.txt", "One."), write("y/a.txt", "Two.")
    found = results([second, first])
    assert found.documents[0].text == "One."
    assert found.errors == {str(second): f"its id 'a.txt' is taken by another document, from {first}"}


def test_the_same_document_twice_is_given_once(write: Any, results: Any) -> None:
    found = results([write("x/a.txt", "One."), write("y/a.txt", "One.")])
    assert (found.ids, found.errors) == (["a.txt"], {})


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("Putin met Kim in Pyongyang.", ["stdin"]),
        ('{"id": "r1", "text": "Putin met Kim."}\n{"text": "Kim met Xi."}\n', ["r1", "stdin:2"]),
        ("{braces} are used in this text.", ["stdin"]),
        (
            "<!DOCTYPE html><title>T</title><article><p>Putin met Kim in Pyongyang on Wednesday.</p></article>",
            ["stdin"],
        ),
        (
            "<rss version='2.0'><channel><item><guid>g</guid><description>Text.</description></item></channel></rss>",
            ["g"],
        ),
    ],
)
def test_standard_input(content: str, ids: list[str], results: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    found = results(["-", "-"])
    assert (found.ids, found.errors) == (ids, {})
    assert "<" not in found.documents[0].text


def test_the_date_given_is_for_texts_without_one(write: Any, results: Any) -> None:
    inputs = [write("a.txt", "Putin met Kim."), write("b.txt", "NIAMEY, 26 February 2024 – The bloc met.")]
    assert [d.date for d in results(inputs, date="2020-01-02").documents] == ["2020-01-02", "2024-02-26"]


@pytest.mark.parametrize("date", ["2024", "19 June 2024", "03/04/2024", "2024-02-30", ""])
def test_the_date_given_must_be_a_date(date: str) -> None:
    with pytest.raises(ReadError, match="not an ISO 8601 date"):
        read("a.txt", date=date)


def test_a_field_that_documents_do_not_have() -> None:
    with pytest.raises(ReadError, match="no field 'body'; they have id, text"):
        read("a.jsonl", fields={"body": "text"})


def test_fields_may_be_a_mapping(write: Any, results: Any) -> None:
    path = write("a.jsonl", '{"body": "Putin met Kim."}')
    assert results(path, fields={"text": "body"}).documents == results(path, fields=Fields(text="body")).documents
