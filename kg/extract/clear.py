"""The one mapping from CLEAR dependency labels, as spaCy's own English pipelines give them, to Universal Dependencies.

CLEAR makes prepositions and copulas heads; UD makes them dependents of the content word. Source of both label sets:
the guidelines of ClearNLP and of Universal Dependencies 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_SAME = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dative": "iobj",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "nn": "compound",
    "npadvmod": "obl:unmarked",
    "neg": "advmod",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "oprd": "xcomp",
    "quantmod": "advmod",
    "pcomp": "advcl",
    "nounmod": "nmod",
}
_MOVED_TO_PREDICATE = (
    "nsubj",
    "csubj",
    "aux",
    "advmod",
    "neg",
    "mark",
    "punct",
    "cc",
    "conj",
    "advcl",
    "prep",
    "ccomp",
)


class Labelled(Protocol):
    """What is changed in place: heads, labels, tags and the prepositions found on the way."""

    head: list[int]
    dep: list[str]
    pos: list[str]
    lower: list[str]
    lemma: list[str]
    extra_case: dict[int, str]


def is_clear(deps: Sequence[str]) -> bool:
    """Whether these labels are CLEAR's: it has labels for objects that UD has not."""
    return any(dep in ("pobj", "dobj", "nsubjpass", "attr") for dep in deps)


def to_universal(tree: Labelled) -> None:
    """Re-attach prepositional objects and copula predicates, then rename the labels that mean the same."""
    for i, dep in enumerate(list(tree.dep)):
        if dep in ("pobj", "pcomp"):
            _lift_object(tree, i)
    for i, dep in enumerate(list(tree.dep)):
        if dep in ("attr", "acomp") and tree.lemma[tree.head[i]] == "be":
            _lift_predicate(tree, i)
    tree.dep = [_SAME.get(dep, dep) for dep in tree.dep]


def _lift_object(tree: Labelled, i: int) -> None:
    """Make the object of a preposition depend on what the preposition hangs on."""
    words, p = [], tree.head[i]
    agent = tree.dep[p] == "agent"
    while tree.dep[p] in ("prep", "agent", "dative") and tree.head[p] != p:
        words.append(tree.lower[p])
        p = tree.head[p]
    if not words:
        return
    verbal = tree.pos[p] in ("VERB", "AUX")
    if tree.dep[i] == "pobj":
        tree.dep[i] = "obl:agent" if agent else ("obl" if verbal else "nmod")
    tree.head[i] = p
    tree.extra_case[i] = "_".join(reversed(words))


def _lift_predicate(tree: Labelled, i: int) -> None:
    """Make the predicate of "be" the head of its clause."""
    be = tree.head[i]
    outer = tree.head[be]
    tree.dep[i] = tree.dep[be]
    tree.head[i] = i if outer == be else outer
    for k, h in enumerate(tree.head):
        if h == be and k not in (be, i) and tree.dep[k] in _MOVED_TO_PREDICATE:
            tree.head[k] = i
    tree.head[be] = i
    tree.dep[be] = "cop"
