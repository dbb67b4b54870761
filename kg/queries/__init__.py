"""Questions worth asking of a graph: SPARQL queries by name, with a description and parameters.

Each is a file `NAME.rq` that any SPARQL engine can run. Comments at its top say what it answers and what its
parameters are: variables that can be given a value, and stand for anything when they are not. The values go where the
comment "# parameters" stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.errors import GraphError

_HERE = "# parameters"
_PARAMETER = re.compile(r"# param (\w+) (entity|text): (.+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A named query. `parameters` maps the variable to what it is ("entity" or "text") and what it means."""

    name: str
    title: str
    sparql: str
    parameters: Mapping[str, tuple[str, str]]

    def kind(self, parameter: str) -> str:
        """Whether a parameter is an "entity" or a "text". Raises `GraphError` if there is no such parameter."""
        if parameter not in self.parameters:
            known = ", ".join(self.parameters) or "none"
            raise GraphError(f"The question {self.name!r} has no parameter {parameter!r}; it has {known}.")
        return self.parameters[parameter][0]

    def bound(self, values: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
        """The query with these values for its parameters. Raises `GraphError` if there is no such parameter."""
        for name in values:
            self.kind(name)
        given = " ".join(f"VALUES ?{name} {{ {value} }}" for name, value in values.items())
        return self.sparql.replace(_HERE, given, 1)


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
    return Question(name, lines[0].removeprefix("# "), sparql, parameters)
