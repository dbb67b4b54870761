"""Where texts contradict each other, as the graph sees it."""

from kg.graph.acts import can_coincide
from kg.graph.disagreements import disputes

__all__ = ["can_coincide", "disputes"]
