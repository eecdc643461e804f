"""Patterns -> the words of which one must stand in a sentence for the pattern to fit it: most patterns need not be tried at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

OPTIONAL = "?*{"
SPECIAL = "SOA…~^$.+"  # what is no letter of its own in a pattern


def needed(pattern: str) -> frozenset[str]:
    """Words of which every text that fits holds one: the part of the pattern with the longest of them; empty where none is sure."""
    branches = list(split(pattern))
    if len(branches) > 1:
        sets = [needed(branch) for branch in branches]
        return frozenset().union(*sets) if all(sets) else frozenset()
    return max(candidates(pattern), key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


def candidates(pattern: str) -> Iterator[frozenset[str]]:
    """The words of each part that no quantifier makes optional: runs of letters, groups of branches."""
    run, at = "", 0
    while at < len(pattern):
        end = end_of(pattern, at)
        part, sure = pattern[at:end], pattern[end : end + 1] not in OPTIONAL or end == len(pattern)
        if sure and len(part) == 1 and part not in SPECIAL:
            run += part
        else:
            if run:
                yield frozenset({run})
            run = ""
            inner = group(part) if sure else None
            if inner is not None and (words := needed(inner)):
                yield words
        at = end if sure else skip_quantifier(pattern, end)
    if run:
        yield frozenset({run})


def group(part: str) -> str | None:
    """What stands in a group, named or not; None for what is no group and for a look ahead or behind."""
    if part.startswith("(?:"):
        return part[3:-1]
    return part[part.index(">") + 1 : -1] if part.startswith("(?P<") else None


def end_of(pattern: str, at: int) -> int:
    """The end of the part that begins at `at`: a letter, an escape, a class in brackets, a group."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 1) + 1
    if pattern[at] != "(":
        return at + 1
    at += 1
    while pattern[at] != ")":
        at = end_of(pattern, at)
    return at + 1


def skip_quantifier(pattern: str, at: int) -> int:
    at = pattern.index("}", at) + 1 if pattern[at] == "{" else at + 1
    return at + 1 if pattern[at : at + 1] == "?" else at


def split(pattern: str) -> Iterator[str]:
    """The branches of a pattern: a|b."""
    start = at = 0
    while at < len(pattern):
        if pattern[at] == "|":
            yield pattern[start:at]
            start = at + 1
        at = end_of(pattern, at)
    yield pattern[start:]


class Needs:
    """Finds all needed words of a text at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words))
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def find(self, text: str) -> frozenset[str]:
        return frozenset(self._words[number] for number, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True))


__all__ = ["Needs", "needed"]
