"""Rectangles that must not overlap: an actor with its label, or a whole community."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""One row (x, y) each, in pixels at zoom 1; y grows downwards."""

FONT = 13.0
LINE = 1.25
ONE_LINE, LONGEST_LINE = 18, 26
NARROW = frozenset("iljtfrI.,'’:;!|()[] ")
BROAD = frozenset("mwMW@%")
MARGIN = np.array([34.0, 26.0])
"""The room left beside and above an actor with its label."""

GROWTH = 1.1
ASPECT = 1.2
"""Width by height of the place that the drawing has on a screen."""


def label_size(label: str) -> tuple[float, float]:
    """About how wide and high a label is drawn, in pixels: long ones in two lines, each cut to `LONGEST_LINE`.

    From the average widths of a sans-serif face: exact metrics depend on the reader's fonts.

    >>> label_size("Comprehensive Strategic Partnership Treaty")[1] / label_size("Japan")[1]
    2.0
    """
    lines = _lines(label)
    return max(_width(line[:LONGEST_LINE]) for line in lines), LINE * FONT * len(lines)


def _lines(label: str) -> tuple[str, ...]:
    """The label, or its two halves parted at the space that is nearest the middle."""
    spaces = [place for place, character in enumerate(label) if character == " "]
    if len(label) <= ONE_LINE or not spaces:
        return (label,)
    middle = min(spaces, key=lambda place: abs(2 * place - len(label)))
    return label[:middle], label[middle + 1 :]


def _width(text: str) -> float:
    return FONT * sum(_advance(character) for character in text)


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
        if not _pushed_apart(closer, sizes) or _area(closer) >= 0.98 * _area(centres):
            return centres
        centres = closer


def _area(points: Points) -> float:
    return float(np.ptp(points, axis=0).prod())


def _pushed_apart(centres: Points, sizes: Points) -> bool:
    """Moves the centres, for so many rounds at the most; tells whether no boxes overlap then."""
    reach = (sizes[:, None, :] + sizes[None, :, :]).transpose(2, 0, 1) / 2
    for _ in range(max(16, 2000 // len(centres))):
        one, other = _touching(centres, reach)
        if len(one) == 0:
            return True
        between = centres[one] - centres[other]
        overlap = reach[:, one, other].T - np.abs(between)
        axis = np.where(overlap[:, 0] <= overlap[:, 1], 0, 1)
        pair = np.arange(len(one))
        push = overlap[pair, axis] * np.where(between[pair, axis] >= 0, 1, -1)
        for along in (0, 1):
            chosen = axis == along
            moved = np.bincount(one[chosen], push[chosen], len(centres))
            moved -= np.bincount(other[chosen], push[chosen], len(centres))
            centres[:, along] += 0.5 * moved.clip(-80, 80)
    return False


def _touching(centres: Points, reach: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pairs of boxes that overlap, the later of each first."""
    close = np.ones(reach.shape[1:], dtype=bool)
    for along in (0, 1):
        places = centres[:, along]
        close &= reach[along] - np.abs(places[:, None] - places[None, :]) > 0.5
    one, other = np.nonzero(np.tril(close, k=-1))
    return one, other


def in_rows(sizes: Points, wanted: Points | None = None) -> Points:
    """Centres of boxes set in rows, as large as can be on a screen of the shape `ASPECT`.

    They stand in their given order, or where `wanted` has a place for each, from top to bottom and left to right as
    near to these as rows allow.
    """
    order = range(len(sizes)) if wanted is None else np.argsort(wanted[:, 1], kind="stable").tolist()
    whole = float(np.sqrt(ASPECT * sizes.prod(axis=1).sum()))
    widths = [max(float(sizes[:, 0].max()), share * whole) for share in (0.9, 1.0, 1.1, 1.25, 1.5)]
    settings = [_set(list(_rows(order, sizes, width)), sizes, wanted) for width in widths]
    return min(settings, key=lambda centres: _screen(centres, sizes))


def _screen(centres: Points, sizes: Points) -> float:
    """How wide a screen of the shape `ASPECT` must be to show boxes."""
    width, height = (centres + sizes / 2).max(axis=0) - (centres - sizes / 2).min(axis=0)
    return max(float(width), ASPECT * float(height))


def _set(rows: list[list[int]], sizes: Points, wanted: Points | None) -> Points:
    centres = np.zeros_like(sizes)
    top = 0.0
    for row in rows:
        if wanted is not None:
            row.sort(key=lambda box: float(wanted[box, 0]))
        height = float(sizes[row, 1].max())
        right = np.cumsum(sizes[row, 0])
        centres[row, 0] = right - sizes[row, 0] / 2 - (0 if wanted is None else right[-1] / 2)
        centres[row, 1] = top + height / 2
        top += height
    return centres


def _rows(order: Iterable[int], sizes: Points, width: float) -> Iterator[list[int]]:
    row: list[int] = []
    for box in order:
        if row and sizes[[*row, box], 0].sum() > width:
            yield row
            row = []
        row.append(box)
    yield row
