"""From the scores of B-, I- and O labels of single words to the best sequence that makes names."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
NEVER = np.float32(-1e4)


def decode(scores: Scores, labels: tuple[str, ...]) -> tuple[Ids, Scores]:
    """The best sequence of labels in which each `I-` continues a name of its type, and the labels' probabilities.

    `scores` are logits of shape `(words, labels)`.

    >>> logits = np.array([[0, 2, 3], [0, 1, 9]], dtype=np.float32)
    >>> decode(logits, ("O", "B-ORG", "I-ORG"))[0].tolist()
    [1, 2]
    """
    first, following = _forbidden(labels)
    best = scores.argmax(1)
    if len(best) and (first[best[0]] or following[best[:-1], best[1:]].any()):
        best = _viterbi(scores + np.where(first, NEVER, 0) * (np.arange(len(best)) == 0)[:, None], following)
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return best, odds[np.arange(len(best)), best] / odds.sum(1)


def _viterbi(scores: Scores, forbidden: npt.NDArray[np.bool_]) -> Ids:
    penalty = np.where(forbidden, NEVER, np.float32(0))
    total = scores[0]
    back: list[Ids] = []
    for row in scores[1:]:
        paths = total[:, None] + penalty
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    path = [int(total.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return np.array(path[::-1], dtype=np.int64)


@lru_cache(maxsize=8)
def _forbidden(labels: tuple[str, ...]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which label may not come first, and which may not follow which (shape labels x labels, from x to)."""
    inside = np.array([label.startswith("I-") for label in labels])
    types = np.array([label[2:] for label in labels])
    return inside, inside[None, :] & (types[:, None] != types[None, :])
