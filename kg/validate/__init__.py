"""Whether a graph is as its shapes say: SHACL, and queries for what concerns the names of graphs."""

from kg.validate.report import Report, Violation
from kg.validate.shapes import shapes
from kg.validate.validator import validate

__all__ = ["Report", "Violation", "shapes", "validate"]
