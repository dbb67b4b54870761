"""What a validation found, for people and for programs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from kg.rdf import DOCUMENT, PREFIXES

SHAPES = "https://w3id.org/geopolitical-kg/shapes#"

_SHOWN = 5
_LONGEST = 100
_NAMESPACES = sorted({"doc": DOCUMENT, **PREFIXES}.items(), key=lambda item: -len(item[1]))


class Severity(StrEnum):
    """How bad it is: a violation makes a graph wrong, a warning is worth a look."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is not as it should be.

    `shape` is the name of the shape or query, `message` what it asks for, `focus` the IRI of the node that breaks it,
    `path` the property (None where it is the node itself), `value` the value that is wrong (None where one is missing).
    """

    shape: str
    message: str
    focus: str
    path: str | None = None
    value: str | None = None
    severity: Severity = Severity.VIOLATION

    def __str__(self) -> str:
        parts = (short(self.focus), short(self.path or ""), _cut(short(self.value)) if self.value is not None else "")
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Report:
    """The violations and the warnings, sorted. As text: each shape that is broken, with what breaks it.

    >>> print(Report((Violation("entity-label", "An entity has one label.", "urn:x"),)))
    entity-label: An entity has one label.
      urn:x
    1 violation of 1 shape.
    >>> print(Report(()))
    The graph is as its shapes say.
    """

    violations: tuple[Violation, ...]
    warnings: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; there may be warnings."""
        return not self.violations

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self, most: int = _SHOWN) -> Iterator[str]:
        """The report line by line, with this many violations of a shape at most."""
        for found in (self.warnings, self.violations):
            yield from _by_shape(found, most)
        if self.conforms:
            yield "The graph is as its shapes say."
        else:
            shapes = len({one.shape for one in self.violations})
            yield f"{_counted(len(self.violations), 'violation')} of {_counted(shapes, 'shape')}."


def _by_shape(found: Iterable[Violation], most: int) -> Iterator[str]:
    for (shape, message), some in itertools.groupby(found, lambda one: (one.shape, one.message)):
        group = list(some)
        kind = "warning, " if group[0].severity is Severity.WARNING else ""
        yield f"{kind}{shape}: {message}"
        yield from (f"  {one}" for one in group[:most])
        if len(group) > most:
            yield f"  and {len(group) - most:,} more"


def short(iri: str) -> str:
    """An IRI with its prefix, where it has one.

    >>> short("https://w3id.org/geopolitical-kg/document/a.txt#1")
    'doc:a.txt#1'
    """
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def term_text(term: object) -> str:
    """The IRI or the text of a term of Oxigraph; what it writes for any other."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
