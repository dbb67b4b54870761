"""A user's own spaCy pipeline: taken if it has what extraction needs, refused with the name of what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.language
from kg.errors import LanguageModelError


@Language.component("test_parser")
def parse(doc: Doc) -> Doc:
    for token in doc:
        token.dep_ = "ROOT" if token.i == 0 else "dep"
        token.head = doc[0]
    return doc


@Language.component("test_namer")
def name(doc: Doc) -> Doc:
    doc.set_ents([Span(doc, 1, 2, label="PERSON")])
    return doc


def saved(path: Path, *, parser: bool, names: bool) -> str:
    nlp = spacy.blank("en")
    rules = nlp.add_pipe("attribute_ruler")
    rules.add([[{"IS_ALPHA": True}]], {"TAG": "NN", "LEMMA": "word"})
    if parser:
        nlp.add_pipe("test_parser")
    if names:
        nlp.add_pipe("test_namer")
    nlp.to_disk(path)
    return str(path)


def test_complete_pipeline_is_taken(tmp_path: Path) -> None:
    nlp = kg.language.load(saved(tmp_path, parser=True, names=True))
    assert [e.label_ for e in nlp("President Putin met Kim.").ents] == ["PERSON"]


@pytest.mark.parametrize(("parser", "names", "lacks"), [(False, True, "a parser"), (True, False, "named entities")])
def test_what_is_missing_is_named(tmp_path: Path, parser: bool, names: bool, lacks: str) -> None:
    with pytest.raises(LanguageModelError, match=lacks) as raised:
        kg.language.load(saved(tmp_path, parser=parser, names=names))
    assert ("a parser" in str(raised.value)) is not parser
    assert ("named entities" in str(raised.value)) is not names


def test_unknown_pipeline_is_named(tmp_path: Path) -> None:
    for name in ("en_no_such_pipeline", str(tmp_path / "nothing")):
        with pytest.raises(LanguageModelError, match="install it"):
            kg.language.load(name)


def test_untrained_pipeline_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    nlp.initialize()
    nlp.to_disk(tmp_path)
    with pytest.raises(LanguageModelError):
        kg.language.load(str(tmp_path))
