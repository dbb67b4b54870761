"""Which words of a document stand between quotation marks, and where its paragraphs begin."""

from __future__ import annotations

from kg.extract.tree import Tree

_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})


class Quotations:
    """The quotations of one document; a mark that is never closed ends with its paragraph."""

    def __init__(self, tree: Tree, marks: frozenset[str]) -> None:
        self.tree = tree
        self._marks = marks
        self._span: list[tuple[int, int] | None] = [None] * len(tree)
        self._starts = self._paragraphs()
        for start, end in zip(sorted(self._starts), [*sorted(self._starts)[1:], len(tree)], strict=True):
            self._read(start, end)

    def _paragraphs(self) -> set[int]:
        """The tokens that paragraphs begin with; after an empty line, or any break where there are no empty lines."""
        doc = self.tree.doc
        breaks = [i for i in range(len(doc)) if "\n" in doc[i].text_with_ws]
        empty = [i for i in breaks if doc[i].text_with_ws.count("\n") > 1]
        return {0, *(i + 1 for i in (empty or breaks) if i + 1 < len(doc))}

    def _read(self, start: int, end: int) -> None:
        opened: int | None = None
        for i in range(start, end):
            word = self.tree.doc[i].text
            if word not in self._marks:
                continue
            if opened is None and word not in _CLOSING:
                opened = i
            elif opened is not None and word not in _OPENING:
                self._mark(opened + 1, i)
                opened = None
        if opened is not None:
            self._mark(opened + 1, end)

    def _mark(self, start: int, end: int) -> None:
        for i in range(start, end):
            self._span[i] = (start, end)

    def inside(self, i: int) -> bool:
        """Whether the token, or the mark beside it, belongs to a quotation."""
        return any(0 <= k < len(self._span) and self._span[k] is not None for k in (i, i - 1, i + 1))

    def length_at(self, i: int) -> int:
        """How many tokens the quotation around `i` has; 0 outside quotations."""
        span = self._span[i]
        return span[1] - span[0] if span is not None else 0

    def opens_paragraph(self, i: int) -> bool:
        """Whether a paragraph begins with the token."""
        return i in self._starts

    def paragraph_between(self, first: int, second: int) -> bool:
        """Whether a paragraph begins between the beginnings of two sentences (by number)."""
        sentences = self.tree.sentences
        return any(sentences[first][0] < i <= sentences[second][0] for i in self._starts)
