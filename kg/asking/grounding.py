"""A claim -> a statement whose words, names, number and dates stand in the report, or the reason why it is none."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.asking.naming import Naming, naming_of
from kg.asking.parsing import Claim
from kg.asking.places import Places, is_pieced, places_of, sentences_of, spaced, stands
from kg.asking.prompts import Section, told_predicates
from kg.frames.drafts import evidence
from kg.mentions import Read
from kg.mentions.names import read_names
from kg.mentions.quantities import Quantity, Units, find_quantities, read_units
from kg.model import MODALITIES, Document, Entity, Money, Number, Qualifier, Quarantined, Span, Statement, Violation
from ontology import Ontology
from ontology.schema import Schema, read_schema
from ontology.terms import Predicate

SOURCE = "model"  # among a statement's extractors
PERIOD = re.compile(r"(?:FY)?\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}))?(?:/(?:FY)?\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}))?)?")
DATE = re.compile(r"\d{4}(?:-(?:Q[1-4]|H[12]|\d{2}(?:-\d{2})?))?")
REACH = 16  # sentences before a quote in which a name may stand that the quote leaves out
NEAR = 1e-6  # relative difference of numbers that are the same


class Ungrounded(Exception):
    """Why a claim is no statement: a reason and the field that it is about."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path, self.reason = path, reason


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report's claims are held against."""

    document: Document
    schema: Schema
    reads: Sequence[Read]
    places: Places
    naming: Naming
    units: Units
    predicates: dict[str, Predicate]
    sure: float  # the confidence of what a model states and grounding finds


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim's quote stands: its sentence, the part of it that is quoted, and what the section says up to it."""

    read: Read
    span: Span
    before: Sequence[Read]


def ground_of(document: Document, reads: Sequence[Read], ontology: Ontology, sure: float) -> Ground:
    schema = read_schema(ontology)
    predicates = {predicate.name: predicate for predicate in told_predicates(schema)}
    naming = naming_of(reads, read_names(ontology), schema)
    return Ground(document, schema, reads, places_of(document), naming, read_units(ontology), predicates, sure)


def ground_claims(ground: Ground, section: Section, claims: Iterable[Claim]) -> Iterator[Statement | Quarantined]:
    """Each claim as a statement, or quarantined with the reason. A quote over several sentences counts for the first that the claim stands in."""
    for claim in claims:
        yield ground_claim(ground, section, claim)


def ground_claim(ground: Ground, section: Section, claim: Claim) -> Statement | Quarantined:
    span = ground.places.find(claim.text("quote"), section.spans)
    spots = [Spot(read, part, before(ground, section, read)) for read, part in sentences_of(span, ground.reads)] if span else []
    if not spots:
        return refuse(ground, claim, None, Ungrounded("evidence", "not in the text: the quoted words do not stand in the report"))
    refused: list[Ungrounded] = []
    for spot in spots:
        try:
            return state(ground, claim, spot)
        except Ungrounded as error:
            refused.append(error)
    return refuse(ground, claim, spots[0], refused[0])


def before(ground: Ground, section: Section, read: Read) -> list[Read]:
    """The sentences of the section up to this one, at least those shortly before it, with the headings that stand above."""
    start = section.spans[0].start
    upto = [each for each in ground.reads if each.sentence.whole.start <= read.sentence.whole.start]
    near = {id(each) for each in upto[-REACH:]}
    return [each for each in upto if each.sentence.heading or each.sentence.whole.start >= start or id(each) in near]


