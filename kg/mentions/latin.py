"""Names in letters that no list has: where they begin and end, and what they may be by their form and the words about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.types import Types

RUN = re.compile(
    r"[A-Za-zÀ-ÖØ-öø-ɏ][A-Za-z0-9À-ÖØ-öø-ɏ]*(?:(?:[ .\-+_/&'·:]|\.-)?[A-Za-z0-9À-ÖØ-öø-ɏ]+)*\+{0,2}(?:\(\w{1,8}\)(?= ?[A-Z]))?|"
    r"\d+[A-Za-z][A-Za-z0-9]*(?:[ \-.][A-Za-z0-9]+)*"
)
SIZED = re.compile(r"\d+(?:\.\d+)?[BM](?![A-Za-z])")
COUNTED = re.compile(
    r" \d+(?:[.,]\d+)*(?=[月日年亿万千百个款名家倍%台颗块张位项次元条种美天周小分秒岁季层代])"
)  # Reddit 6月4日: the number is not the name's
PERIOD = re.compile(r" (?:FY ?)?(?:20)?\d\d ?Q[1-4]$| FY\d{2,4}$| (?:CEO|CTO|CFO|COO|Q[1-4]|IP|ID|AI PC)$")
PERSON = re.compile(r"[A-Z][a-zÀ-ɏ'\-]+(?: (?:[A-Z]\.|de|van|von|der|del|la|bin|al))*(?: [A-Z][a-zA-ZÀ-ɏ'\-]+){1,2}")
FIRM = re.compile(
    r"(?:Inc|Ltd|Corp|Labs?|Ventures|Capital|Partners|Technologies|Systems|Group|Holdings|Bank|Therapeutics|"
    r"Robotics|Networks|Motors|Energy|Semiconductor|Pharma|Dynamics|Kinetics|Compute|Intelligence|Studios?|"
    r"Media|Industries|Aerospace|Electronics|Materials|Financial|Insurance|Airlines|Telecom|Games|Defense AI|"
    r"Quantum|Photonics|Micro|Space|Bio|USA|Asia|China|Japan|Europe|London| AI)\.?$"
)
REGION = re.compile(r"[a-z] (?:County|City|Island|Bay|Valley|Park|Beach|Heights|Falls)$")
SCHOOL = re.compile(r"(?:University|Institute|College|Research)$")
BENCH = re.compile(r"(?:[Bb]ench|Eval|QA|Arena|Exam|Leaderboard)(?:[ \-].*)?$")
MEETING = re.compile(r"(?:Conference|Summit|Forum|Expo|Con|Day|Week|Con China)(?: ?20\d\d)?$|[A-Za-z] ?20[12]\d$")
MODEL = re.compile(r"(?:LM|VL|VLA|GPT|TTS|Coder|Voice|Video|Chat|Music|Reason|Embed|Rerank|-R|-X|-V|-S|Instruct|Flow|Med|Net)(?:[ \-]?[\d.]+)?$")
OFFERED = re.compile(r"(?:OS|App|Hub|Cloud|Studio|SDK|API|Chat|Kit|Boards|Code|IDE|DB|SQL|Suite|Store|Docs|Mail)(?:[ \-]?[\d.]+)?$")
CODE = re.compile(r"[A-Z]{1,4}[ \-]?[A-Z]?\d{2,5}[A-Za-z]{0,2}(?: ?(?:Ti|Pro|Max|Ultra))?|[A-Z]{2,4}-[A-Z0-9]{1,3}\d?")
NO_NAME = re.compile(
    r"[A-Z]{2,5}\.(?:O|N|US|HK|SH|SZ)$|S\d{8}|FY ?\d{2}|(?:19|20)\d\dQ\d|\d+[A-Z]? ?(?:tokens|Tokens|Flops|FLOPS|Wh|mAh|Hz)|[\w\-]+\.(?:example|"
    r"com\.cn|cn)$|[A-Z]+[+\-]\d+\.\d+$|v?\d+\.\d+$|-?\d+$"
)
ROUND = re.compile(
    r"(?:(?:Pre|Post)-?)?(?:[A-H]\d?|IPO|Seed|Angel)\+{0,3} ?(?:(?:[、和及与/]|至|到)(?:Pre-)?[A-H]\d?\+{0,3} ?)*轮"
)  # Pre-A轮, A+轮, A1轮
NEAR = 40  # characters about a name in which words say what it is
DEFAULT = ("Software", "Company", "AIModel", "Hardware", "Chip", "Technology")
NUMBERED = ("Hardware", "AIModel", "Chip", "Software", "Technology")


def runs(text: str, types: Types) -> Iterator[tuple[int, int]]:
    """Yield start and end of the runs of letters and numbers that may be names."""
    for found in RUN.finditer(text):
        start, end = trim(text, found.start(), found.end(), types)
        form = text[start:end]
        if (
            len(form) < 2
            or NO_NAME.match(form)
            or ROUND.match(text, start)
            or (text[start - 1 : start] == "." and text[max(0, start - 2)].isdigit())
            or form in types.common
            or (form.islower() and len(form) < 5 and not re.search(r"\d", form))
            or re.fullmatch(r"[\d.]+[A-Za-z]{1,6}", form)
        ):
            continue
        yield start, end


def trim(text: str, start: int, end: int, types: Types) -> tuple[int, int]:
    """Strip words that are no names from both ends of a run: AI Agent Manus -> Manus."""
    tail = COUNTED.search(text[start : end + 1]) or PERIOD.search(text[start:end])
    if tail:
        end = start + tail.start()
    while True:
        head = re.match(r"[A-Za-z0-9+]+(?= )", text[start:end])
        if head is None or head[0] not in types.common or re.search(r"\d", head[0]) or head[0] in ("Open", "Pro", "Chat"):
            return start, end
        start += head.end() + 1


def classes_of(text: str, start: int, end: int, types: Types) -> tuple[tuple[str, ...], bool]:
    """The classes that it may have, likeliest first, and whether the first one is sure."""
    form = text[start:end]
    after, before = types.class_after(text, end), types.class_before(text, start)
    said = after if after and after != "Company" else before or after
    if said:
        return (said,), True
    if (
        PERSON.fullmatch(form)
        and (types.titles.search(text[max(0, start - 6) : start]) or any(text.startswith(w, end) for w in types.doings(text[end : end + 1])))
        and not FIRM.search(form)
    ):
        return ("Person", "Company"), True
    if PERSON.fullmatch(form) and form.split()[0] in types.given:
        return ("Person", "Company", "Software"), True
    if REGION.search(form):
        return ("Place", "Company"), False
    for pattern, classes in ((FIRM, ("Company", "Organization", "Software")), (SCHOOL, ("ResearchOrganization", "Company")), (BENCH, ("Benchmark",))):
        if pattern.search(form):
            return classes, pattern is not FIRM or " AI" not in form[-3:]
    if MEETING.search(form):
        return ("Event", "Software"), False
    if SIZED.search(form):
        return ("AIModel",), True
    return by_cues(text, start, end, types), False


def by_cues(text: str, start: int, end: int, types: Types) -> tuple[str, ...]:
    """All classes of products, and companies and persons where the form allows, by how much speaks for each."""
    form = text[start:end]
    numbered = bool(re.search(r"\d", form))
    classes = NUMBERED if numbered else DEFAULT
    scores = {class_: 0.5 - 0.1 * place for place, class_ in enumerate(classes)}
    lead, tail = text[max(0, start - 8) : start], text[end : end + 8].lstrip("”)》 的")
    near = text[max(0, start - NEAR) : start] + "\0" + text[end : end + NEAR]
    for class_, (before, behind, about) in types.cues.items():
        if class_ not in scores and class_ == "Company" and not re.search(r"[\d.]", form):
            scores[class_] = 0.0
        if class_ in scores or (class_ == "Dataset" and before.search(lead)):
            scores[class_] = (
                scores.get(class_, 0) + 2 * bool(before.search(lead)) + 2 * bool(behind.match(tail)) + 0.6 * min(3, len(set(about.findall(near))))
            )
    for pattern, class_ in ((MODEL, "AIModel"), (OFFERED, "Software"), (CODE, "Chip")):
        if class_ in scores and (pattern.fullmatch(form) if pattern is CODE else pattern.search(form)):
            scores[class_] += 1.5
    ordered = sorted(scores, key=lambda c: (-scores[c], c))
    if PERSON.fullmatch(form):
        ordered.insert(2, "Person")
    return tuple(ordered)
