"""Reads a UD treebank in CoNLL-U."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `head` counts from 1, 0 is the root; `space` says whether white space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    space: bool


@dataclass(slots=True)
class Sentence:
    """One sentence; `origin` is its treebank, `text` its raw text; `new_document` and `new_paragraph` before it."""

    words: list[Word] = field(default_factory=list)
    text: str = ""
    origin: str = ""
    new_document: bool = False
    new_paragraph: bool = False


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a file. Words of a multi-word token have no space between them; empty nodes are left out."""
    sentence, rows, joined, origin = Sentence(), [], {}, ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            match key.strip():
                case "text":
                    sentence.text = value[1:]
                case "origin":
                    origin = value.strip()
                case "newdoc id":
                    sentence.new_document = True
                case "newpar id" | "newpar":
                    sentence.new_paragraph = True
        elif line:
            cells = line.split("\t")
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                joined |= dict.fromkeys(range(first, last), False) | {last: "SpaceAfter=No" not in cells[9]}
            elif "." not in cells[0]:
                rows.append(cells)
        elif rows:
            sentence.origin = origin
            sentence.words = [_word(cells, joined) for cells in rows]
            yield sentence
            sentence, rows, joined = Sentence(), [], {}


def _word(cells: list[str], joined: dict[int, bool]) -> Word:
    number, form, lemma, upos, xpos, feats, head, relation, _, misc = cells
    space = joined.get(int(number), "SpaceAfter=No" not in misc)
    return Word(form, lemma, upos, xpos, "" if feats == "_" else feats, int(head), relation, space)
