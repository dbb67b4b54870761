"""Sentence starts: what ends a sentence and what only looks like it."""

from __future__ import annotations

import pytest
from spacy.language import Language

TOGETHER = {
    "title": "Lt. Gen. Maria Ochoa met Sen. Paul Obi on Monday.",
    "initial": "The envoy of J. R. Mensah left with U. K. Datta.",
    "country": "The U.S. Treasury and the U.N. Security Council agreed.",
    "number": "Output fell by 3.5 per cent under Resolution No. 1701 of the council.",
    "company": "Acme Corp. shares fell.",
    "time": "Talks ended at 5 p.m. in Lima.",
    "reported question": '"Will it hold?" Minister Ana Ruiz asked.',
    "lower case after a question": '"Will it hold?" the minister asked.',
    "ellipsis": "They waited ... and left.",
    "wrapped line": "The two countries agreed to\nreopen the border.",
    "list item": "1. The parties shall meet.",
    "dash": "NATO - an alliance of 32 states - met on Friday.",
    "dash after a clause": "The Lima talks failed - The Hague had warned of it in May.",
    "junior": "President Omar Diallo Jr. left for Abuja.",
}

APART = {
    "full stops": ["Kenya won.", "Chad lost."],
    "question": ["Who won?", "Kenya did."],
    "quote": ['He said: "We won."', "The crowd cheered."],
    "curly quote": ["He said: “We won.”", "The crowd cheered."],
    "opening quote": ["They left.", '"We won," he said.'],
    "abbreviation": ["He flew to the U.S. on Monday.", "She stayed."],
    "abbreviation at the end": ["They flew to the U.S.", "The talks failed."],
    "bracket": ["They left (at noon).", "The talks failed."],
    "reference": ["They left.[12]", "The talks failed."],
    "number": ["It cost 5.", "The price fell."],
    "dateline": ["LIMA, June 3 (Agency) -", "The minister resigned."],
    "dateline with a year": ["Lima, 3 June 2024 –", "The minister of trade resigned."],
    "dateline of a place": ["LIMA -", "The minister of trade resigned."],
    "dateline with a colon": ["LIMA:", "The minister of trade resigned."],
}


def sentences(nlp: Language, text: str) -> list[str]:
    with nlp.select_pipes(enable=["kg_sentences"]):
        return [sentence.text.strip() for sentence in nlp(text).sents]


@pytest.mark.parametrize("text", TOGETHER.values(), ids=TOGETHER.keys())
def test_one_sentence(nlp: Language, text: str) -> None:
    assert sentences(nlp, text) == [text]


@pytest.mark.parametrize("parts", APART.values(), ids=APART.keys())
def test_several_sentences(nlp: Language, parts: list[str]) -> None:
    assert sentences(nlp, " ".join(parts)) == parts


@pytest.mark.parametrize("line_end", ["\n", "\n\n", "\r\n", "\n \n"])
def test_lines_end_sentences(nlp: Language, line_end: str) -> None:
    lines = ["Ministers meet in Lima", "LIMA, June 3", "The ministers of Peru and Chile met.", "Photo: the ministers"]
    assert sentences(nlp, line_end.join(lines)) == lines


def test_white_space_is_in_the_sentence_before(nlp: Language) -> None:
    with nlp.select_pipes(enable=["kg_sentences"]):
        doc = nlp("  \nKenya won. \n\n Chad lost. ")
    assert [s[0].text for s in doc.sents][1:] == ["Chad"]
    assert doc[0].is_sent_start
