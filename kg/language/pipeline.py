"""The pipeline's components by name, and how to load a pipeline."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.util import registry

from kg.errors import LanguageModelError
from kg.language.encoder import MODEL, Encoder
from kg.language.gazetteer import Gazetteer
from kg.language.lexemes import Lemmatizer
from kg.language.name_rules import NameRules
from kg.language.sentences import SentenceStarts
from kg.language.tokenizer import create_tokenizer

NAME = "geopolitics"
VERSION = "0.1.0"
MOST_CHARACTERS = 10_000_000
PROBE = "President Putin met Kim in Pyongyang on Monday."
NEEDED = {
    "DEP": "dependencies (a parser)",
    "SENT_START": "sentence starts (a parser or senter)",
    "ENT_IOB": "named entities (an ner)",
    "TAG": "tags (a tagger)",
    "LEMMA": "lemmas (a lemmatizer)",
}
COMPONENTS = ("kg_sentences", "kg_encoder", "kg_lemmatizer", "kg_names", "kg_gazetteer")

registry.tokenizers.register("kg.Tokenizer.v1", func=create_tokenizer)


@Language.factory("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> SentenceStarts:
    """The component that marks sentence starts."""
    return SentenceStarts()


@Language.factory(
    "kg_encoder",
    assigns=["token.tag", "token.pos", "token.dep", "token.head", "doc.ents"],
    requires=["token.is_sent_start"],
)
def make_encoder(nlp: Language, name: str) -> Encoder:
    """The component that runs the encoder."""
    return Encoder(nlp.vocab)


@Language.factory("kg_lemmatizer", assigns=["token.lemma", "token.morph"], requires=["token.tag", "token.pos"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """The component that gives lemmas and features."""
    return Lemmatizer(nlp.vocab, MODEL)


@Language.factory("kg_names", assigns=["doc.ents"], requires=["doc.ents", "token.dep", "token.tag"])
def make_names(nlp: Language, name: str) -> NameRules:
    """The component that mends names by what the text says."""
    return NameRules()


@Language.factory("kg_gazetteer", assigns=["doc.ents", "token.ent_kb_id"], requires=["doc.ents", "token.tag"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """The component that finds and mends names by the knowledge base."""
    return Gazetteer()


def load(name: str | None = None) -> Language:
    """A spaCy pipeline: the one that ships with the package, or the installed one or folder of that name.

    Raises `LanguageModelError` if there is none of that name, or if it lacks a part that extraction needs.

    >>> nlp = load()
    >>> [(name.text, name.label_) for name in nlp("Putin met Kim in Pyongyang.").ents]
    [('Putin', 'PERSON'), ('Kim', 'PERSON'), ('Pyongyang', 'GPE')]
    """
    return shipped() if name is None else _users_own(name)


def shipped() -> Language:
    """The pipeline that ships with the package."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1"}}}
    nlp = spacy.blank("en", config=config, meta={"name": NAME, "version": VERSION})
    nlp.max_length = MOST_CHARACTERS
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def _users_own(name: str) -> Language:
    try:
        nlp = spacy.load(name)
        missing = _missing(nlp)
    except OSError as error:
        raise LanguageModelError(f"No spaCy pipeline {name!r}: install it, or give the path of its folder.") from error
    except ValueError as error:
        raise LanguageModelError(f"The spaCy pipeline {name!r} does not load or run: {error}") from error
    if missing:
        parts = ", ".join(nlp.pipe_names) or "no component"
        raise LanguageModelError(f"The pipeline {name!r} ({parts}) lacks {', '.join(missing)}.")
    return nlp


def _missing(nlp: Language) -> list[str]:
    """What a pipeline does not set of what extraction needs."""
    doc = nlp(PROBE)
    return [part for attribute, part in NEEDED.items() if not doc.has_annotation(attribute)]
