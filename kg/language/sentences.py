"""Sentence starts by rules: line breaks, final punctuation, and what looks like it and is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
from spacy.tokens import Doc, Token
from thinc.types import Ints2d

from kg.language.words import ABBREVIATIONS, SPEECH, STARTERS

FINAL = frozenset([".", "!", "?", "...", "....", "…", "?!", "!!", "??", "。"])
QUOTES = frozenset(['"', "'", "''", "``", "“", "”", "‘", "’", "«", "»", "„"])
OPENING = frozenset(["(", "[", "“", "‘", "«", "„", "``"])
CLOSING = frozenset([")", "]", "”", "»", "''"])
DASHES = frozenset(["-", "--", "–", "—"])
LONGEST_DATELINE = 16
FEWEST_AFTER_DATELINE = 4
NEVER_FIRST = FINAL - {"...", "...."} | {",", ";", ":"}


class SentenceStarts:
    """Marks sentence starts: after line breaks, and after final punctuation with the quotes and brackets that close it.

    No sentence starts after a title, an initial or an abbreviation that stands before a name or a number ("Gen.", "J.",
    "No."); after another abbreviation ("U.S.", "p.m.") only before a word that often opens sentences. A line that ends
    without final punctuation goes on in the next if that starts in lower case. A dateline
    ("SEOUL, June 18 (Agency) -") is a sentence of its own.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` on each token."""
        marks = np.full(len(doc), -1)
        marks[list(sentence_starts(doc))] = 1
        return doc.from_array(["SENT_START"], cast("Ints2d", marks.astype(np.uint64)))


def sentence_starts(doc: Doc) -> Iterator[int]:
    """The positions of the tokens that start a sentence; the first token always does."""
    if len(doc):
        yield 0
    words = [token for token in doc if not token.is_space]
    line_start, body = 0, _after_dateline(words, 0) if words else None
    for i in range(1, len(words)):
        if _breaks_line(words[i - 1], words[i]):
            if not _wrapped(words[i - 1], words[i]):
                yield words[i].i
            line_start, body = i, _after_dateline(words, i)
        elif i == body or ((i - line_start > 2 or not _numbers_item(words, line_start, i)) and _ended(words, i)):
            yield words[i].i


def _breaks_line(before: Token, after: Token) -> bool:
    return any("\n" in token.text for token in before.doc[before.i + 1 : after.i])


def _after_dateline(words: list[Token], start: int) -> int | None:
    """Where the text begins after a dateline at the start of a line: "SEOUL, June 18, 2024 (Agency) - *Officials*"."""
    caps = words[start].text.isupper() and len(words[start].text) > 2
    numbers = False
    for i in range(start, min(start + LONGEST_DATELINE, len(words) - FEWEST_AFTER_DATELINE)):
        word = words[i]
        if i > start and _breaks_line(words[i - 1], word):
            return None
        numbers |= word.text.isdigit() or word.text == "("
        if i > start and _stands_alone(words[i - 1], word, caps) and (caps or numbers):
            return i + 1 if _opens_sentence(words[i + 1]) else None
        if word.text[0].islower() and word.text not in ("of", "the", "and", "de", "la", "el"):
            return None
    return None


def _stands_alone(before: Token, word: Token, caps: bool) -> bool:
    """Whether a word is the dash that ends a dateline, or the colon after a place in capitals."""
    if word.text == ":":
        return caps and before.text.isupper()
    return word.text in DASHES and bool(before.whitespace_ or word.text == "—") and bool(word.whitespace_)


def _opens_sentence(word: Token) -> bool:
    return word.text[0].isupper() or word.text[0].isdigit() or word.text in OPENING | QUOTES


def _wrapped(before: Token, after: Token) -> bool:
    """Whether one line break stands in the middle of a sentence."""
    breaks = sum(token.text.count("\n") for token in before.doc[before.i + 1 : after.i])
    return breaks == 1 and after.text[0].islower() and before.text not in FINAL and len(after.text) > 1


def _numbers_item(words: list[Token], start: int, i: int) -> bool:
    """Whether the words from `start` to `i` are the number of a list item, such as "2." or "b."."""
    label = "".join(word.text for word in words[start:i])
    return label.endswith(".") and (label[:-1].isdigit() or len(label) == 2)


def _ended(words: list[Token], i: int) -> bool:
    """Whether a sentence ends before the word `i` of a line."""
    last = i - 1
    while last > 0 and _closes(words[last]):
        last -= 3 if _cites(words, last - 2) else 1
    quoted = any(word.text in QUOTES for word in words[last + 1 : i])
    end, following = words[last], _first_word(words, i)
    if not following or words[i].text in NEVER_FIRST or _closes(words[i]) or _cites(words, i):
        return False
    if following.text[0].islower():
        return False
    if end.text in FINAL:
        return not _is_abbreviation_before(words, last, following) and not (quoted and _reports(words, following))
    if not end.text.endswith(".") or len(end.text) == 1:
        return False
    return (
        not _stands_before_name(end.text) and following.text.lower() in STARTERS and following.text != following.lower_
    )


def _cites(words: list[Token], i: int) -> bool:
    """Whether the number of a reference in brackets, such as "[12]", begins at `i`."""
    return 0 <= i < len(words) - 2 and words[i].text == "[" and words[i + 1].is_digit and words[i + 2].text == "]"


def _closes(word: Token) -> bool:
    """Whether a mark closes what stands before it."""
    touches = word.i > 0 and not word.nbor(-1).whitespace_ and not word.nbor(-1).is_space
    return word.text in CLOSING or (word.text in QUOTES and word.text not in OPENING and touches and _open_after(word))


def _open_after(word: Token) -> bool:
    """Whether nothing touches a mark from behind, other marks excepted."""
    if word.whitespace_ or word.i + 1 == len(word.doc):
        return True
    return not word.nbor(1).text[0].isalnum()


def _first_word(words: list[Token], i: int) -> Token | None:
    """The first word from `i` on, past opening quotes, brackets and bullets."""
    for word in words[i : i + 4]:
        if word.text[0].isalnum() or word.text[0] in "$€£#@":
            return word
    return None


def _is_abbreviation_before(words: list[Token], last: int, following: Token) -> bool:
    """Whether the full stop `last` belongs to an abbreviation or an initial before a name or number."""
    if words[last].text != "." or last == 0 or words[last - 1].whitespace_:
        return False
    before = words[last - 1].text
    return _stands_before_name(before + ".") and following.lower_ not in STARTERS


def _stands_before_name(text: str) -> bool:
    is_initial = len(text) == 2 and text[0].isupper() and text[0] != "I"
    return is_initial or text.lower() in ABBREVIATIONS


def _reports(words: list[Token], following: Token) -> bool:
    """Whether a name and a verb of speech follow."""
    after = following.doc[following.i + 1 : following.i + 4]
    return any(token.lower_ in SPEECH for token in after)
