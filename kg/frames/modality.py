"""Is it a fact, a plan, a guess, hearsay, or denied: the signals whose scope the statement's word stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parsed, Signal
from kg.model import Modality
from kg.sentences import fold_name
from ontology import Ontology

KINDS = ("deny", "adjacent", "rumour", "denial", "undone", "hearsay", "official", "plan", "possible", "opinion", "decided")
RUMOUR_REACH = 30  # characters between what is said and 的说法, 的传言
DENY_REACH = 14  # characters between 未/没有 and the verb that it denies
CLAIM = re.compile(r"，(?:并|而是)?(?:称|表示|强调|指出)")  # 予以否认，称 …: what follows is said to be so
FELL_THROUGH = re.compile(r"(?:交易|收购|合作|计划|协议|谈判|并购)[^，。；]{0,6}(?:告吹|终止|失败|流产|未果|搁浅|泡汤|破裂)")
PLANNED_HEAD = ("拟", "将由", "将下线", "有望进")  # signs of a plan at the head of a longer word (拟收购)
SWALLOWED = re.compile(r"不再|尚未|并未|暂未|仍未|从未|未能|没有|未曾")
GETTING = ("获", "获得", "得到", "拿到", "取得", "收到", "通过")  # 没有获得 A 放行: no act of its own
DONE = ("已", "曾", "早", "又", "并")  # before 将: it governs, as 把 does
SPEECH_ENDS = re.compile(r"[；。！？]")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of modality by kind; those with a gap as patterns."""

    words: dict[str, frozenset[str]]
    gaps: dict[str, re.Pattern[str]]
    decided: frozenset[str]


@lru_cache(maxsize=4)
def read_cues(ontology: Ontology) -> Cues:
    words: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for row in ontology.rows("words", "modality.tsv"):
        if len(row.cells) != 2 or row.cells[0] not in KINDS:
            raise row.fault(f"needs two columns: one of {', '.join(KINDS)}, words (|)")
        words[row.cells[0]].update(row.cells[1].split("|"))
    decided = frozenset(words.pop("decided"))
    gaps = {
        kind: re.compile(
            "|".join(r"[^，。；]{1,24}?".join(re.escape(fold_name(part)) for part in word.split("…")) for word in sorted(found) if "…" in word)
            or "(?!)"
        )
        for kind, found in words.items()
    }
    return Cues({kind: frozenset(fold_name(w) for w in found if "…" not in w) for kind, found in words.items()}, gaps, decided)