def state(ground: Ground, claim: Claim, spot: Spot) -> Statement:
    predicate = ground.predicates.get(claim.text("predicate"))
    if predicate is None:
        raise Ungrounded("predicate", f"unknown predicate {claim.text('predicate') or '(none)'}")
    modality = next((each for each in MODALITIES if each == claim.text("modality")), None)
    if modality is None:
        raise Ungrounded("modality", f"unknown modality {claim.text('modality') or '(none)'}")
    subject = named(ground, claim, "subject", predicate.domain, spot)
    thing = named(ground, claim, "object", predicate.range, spot) if predicate.value == "entity" else None
    value, currency = figure(ground, claim, predicate, spot)
    return Statement(
        report=ground.document.file,
        report_id=ground.document.hash,
        subject=subject,
        predicate=predicate.name,
        object=thing,
        value=value,
        currency=currency,
        qualifiers=tuple(sorted(qualifiers(ground, claim, predicate, spot))),
        modality=modality,
        evidence=(evidence(ground.document, spot.span),),
        confidence=ground.sure,
        extractors=(SOURCE,),
    )


def named(ground: Ground, claim: Claim, role: str, wanted: Sequence[str], spot: Spot) -> Entity:
    """The entity of a role: named in the sentence, or before it in the section where the sentence leaves the name to a reference or to the topic."""
    given = claim.fields.get(role)
    name, class_ = (given.get("name"), given.get("class")) if isinstance(given, dict) else (given, None)
    if not isinstance(name, str) or not name.strip():
        raise Ungrounded(role, f"the {role} has no name")
    if class_ not in ground.schema.parents:
        raise Ungrounded(role, f"unknown class {class_} of {name}")
    entity = ground.naming.entity(name.strip(), str(class_), wanted)
    forms = ground.naming.forms_of(entity)
    sentence, told = spaced(spot.read.sentence.text), [spaced(read.sentence.text) for read in spot.before]
    if any(stands(form, text) for form in forms for text in (sentence, *told)) or any(is_pieced(n, sentence, told) for n in entity.names):
        return entity
    raise Ungrounded(role, f"{role} not in the quote: {name} stands neither there nor shortly before it")


def figures(ground: Ground, text: str) -> list[Quantity]:
    return list(find_quantities(text, ground.units))


def figure(ground: Ground, claim: Claim, predicate: Predicate, spot: Spot) -> tuple[Number | None, str | None]:
    """The number of a claim, read from its sentence by our own reader of numbers."""
    qualified = claim.fields.get("qualifiers")
    value = claim.fields.get("value")
    if value is None and predicate.allows("value") and isinstance(qualified, dict):
        value = qualified.get("value")
    value = number(value)
    if value is None:
        if predicate.value != "entity" and not predicate.value_may_miss:
            raise Ungrounded("value", "the number is missing")
        return None, None
    if predicate.value == "entity" and not predicate.allows("value"):
        return None, None
    found = [q for q in figures(ground, spot.read.sentence.text) if close(value, q.value)]
    if not found:
        raise Ungrounded("value", f"number not in the quote: {value}")
    currency = claim.text("currency") or None
    read = {q.currency for q in found if q.currency}
    if read and currency and currency not in read:
        raise Ungrounded("currency", f"currency not in the quote: {currency}")
    if predicate.value == "number" or (predicate.value == "entity" and currency is None):
        return value, None
    return value, currency or next(iter(sorted(read)), None)


