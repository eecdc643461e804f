"""Statements and observations -> the graph: the plain graph as values, and both layers as RDF."""

from kg.graph.agreement import agreed
from kg.graph.plain import PlainEdge, PlainProperty, entities_of, plain_edges, plain_properties

__all__ = ["PlainEdge", "PlainProperty", "agreed", "entities_of", "plain_edges", "plain_properties"]
