"""The spaCy component that fills tags, dependencies and names from the encoder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab
from thinc.types import Ints2d

from kg.language.network import Analysis, Network

MODEL = Path(__file__).parent / "model"
FILES = ("encoder.int8.onnx", "labels.json", "relations.npy", "vocab.txt")
MOST_WORDS = 150
MOST_PIECES = 500
Positions = npt.NDArray[np.int64]


class _Clause(NamedTuple):
    """Positions of words that the encoder sees together; `begins` unless it goes on a sentence."""

    words: Positions
    begins: bool


class Encoder:
    """Sets tag, pos, dep, head and entities of Docs that have sentence starts.

    One Doc is one batch, so its analysis depends on nothing but itself. White space is no word: it hangs on the word
    before it. A sentence of more than 150 words is analysed in clauses that are joined as `parataxis`.
    The names are also in `doc.spans["names"]`, whose `attrs["scores"]` has for each the lowest probability that the
    encoder gave to the label of one of its words.
    """

    def __init__(self, vocab: Vocab, path: Path = MODEL) -> None:
        """Use the model in a folder, the shipped one by default."""
        self.vocab = vocab
        self.network = Network(path)

    def __call__(self, doc: Doc) -> Doc:
        """Analyse one Doc."""
        clauses = [clause for sentence in doc.sents for clause in self._clauses(sentence)]
        analyses = self.network.analyse([[doc[i].text for i in clause.words.tolist()] for clause in clauses])
        self._set_tree(doc, clauses, analyses)
        self._set_names(doc, clauses, analyses)
        return doc

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Copy the model's files to a folder."""
        del exclude
        Path(path).mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copyfile(self.network.folder / name, Path(path) / name)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Encoder:
        """Use the model in a folder from now on."""
        del exclude
        self.network = Network(Path(path))
        return self

    def _clauses(self, sentence: Span) -> Iterator[_Clause]:
        words = [token.i for token in sentence if not token.is_space]
        start = pieces = 0
        for end, i in enumerate(words):
            size = self.network.count_pieces(sentence.doc[i].text)
            pieces += size
            if end - start == MOST_WORDS or pieces > MOST_PIECES:
                yield _Clause(np.array(words[start:end]), start == 0)
                start, pieces = end, size
        if words:
            yield _Clause(np.array(words[start:]), start == 0)

    def _set_tree(self, doc: Doc, clauses: Sequence[_Clause], analyses: Sequence[Analysis]) -> None:
        labels, strings = self.network.labels, self.vocab.strings
        tags = _keys(strings.add(x) for x in labels.xpos)
        upos = _keys(strings[x] for x in labels.upos)
        relations = _keys(strings.add("ROOT" if x == "root" else x) for x in labels.relations)
        values = np.zeros((len(doc), 4), dtype=np.uint64)
        heads = np.arange(len(doc))
        root = 0
        for (words, begins), found in zip(clauses, analyses, strict=True):
            heads[words] = np.where(found.heads == 0, words, words[found.heads - 1])
            values[words, 0], values[words, 1] = tags[found.xpos], upos[found.upos]
            values[words, 2] = relations[found.relations]
            top = words[found.heads.argmin()]
            root = top if begins else root
            if not begins:
                heads[top], values[top, 2] = root, strings.add("parataxis")
        for token, head in _hang_space(doc):
            heads[token] = head
            relation = strings.add("ROOT" if token == head else "dep")
            values[token, :3] = strings.add("_SP"), strings["SPACE"], relation
        values[:, 3] = (heads - np.arange(len(doc))).astype(np.uint64)
        starts = doc.to_array(["SENT_START"])
        doc.from_array(["TAG", "POS", "DEP", "HEAD"], cast("Ints2d", values))
        doc.from_array(["SENT_START"], cast("Ints2d", starts))  # spaCy moves them where a tree is not projective

    def _set_names(self, doc: Doc, clauses: Sequence[_Clause], analyses: Sequence[Analysis]) -> None:
        labels = self.network.labels.names
        spans: list[Span] = []
        scores: list[float] = []
        for clause, found in zip(clauses, analyses, strict=True):
            words = clause.words.tolist()
            names = [labels[i] for i in found.names.tolist()]
            starts = [i for i, name in enumerate(names) if name.startswith("B")]
            for start in starts:
                end = start + 1
                while end < len(names) and names[end].startswith("I"):
                    end += 1
                spans.append(Span(doc, words[start], words[end - 1] + 1, label=names[start][2:]))
                scores.append(float(found.name_scores[start:end].min()))
        doc.set_ents(spans)
        doc.spans["names"] = SpanGroup(doc, name="names", spans=spans, attrs={"scores": scores})


def _keys(values: Iterable[int]) -> npt.NDArray[np.uint64]:
    return np.fromiter(values, dtype=np.uint64)


def _hang_space(doc: Doc) -> Iterator[tuple[int, int]]:
    """White space tokens, each with the word before it in its sentence, or else the first word, or itself."""
    if not any(token.is_space for token in doc):
        return
    for sentence in doc.sents:
        head = next((token.i for token in sentence if not token.is_space), sentence.start)
        for token in sentence:
            if token.is_space:
                yield token.i, head
            else:
                head = token.i
