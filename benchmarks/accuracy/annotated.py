"""A text with its annotation, and whether it is held out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from benchmarks.accuracy.assertions import Assertion
from kg.model import Document

OWN_NAME = re.compile(r"own_[a-z]\d+")
_SENTENCE_NAME = re.compile(r"[a-z]+_f(\d{3})")
_SENTENCES_FOR_DEVELOPMENT = 120
_HELD_OUT = frozenset("01234")


@dataclass(frozen=True)
class Annotated:
    """A text with its annotation; `genre` by the folder's `genres.tsv`, else by the beginning of its name."""

    document: Document
    genre: str
    assertions: list[Assertion]

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        return self.document.id

    @property
    def held_out(self) -> bool:
        """Whether it is kept aside when rules and weights are made."""
        return held_out(self.name)


def held_out(name: str) -> bool:
    """Whether a text of this name is kept aside: the same on every machine, and whatever other texts there are.

    >>> held_out("own_a03"), held_out("own_a17"), held_out("wire_f121"), held_out("wire_f120")
    (True, False, True, False)
    """
    if single := _SENTENCE_NAME.fullmatch(name):
        return int(single[1]) > _SENTENCES_FOR_DEVELOPMENT
    mark = name[-1] if OWN_NAME.fullmatch(name) else hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[0]
    return mark in _HELD_OUT
