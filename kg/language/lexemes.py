"""The spaCy component that gives lemmas and morphological features from a table learned from a treebank.

The table (`lexemes.tsv`, made by `training/lexemes.py`) has five kinds of lines:

| line | meaning |
|---|---|
| `lower  TAG  CASE` | words of this tag and case class are put in lower case first |
| `suffix TAG  SUFFIX  CUT  ADD` | a word that ends so: cut so many characters, add others; the longest suffix decides |
| `lemma  TAG  FORM  LEMMA` | words that the suffixes get wrong |
| `feats  TAG UPOS  FEATS` | the features of a word with this tag |
| `form   TAG UPOS  FORM  FEATS` | words whose features are others |
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab
from thinc.types import Ints2d

FILE = "lexemes.tsv"
LONGEST_SUFFIX = 6


@dataclass(frozen=True, slots=True)
class Lexemes:
    """What a table knows: see the module's docstring."""

    lower: set[tuple[str, str]] = field(default_factory=set)
    suffixes: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    lemmas: dict[tuple[str, str], str] = field(default_factory=dict)
    feats: dict[tuple[str, str], str] = field(default_factory=dict)
    forms: dict[tuple[str, str, str], str] = field(default_factory=dict)

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Lexemes:
        """Read a table."""
        found = cls()
        for line in lines:
            found._add(*line.rstrip("\n").split("\t"))
        return found

    def _add(self, kind: str, tag: str, *cells: str) -> None:
        match kind, cells:
            case "lower", (case,):
                self.lower.add((tag, case))
            case "suffix", (suffix, cut, add):
                self.suffixes[tag, suffix] = int(cut), add
            case "lemma", (form, lemma):
                self.lemmas[tag, form] = lemma
            case "feats", (upos, feats):
                self.feats[tag, upos] = feats
            case "form", (upos, form, feats):
                self.forms[tag, upos, form] = feats
            case _:
                raise ValueError(f"A lexeme table has no lines like {(kind, tag, *cells)}.")

    def lemma(self, form: str, tag: str, initial: bool) -> str:
        """The lemma of a form with a Penn tag; `initial` says whether it begins a sentence.

        >>> table = Lexemes.from_lines(["lower\\tNNS\\tlower", "suffix\\tNNS\\ts\\t1\\t", "suffix\\tNNS\\ties\\t3\\ty"])
        >>> table.lemma("treaties", "NNS", False), table.lemma("talks", "NNS", False)
        ('treaty', 'talk')
        """
        base = form.lower() if (tag, case_class(form, initial)) in self.lower else form
        known = self.lemmas.get((tag, base))
        if known is not None:
            return known
        if tag == "VBP" and base.endswith("s") and not base.endswith(("ss", "us", "is")):
            tag = "VBZ"  # "deplores" is tagged wrongly
        cut, add = self.script(base, tag)
        return (base[:-cut] if cut else base) + add

    def script(self, base: str, tag: str) -> tuple[int, str]:
        """How many characters to cut off and what to add, by the longest suffix that is known."""
        for length in range(min(LONGEST_SUFFIX, len(base) - 1), -1, -1):
            found = self.suffixes.get((tag, base[len(base) - length :].lower()))
            if found is not None:
                return found
        return 0, ""

    def features(self, form: str, tag: str, upos: str) -> str:
        """The features in UD's notation, or an empty string."""
        found = self.forms.get((tag, upos, form.lower()))
        return self.feats.get((tag, upos), "") if found is None else found


def case_class(form: str, initial: bool) -> str:
    """`lower`, `initial` (a capital at the start of a sentence), `title`, `caps`, `capital` or `mixed`."""
    if form == form.lower():
        return "lower"
    if form == form.upper():
        return "caps" if len(form) > 1 else "capital"
    if form[1:] == form[1:].lower():
        return "initial" if initial else "title"
    return "mixed"


class Lemmatizer:
    """Sets lemma and morph of Docs that have tags."""

    def __init__(self, vocab: Vocab, folder: Path) -> None:
        """Use the table in a model folder."""
        self.vocab = vocab
        self.folder = folder

    def __call__(self, doc: Doc) -> Doc:
        """Set lemmas and features."""
        if len(doc):
            rows = [self._row(token) for token in doc]
            doc.from_array(["LEMMA", "MORPH"], cast("Ints2d", np.array(rows, dtype=np.uint64)))
        return doc

    def to_disk(self, path: Path | str, *, exclude: Sequence[str] = ()) -> None:
        """Copy the table to a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.folder / FILE, Path(path) / FILE)

    def from_disk(self, path: Path | str, *, exclude: Sequence[str] = ()) -> Lemmatizer:
        """Use the table in a folder from now on."""
        self.folder = Path(path)
        return self

    def _row(self, token: Token) -> tuple[int, int]:
        table = load_lexemes(self.folder)
        tag, upos, text = token.tag_, token.pos_, token.text
        lemma = text if token.is_space else table.lemma(text, tag, bool(token.is_sent_start))
        return self.vocab.strings.add(lemma), self.vocab.morphology.add(table.features(text, tag, upos))


@lru_cache(maxsize=8)
def load_lexemes(folder: Path) -> Lexemes:
    """The table of a model folder."""
    with (folder / FILE).open(encoding="utf-8", newline="\n") as file:
        return Lexemes.from_lines(file)