def number(value: Any) -> Number | None:
    """The number that a value is or writes; None of one that is infinite or beyond what a float holds."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value.replace(",", "")) if isinstance(value, str) else float(value)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(found):
        return None
    return int(value) if not isinstance(value, str) and found.is_integer() else int(found) if found.is_integer() else found


def close(one: Number, other: Number) -> bool:
    return abs(abs(one) - abs(other)) <= NEAR * max(1.0, abs(one))


def qualifiers(ground: Ground, claim: Claim, predicate: Predicate, spot: Spot) -> Iterator[tuple[str, Qualifier]]:
    """The qualifiers that the predicate may have, each read again from the text; one that it may not have is left out."""
    given = claim.fields.get("qualifiers")
    for name, value in (given if isinstance(given, dict) else {}).items():
        term = ground.schema.qualifiers.get(name)
        if term is None or value in (None, "", [], {}) or not predicate.allows(name) or name in ("value", "currency"):
            continue
        if term.form == "date":
            yield name, dated(str(value), name, spot)
        elif term.form == "number":
            yield name, counted(ground, value, name, spot)
        elif term.form == "money":
            yield name, money(ground, value, name, spot)
        elif term.form == "entity":
            found = tuple(named_value(ground, each, term.range, name, spot) for each in (value if isinstance(value, list) else [value]))
            yield name, found[0] if len(found) == 1 else found
        elif name != "period" or PERIOD.fullmatch(str(value)):
            yield name, str(value)


def dated(value: str, name: str, spot: Spot) -> str:
    """A date that our own reader of dates finds in the sentence or before it in the section, or one that is coarser than such."""
    if not DATE.fullmatch(value):
        raise Ungrounded(name, f"{name} is no date: {value}")
    if any(time.iso and time.iso.startswith(value) for read in spot.before for time in read.times):
        return value
    raise Ungrounded(name, f"{name} not in the text: {value}")


def counted(ground: Ground, value: Any, name: str, spot: Spot) -> Number:
    """A number of a qualifier: as it stands, or the ratio that a percentage makes (快 14% is 1.14)."""
    found = number(value)
    if found is None:
        raise Ungrounded(name, f"{name} is no number: {value}")
    for quantity in figures(ground, spot.read.sentence.text):
        if any(close(found, each) for each in (quantity.value, 1 + quantity.value / 100, 1 - quantity.value / 100, quantity.value + 1)):
            return found
    raise Ungrounded(name, f"{name} not in the quote: {found}")


def money(ground: Ground, value: Any, name: str, spot: Spot) -> Money:
    amount = number(value.get("value") if isinstance(value, dict) else value)
    if amount is None:
        raise Ungrounded(name, f"{name} is no sum of money: {value}")
    found = [q for read in spot.before for q in figures(ground, read.sentence.text) if close(amount, q.value)]
    if not found:
        raise Ungrounded(name, f"{name} not in the text: {amount}")
    read = [q.currency for q in reversed(found) if q.currency]
    given = value.get("currency") if isinstance(value, dict) else None
    currency = given if isinstance(given, str) and (given in read or not read) else next(iter(read), None)
    if currency is None:
        raise Ungrounded(name, f"{name} without a currency: {amount}")
    return Money(amount, currency)


def named_value(ground: Ground, value: Any, wanted: Sequence[str], name: str, spot: Spot) -> Entity:
    given = value if isinstance(value, dict) else {"name": value, "class": wanted[-1]}
    return named(ground, Claim({name: given}), name, wanted, spot)


def refuse(ground: Ground, claim: Claim, spot: Spot | None, error: Ungrounded) -> Quarantined:
    """A claim that is no statement, as far as it can be told, with the reason."""
    return Quarantined(
        Statement(
            report=ground.document.file,
            report_id=ground.document.hash,
            subject=as_given(ground, claim.fields.get("subject")) or Entity("?", "Agent", ("?",)),
            predicate=claim.text("predicate") or "?",
            object=as_given(ground, claim.fields.get("object")),
            value=number(claim.fields.get("value")),
            modality=next((each for each in MODALITIES if each == claim.text("modality")), "asserted"),
            evidence=(evidence(ground.document, spot.span),) if spot else (),
            confidence=ground.sure,
            extractors=(SOURCE,),
        ),
        (Violation("grounding", error.path, error.reason),),
    )


def as_given(ground: Ground, value: Any) -> Entity | None:
    """The name as the model gave it; its class where there is such a class."""
    if not isinstance(value, dict) or not isinstance(value.get("name"), str) or not value["name"].strip():
        return None
    name = value["name"].strip()
    class_ = value.get("class")
    return Entity(name, str(class_) if class_ in ground.schema.parents else "Agent", (name,))
