"""A user's own pipeline with CLEAR labels, as spaCy's English ones have, gives the same claims as UD."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.analysis import analyse
from kg.extract.mentions import MentionFinder
from kg.extract.tree import Tree
from kg.knowledge import KnowledgeBase
from kg.lexicon import Lexicon

Row = tuple[str, str, str, str, int, str, str]  # word, lemma, pos, tag, head, dep, entity

MET_WITH: list[Row] = [
    ("Ortega", "Ortega", "PROPN", "NNP", 1, "nsubj", "B-PERSON"),
    ("met", "meet", "VERB", "VBD", 1, "ROOT", "O"),
    ("with", "with", "ADP", "IN", 1, "prep", "O"),
    ("Vega", "Vega", "PROPN", "NNP", 2, "pobj", "B-PERSON"),
    (".", ".", "PUNCT", ".", 1, "punct", "O"),
]
PASSIVE: list[Row] = [
    ("Mali", "Mali", "PROPN", "NNP", 2, "nsubjpass", "B-GPE"),
    ("was", "be", "AUX", "VBD", 2, "auxpass", "O"),
    ("criticized", "criticize", "VERB", "VBN", 2, "ROOT", "O"),
    ("by", "by", "ADP", "IN", 2, "agent", "O"),
    ("France", "France", "PROPN", "NNP", 3, "pobj", "B-GPE"),
    (".", ".", "PUNCT", ".", 2, "punct", "O"),
]
COPULA: list[Row] = [
    ("Moreau", "Moreau", "PROPN", "NNP", 1, "nsubj", "B-PERSON"),
    ("is", "be", "AUX", "VBZ", 1, "ROOT", "O"),
    ("president", "president", "NOUN", "NN", 1, "attr", "O"),
    ("of", "of", "ADP", "IN", 2, "prep", "O"),
    ("France", "France", "PROPN", "NNP", 3, "pobj", "B-GPE"),
    (".", ".", "PUNCT", ".", 1, "punct", "O"),
]


def doc(rows: list[Row]) -> Doc:
    words, lemmas, pos, tags, heads, deps, ents = (list(column) for column in zip(*rows, strict=True))
    return Doc(
        spacy.blank("en").vocab, words=words, lemmas=lemmas, pos=pos, tags=tags, heads=heads, deps=deps, ents=ents
    )


def test_prepositions_and_copulas_become_dependents() -> None:
    tree = Tree(doc(COPULA))
    assert (tree.dep[2], tree.dep[1], tree.head[0]) == ("root", "cop", 2)
    assert (tree.dep[4], tree.head[4], tree.case(4)) == ("nmod", 2, "of")


@pytest.mark.parametrize(
    ("rows", "triple"),
    [
        (MET_WITH, ("Ortega", "met", "Vega")),
        (PASSIVE, ("France", "criticized", "Mali")),
        (COPULA, ("Moreau", "leads", "France")),
    ],
    ids=["preposition", "passive", "copula"],
)
def test_clear_labels_give_the_triple(rows: list[Row], triple: tuple[str, str, str]) -> None:
    found = analyse(doc(rows), MentionFinder(Lexicon.load(), KnowledgeBase.load()))
    label = found.clusters.all
    assert triple in {
        (label[p.subject.cluster].label, p.predicate, label[p.object.cluster].label) for p, _ in found.proposals
    }
