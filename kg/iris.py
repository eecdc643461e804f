"""Names and contents -> IRIs: the same on any machine and in any order of reports."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable

from kg.model import CellEvidence, Entity, Evidence, Money, Observation, Qualifier, Statement

NAMESPACE = "https://w3id.org/report-kg/"
ONTOLOGY = f"{NAMESPACE}ontology#"
LONGEST = 200  # characters of a name in an IRI: Neo4j cannot index much more
HASHED = 32  # hexadecimal digits of a hash of content
PLAIN = frozenset("-._~!$&'()*+,;=:@")  # beside letters and digits, what RFC 3987 allows in a segment of a path
BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e")  # RFC 3987, 4.1: never in an IRI


def entity_iri(branch: str, name: str) -> str:
    """The IRI of an entity: its topmost class and its canonical name.

    >>> entity_iri("Product", "GPT-4o mini")
    'https://w3id.org/report-kg/entity/Product/GPT-4o%20mini'
    """
    return f"{NAMESPACE}entity/{branch}/{segment(name)}"


def report_iri(report_id: str) -> str:
    """The IRI of a report, by the SHA-256 of its bytes."""
    return f"{NAMESPACE}report/{report_id}"


def text_iri(report_id: str) -> str:
    """The IRI of a report's text as it was read: `texts/HASH.txt` of the build's folder."""
    return f"{NAMESPACE}texts/{report_id}.txt"


def statement_iri(statement: Statement) -> str:
    """The IRI of a statement, from what its own report says.

    Call it before linking, while labels and classes are those that the report itself gives: what other reports add must not change it.
    """
    s = statement
    qualifiers = [[name, _plain(value)] for name, value in s.qualifiers]
    said = [_entity(s.subject), s.predicate, _entity(s.object), s.value, s.currency, s.modality, qualifiers]
    return f"{NAMESPACE}statement/{_hash([s.report_id, said, _places(s.evidence)])}"


def observation_iri(observation: Observation) -> str:
    """The IRI of an observation: its report, its cell and what it measures. Call it before linking, as `statement_iri`."""
    o = observation
    said = [_entity(o.instrument), o.metric, o.value, o.unit, o.currency, o.date, o.period, o.forecast]
    return f"{NAMESPACE}observation/{_hash([o.report_id, said, _places(o.evidence)])}"


def evidence_iri(report_id: str, evidence: Evidence) -> str:
    """The IRI of a sentence, row or cell of a report: all statements that it gives share it."""
    said = f"{report_id} {_place(evidence)} {evidence.quote}"  # not as JSON: it is asked for so often that the time counts
    return f"{NAMESPACE}evidence/{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:HASHED]}"


def segment(name: str) -> str:
    """A name as one segment of an IRI's path, percent-encoded only where RFC 3987 asks for it, cut with a hash after 200 characters."""
    pieces: list[str] = []
    length = 0
    for char in unicodedata.normalize("NFC", name):
        piece = char if allowed(char) else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
        length += len(piece)
        if length > LONGEST:
            return f"{''.join(pieces)}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
        pieces.append(piece)
    found = "".join(pieces)
    return found.replace(".", "%2E") if found in {".", ".."} else found  # else a path's dots would be resolved away


def allowed(char: str) -> bool:
    """Whether RFC 3987 lets a character stand in a segment as it is."""
    code = ord(char)
    if code < 0x80:
        return char.isalnum() or char in PLAIN
    if char in BIDI:
        return False
    if code < 0x10000:
        return 0xA0 <= code < 0xD800 or 0xF900 <= code < 0xFDD0 or 0xFDF0 <= code < 0xFFF0
    return (code < 0xE0000 and code & 0xFFFF < 0xFFFE) or 0xE1000 <= code < 0xEFFFE


def _entity(entity: Entity | None) -> list[str] | None:
    return [entity.label, entity.class_] if entity else None


def _plain(value: Qualifier) -> object:
    if isinstance(value, Money):
        return [value.value, value.currency]
    if isinstance(value, tuple):
        return [_entity(each) for each in value]
    return _entity(value) if isinstance(value, Entity) else value


def _places(evidence: Iterable[Evidence]) -> list[list[int]]:
    return sorted(_place(each) for each in evidence)


def _place(evidence: Evidence) -> list[int]:
    cell = [evidence.table, evidence.row, evidence.column] if isinstance(evidence, CellEvidence) else []
    return [evidence.start, evidence.end, *cell]


def _hash(content: object) -> str:
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASHED]
