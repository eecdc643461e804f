"""The names of a whole document -> its entities: short forms, names in brackets, 以下简称."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.mentions.names import Names, is_code
from kg.mentions.raw import Raw
from kg.mentions.types import Types, word_tags
from kg.model import Entity, Span
from kg.sentences import Sentence, fold_name

ALIAS = re.compile(
    r"^\((?:以下简称|下称|简称|又称|又名|即|英文名|英文名为|以下称|亦称|原名|曾用名|全称|中文名|本名|代号|下文简称|港股简称)?[：为]?[“\"']?([^()“”]{2,40}?)[”\"']?\)"
)
DATED = re.compile(r"(?:19|20)\d{2}年?度?")  # 2024年|诺贝尔物理学奖
LEFT = re.compile(r"[，。；：、/]|\d{4}|^\d|%|亿|万|年|月|日")

Key = tuple[str, str]


@dataclass(slots=True)
class Registry:
    """Which names of a document are one entity."""

    branch: Callable[[str], str]
    parents: dict[Key, Key] = field(default_factory=dict)
    codes: dict[Key, str] = field(default_factory=dict)
    equated: list[tuple[Raw, str, Sentence, int, int]] = field(default_factory=list)

    def key(self, raw: Raw) -> Key:
        return (self.branch(raw.classes[0]), raw.entry.name) if raw.entry else ("?", raw.form)

    def find(self, key: Key) -> Key:
        while self.parents.get(key, key) != key:
            key = self.parents[key]
        return key

    def join(self, a: Key, b: Key) -> None:
        """One entity: an entry of the names data stays the root."""
        first, second = self.find(a), self.find(b)
        if first == second or (first[0] != "?" and second[0] != "?"):
            return
        if first[0] == "?":
            first, second = second, first
        self.parents[second] = first


def learn_aliases(registry: Registry, sentences: Sequence[Sentence], raws: Sequence[list[Raw]], names: Names, types: Types) -> dict[str, Raw]:
    """Read `X（Y）`; returns the new names, each with the mention that it is another name of."""
    new: dict[str, Raw] = {}
    for sentence, found in zip(sentences, raws, strict=True):
        for raw in found:
            match = ALIAS.match(sentence.text[raw.end : raw.end + 48])
            if match is None:
                continue
            alias = match[1].strip()
            if is_code(alias.replace(" ", "")):
                registry.codes[registry.key(raw)] = alias.replace(" ", "")
            elif is_alias(alias, raw, names, types, registry):
                new.setdefault(alias, raw)
                registry.join(registry.key(raw), alias_key(alias, names, registry))
                start = raw.end + match.start(1)
                registry.equated.append((raw, alias, sentence, raw.start, start + len(alias)))
    return new


def alias_key(alias: str, names: Names, registry: Registry) -> Key:
    entries = names.lookup(alias)
    return (registry.branch(entries[0].class_), entries[0].name) if entries else ("?", alias)


def is_alias(alias: str, raw: Raw, names: Names, types: Types, registry: Registry) -> bool:
    """Whether the words in brackets are another name and no remark (place, date, figure, description)."""
    entries = names.lookup(alias)
    if entries:
        same = any(registry.branch(e.class_) == registry.branch(raw.classes[0]) for e in entries)
        return same and (raw.entry is None or any(e.name == raw.entry.name for e in entries))
    if LEFT.search(alias) or alias in types.common or types.titles.search(alias):
        return False
    if re.fullmatch(r"[A-Za-z0-9À-ɏ .&'+\-]+", alias):
        return bool(re.search(r"[A-Za-z]", alias)) and not re.fullmatch(r"[\d.]+[A-Za-z]{1,3}", alias)
    return bool(re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9·]{2,12}", alias)) and not re.search(r"[的了是在有]", alias) and raw.classes[0] != "Place"


def short_forms(registry: Registry, raws: Sequence[list[Raw]], types: Types) -> None:
    """K2 for Kimi K2, Mohan for Varun Mohan: an unknown name that is the end of just one longer name said before."""
    seen: dict[str, Raw] = {}
    for found in raws:
        for raw in found:
            if raw.entry is None and raw.form not in seen and raw.form.isascii():
                longer = {registry.find(registry.key(o)): o for form, o in seen.items() if ends_with(form, raw.form)}
                if len(longer) == 1:
                    other = next(iter(longer.values()))
                    registry.join(registry.key(other), registry.key(raw))
                    raw.classes = other.classes
            seen.setdefault(raw.form, raw)


def ends_with(longer: str, short: str) -> bool:
    return len(longer) > len(short) and longer.endswith(short) and (longer[-len(short) - 1] in " -·" or not longer[-len(short) - 1].isascii())


def stems(raws: Sequence[list[Raw]], types: Types) -> dict[str, Raw]:
    """智元 for 智元机器人, 皮查伊 for 桑达尔·皮查伊: what the document may call an unknown name by later."""
    found: dict[str, Raw] = {}
    tags = word_tags()
    for raw in (r for line in raws for r in line):
        if raw.entry is not None or not raw.sure:
            continue
        if raw.classes[0] == "Person" and "·" in raw.form:
            short = raw.form.rsplit("·", 1)[1]
        elif raw.classes[0] == "Company" and not raw.form.isascii():
            end = next((raw.form[-size:] for size in range(6, 0, -1) if raw.form[-size:] in types.suffixes), "")
            short = raw.form[: -len(end)] if end else ""
        else:
            continue
        if len(short) >= 2 and (short not in tags or tags[short] in ("nr", "nrt", "nz", "nt")):
            found.setdefault(short, raw)
    return found


def build_entities(registry: Registry, sentences: Sequence[Sentence], raws: Sequence[list[Raw]], text: str, types: Types) -> dict[Key, Entity]:
    """One entity for each group of names: canonical where known, else the longest name, classes by vote."""
    surfaces: dict[Key, Counter[str]] = defaultdict(Counter)
    classes: dict[Key, Counter[str]] = defaultdict(Counter)
    further: dict[Key, set[str]] = defaultdict(set)
    known: dict[Key, Raw] = {}
    for sentence, found in zip(sentences, raws, strict=True):
        for before, raw in zip([None, *found], found, strict=False):
            root = registry.find(registry.key(raw))
            span = sentence.span(raw.start, raw.end)
            surfaces[root][re.sub(r"\s+", " ", text[span.start : span.end])] += 1
            for start, end in also(before, raw, sentence.text, registry, types):
                span = sentence.span(start, end)
                further[root].add(re.sub(r"\s+", " ", text[span.start : span.end]))
            classes[root][raw.classes[0]] += 3 if raw.sure else 1
            if raw.entry is not None and registry.key(raw) == root:
                known.setdefault(root, raw)
    entities = {}
    for root, names in surfaces.items():
        sample = known.get(root)
        entry = sample.entry if sample else None
        ordered = tuple(sorted({*names, *further[root]}))
        label = entry.name if entry else max(names, key=lambda n: (len(fold_name(n)), n))
        code = registry.codes.get(root) or (entry.code if entry else None)
        class_ = entry.class_ if entry else max(classes[root], key=lambda c: (classes[root][c], c))
        entities[root] = Entity(label, class_, ordered, code=code, known=entry.name if entry else None)
    return entities


def also(before: Raw | None, raw: Raw, text: str, registry: Registry, types: Types) -> Iterator[tuple[int, int]]:
    """What else a thing is called where it is named: 凌锐微L9 (with its company), LanDiT架构 and Mate 70系列 (with its kind), M5 of M5芯片."""
    branch = registry.branch(raw.classes[0])
    if branch not in ("Product", "Technology", "Programme", "Event", "Award"):
        return
    kind = types.kind_after(text, raw.end)
    if kind:
        yield raw.start, raw.end + kind
    dated = DATED.match(raw.form)
    if dated and branch == "Award":
        yield raw.start + dated.end(), raw.end
    ending = types.ending.search(raw.form)
    if ending and len(raw.form) - len(ending[0]) > 1 and raw.form[-len(ending[0]) - 1].isascii():
        yield raw.start, raw.end - len(ending[0])
    if (
        before is not None
        and before.classes[0] == "Company"
        and (before.end == raw.start or text[before.end : raw.start] == " ")
        and branch in ("Product", "Programme")
    ):
        yield before.start, raw.end
        if kind:
            yield before.start, raw.end + kind


def equations(registry: Registry, entities: dict[Key, Entity]) -> list[tuple[Entity, Entity, Span]]:
    """The names that the report equates, as pairs of entities with one name each, and where it does."""
    found = []
    for raw, alias, sentence, start, end in registry.equated:
        entity = entities.get(registry.find(registry.key(raw)))
        if entity is not None:
            other = Entity(alias, entity.class_, (alias,))
            found.append((Entity(entity.label, entity.class_, entity.names, known=entity.known), other, sentence.span(start, end)))
    return found
