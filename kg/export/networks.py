"""GraphML and GEXF, for Gephi, yEd, Cytoscape and others, by the writers of networkx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import quote
from xml.etree.ElementTree import ElementTree

from kg.export.writer import NOT_XML, Cleaner, KeepsReturns, Options, Written

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph import Graph

Scalar = str | int | float | bool


def graphml(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes GraphML: entities as nodes, assertions as directed edges."""
    from networkx.readwrite.graphml import GraphMLWriter

    cleaner = Cleaner(NOT_XML)
    writer = GraphMLWriter(graph=_flat(graph, cleaner), prettyprint=True, named_key_ids=True)
    writer.dump(KeepsReturns(file))
    return Written(cleaner.replaced)


def gexf(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes GEXF 1.2 without the day of writing: entities as nodes, assertions as directed edges."""
    from networkx.readwrite.gexf import GEXFWriter

    cleaner = Cleaner(NOT_XML)
    writer = GEXFWriter(graph=_flat(graph, cleaner), prettyprint=True)
    writer.indent(writer.xml)
    del writer.xml.find("meta").attrib["lastmodifieddate"]
    document = ElementTree(writer.xml)
    document.write(cast(IO[bytes], KeepsReturns(file)), encoding="utf-8", xml_declaration=True)
    return Written(cleaner.replaced)


def _flat(graph: Graph, cleaner: Cleaner) -> nx.MultiDiGraph[str]:
    """The graph with numbers and texts alone as attributes; what is missing is left out."""
    import networkx as nx

    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    full = graph.to_networkx()
    for id_, attributes in full.nodes(data=True):
        flat.add_node(_id(id_), **_scalars(attributes, cleaner))
    for subject, target, key, attributes in full.edges(keys=True, data=True):
        given = {**attributes, "evidence": [one["text"] for one in attributes["evidence"]]}
        flat.add_edge(_id(subject), _id(target), _id(key), **_scalars(given, cleaner))
    return flat


def _id(id_: str) -> str:
    """An id whose illegal characters are percent-encoded, so that two ids stay two."""
    return NOT_XML.sub(lambda found: quote(found[0], errors="surrogatepass"), id_)


def _scalars(attributes: Mapping[str, Any], cleaner: Cleaner) -> dict[str, Scalar]:
    joined = {name: " | ".join(value) if isinstance(value, list) else value for name, value in attributes.items()}
    return {
        name: cleaner.clean(value) if isinstance(value, str) else value
        for name, value in joined.items()
        if value is not None
    }
