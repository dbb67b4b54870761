"""A user's corrections of what was merged: they win over everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphError

_KINDS = ("same", "different", "rename")


@dataclass(frozen=True, slots=True)
class Corrections:
    """Pairs of ids that are one entity or two, and labels for ids.

    An id is one that the graph shows, or that an entity of it lists under `same_as`.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    rename: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, lines: Iterable[str], name: str = "corrections") -> Corrections:
        """Reads lines of a kind and two values, separated by tabs; empty lines and those that begin with # are skipped.

        Raises `GraphError` with the line for anything else.

        >>> Corrections.parse(["same\\tperson/jdoe\\tperson/jane-doe", "rename\\tperson/jane-doe\\tJane Doe"]).rename
        (('person/jane-doe', 'Jane Doe'),)
        """
        found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _KINDS}
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
            if len(cells) != 3 or cells[0] not in _KINDS or not all(cells):
                raise GraphError(
                    f"{name}, line {number}: expected same, different or rename and two values, separated by tabs."
                )
            found[cells[0]].append((cells[1], cells[2]))
        return cls(**{kind: tuple(dict.fromkeys(pairs)) for kind, pairs in found.items()})

    @staticmethod
    def line(kind: str, one: str, other: str) -> str:
        """A line of a file of corrections, with its end. Raises `GraphError` if the values cannot stand in one."""
        text = f"{kind}\t{one}\t{other}\n"
        Corrections.parse([text])
        return text

    @classmethod
    def read(cls, path: str | Path) -> Corrections:
        """Reads a file of corrections. Raises `GraphError` if it cannot be read or a line is malformed."""
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise GraphError(f"{path}: the corrections cannot be read ({error}).") from error
        return cls.parse(text.splitlines(), str(path))
