"""From scores of single arcs to the best dependency tree with one root.

Chu and Liu (1965), Edmonds (1967): the maximum spanning arborescence.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Heads = npt.NDArray[np.int64]
NEVER = np.float32(-1e9)


def best_tree(scores: Scores, greedy: Heads | None = None) -> Heads:
    """The heads of the best tree in which exactly one word hangs on the root.

    `scores[i, j]` is the score of word `i` having head `j`, for `n` words and the root 0: shape `(n + 1, n + 1)`. The
    result has shape `(n + 1,)`, with 0 for the root itself. `greedy` may give the best head of each word, where known.

    >>> best_tree(np.array([[0, 0, 0], [1, 0, 9], [2, 8, 0]], dtype=np.float32)).tolist()
    [0, 2, 0]
    """
    heads = _greedy(scores) if greedy is None else greedy
    if is_tree(heads):
        return heads
    best = _spanning(scores)
    roots = np.flatnonzero(best[1:] == 0) + 1
    if len(roots) == 1:
        return best
    trees = [_spanning(_only_root(scores, root)) for root in roots.tolist()]
    return max(trees, key=lambda tree: float(scores[np.arange(1, len(tree)), tree[1:]].sum()))


def is_tree(heads: Heads) -> bool:
    """Whether exactly one word hangs on the root and every word is reached from it."""
    above = heads
    for _ in range(len(heads).bit_length()):
        above = above[above]
    return not above.any() and int((heads[1:] == 0).sum()) == 1


def _greedy(scores: Scores) -> Heads:
    allowed = scores.copy()
    np.fill_diagonal(allowed, NEVER)
    heads: Heads = allowed.argmax(1)
    heads[0] = 0
    return heads


def _only_root(scores: Scores, root: int) -> Scores:
    allowed = scores.copy()
    allowed[:, 0] = NEVER
    allowed[root] = NEVER
    allowed[root, 0] = scores[root, 0]
    return allowed


def _spanning(scores: Scores) -> Heads:
    heads = _greedy(scores)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(len(heads)) if i not in inside]
    into, out_of, contracted = _contract(scores, heads, cycle, rest)
    solved = _spanning(contracted)
    merged = len(rest)
    for a, word in enumerate(rest[1:], start=1):
        heads[word] = out_of[a] if solved[a] == merged else rest[solved[a]]
    head = int(solved[merged])
    heads[into[head]] = rest[head]
    return heads


def _contract(scores: Scores, heads: Heads, cycle: list[int], rest: list[int]) -> tuple[list[int], list[int], Scores]:
    """The scores with the cycle as one word, the last; and for each other word where its arc goes in and comes out."""
    merged = len(rest)
    contracted = np.full((merged + 1, merged + 1), NEVER, dtype=scores.dtype)
    contracted[:merged, :merged] = scores[np.ix_(rest, rest)]
    from_cycle = scores[np.ix_(rest, cycle)]
    contracted[:merged, merged] = from_cycle.max(1)
    gain = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]
    contracted[merged, :merged] = gain.max(0)
    into = [cycle[i] for i in gain.argmax(0)]
    out_of = [cycle[i] for i in from_cycle.argmax(1)]
    return into, out_of, contracted


def _cycle(heads: Heads) -> list[int]:
    """The words of one cycle, or none."""
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        word = start
        while word and not seen[word]:
            seen[word] = start
            word = int(heads[word])
        if word and seen[word] == start:
            cycle = [word]
            while (nxt := int(heads[cycle[-1]])) != word:
                cycle.append(nxt)
            return cycle
    return []
