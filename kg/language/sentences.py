"""Sentence starts by rules."""

from __future__ import annotations

from spacy.tokens import Doc

ENDS = frozenset([".", "!", "?", "...", "…", "。"])
CLOSERS = frozenset(['"', "'", "”", "’", "''", ")", "]", "»"])


class SentenceStarts:
    """Marks where sentences start: at line breaks, and after final punctuation with what closes it."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `is_sent_start` on each token."""
        starts = [False] * len(doc)
        if starts:
            starts[0] = True
        broken = ended = False
        for token in doc:
            if token.is_space:
                broken = broken or "\n" in token.text
                continue
            if token.i and (broken or (ended and token.text not in CLOSERS)):
                starts[token.i] = True
            ended = token.text in ENDS or (ended and not broken and token.text in CLOSERS)
            broken = False
        for token, start in zip(doc, starts, strict=True):
            token.is_sent_start = start
        return doc
