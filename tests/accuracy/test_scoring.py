"""The scorer: what agrees, what is paired, what is counted, on annotations small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.assertions import Argument, Assertion, annotated, distinct, read_extracted
from benchmarks.accuracy.errors import kinds_of_error
from benchmarks.accuracy.figures import compare, figures
from benchmarks.accuracy.folders import OWN, held_out, read_folder
from benchmarks.accuracy.pairing import pair_up
from benchmarks.accuracy.wording import normal, untitled
from kg.model import EntityType, Factuality
from kg.ontology import Ontology

NAIROBI = Argument("Nairobi", "Place", "Q3870", ("Nairobi", "the capital"))
RUTO = Argument("William Ruto", "Person", None, ("President William Ruto", "Ruto"))
SAMIA = Argument("Samia Suluhu Hassan", "Person", "Q3948015", ("Samia",))
ACCORD = Argument("accord on fishing in the lake", "Agreement", None, ("the accord", "new pact"))


def met(one: Argument, other: Argument, factuality: str = "fact", source: str | None = None) -> Assertion:
    return Assertion(one, "met", other, factuality, source)


@pytest.mark.parametrize(
    ("found", "gold", "agree"),
    [
        (Argument("Ruto"), RUTO, True),
        (Argument("Kenyan President Ruto"), RUTO, True),
        (Argument("Ruto William"), RUTO, True),
        (Argument("William Samoei Ruto"), RUTO, False),
        (Argument("Ruto's"), RUTO, True),
        (Argument("the leader", forms=("William Ruto",)), RUTO, True),
        (Argument("Nairobi", wikidata="Q3870"), NAIROBI, True),
        (Argument("Nairobi", wikidata="Q99"), NAIROBI, False),
        (Argument("the city", wikidata="Q3870"), NAIROBI, True),
        (Argument("capital of Kenya"), NAIROBI, False),
        (Argument("fishing accord"), ACCORD, True),
        (Argument("convention on fishing rights"), ACCORD, False),
        (Argument("old trade convention"), ACCORD, False),
        (Argument("pact"), ACCORD, True),
        (Argument("the two countries"), ACCORD, False),
        (Argument("the"), ACCORD, False),
    ],
)
def test_when_an_argument_is_the_annotated_one(found: Argument, gold: Argument, agree: bool) -> None:
    assert found.matches(gold) is agree


def test_names_are_compared_without_titles_accents_and_possessives() -> None:
    assert normal("  São Tomé’s Prime-Minister ") == "sao tome prime minister"
    assert untitled(normal("former German Chancellor Dr. Angela Merkel")) == "angela merkel"
    assert untitled("president of chile") == "president of chile"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_a_document_says_a_thing_once_but_each_factuality_by_itself() -> None:
    said = [met(RUTO, SAMIA), met(SAMIA, RUTO), met(RUTO, SAMIA, "planned")]
    assert distinct(said) == [said[0], said[2]]
    turned = [Assertion(RUTO, "urged", SAMIA, "fact"), Assertion(SAMIA, "urged", RUTO, "fact")]
    assert distinct(turned) == turned


def test_a_largest_set_of_pairs_is_found_and_one_factuality_goes_first() -> None:
    gold = [met(RUTO, SAMIA), met(RUTO, SAMIA, "planned")]
    ours = [met(RUTO, SAMIA, "planned"), met(SAMIA, RUTO), met(SAMIA, RUTO, "denied")]
    pairs = pair_up(ours, gold, Assertion.ends_match)
    assert {(ours.index(a), gold.index(b)) for a, b in pairs} == {(0, 1), (1, 0)}


@given(st.lists(st.sets(st.integers(0, 4)), max_size=5))
def test_pairs_are_as_many_as_any_choice_could_give(edges: list[set[int]]) -> None:
    ours, gold = [met(RUTO, SAMIA) for _ in edges], [met(RUTO, SAMIA) for _ in range(5)]
    found = pair_up(ours, gold, lambda a, b: gold.index(b) in edges[ours.index(a)])

    def most(i: int, free: frozenset[int]) -> int:
        if i == len(edges):
            return 0
        return max([most(i + 1, free), *(1 + most(i + 1, free - {j}) for j in edges[i] & free)])

    assert len(found) == len({id(b) for _, b in found}) == most(0, frozenset(range(5)))


def test_the_figures_of_a_document_counted_by_hand() -> None:
    gold = [
        Assertion(RUTO, "met", SAMIA, "fact", "the Daily Nation", core=True),
        Assertion(RUTO, "visited", NAIROBI, "planned", core=True),
        Assertion(RUTO, "signed", ACCORD, "fact"),
        Assertion(SAMIA, "praised", RUTO, "fact", "an aide"),
    ]
    ours = [
        Assertion(SAMIA, "met", RUTO, "fact", "Daily Nation"),
        Assertion(RUTO, "visited", NAIROBI, "fact"),
        Assertion(SAMIA, "thanked", RUTO, "fact", "an aide"),
    ]
    counted = figures([compare("a", ours, gold), compare("b", [], [met(RUTO, SAMIA)])])
    assert (counted.triple.right, counted.triple.extracted, counted.triple.gold) == (2, 3, 5)
    assert (counted.full.right, counted.relaxed.right) == (1, 3)
    assert (counted.core_recall, counted.factuality, counted.source) == (1.0, 0.5, 1.0)
    assert counted.macro_f1 == pytest.approx((4 / 7 + 0) / 2)
    assert counted.triple.f1 == pytest.approx(0.5)


def test_no_documents_have_no_figures() -> None:
    empty = figures([])
    assert (empty.macro_f1, empty.core_recall, empty.factuality, empty.source) == (None, None, None, None)
    assert empty.triple.f1 == 0.0


@pytest.mark.parametrize(
    ("ours", "gold", "kinds"),
    [
        (met(RUTO, SAMIA, "denied"), met(RUTO, SAMIA), {"right, but wrong factuality": 1}),
        (met(RUTO, SAMIA, source="KCNA"), met(RUTO, SAMIA, source="TASS"), {"right, but wrong source": 1}),
        (met(RUTO, SAMIA), met(RUTO, SAMIA, source="TASS"), {"right, but source missed": 1}),
        (met(RUTO, SAMIA, source="TASS"), met(RUTO, SAMIA), {"right, but source not annotated": 1}),
        (
            Assertion(RUTO, "urged", SAMIA, "fact"),
            Assertion(SAMIA, "urged", RUTO, "fact"),
            {"missed: ends changed": 1, "extra: ends changed": 1},
        ),
        (
            Assertion(RUTO, "urged", SAMIA, "fact"),
            met(RUTO, SAMIA),
            {"missed: wrong predicate": 1, "extra: wrong predicate": 1},
        ),
        (
            Assertion(RUTO, "signed", NAIROBI, "fact"),
            Assertion(RUTO, "signed", ACCORD, "fact"),
            {"missed: wrong object": 1, "extra: wrong object": 1},
        ),
        (
            Assertion(SAMIA, "signed", ACCORD, "fact"),
            Assertion(RUTO, "signed", ACCORD, "fact"),
            {"missed: wrong subject": 1, "extra: wrong subject": 1},
        ),
        (
            Assertion(SAMIA, "signed", NAIROBI, "fact"),
            Assertion(RUTO, "praised", ACCORD, "fact"),
            {"missed: nothing like it": 1, "extra: nothing like it": 1},
        ),
    ],
)
def test_what_is_wrong_is_named(ours: Assertion, gold: Assertion, kinds: dict[str, int]) -> None:
    assert kinds_of_error([compare("a", [ours], [gold])]) == kinds


def test_annotations_and_exported_lines_are_read_alike(tmp_path: Path) -> None:
    data = {
        "entities": [
            {"id": "ruto", "label": "William Ruto", "type": "Person", "aliases": ["Ruto"]},
            {"id": "nairobi", "label": "Nairobi", "type": "Place", "wikidata": "Q3870"},
        ],
        "assertions": [
            {"s": "ruto", "p": "visited", "o": "nairobi", "factuality": "fact", "source": "ruto", "core": True}
        ],
    }
    line = {
        "document": "2024/a.txt",
        "predicate": "visited",
        "subject": {"label": "Ruto", "type": "Person", "mentions": ["William Ruto"]},
        "object": {"label": "Nairobi", "type": "Place", "wikidata": "Q3870"},
        "factuality": "fact",
        "source": {"id": "person/william-ruto", "label": "William Ruto"},
        "confidence": 0.7,
    }
    (tmp_path / "found.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    found = read_extracted(tmp_path / "found.jsonl")
    assert list(found) == ["a"]
    compared = figures([compare("a", found["a"], annotated(data))])
    assert (compared.full.f1, compared.source, compared.core_recall) == (1.0, 1.0, 1.0)


def test_a_line_that_is_no_assertion_is_named(tmp_path: Path) -> None:
    (tmp_path / "found.jsonl").write_text('{"document": "a", "predicate": "met"}\n', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"found\.jsonl, line 1: .*subject"):
        read_extracted(tmp_path / "found.jsonl")


def test_the_report_gives_each_part_by_genre_predicate_factuality_and_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entities = [{"id": "a", "label": "Chad", "type": "Country"}, {"id": "b", "label": "Niger", "type": "Country"}]
    said = {"s": "a", "p": "thanked", "o": "b", "factuality": "fact"}
    for name in ("own_a01", "own_a09"):
        for path, text in ((f"texts/{name}.txt", "Chad thanked Niger."), (f"annotations/{name}.json", "")):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            content = text or json.dumps({"entities": entities, "assertions": [said]})
            (tmp_path / path).write_text(content, encoding="utf-8")
    line = {"document": "own_a09", "predicate": "thanked", "subject": "Chad", "object": "Niger", "factuality": "denied"}
    (tmp_path / "found.jsonl").write_text(json.dumps(line), encoding="utf-8")
    main([str(tmp_path), "--extracted", str(tmp_path / "found.jsonl"), "--each"])
    printed = [" ".join(row.split()) for row in capsys.readouterr().out.splitlines()]
    assert "triple f1 1.000 0.000" in printed
    assert "full f1 0.000 0.000" in printed
    assert "own_a 1.000 1.000 1.000 1 1 - 0.000 0.000 1 0" in printed
    assert "thanked 1.000 1.000 1.000 1 1 - 0.000 0.000 1 0" in printed
    assert "fact 1 1 0 0 0 0 1 1 0 0 0 0 0 0" in printed
    assert "right, but wrong factuality 1 0" in printed
    assert "missed: nothing like it 0 1" in printed
    assert "right Chad | thanked | Niger | denied (1.00)" in printed


def test_an_unknown_predicate_of_an_annotation_is_refused(tmp_path: Path) -> None:
    for name, text in (
        ("texts/a.txt", "A saw B."),
        ("annotations/a.json", '{"entities": [], "assertions": [{"p": "saw"}]}'),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"a\.json: no predicates of the ontology: saw"):
        read_folder(tmp_path)


def test_what_is_held_out_does_not_change() -> None:
    assert [held_out(f"own_b{n:02}") for n in (4, 5, 10, 19)] == [True, False, True, False]
    assert [name for name in ("one", "two", "three", "four", "five") if held_out(name)] == ["five"]


def test_our_own_passages_are_as_annotations_must_be() -> None:
    texts = read_folder(OWN)
    assert len(texts) == 120
    assert {text.genre for text in texts} == {"wire reports", "statements", "conflict", "domestic", "biographies"}
    used = {a.predicate for text in texts for a in text.assertions}
    assert used == set(Ontology.load().predicates)
    for text in texts:
        data = json.loads((OWN / "annotations" / f"{text.name}.json").read_text(encoding="utf-8"))
        assert data["doc"] == text.name
        assert {e["type"] for e in data["entities"]} <= set(EntityType)
        assert {row["factuality"] for row in data["assertions"]} <= set(Factuality)
        assert all(0 <= row["chars"][0] < row["chars"][1] <= len(text.document.text) for row in data["assertions"])
        assert len(distinct(text.assertions)) == len(text.assertions), text.name
