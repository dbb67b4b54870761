"""From the corpora to windows of sentences, and from windows to batches."""

from __future__ import annotations

import json
import random
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import spacy

from kg.language.network import case_of
from kg.language.wordpiece import END, START, WordPiece
from training.config import Config, NameSource, Windows
from training.conllu import Sentence, read

MOST_WORDS = 130
MOST_PIECES = 400
RARE = 20
IGNORE = -100
UNDECIDED = "?"  # the label of words that may or may not be part of a name
OWN = Path(__file__).with_name("data")


@dataclass(slots=True)
class Labelled:
    """A sentence with its labels; `heads` count words from 1. One of treebank labels or `names` is empty."""

    words: list[str]
    xpos: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    new_document: bool = False
    new_paragraph: bool = False


@dataclass(slots=True)
class Window:
    """Word pieces of some sentences and numbers of labels for their words; index 0 of each row is the root."""

    ids: list[int]
    case: list[int]
    first: list[int]
    xpos: list[int]
    upos: list[int]
    heads: list[int]
    relations: list[int]
    starts: list[int]
    names: list[int]
    allowed: list[bool]


def treebank(path: Path) -> list[Labelled]:
    """The sentences of a CoNLL-U file; text that is not public is hidden by underscores and left out."""
    return [_labelled(sentence) for sentence in read(path) if any(word.form.strip("_") for word in sentence.words)]


def _labelled(sentence: Sentence) -> Labelled:
    words = sentence.words
    return Labelled(
        words=[w.form for w in words],
        xpos=[w.xpos for w in words],
        upos=[w.upos for w in words],
        heads=[w.head for w in words],
        relations=[w.relation for w in words],
        new_document=sentence.new_document,
        new_paragraph=sentence.new_paragraph,
    )


def name_rows(corpus: Path, source: NameSource, config: Config, splits: Sequence[str]) -> Iterator[Labelled]:
    """The sentences of a source of names, cut into words as spaCy does."""
    make_doc = spacy.blank("en").make_doc
    unknown = tuple(t for t in config.names.types if t not in source.annotated)
    path = OWN / f"{source.name}.jsonl" if source.own else corpus / "ner" / f"{source.name}.jsonl"
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        doc = make_doc(row["text"])
        if row["split"] not in splits or (zlib.crc32(line.encode()) % 100) >= 100 * source.share:
            continue
        tags = ["O"] * len(doc)
        for start, end, label, *_ in row["entities"]:
            label = config.names.merged.get(label, label)  # noqa: PLW2901
            span = doc.char_span(start, end, alignment_mode="contract")
            if label == UNDECIDED and span is not None:
                tags[span.start : span.end] = [UNDECIDED] * len(span)
            elif (
                label in (*source.annotated, *source.partly)
                and span is not None
                and all(tags[t.i] == "O" for t in span)
            ):
                tags[span.start : span.end] = [f"B-{label}", *[f"I-{label}"] * (len(span) - 1)]
        words = [t.i for t in doc if not t.is_space]
        for i in range(0, len(words), MOST_WORDS):
            part = words[i : i + MOST_WORDS]
            yield Labelled([doc[j].text for j in part], names=[tags[j] for j in part], unknown=unknown)


@dataclass(frozen=True, slots=True)
class LabelSet:
    """The labels of each layer in the order of their numbers."""

    xpos: list[str]
    upos: list[str]
    dep: list[str]
    ner: list[str]

    @classmethod
    def of(cls, sentences: Iterable[Labelled], types: Iterable[str]) -> LabelSet:
        """All labels met; a relation met less than 20 times is its general one."""
        sentences = list(sentences)
        counts = Counter(r for s in sentences for r in s.relations)
        return cls(
            xpos=sorted({x for s in sentences for x in s.xpos}),
            upos=sorted({x for s in sentences for x in s.upos}),
            dep=sorted({r if counts[r] >= RARE else r.split(":")[0] for r in counts}),
            ner=["O", *(f"{prefix}-{t}" for t in sorted(types) for prefix in "BI")],
        )


