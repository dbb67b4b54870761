"""The graph of runs: when the graph was made, and with what. It holds the clock, so nothing else depends on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.rdf import terms
from kg.rdf.iris import BASE, encoded

RUNS = ox.NamedNode(BASE + "runs")
"""The name of the graph of runs."""

_ACTIVITY = ox.NamedNode(terms.PROV + "Activity")
_SOFTWARE_AGENT = ox.NamedNode(terms.PROV + "SoftwareAgent")
_STARTED = ox.NamedNode(terms.PROV + "startedAtTime")
_ENDED = ox.NamedNode(terms.PROV + "endedAtTime")
_ASSOCIATED_WITH = ox.NamedNode(terms.PROV + "wasAssociatedWith")
_VERSION = ox.NamedNode(terms.SCHEMA + "softwareVersion")
_DATE_TIME = ox.NamedNode(terms.XSD + "dateTime")


@dataclass(frozen=True, slots=True)
class Run:
    """One making of the graph: from when to when (ISO 8601 with zone), and the version of each tool, by its name."""

    started: str
    ended: str
    versions: Mapping[str, str] = field(default_factory=dict)


def run_quads(run: Run) -> Iterator[ox.Quad]:
    """The run as `prov:Activity` with a `prov:SoftwareAgent` a tool."""
    activity = ox.NamedNode(f"{BASE}run/{encoded(run.started)}")
    yield ox.Quad(activity, terms.TYPE, _ACTIVITY, RUNS)
    yield ox.Quad(activity, _STARTED, ox.Literal(run.started, datatype=_DATE_TIME), RUNS)
    yield ox.Quad(activity, _ENDED, ox.Literal(run.ended, datatype=_DATE_TIME), RUNS)
    for name, version in sorted(run.versions.items()):
        agent = ox.NamedNode(f"{BASE}software/{encoded(name)}/{encoded(version)}")
        yield ox.Quad(activity, _ASSOCIATED_WITH, agent, RUNS)
        yield ox.Quad(agent, terms.TYPE, _SOFTWARE_AGENT, RUNS)
        yield ox.Quad(agent, terms.LABEL, terms.text(name), RUNS)
        yield ox.Quad(agent, _VERSION, terms.text(version), RUNS)
