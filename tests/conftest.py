"""Fixtures that several files of tests share."""

from neo4j_server import neo4j, neo4j_server, own_neo4j

__all__ = ["neo4j", "neo4j_server", "own_neo4j"]
