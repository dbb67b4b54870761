"""The encoder: sentences in, tags, dependencies and names out, one pass of onnxruntime."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from kg.language.names import decode
from kg.language.tree import best_tree
from kg.language.wordpiece import END, START, WordPiece

Ids = npt.NDArray[np.int64]
MOST_PIECES_A_BATCH = 768
LONGER = 1.15


class Analysis(NamedTuple):
    """What the encoder says of one sentence, an array a layer, one item a word.

    `xpos`, `upos`, `relations` and `names` are numbers of labels; `heads` counts words from 1, 0 is the root;
    `name_scores` are the probabilities of the labels in `names`.
    """

    xpos: Ids
    upos: Ids
    heads: Ids
    relations: Ids
    names: Ids
    name_scores: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of the labels, in the order of their numbers."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    relations: tuple[str, ...]
    names: tuple[str, ...]


class _Encoded(NamedTuple):
    ids: list[int]
    case: list[int]
    first: list[int]


class Network:
    """Runs the encoder of a model folder.

    The onnxruntime session is made at first use in each process, so that a network can be pickled and forked.
    """

    def __init__(self, folder: Path) -> None:
        """Use the model in a folder."""
        self.folder = folder
        self.labels = _labels(folder)

    def count_pieces(self, word: str) -> int:
        """How many word pieces a word takes."""
        return len(_word_pieces(self.folder)(word))

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Analyse sentences, each a list of words of at most 510 word pieces in all.

        Activations are quantised by the range they have in their batch, so that a result depends on the sentences
        given in one call: give those of one document.
        """
        encoded = [self._encode(words) for words in sentences]
        found: dict[int, Analysis] = {}
        for batch in _batches(encoded):
            found.update(zip(batch, self._run([encoded[i] for i in batch]), strict=True))
        return [found[i] for i in range(len(sentences))]

    def _encode(self, words: Sequence[str]) -> _Encoded:
        pieces = _word_pieces(self.folder)
        ids, case, first = [pieces.number(START)], [0], [0]
        for word in words:
            numbers = pieces(word)
            first.append(len(ids))
            ids.extend(numbers)
            case.extend([case_of(word)] * len(numbers))
        ids.append(pieces.number(END))
        case.append(0)
        return _Encoded(ids, case, first)

    def _run(self, batch: list[_Encoded]) -> Iterator[Analysis]:
        session = _session(self.folder, os.getpid())
        ids, mask = _padded([e.ids for e in batch])
        first, word_mask = _padded([e.first for e in batch])
        case, _ = _padded([e.case for e in batch])
        xpos, upos, arcs, heads, relations, names, dependents, governors = session.run(
            None, {"ids": ids, "case": case, "mask": mask, "first": first, "wmask": word_mask}
        )
        for i, encoded in enumerate(batch):
            end = len(encoded.first)
            tree = best_tree(arcs[i, :end, :end], heads[i, :end])
            labels = relations[i, :end].copy()
            moved = np.flatnonzero(tree != heads[i, :end])
            if moved.size:
                weights = _relation_weights(self.folder)
                scores = np.einsum("wa,rab,wb->wr", dependents[i, moved], weights, governors[i, tree[moved]])
                labels[moved] = scores.argmax(1)
            found, scores = decode(names[i, 1:end], self.labels.names)
            yield Analysis(xpos[i, 1:end], upos[i, 1:end], tree[1:], labels[1:], found, scores)


def case_of(word: str) -> int:
    """The class of a word's capitals: lower 0, Title 1, CAPS 2, one capital letter 3, mixed 4, with a digit 5."""
    if any(c.isdigit() for c in word):
        return 5
    if word.islower() or not any(c.isalpha() for c in word):
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 1 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 4


def _batches(encoded: Sequence[_Encoded]) -> Iterator[list[int]]:
    """Positions of sentences of like length, few enough that the padded batch stays small.

    What pads short sentences costs as much as words do: with the longest of a batch at most a sixth longer than the
    shortest, a batch of news has 8 % of padding instead of 57 %.
    """
    batch: list[int] = []
    for i in sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids)):
        length = len(encoded[i].ids)
        longest = LONGER * len(encoded[batch[0]].ids) + 4 if batch else 0
        if batch and (length > longest or length * (len(batch) + 1) > MOST_PIECES_A_BATCH):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def _padded(rows: list[list[int]]) -> tuple[Ids, Ids]:
    values = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    mask = np.zeros_like(values)
    for i, row in enumerate(rows):
        values[i, : len(row)] = row
        mask[i, : len(row)] = 1
    return values, mask


@lru_cache(maxsize=8)
def _session(folder: Path, process: int) -> onnxruntime.InferenceSession:
    del process  # it is part of the key: a session does not outlive a fork
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    path = folder / "encoder.int8.onnx"
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=8)
def _labels(folder: Path) -> Labels:
    data = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Labels(tuple(data["xpos"]), tuple(data["upos"]), tuple(data["dep"]), tuple(data["ner"]))


@lru_cache(maxsize=8)
def _word_pieces(folder: Path) -> WordPiece:
    return WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n"))


@lru_cache(maxsize=8)
def _relation_weights(folder: Path) -> npt.NDArray[np.float32]:
    weights: npt.NDArray[np.float32] = np.load(folder / "relations.npy")
    return weights