def cue_words(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Every word of modality with its kinds, for the finder of signals."""
    found: dict[str, frozenset[str]] = {}
    for kind, words in read_cues(ontology).words.items():
        for word in words:
            found[word] = found.get(word, frozenset()) | {kind}
    return found


def places(parsed: Parsed, cues: Cues, kind: str) -> Iterator[tuple[int, int]]:
    for signal in parsed.signals:
        if kind in signal.kinds:
            yield signal.start, signal.end
    if kind == "deny":
        yield from swallowed(parsed)
    if kind == "plan":
        yield from ((s.start, s.start + 1) for s in parsed.signals if s.text.startswith(PLANNED_HEAD) and "plan" not in s.kinds)
    for found in cues.gaps[kind].finditer(parsed.text):
        yield found.start(), found.end()


def swallowed(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Words of denial at the head of a longer word (不再向, 尚未对)."""
    for signal in parsed.signals:
        found = SWALLOWED.match(signal.text)
        if found and "deny" not in signal.kinds:
            yield signal.start, signal.start + found.end()


def is_opinion(parsed: Parsed, cues: Cues, place: int) -> bool:
    """Whether the analyst speaks: everything after the signal, to the end of the sentence."""
    return any(end <= place for _, end in places(parsed, cues, "opinion"))


def modality_of(parsed: Parsed, cues: Cues, verb: Signal, predicate: str, default: str | None = None) -> tuple[Modality, int]:
    """The modality of what `verb` states, and where the sign of a plan stands (-1: none)."""
    clause = parsed.clause_of(verb.start)
    start = parsed.borders[clause]
    planned = plan_place(parsed, cues, verb, start)
    if default == "denied" or is_denied(parsed, cues, verb, start):
        return "denied", planned
    if is_hearsay(parsed, cues, verb):
        return "reported", planned
    if planned >= 0 and predicate not in cues.decided:
        return "planned", planned
    if any(start <= a and b <= verb.start and not disposal(parsed, a, b, verb.start) for a, b in places(parsed, cues, "possible")):
        return "possible", planned
    if default == "planned":
        return "planned", planned
    return "asserted", planned


def is_denied(parsed: Parsed, cues: Cues, verb: Signal, start: int) -> bool:
    for a, b in places(parsed, cues, "deny"):
        if parsed.in_brackets(a) and not parsed.in_brackets(verb.start):
            continue
        if (start <= a and b <= verb.start and verb.start - b <= DENY_REACH and not content_between(parsed, b, verb.start)) or (
            a <= verb.start < b and len(parsed.text[a:b]) > verb.end - verb.start
        ):
            return True
    if any(b == verb.start for _, b in places(parsed, cues, "adjacent")):
        return True
    if any(b <= verb.start and not CLAIM.search(parsed.text[b : verb.start]) for _, b in places(parsed, cues, "denial")):
        return True
    hearsay = any(b <= verb.start for _, b in places(parsed, cues, "hearsay"))
    if hearsay and any(a >= verb.end and not SPEECH_ENDS.search(parsed.text[verb.end : a]) for a, _ in places(parsed, cues, "denial")):
        return True
    if FELL_THROUGH.search(parsed.text.split("；")[parsed.text[: verb.end].count("；")]) and hearsay:
        return True
    rumoured = any(verb.end <= a <= verb.end + RUMOUR_REACH and "；" not in parsed.text[verb.end : a] for a, _ in places(parsed, cues, "rumour"))
    if rumoured and any(verb.end <= a for a, _ in places(parsed, cues, "denial")):
        return True
    clause_end = parsed.clause_end(parsed.clause_of(verb.start))
    return any((verb.end <= a <= clause_end + 12) for a, _ in places(parsed, cues, "undone"))


def content_between(parsed: Parsed, start: int, end: int) -> bool:
    """Another verb, a comma or a passive between a word of denial and ours ends its reach."""
    inside = parsed.between(start, end)
    acts = any(s.kinds & {"verb", "comma", "of"} and s.text not in GETTING for s in inside)
    return acts or any(s.text in ("遭", "被", "遭到") and s.start > start + 1 for s in inside)


def is_hearsay(parsed: Parsed, cues: Cues, verb: Signal) -> bool:
    if any(verb.end <= a <= verb.end + RUMOUR_REACH for a, _ in places(parsed, cues, "rumour")):
        return True
    before = [b for _, b in places(parsed, cues, "hearsay") if b <= verb.start]
    if not before:
        return False
    last = max(before)
    ended = any(last <= a <= verb.start for a, _ in places(parsed, cues, "official"))
    return not ended and not SPEECH_ENDS.search(parsed.text[last : verb.start])


def disposal(parsed: Parsed, start: int, end: int, verb: int) -> bool:
    """将 that governs a noun group before the verb (将 X 交给 Y, 已将…) is no sign of a plan."""
    if parsed.text[start:end] == "将" and parsed.text[max(0, start - 1) : start] in DONE:
        return True
    return parsed.text[start:end] == "将" and any(c.prep == "将" and c.prep_start == start and c.start < verb for c in parsed.chunks)


def plan_place(parsed: Parsed, cues: Cues, verb: Signal, start: int) -> int:
    """Where the last sign of a plan before the verb in its clause, or at the verb's own begin (拟收购), stands."""
    found = [
        a
        for a, b in places(parsed, cues, "plan")
        if start <= a
        and (b <= verb.start or (a == verb.start and b < verb.end))
        and not disposal(parsed, a, b, verb.start)
        and not relative_between(parsed, b, verb.start)
    ]
    return max(found, default=-1)


def relative_between(parsed: Parsed, start: int, end: int) -> bool:
    """计划推出的 X 采用 Y: the plan belongs to the verb before 的."""
    return any("of" in s.kinds for s in parsed.between(start, end)) and any("verb" in s.kinds for s in parsed.between(start, end))
