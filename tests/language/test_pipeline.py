"""The pipeline as a spaCy pipeline like any other: what it fills, copies, parallel runs, hostile text."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

import kg.language

TEXTS = [
    "Mexican President Claudia Sheinbaum spoke by telephone with Canadian Prime Minister Mark Carney on Tuesday.",
    "HARARE\n\nZimbabwe's parliament passed the bill. Three deputies of the opposition walked out before the vote!",
    'The minister said: "We will not sign." The envoys left Lima at 5 p.m. without an agreement.',
    "Kenya and Ethiopia agreed to reopen the border crossing at Moyale, which had been shut since March.",
    "",
    "No names here, only a short line",
]


def facts(doc: Doc) -> list[object]:
    """All that the pipeline sets."""
    tokens = [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]
    names = [(e.start_char, e.end_char, e.label_, e.kb_id_) for e in doc.ents]
    return [tokens, names, list(doc.spans["names"].attrs["scores"])]


def test_fills_what_extraction_reads(nlp: Language) -> None:
    doc = nlp("The presidents of Chile and Peru signed two treaties in Santiago. They did not meet the press.")
    signed = next(t for t in doc if t.lemma_ == "sign")
    assert (signed.tag_, signed.pos_, signed.dep_) == ("VBD", "VERB", "ROOT")
    assert [t.text for t in signed.children if t.dep_ == "nsubj"] == ["presidents"]
    assert [t.lemma_ for t in signed.children if t.dep_ == "obj"] == ["treaty"]
    assert "Tense=Past" in signed.morph
    assert [s.text for s in doc.sents][1] == "They did not meet the press."
    assert [(e.text, e.label_) for e in doc.ents] == [("Chile", "GPE"), ("Peru", "GPE"), ("Santiago", "GPE")]


def test_each_sentence_is_one_tree(nlp: Language) -> None:
    for doc in nlp.pipe(TEXTS):
        for sentence in doc.sents:
            roots = [t for t in sentence if t.head == t]
            assert len(roots) == 1
            assert roots[0].dep_ == "ROOT"
            assert all(t.head.sent.start == sentence.start for t in sentence)


@pytest.mark.parametrize("batch_size", [1, 2, 50])
def test_output_does_not_depend_on_the_batch(nlp: Language, batch_size: int) -> None:
    alone = [facts(nlp(text)) for text in TEXTS]
    assert [facts(doc) for doc in nlp.pipe(TEXTS, batch_size=batch_size)] == alone
    backwards = [facts(doc) for doc in nlp.pipe(TEXTS[::-1], batch_size=batch_size)]
    assert backwards[::-1] == alone


def test_output_does_not_depend_on_processes(nlp: Language) -> None:
    alone = [facts(doc) for doc in nlp.pipe(TEXTS)]
    assert [facts(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == alone


def test_output_does_not_depend_on_threads(nlp: Language) -> None:
    alone = [facts(nlp(text)) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        assert [facts(doc) for doc in pool.map(nlp, TEXTS * 3)] == alone * 3


def test_copies_give_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    expected = [facts(nlp(text)) for text in TEXTS]
    for copy in (pickle.loads(pickle.dumps(nlp)), spacy.load(tmp_path), kg.language.load(str(tmp_path))):
        assert copy.pipe_names == nlp.pipe_names
        assert [facts(copy(text)) for text in TEXTS] == expected


def test_saved_pipeline_has_its_model_with_it(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    copy = spacy.load(tmp_path)
    assert copy.get_pipe("kg_encoder").network.folder == tmp_path / "kg_encoder"
    assert copy.get_pipe("kg_lemmatizer").folder == tmp_path / "kg_lemmatizer"


def test_doc_survives_bytes(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert facts(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == facts(doc)


def test_components_can_be_left_out(nlp: Language) -> None:
    with nlp.select_pipes(disable=["kg_names", "kg_gazetteer", "kg_lemmatizer"]):
        doc = nlp(TEXTS[0])
    assert doc.has_annotation("DEP")
    assert not doc.has_annotation("LEMMA")


def test_given_sentence_starts_are_kept(nlp: Language) -> None:
    words = ["Kenya", "won", ".", "no", "it", "lost", "."]
    doc = Doc(nlp.vocab, words=words, sent_starts=[True, False, False, True, False, False, False])
    with nlp.select_pipes(disable=["kg_sentences"]):
        doc = nlp(doc)
    assert [s.start for s in doc.sents] == [0, 3]


def test_displacy_draws_it(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert "nsubj" in displacy.render(doc, style="dep", jupyter=False)
    assert "Claudia Sheinbaum" in displacy.render(doc, style="ent", jupyter=False)


def test_names_have_scores(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    names = doc.spans["names"]
    assert [n.text for n in names] == [e.text for e in doc.ents]
    assert all(0 < score <= 1 for score in names.attrs["scores"])


HOSTILE = {
    "spaces": " \t \n ",
    "one mark": ".",
    "marks": "?!" * 500,
    "emoji": "\U0001f600 👩‍👩‍👧 Chad 🇹🇩 met 🤝.",
    "control": "Ma\x00li\x07 and\x1b[31m Niger\x7f met\u202e yltcerroc \ufeff.",
    "lone surrogates": "Peru \ud800 met \udfff Chile.",
    "combining": "Pe" + "\u0301" * 300 + "ru met Chile.",
    "one long word": "a" * 50_000,
    "other scripts": "会議は東京で開かれた。 Москва и Киев договорились. اجتمع الوزراء في عمان",
    "line ends": "Kenya\r\nwon.\rChad\u2028lost.\u0085End",
    "nulls": "\x00" * 100,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert len(doc.text) == len(text)
    assert all(t.tag_ and t.dep_ for t in doc)
    for sentence in doc.sents:
        assert sum(t.head == t for t in sentence) == 1


def test_sentence_of_ten_thousand_words(nlp: Language) -> None:
    doc = nlp("and then the delegation of the republic went on " * 1200)
    assert len(doc) > 10_000
    assert len(list(doc.sents)) == 1
    assert sum(t.dep_ == "ROOT" for t in doc) == 1


def test_a_million_characters_on_one_line(nlp: Language) -> None:
    with nlp.select_pipes(disable=["kg_encoder", "kg_lemmatizer", "kg_names", "kg_gazetteer"]):
        doc = nlp("Kenya met Chad in Lima. " * 42_000)
    assert len(list(doc.sents)) == 42_000


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert len(doc.text) == len(text)
    assert [t.sent.start for t in doc] == sorted(t.sent.start for t in doc)
    for sentence in doc.sents:
        assert sum(t.head == t for t in sentence) == 1
