"""Questions worth asking of a graph: SPARQL queries by name, with a description and parameters.

Each is a file `NAME.rq` that any SPARQL engine can run. Comments at its top say what it answers, what its parameters
are (`# param`, in their order), which of them it cannot do without (`# needs`), and what is done with the rows
(`# then`). Other comments are for what is asked:

- `# with who: ...` is taken in where `who` has a value, `# without who: ...` where not; in it, `$who` is the value.
- `IN ()` is filled with the relations that hold both ways, `VALUES (?p ?quad ?score) { }` with the PLOVER quad and
  intensity of every relation. Both are in the ontology and not in a graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.errors import GraphError

KINDS = ("entity", "since", "until", "text")
"""What a parameter is: somebody or something; a date from whose first, or up to whose last day; or a text."""

_PARAMETER = re.compile(rf"# param (\w+) ({'|'.join(KINDS)}): (.+)")
_NEEDS = re.compile(r"# needs (.+)")
_THEN = re.compile(r"# then (.+)")
_CONDITIONAL = re.compile(r"( *)# (with|without) (\w+): (.*)")
_VALUE = re.compile(r"\$(\w+)")
_SYMMETRIC = "IN ()"
_QUADS = "VALUES (?p ?quad ?score) { }"

Term = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Question:
    """A named query.

    `parameters` maps each parameter, in its order, to what it is (one of `KINDS`) and what it means. Of each group of
    `needs` one parameter must be given. `then` names what is done with the rows: "", "same-act" or "shortest-path".
    """

    name: str
    title: str
    sparql: str
    parameters: Mapping[str, tuple[str, str]]
    needs: tuple[tuple[str, ...], ...] = ()
    then: str = ""

    def kind(self, parameter: str) -> str:
        """What a parameter is, one of `KINDS`. Raises `GraphError` if there is no such parameter."""
        if parameter not in self.parameters:
            raise GraphError(f"The question {self.name!r} has no parameter {parameter!r}; it has {self._listed()}.")
        return self.parameters[parameter][0]

    def arguments(self, ordered: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
        """The values by parameter, of values in the order of the parameters and of values by name; "" is no value.

        Raises:
            GraphError: there are too many, one is given twice or has no parameter, or one that is needed is missing.
        """
        if len(ordered) > len(self.parameters):
            raise GraphError(f"The question {self.name!r} takes no {len(ordered)} values; it has {self._listed()}.")
        given = dict(zip(self.parameters, ordered, strict=False))
        for name in named:
            self.kind(name)
            if given.get(name):
                raise GraphError(f"The parameter {name!r} is given twice: {given[name]!r} and {named[name]!r}.")
        values = {name: value for name, value in {**given, **named}.items() if value}
        for group in self.needs:
            if not values.keys() & set(group):
                raise GraphError(f"The question {self.name!r} needs {' or '.join(group)}; it has {self._listed()}.")
        return values

    def bound(self, values: Mapping[str, Term], symmetric: Iterable[Term], quads: Iterable[Sequence[Term]]) -> str:
        """The query with these values for its parameters.

        Args:
            values: by parameter.
            symmetric: the relations that hold both ways.
            quads: of each relation its IRI, its PLOVER quad and its intensity.
        """
        text = "\n".join(self._lines(values))
        rows = " ".join(f"({' '.join(map(str, row))})" for row in quads)
        return text.replace(_SYMMETRIC, f"IN ({', '.join(map(str, symmetric))})").replace(
            _QUADS, f"{_QUADS[:-1]}{rows} }}"
        )

    def _lines(self, values: Mapping[str, Term]) -> Iterator[str]:
        for line in self.sparql.splitlines():
            found = _CONDITIONAL.fullmatch(line)
            if found is None:
                yield line
            elif (found[3] in values) == (found[2] == "with"):
                yield found[1] + _VALUE.sub(lambda name: str(values.get(name[1], name[0])), found[4])

    def _listed(self) -> str:
        return ", ".join(f"{name} ({meaning})" for name, (_, meaning) in self.parameters.items())


@cache
def questions() -> Mapping[str, Question]:
    """All questions by name.

    >>> print(questions()["meetings"].title)
    Who met whom, when, and who says so
    """
    found = [path for path in files(__package__).iterdir() if path.name.endswith(".rq")]
    return {
        path.name[:-3]: _question(path.name[:-3], path.read_text("utf-8"))
        for path in sorted(found, key=lambda p: p.name)
    }


def load(name: str) -> Question:
    """The question of this name. Raises `GraphError` if there is none."""
    try:
        return questions()[name]
    except KeyError:
        raise GraphError(f"There is no question {name!r}; there are {', '.join(questions())}.") from None


def _question(name: str, sparql: str) -> Question:
    lines = [line for line in sparql.splitlines() if line.startswith("#")]
    parameters = {found[1]: (found[2], found[3]) for found in map(_PARAMETER.fullmatch, lines) if found}
    needs = [found[1].split(", ") for found in map(_NEEDS.fullmatch, lines) if found]
    then = [found[1] for found in map(_THEN.fullmatch, lines) if found]
    return Question(
        name=name,
        title=lines[0].removeprefix("# "),
        sparql=sparql,
        parameters=parameters,
        needs=tuple(tuple(group.split("|")) for groups in needs for group in groups),
        then=then[0] if then else "",
    )
