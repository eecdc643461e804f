"""The cover's lines -> who wrote the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Named
from kg.reading.facts.lines import FactLine
from kg.reading.words import ReadingWords

CERTIFICATE = re.compile(r"(?<![A-Za-z])[SBP]\d{9,14}|(?<![A-Za-z])[A-Z]{3}\d{3}(?!\d)")
OTHER = re.compile(r"[（(][^（）()]*[)）]|[\w.+-]+@[\w.-]+|\+?[\d(（][\d()（）\-—\s]{6,}\d|https?://\S+")
HAN = "[\\u4e00-\\u9fff]"
CHINESE = re.compile(rf"(?<!{HAN})(?:{HAN}{{2,4}}(?:·{HAN}{{1,6}})?|{HAN}[ \u3000]{{1,4}}{HAN}(?=[^\u4e00-\u9fff]|$))(?!{HAN})")
LATIN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?:[ -][A-Z][a-z]*\.?){1,3}(?![a-z])")
BESIDE = re.compile(r"^[ \u3000]{0,2}$")
CREDIT = re.compile(r"^\W*([\u4e00-\u9fff]{2,3}?)(?=对本|亦|为本|参与|协助|提供)")


def authors(lines: Sequence[FactLine], words: ReadingWords) -> tuple[Named, ...]:
    """Analysts, then helpers, each once, in the order in which they stand."""
    found: dict[str, tuple[bool, Named]] = {}
    role: str | None = None
    for number, line in enumerate(lines):
        roles = role_spans(line.text, words)
        if role is None and not roles and is_card(lines[number : number + 4], words):
            role = "analyst"
        if not roles and not (role and continues(line, words)):
            role = None
            continue
        for kind, start, end in segments(line.text, roles, role):
            for named in names_in(line, start, end, words):
                if named.name not in found or (found[named.name][0] and kind == "analyst"):
                    found[named.name] = (kind != "analyst", named)
            role = kind
    return tuple(named for _, named in sorted(found.values(), key=lambda pair: pair[0]))


def is_card(lines: Sequence[FactLine], words: ReadingWords) -> bool:
    """Whether a name stands by itself with a certificate beside it, or a certificate, an address or a telephone number below it."""
    name = lines[0].text.strip()
    if re.search(r"S\d{13}", name) and len(name) <= 60 and lines[0].kind == "side":
        return True
    if not CHINESE.fullmatch(name) or not is_name(name, words):
        return False
    return any(CERTIFICATE.search(line.text) or re.search(r"@|[☎✆📞]|\d{7}", line.text) for line in lines[1:])


def role_spans(text: str, words: ReadingWords) -> list[tuple[str, int, int]]:
    """Words for roles, the longer of those that overlap; none in lines of prose."""
    if re.search(r"[。；]", text):
        return []
    found = sorted(
        ((kind, match.start(), match.end()) for kind in ("analyst", "helper") for match in words.roles[kind].finditer(text)),
        key=lambda role: (role[1], -role[2]),
    )
    kept: list[tuple[str, int, int]] = []
    for role in found:
        after = text[role[2] : role[2] + 2]
        if (not kept or role[1] >= kept[-1][2]) and not re.match(r"登记|声明|承诺|简介|介绍|观点|认为|点评|执业", after):
            kept.append(role)
    return kept


def continues(line: FactLine, words: ReadingWords) -> bool:
    """Whether a line without a role goes on after one that has it: a name by itself or with a certificate, or what stands beside names."""
    if len(line.text) > 60 or line.kind not in ("side", "paragraph"):
        return False
    return any((CERTIFICATE.search(line.text), words.roles["mark"].match(line.text), CHINESE.fullmatch(line.text.strip())))


def segments(text: str, roles: Sequence[tuple[str, int, int]], before: str | None) -> Iterator[tuple[str, int, int]]:
    """Each role with the stretch of text whose names it governs: what follows, or what stands before a role that ends the names."""
    if not roles:
        yield before or "analyst", 0, len(text)
        return
    leading = bool(re.search(r"[\u4e00-\u9fffA-Za-z]", text[: roles[0][1]]))
    for n, (kind, start, end) in enumerate(roles):
        if leading:
            yield kind, roles[n - 1][2] if n else 0, start
        else:
            yield kind, end, roles[n + 1][1] if n + 1 < len(roles) else len(text)


def names_in(line: FactLine, start: int, end: int, words: ReadingWords) -> Iterator[Named]:
    """The names in a stretch of a line; of one in two scripts, the Chinese one."""
    if credit := CREDIT.match(line.text[start:end]):
        yield Named(credit[1], line.span(start + credit.start(1), start + credit.end(1)))
        return
    text = blanked(line.text[start:end], words)
    chinese = [match for match in CHINESE.finditer(text) if is_name(match[0], words)]
    latin = [match for match in LATIN.finditer(text) if not any(beside(text, match, other) for other in chinese)]
    for match in sorted([*chinese, *latin], key=lambda m: m.start()):
        name = re.sub(r"[ \u3000]+", "", match[0]) if "\u4e00" <= match[0][0] <= "\u9fff" else match[0]
        yield Named(name, line.span(start + match.start(), start + match.end()))


def blanked(text: str, words: ReadingWords) -> str:
    """The text with certificates, brackets, addresses and labels as blanks of the same length."""
    for pattern in (OTHER, words.roles["mark"], CERTIFICATE, re.compile(r"[:：|｜/、,，；;]")):
        text = pattern.sub(lambda match: "\n" * len(match[0]), text)
    return text


def is_name(text: str, words: ReadingWords) -> bool:
    name = re.sub(r"[ \u3000]+", "", text)
    return name[:2] in words.surnames if len(name) > 3 else name[0] in words.surnames or name[:2] in words.surnames


def beside(text: str, a: re.Match[str], b: re.Match[str]) -> bool:
    first, second = sorted((a, b), key=lambda match: match.start())
    return bool(BESIDE.match(text[first.end() : second.start()]))
