"""Rectangles that must not overlap: an actor with its label, or a whole community."""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""One row (x, y) each, in pixels at zoom 1; y grows downwards."""

FONT = 15.0
LONGEST_LABEL = 30
NARROW = frozenset("iljtfrI.,'’:;!|()[] ")
BROAD = frozenset("mwMW@%")
MARGIN = np.array([30.0, 12.0])
"""The room left beside and above an actor with its label."""

ROUNDS = 60
GROWTH = 1.08


def label_width(label: str) -> float:
    """About how wide a label is drawn, in pixels, after it was cut to `LONGEST_LABEL` characters.

    The average widths of a sans-serif face: exact metrics depend on the reader's fonts.

    >>> label_width("WWW") > label_width("iii")
    True
    """
    return FONT * sum(_advance(character) for character in label[:LONGEST_LABEL])


def _advance(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in NARROW:
        return 0.32
    if character in BROAD:
        return 0.88
    return 0.7 if character.isupper() else 0.58


def separated(centres: Points, sizes: Points) -> Points:
    """The centres moved as little as needs be so that no two boxes of these sizes overlap.

    Each overlapping pair is pushed apart along the axis where it overlaps least; where many rounds of that do not
    suffice, everything is spread a little and the rounds begin again.
    """
    centres = centres.copy()
    while len(centres) > 1 and not _pushed_apart(centres, sizes):
        centres *= GROWTH
    return centres


def compacted(centres: Points, sizes: Points) -> Points:
    """Centres of boxes that do not overlap, drawn together as far as pushing apart can undo."""
    while True:
        closer = centres / GROWTH
        if not _pushed_apart(closer, sizes) or np.ptp(closer, axis=0).prod() > 0.98 * np.ptp(centres, axis=0).prod():
            return centres
        centres = closer


def _pushed_apart(centres: Points, sizes: Points) -> bool:
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    order = np.sign(np.arange(len(centres))[:, None] - np.arange(len(centres))[None, :])
    for _ in range(ROUNDS):
        between = centres[:, None, :] - centres[None, :, :]
        overlap = reach - np.abs(between)
        touching = np.all(overlap > 0.5, axis=2, keepdims=True)[:, :, 0]
        np.fill_diagonal(touching, False)
        if not touching.any():
            return True
        direction = np.where(between == 0, order[:, :, None], np.sign(between))
        along_x = overlap[:, :, 0] <= overlap[:, :, 1]
        axis = np.stack([along_x, ~along_x], axis=2)
        centres += 0.5 * np.where(touching[:, :, None] & axis, direction * overlap, 0.0).sum(axis=1).clip(-80, 80)
    return False


def in_rows(sizes: Points, aspect: float = 1.5) -> Points:
    """Centres of boxes set in rows, in their given order, the whole about `aspect` times as wide as high."""
    width = max(float(sizes[:, 0].max()), float(np.sqrt(aspect * sizes.prod(axis=1).sum())))
    centres = np.zeros_like(sizes)
    x = y = height = 0.0
    for row, (w, h) in enumerate(sizes):
        if x > 0 and x + w > width:
            x, y, height = 0.0, y + height, 0.0
        centres[row] = x + w / 2, y + h / 2
        x, height = x + w, max(height, h)
    return centres
