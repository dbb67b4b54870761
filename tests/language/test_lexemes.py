"""Lemmas and features."""

from __future__ import annotations

import pytest

from kg.language.encoder import MODEL
from kg.language.lexemes import Lexemes, load_lexemes

LEMMAS = {
    ("treaties", "NNS"): "treaty",
    ("militias", "NNS"): "militia",
    ("wives", "NNS"): "wife",
    ("envoys", "NNS"): "envoy",
    ("shelled", "VBD"): "shell",
    ("ratified", "VBN"): "ratify",
    ("fleeing", "VBG"): "flee",
    ("vetoed", "VBD"): "veto",
    ("refuelled", "VBD"): "refuel",
    ("sought", "VBD"): "seek",
    ("was", "VBD"): "be",
    ("n't", "RB"): "not",
    ("Houthis", "NNPS"): "Houthi",
    ("Geneva", "NNP"): "Geneva",
    ("Iranian", "JJ"): "Iranian",
    ("larger", "JJR"): "large",
    ("AGREED", "VBD"): "agree",
}


@pytest.mark.parametrize(("word", "lemma"), LEMMAS.items(), ids=[word for word, _ in LEMMAS])
def test_lemmas(word: tuple[str, str], lemma: str) -> None:
    form, tag = word
    assert load_lexemes(MODEL).lemma(form, tag, initial=False) == lemma


def test_capital_at_the_start_of_a_sentence_is_lowered() -> None:
    table = load_lexemes(MODEL)
    assert table.lemma("Forces", "NNS", initial=True) == "force"
    assert table.lemma("Putin", "NNP", initial=True) == "Putin"


def test_features() -> None:
    table = load_lexemes(MODEL)
    assert table.features("signed", "VBD", "VERB") == "Mood=Ind|Tense=Past|VerbForm=Fin"
    assert "Number=Plur" in table.features("treaties", "NNS", "NOUN")
    assert "Person=3" in table.features("He", "PRP", "PRON")
    assert table.features("x", "no tag", "X") == ""


def test_malformed_table_is_refused() -> None:
    with pytest.raises(ValueError, match="surplus"):
        Lexemes.from_lines(["surplus\tNN\tx"])


def test_a_verb_in_s_is_of_the_third_person_whatever_its_tag() -> None:
    table = Lexemes.from_lines(["lower\tVBP\tlower", "lower\tVBZ\tlower", "suffix\tVBZ\ts\t1\t"])
    assert [table.lemma(form, "VBP", False) for form in ("deplores", "focus", "pass")] == ["deplore", "focus", "pass"]