class Windower:
    """Makes windows: sentences that stand together in a document, or the rows of one source of names."""

    def __init__(self, pieces: WordPiece, labels: LabelSet, config: Windows) -> None:
        """Number labels as `labels` does."""
        self.pieces = pieces
        self.config = config
        self.labels = labels
        self.xpos, self.upos, self.dep, self.ner = (
            {label: i for i, label in enumerate(row)} for row in (labels.xpos, labels.upos, labels.dep, labels.ner)
        )

    def windows(self, sentences: Iterable[Labelled], rng: random.Random) -> Iterator[Window]:
        """Windows of random length over sentences in their order."""
        window: Window | None = None
        unknown: tuple[str, ...] = ()
        limit = 0
        for sentence in sentences:
            size = sum(len(self.pieces(word)) for word in sentence.words) + 1
            if len(sentence.words) > MOST_WORDS or size > MOST_PIECES:
                continue
            ends = sentence.new_document or sentence.unknown != unknown
            if window and (ends or len(window.ids) + size > limit):
                yield self._closed(window)
                window = None
            if window is None:
                window, unknown, limit = self._opened(sentence), sentence.unknown, self._limit(rng)
            elif sentence.new_paragraph and rng.random() < self.config.paragraph_mark:
                window.ids.append(self.pieces.number(END))
                window.case.append(0)
            self._append(window, sentence)
        if window:
            yield self._closed(window)

    def _limit(self, rng: random.Random) -> int:
        if rng.random() < self.config.single_sentence:
            return 0
        return rng.randint(self.config.smallest, self.config.largest)

    def _opened(self, sentence: Labelled) -> Window:
        allowed = [label == "O" or label[2:] in sentence.unknown for label in self.labels.ner]
        ignored = ([IGNORE] for _ in range(6))
        return Window([self.pieces.number(START)], [0], [0], *ignored, allowed)

    def _closed(self, window: Window) -> Window:
        window.ids.append(self.pieces.number(END))
        window.case.append(0)
        return window

    def _append(self, window: Window, sentence: Labelled) -> None:
        offset, count = len(window.first) - 1, len(sentence.words)
        for word in sentence.words:
            numbers = self.pieces(word)
            window.first.append(len(window.ids))
            window.ids += numbers
            window.case += [case_of(word)] * len(numbers)
        nothing = [IGNORE] * count
        if sentence.heads:
            window.xpos += [self.xpos.get(x, IGNORE) for x in sentence.xpos]
            window.upos += [self.upos.get(x, IGNORE) for x in sentence.upos]
            window.heads += [head + offset if head else 0 for head in sentence.heads]
            window.relations += [self.dep.get(r, self.dep.get(r.split(":")[0], IGNORE)) for r in sentence.relations]
            window.starts += [1] + [0] * (count - 1)
            window.names += nothing
        else:
            for row in (window.xpos, window.upos, window.heads, window.relations, window.starts):
                row.extend(nothing)
            window.names += [self.ner.get(name, IGNORE) for name in sentence.names]


def stream(
    sentences: Sequence[Labelled],
    windower: Windower,
    change: Callable[[Labelled, random.Random], Labelled],
    budget: int,
    rng: random.Random,
) -> Iterator[list[Window]]:
    """Batches without end, of windows of like length; each round cuts other windows and changes other sentences."""
    while True:
        windows = list(windower.windows((change(s, rng) for s in sentences), rng))
        windows.sort(key=lambda w: len(w.ids) + rng.random() * 8)
        batches: list[list[Window]] = [[]]
        for window in windows:
            if batches[-1] and len(window.ids) * (len(batches[-1]) + 1) > budget:
                batches.append([])
            batches[-1].append(window)
        rng.shuffle(batches)
        yield from batches
