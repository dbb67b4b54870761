"""The answer to a query as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import overload

import pyoxigraph as ox

from kg.store.sparql import failure

Value = str | int | float | bool | None
Row = Mapping[str, Value]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Mapping[str, Callable[[str], int | float]] = {
    _XSD + "integer": int,
    _XSD + "decimal": float,
    _XSD + "double": float,
    _XSD + "float": float,
}


class Rows(Sequence[Row]):
    """The rows of an answer: mappings from column to value. Also a table in a notebook.

    An IRI is a string, a number or truth value is Python's own, any other literal is its text; what is unbound is
    None. `columns` are the names in the query's order. ASK gives one row with the column "answer"; CONSTRUCT and
    DESCRIBE give the columns "subject", "predicate" and "object".
    """

    def __init__(self, columns: Sequence[str], rows: Sequence[Row]) -> None:
        self.columns = tuple(columns)
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        return Rows(self.columns, self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.columns, self._rows) == (other.columns, other._rows)

    __hash__ = None  # type: ignore[assignment]  # as for lists: rows are mappings

    def __repr__(self) -> str:
        return f"Rows({len(self)} rows: {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{self._html_cells(row)}</tr>" for row in self._rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _html_cells(self, row: Row) -> str:
        values = (row[column] for column in self.columns)
        return "".join(f"<td>{'' if value is None else escape(str(value))}</td>" for value in values)


def rows(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    """The answer of the engine, read to its end. Raises `QueryError` if the query fails on the way."""
    try:
        if isinstance(answer, ox.QueryBoolean):
            return Rows(["answer"], [{"answer": bool(answer)}])
        if isinstance(answer, ox.QueryTriples):
            return Rows(["subject", "predicate", "object"], [_triple(triple) for triple in answer])
        columns = [variable.value for variable in answer.variables]
        return Rows(columns, [{name: _value(solution[name]) for name in columns} for solution in answer])
    except (OSError, RuntimeError, ValueError) as error:
        raise failure(error) from error


def _triple(triple: ox.Triple) -> Row:
    terms = {"subject": triple.subject, "predicate": triple.predicate, "object": triple.object}
    return {name: _value(term) for name, term in terms.items()}


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    datatype = term.datatype.value
    if datatype == _XSD + "boolean":
        return term.value in ("true", "1")
    if datatype not in _NUMBERS:
        return term.value
    try:
        return _NUMBERS[datatype](term.value)
    except ValueError:  # "abc"^^xsd:integer is legal RDF
        return term.value
