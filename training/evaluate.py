"""Figures of a pipeline: python -m training.evaluate CORPUS [--model NAME_OR_PATH]

Tags, trees and lemmas with the gold words and sentences of the treebank's tests; sentence starts on raw text, with the
paragraph breaks of the sources and without; names by exact span and type on the tests of the corpus and on ours.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import kg.language
from training.config import NameSource, load_config
from training.conllu import Sentence, read
from training.examples import OWN, UNDECIDED

PLACES = {"GPE": "LOC", "FAC": "LOC"}
Spans = set[tuple[int, int, str]]


def f1(right: int, wrong: int, missed: int) -> float:
    """F1 in per cent.

    >>> f1(1, 1, 0)
    66.66666666666667
    """
    return 200 * right / max(1, 2 * right + wrong + missed)


# -- treebank


def documents(path: Path) -> Iterator[list[Sentence]]:
    """The documents of a treebank; sentences whose text is not public are left out."""
    document: list[Sentence] = []
    for sentence in read(path):
        if sentence.new_document and document:
            yield document
            document = []
        if any(word.form.strip("_") for word in sentence.words):
            document.append(sentence)
    if document:
        yield document


def gold_doc(nlp: Language, sentences: Sequence[Sentence]) -> Doc:
    """A Doc with gold words and sentence starts."""
    words = [word for sentence in sentences for word in sentence.words]
    starts = [i == 0 for sentence in sentences for i in range(len(sentence.words))]
    spaces = [word.space for word in words]
    return Doc(nlp.vocab, words=[w.form for w in words], spaces=spaces, sent_starts=starts)


def count_layers(doc: Doc, sentences: Sequence[Sentence]) -> Counter[str]:
    """How many words have the right label in each layer."""
    counts: Counter[str] = Counter()
    i = 0
    for sentence in sentences:
        for place, word in enumerate(sentence.words):
            token = doc[i + place]
            head = 0 if token.head == token else token.head.i - i + 1
            relation = word.relation if word.relation != "root" else "ROOT"
            counts.update(
                words=1,
                XPOS=token.tag_ == word.xpos,
                UPOS=token.pos_ == word.upos,
                UAS=head == word.head,
                LAS=head == word.head and token.dep_ == relation,
                lemma=token.lemma_ == word.lemma,
                feats=str(token.morph) == word.feats,
            )
        i += len(sentence.words)
    return counts


def evaluate_treebank(nlp: Language, path: Path) -> None:
    """Print the figures of each treebank in a file."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    pipes = [(name, pipe) for name, pipe in nlp.pipeline if name != "kg_sentences"]
    for document in documents(path):
        doc = gold_doc(nlp, document)
        for _, pipe in pipes:
            doc = pipe(doc)
        counts[document[0].origin] += count_layers(doc, document)
    for origin, count in counts.items():
        figures = "  ".join(f"{key} {100 * count[key] / count['words']:.2f}" for key in count if key != "words")
        print(f"{origin:20} {figures}  ({count['words']} words)")


# -- sentence starts


def raw_text(sentences: Sequence[Sentence], paragraphs: bool) -> tuple[str, set[int]]:
    """The text of a document, and where its sentences start."""
    text = ""
    starts = set()
    for sentence in sentences:
        if text:
            text += "\n\n" if paragraphs and sentence.new_paragraph else " "
        starts.add(len(text))
        text += sentence.text
    return text, starts


def evaluate_sentences(nlp: Language, path: Path, paragraphs: bool) -> None:
    """Print the F1 of sentence starts of each treebank in a file."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents(path):
        text, gold = raw_text(document, paragraphs)
        found = {sentence[0].idx for sentence in nlp(text).sents}
        counts[document[0].origin].update(right=len(found & gold), wrong=len(found - gold), missed=len(gold - found))
    breaks = "with" if paragraphs else "without"
    for origin, c in counts.items():
        print(
            f"{origin:20} sentence starts F1 {f1(c['right'], c['wrong'], c['missed']):.1f} ({breaks} paragraph breaks)"
        )


# -- names


def evaluate_names(nlp: Language, corpus: Path, source: NameSource) -> None:
    """Print the F1 of names on the test of a source, by type and with all places as one."""
    path = (OWN if source.own else corpus / "ner") / f"{source.name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    merged = load_config().names.merged
    for row in rows:
        if row["split"] == "test":
            gold = {(start, end, merged.get(label, label)) for start, end, label, *_ in row["entities"]}
            undecided = [(start, end) for start, end, label in gold if label == UNDECIDED]
            doc = nlp(row["text"])
            found = {(e.start_char, e.end_char, merged.get(e.label_, e.label_)) for e in doc.ents}
            found = {n for n in found if not any(n[0] < end and start < n[1] for start, end in undecided)}
            _count(counts, _of_types(gold, source.annotated), _of_types(found, source.annotated))
            _count(counts, _coarse(gold), _coarse(found), "all places as one: ")
    print(f"{source.name:20}", "  ".join(f"{k} {f1(*c.values()):.1f}" for k, c in sorted(counts.items())))


def _of_types(names: Spans, types: Iterable[str]) -> Spans:
    return {name for name in names if name[2] in types}


def _coarse(names: Spans) -> Spans:
    renamed = {(start, end, PLACES.get(label, label)) for start, end, label in names}
    return _of_types(renamed, ("PERSON", "ORG", "LOC"))


def _count(counts: dict[str, Counter[str]], gold: Spans, found: Spans, prefix: str = "") -> None:
    for start, end, label in sorted(gold | found):
        name = (start, end, label)
        kind = "right" if name in gold and name in found else "wrong" if name in found else "missed"
        for key in (prefix + "all",) if prefix else (label, "all"):
            counts[key].setdefault("right", 0)
            counts[key].setdefault("wrong", 0)
            counts[key].setdefault("missed", 0)
            counts[key][kind] += 1


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model")
    options = parser.parse_args()
    began = time.monotonic()
    nlp = kg.language.load(options.model)
    nlp("First sentence.")
    print(f"loaded and run once in {time.monotonic() - began:.2f} s: {', '.join(nlp.pipe_names)}")
    test = options.corpus / "ud" / "test.conllu"
    evaluate_treebank(nlp, test)
    for paragraphs in (False, True):
        evaluate_sentences(nlp, test, paragraphs)
    for disabled in (["kg_names", "kg_gazetteer"], []):
        print("names of the encoder alone:" if disabled else "names of the whole pipeline:")
        with nlp.select_pipes(disable=[name for name in disabled if name in nlp.pipe_names]):
            for source in load_config().names.sources:
                evaluate_names(nlp, options.corpus, source)


if __name__ == "__main__":
    main()
