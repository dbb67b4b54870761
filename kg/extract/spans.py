"""Where names and descriptions begin and end: pieces that were cut off put back, and what hangs on them cut off."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span

from kg.extract.tree import Tree

_HYPHENS = frozenset({"-", "\u2010", "\u2011"})


def clean(text: str) -> str:
    """White space made single, a possessive ending and a leading article taken off."""
    words = text.split()
    if words and words[0].lower() in ("the", "a", "an") and len(words) > 1:
        words = words[1:]
    joined = " ".join(words).strip("\"'“”‘’()[],;: ")
    for ending in ("'s", "’s", "'", "’"):
        joined = joined.removesuffix(ending)
    return joined


def root(tree: Tree, span: Span) -> int:
    """The token of a name that the others hang on."""
    inside = range(span.start, span.end)
    tops = [i for i in inside if tree.head[i] not in inside or tree.head[i] == i]
    content = [i for i in tops if tree.pos[i] not in ("PUNCT", "DET", "ADP")]
    return (content or tops or [span.start])[0]


def after_dash(span: Span) -> Span:
    """A name without the place of a dateline before it: "QUITO - Mexico"."""
    doc = span.doc
    for i in range(span.end - 2, span.start, -1):
        apart = doc[i - 1].whitespace_ and doc[i].whitespace_
        if apart and not any(c.isalnum() for c in doc[i].text):
            return Span(doc, i + 1, span.end, label=span.label)
    return span


def completed(span: Span) -> Span:
    """A name that was cut behind its preposition, with the name that follows: "Government of *Cuba*"."""
    doc, end = span.doc, span.end
    if end < len(doc) and (behind := _before_acronym(span)) is not None:
        return behind
    if span[-1].lower_ != "of" or end == len(doc) or not doc[end].ent_type_:
        return span
    while end < len(doc) and doc[end].ent_type_ and (end == span.end or doc[end].ent_iob_ == "I"):
        end += 1
    return Span(doc, span.start, end, label=span.label)


def _before_acronym(span: Span) -> Span | None:
    """Of "Observer Mission in Georgia (UNOMIG)" the name with its place, which the acronym stands for too."""
    doc, place = span.doc, span.end + 1
    if span.label_ != "ORG" or doc[span.end].lower_ not in ("in", "for"):
        return None
    place += place < len(doc) and doc[place].lower_ == "the"
    end = place
    while end < len(doc) and doc[end].ent_type_ in ("GPE", "LOC") and (end == place or doc[end].ent_iob_ == "I"):
        end += 1
    brackets = end > place and end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")"
    acronym = brackets and doc[end + 1].text.isupper()
    return Span(doc, span.start, end, label=span.label) if acronym else None


def modifies(tree: Tree, span: Span) -> bool:
    """Whether a name that ends in a small letter is only what the noun behind it is called after."""
    last = span.end - 1
    return len(span) > 1 and tree.doc[last].text.islower() and tree.dep[last] == "compound" and tree.head[last] > last


def without_participle(span: Span) -> Span:
    """A name without what a hyphen ties to it: "*NATO*-led", "*Ankara*-based"."""
    doc, end = span.doc, span.end
    if end - span.start > 2 and doc[end - 2].text in _HYPHENS and doc[end - 1].tag_ in ("VBN", "VBD", "VBG", "JJ"):
        return Span(doc, span.start, end - 2, label=span.label) if doc[end - 1].text.islower() else span
    return span


def hyphenated(tree: Tree, start: int) -> int:
    """The first token of the word that token `start` ends: "*US*-led coalition"."""
    doc = tree.doc
    while (
        start > 1 and doc[start - 1].text in _HYPHENS and not (doc[start - 1].whitespace_ or doc[start - 2].whitespace_)
    ):
        start -= 2
    return start


def whole_name(tree: Tree, start: int) -> int:
    """The first token of the name that token `start` is in: "*United* Nations sanctions"."""
    doc = tree.doc
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    return start


def all_capitals(tree: Tree, start: int, end: int) -> bool:
    """Whether a phrase of several words has a capital at each, and a nationality or country first."""
    words = tree.doc[start : end + 1]
    return (
        end > start
        and tree.doc[start].ent_type_ in ("NORP", "GPE")
        and all(word.text[0].isupper() or not word.is_alpha for word in words)
        and not all(word.ent_type_ for word in words)
    )


def definite(tree: Tree, head: int) -> bool:
    """Whether a noun has a definite article."""
    return any(tree.lower[k] == "the" for k in tree.children(head, "det"))


def subtree(tree: Tree, i: int) -> Iterator[int]:
    """A token and all that hangs on it."""
    yield i
    for k in tree.kids[i]:
        yield from subtree(tree, k)
