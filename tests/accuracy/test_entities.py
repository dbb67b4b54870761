"""B-cubed of the named entities, on mentions few enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.entities import Found, Place, gold_mentions, join
from benchmarks.accuracy.folders import read_folder

SAMIA = frozenset({"samia", "samia suluhu hassan"})


def mention(start: int, words: str, entity: str, forms: frozenset[str] = frozenset()) -> Found:
    return Found(Place("a", start, start + len(words)), words, entity, forms)


def test_b_cubed_counted_by_hand() -> None:
    gold = [mention(0, "Chad", "chad"), mention(10, "Chad", "chad"), mention(20, "Niger", "niger")]
    ours = [mention(0, "Chad", "one"), mention(10, "Chad", "two"), mention(20, "Niger", "two")]
    joined = join(gold, ours)
    precision, recall, f1 = joined.scores
    assert precision == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert recall == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert f1 == pytest.approx(2 / 3)
    assert joined.wrong == pytest.approx(1 / 3)
    assert (joined.nodes, joined.missed) == (2, 0)
    assert joined.mixed == ("two: chad, niger",)
    assert joined.split == ("chad: one, two",)


def test_no_mentions_have_no_figures() -> None:
    empty = join([], [])
    assert (empty.scores, empty.wrong, empty.nodes) == ((0.0, 0.0, 0.0), 0.0, 0)


@pytest.mark.parametrize(
    ("ours", "paired"),
    [
        (mention(10, "Samia Suluhu Hassan", "person/samia"), True),
        (mention(0, "President", "country/tanzania"), False),
        (mention(0, "President Samia Suluhu", "person/samia"), True),
        (mention(40, "Samia", "person/samia"), False),
    ],
)
def test_which_of_our_mentions_is_the_annotated_one(ours: Found, paired: bool) -> None:
    gold = [mention(0, "President Samia Suluhu Hassan", "samia", SAMIA)]
    assert bool(join(gold, [ours]).pairs) is paired


def test_forms_are_found_in_the_text_and_ambiguous_ones_are_left_out(tmp_path: Path) -> None:
    text = "Lomé said no. In Lomé, Faure Gnassingbe met Ama Doe of the Free Movement. A truck waited for Amma Doe."
    rows = [
        {"id": "togo", "label": "Togo", "type": "Country", "wikidata": "Q945", "aliases": ["Lomé"]},
        {"id": "lome", "label": "Lomé", "type": "Place", "wikidata": "Q3792", "aliases": []},
        {"id": "faure", "label": "Faure Gnassingbe", "type": "Person", "aliases": ["Gnassingbe"]},
        {"id": "ama", "label": "Ama Doe", "type": "Person", "aliases": []},
        {"id": "amma", "label": "Amma Doe", "type": "Person", "aliases": []},
        {"id": "movement", "label": "Free Movement of Togo", "type": "Organization", "aliases": ["Free Movement"]},
        {"id": "same", "label": "Free Movement", "type": "Organization", "aliases": []},
        {"id": "truck", "label": "truck", "type": "Weapon", "aliases": ["A truck"]},
    ]
    for name, content in (
        ("texts/a.txt", text),
        ("annotations/a.json", json.dumps({"entities": rows, "assertions": []})),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = {m.words: m.entity for m in gold_mentions(tmp_path, read_folder(tmp_path))}
    assert set(found) == {"Faure Gnassingbe", "Ama Doe", "Amma Doe", "Free Movement"}
    assert found["Ama Doe"] == found["Amma Doe"]
