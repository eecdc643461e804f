"""Names that no list has, found by their form and the words about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.mentions.firms import firms
from kg.mentions.funds import funds, worldwide
from kg.mentions.latin import by_cues, classes_of, runs
from kg.mentions.persons import persons
from kg.mentions.types import NAMELIKE, Types, segment, word_tags

CJK_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
BOOK = re.compile(r"《([^《》]{2,60})》")
QUOTED = re.compile(r"“([^“”，。；]{2,18})”")
POLICY = re.compile(
    r"(办法|条例|通知|意见|法|规划|方案|计划|行动|指南|规定|规范|公告|决定|细则|标准|准则|框架|法案|令|倡议|"
    r"宣言|协议|协定|规则|要点|纲要|政策|措施|目录|声明|草案|征求意见稿|名单|命令|备忘录|白皮书|"
    r"问答)(?:\(.*\))?$"
)
PRESS = re.compile(r"(报|日报|时报|周刊|邮报|杂志|新闻|快报|卫报|纪事报|经济学人|财富|福布斯|自然|科学|商业周刊|连线|柳叶刀|细胞|华尔街日报|评论)$")
FUNCTION = set(
    "的了是在和与及或对向为由被将把从以于等其该这那各每两一二三四五六七八九十并且也还都又已曾正就才再仍均"
    "后前中上下内外时年月日家款个只名位到至让使给据因用新老大小多少全本此某国美中日韩英法德俄欧亚个位项次"
    "批种类"
)
LEADING = frozenset("原经除令商方同官诉由将拟购投")  # single characters that stand before a name
EXPORTED = re.compile(
    r"(?:限制|禁止|叫停|暂停|收紧|管制|(?<![应反针核])对|放宽|"
    r"恢复)((?:(?![对向限禁])[\u4e00-\u9fffA-Za-z0-9、]){2,24}?)(?:等(?:[\u4e00-\u9fff]{0,4}))?(?:的?(?:对华|"
    r"对[\u4e00-\u9fff]{2,4}的?|向[\u4e00-\u9fff]{2,4})|实施|施加|设置|采取|执行)?出口"
)
NAMING = re.compile(
    r"(?:名为|叫做|叫作|称为|命名为|取名|定名|代号|代号为|更名为|改名为|品牌|产品|推出|推出了|发布|发布了|上线|"
    r"上线了|首个|新品|旗下|叫停|停掉了|关闭)$"
)
SERIAL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?!第|[一二三四五六七八九十]|"
    r"[的了是在由与和对将从])[\u4e00-\u9fff]){2,3}[一二三四五六七八九十]{1,2}号(?![线院楼文公令厅机工站])"
)
NUMBERED = re.compile(r"^[\u4e00-\u9fff]{2,4}[一二三四五六七八九十]+号$")
DIGIT = re.compile(r"\d")
BRACKETED = re.compile(r"([\u4e00-\u9fff]{2,12})\([\u4e00-\u9fff]{2,4}\)[\u4e00-\u9fff]{2,16}公司")
LIMITED = re.compile(r"([\u3400-\u9fff]{2,16})(?:股份)?有限(?:责任)?公司")
NODE = re.compile(r"(?:第[一二三四]代)?(?<![\d.])\d{1,3}(?:\.\d)? ?(?:nm|纳米)(?:级)?(?:制程|工艺)(?:节点)?")
LISTED = re.compile(r"^(?:、|和|与|及|等|出口|相关|的?出口|，|实施|管制|对|在内|。|以及)")
COUNTRY = frozenset("美中日韩英法德俄欧亚国")
BEFORE_ELEMENT = ("", *"：；)停是“、和与对及将，把的可止制")
BODY_ENDS = ("联盟", "协会", "联合会", "基金会", "学会", "商会", "委员会", "合作组织")
WIDE = re.compile(r"(?:(?:19|20)\d{2}年?)?(?:第[一二三四五六七八九十]+届)?(?:全球|世界|中国|国际|亚洲|全国)+$")  # 2024全球|6G发展大会


@dataclass(frozen=True, slots=True)
class Found:
    """An unknown name at start:end of a sentence, with the classes it may have, likeliest first."""

    start: int
    end: int
    classes: tuple[str, ...]
    sure: bool
    rank: int = 5  # of two that overlap, the lower rank stays


def find_unknown(text: str, types: Types) -> Iterator[Found]:
    """Yield what the form of the text shows to be names; they may overlap each other and known names."""
    yield from books(text, types)
    yield from quoted(text, types)
    for start, end in runs(text, types):
        classes, sure = classes_of(text, start, end, types)
        yield Found(start, end, classes, sure, 4)
    for start, end in persons(text, types):
        yield Found(start, end, ("Person",), True, 2)
    yield from suffixed(text, types)
    yield from materials(text, types)
    yield from exported(text, types)
    for start, end, sure in firms(text, types):
        yield Found(start, end, ("Company",), sure, 6)
    yield from limited(text, types)
    yield from (Found(start, end, ("Company",), True, 3) for start, end in funds(text, types))
    yield from (Found(start, end, ("Organization",), True, 3) for start, end in worldwide(text))
    for found in BRACKETED.finditer(text):
        start, size = found.end(1), 0
        for word in reversed(segment(found[1])):
            if (
                word in types.slots["verbs"]
                or (word in types.slots["before"] - types.slots["countries"] and word_tags().get(word) != "ns")
                or size + len(word) > 6
            ):
                break
            start, size = start - len(word), size + len(word)
        if size >= 2:
            yield Found(start, found.end(), ("Company",), True, 1)
    for found in SERIAL.finditer(text):
        yield Found(found.start(), found.end(), ("Hardware", "Programme"), True, 5)
    for found in NODE.finditer(text):
        yield Found(found.start(), found.end(), ("Technology",), True, 3)


def books(text: str, types: Types) -> Iterator[Found]:
    for found in BOOK.finditer(text):
        title = found[1]
        before = types.class_before(text, found.start())
        if PRESS.search(title) and len(title) <= 10:
            yield Found(found.start(1), found.end(1), ("Organization",), True, 1)
        elif POLICY.search(title):
            yield Found(found.start(1), found.end(1), ("Policy", "Programme"), True, 1)
        elif before == "Software":
            yield Found(found.start(1), found.end(1), ("Software",), True, 1)
        else:
            yield Found(found.start(1), found.end(1), ("Policy", "Software", "Product"), False, 1)


def quoted(text: str, types: Types) -> Iterator[Found]:
    """“骁鸿”芯片, 大模型“天工”, 恒岳数科“岳衡”, 名为“豆芽”: a quoted name with a word beside it that says what it is or that it is one."""
    for found in QUOTED.finditer(text):
        inner = found[1]
        if re.search(r"[的了是在不]", inner) or inner in types.goods or inner in types.slots["generic"]:
            continue
        class_ = types.class_after(text, found.end()) or types.class_before(text, found.start())
        lead = text[max(0, found.start() - 4) : found.start()]
        if inner.endswith(("奖", "奖章")) and len(inner) > 2:
            yield Found(found.start(1), found.end(1), ("Award",), True, 2)
        elif inner.endswith(BODY_ENDS) and len(inner) > 4 and not class_:
            yield Found(found.start(1), found.end(1), ("Organization",), True, 2)
        elif class_:
            yield Found(found.start(1), found.end(1), (class_,), True, 2)
        elif (
            DIGIT.search(inner)
            and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9 .\-]+号?", inner)
            and len(inner) <= 12
            and not re.search(r"[年月日个万亿%]", inner)
        ):
            yield Found(found.start(1), found.end(1), ("Hardware", "AIModel", "Software", "Programme"), False, 3)
        elif NUMBERED.search(inner):
            yield Found(found.start(1), found.end(1), ("Hardware", "Software", "Programme"), True, 3)
        elif NAMING.search(lead) and len(inner) <= 8:
            yield Found(found.start(1), found.end(1), by_cues(text, found.start(), found.end(), types), True, 3)


def exported(text: str, types: Types) -> Iterator[Found]:
    """限制碳酸锂出口, 对石墨负极材料实施出口管制: goods by what is done to their export."""
    for found in EXPORTED.finditer(text):
        start = found.start(1)
        for item in re.split(r"[、和与及]", found[1]):
            if (
                2 <= len(item) <= 10
                and item not in types.classes
                and not re.search(r"[的了是在将向对于为由等其该些件物项产品商口]|相关|部分|所有|所述", item)
            ):
                yield Found(start, start + len(item), ("Technology", "Product"), True, 5)
            start += len(item) + 1


def materials(text: str, types: Types) -> Iterator[Found]:
    """镓、锗等物项: elements in a list or beside what is said of their export."""
    if not any(word in text for word in ("出口", "管制", "稀土", "矿", "供应")):
        return
    for found in types.elements.finditer(text):
        before = text[max(0, found.start() - 1) : found.start()]
        alone = before in BEFORE_ELEMENT or len(found[0]) > 1
        if alone and LISTED.match(text[found.end() : found.end() + 3]):
            yield Found(found.start(), found.end(), ("Technology",), True, 3)


def suffixed(text: str, types: Types) -> Iterator[Found]:
    """星澜科技, 江城大学, 2025世界人工智能大会: names by their end; the words of the language show where they begin."""
    for run in CJK_RUN.finditer(text):
        if not types.suffix.search(run[0]):
            continue
        words = segment(run[0])
        place = run.start()
        starts = []
        for word in words:
            starts.append(place)
            place += len(word)
        for index in range(len(words)):
            found = suffix_at(text, types, words, starts, index)
            if found is not None:
                yield found


def suffix_at(text: str, types: Types, words: Sequence[str], starts: Sequence[int], index: int) -> Found | None:
    word = words[index]
    end = starts[index] + len(word)
    suffix = next((word[-size:] for size in range(len(word), 0, -1) if word[-size:] in types.suffixes), None)
    if suffix is None or (len(suffix) == 1 and suffix not in ("奖", "微")):
        return None
    class_, weak = types.suffixes[suffix]
    start = end - len(suffix) if len(suffix) < len(word) and not weak else starts[index]
    if class_ in ("Event", "Programme", "Award"):
        return event_at(text, class_, words, starts, index, types)
    if len(suffix) < len(word) and weak:
        return None
    first = stem_start(words, starts, index, weak)
    while first is not None and starts[index] - first > 2 and text[first] in types.slots["everyday"]:
        first += 1
    if first is None or starts[index] == first:
        return None
    stem = text[first : end - len(suffix)]
    if class_ == "Company" and (text[first:end] in types.classes or describes(stem, weak, types)):
        return None
    if (end < len(text) and text[end] in "业界类化性") or text.startswith(("行业", "产业", "板块", "领域"), end):
        return None
    return Found(first, end, (class_,), True, 5) if start > first or len(suffix) < len(word) else None


def limited(text: str, types: Types) -> Iterator[Found]:
    """北京智行远航机器人有限公司: back to the word that stands in no name."""
    for found in LIMITED.finditer(text):
        words = segment(found[1])
        start, at = found.end(1), len(words)
        while (
            at > 0 and words[at - 1] not in types.slots["verbs"] and not (len(words[at - 1]) == 1 and words[at - 1] in FUNCTION - set("国中日大新"))
        ):
            at -= 1
            start -= len(words[at])
        if found.end(1) - start >= 2:
            yield Found(start, found.end(), ("Company",), True, 1)


def describes(stem: str, weak: bool, types: Types) -> bool:
    """Whether what stands before a company's end says no name: 聊天|机器人, 欧美|数据, 所持|股权."""
    if (
        stem in types.slots["generic"]
        or stem in types.classes
        or stem in types.common
        or (stem[0] in "所两几各同双单" and stem not in types.slots["letters"])
    ):
        return True
    return stem in types.slots["countries"] or (weak and word_tags().get(stem) == "ns" and len(stem) > 2)


def stem_start(words: Sequence[str], starts: Sequence[int], index: int, weak: bool) -> int | None:
    """Where the part before the end begins: single characters that form no word, or one word that may be a name."""
    tags = word_tags()
    size, at = 0, index
    while at > 0 and size < 6:
        word = words[at - 1]
        if len(word) == 1:
            if word in COUNTRY and size == 1 and not weak:  # 德弘资本
                return starts[at - 1]
            if word in FUNCTION or word in LEADING or size + 1 > 4:
                break
        elif (
            (size == 0 and (word not in tags or tags[word] in NAMELIKE))
            or (not weak and size == 0 and len(word) == 2 and tags.get(word, "")[:1] == "n")
            or (size and tags.get(word, "") in ("ns",))
        ):
            return starts[at - 1]
        else:
            break
        size += len(word)
        at -= 1
    return starts[at] if size >= 2 else None


def event_at(text: str, class_: str, words: Sequence[str], starts: Sequence[int], index: int, types: Types) -> Found | None:
    """A named event, programme or prize: back to the word that can stand in no name."""
    tags = word_tags()
    at = index
    while at > 0 and (
        tags.get(words[at - 1], "n")[:1] in ("n", "j", "b", "l", "v", "s", "a", "i")
        and words[at - 1] not in types.slots["stoppers"]
        and len(words[at - 1]) > 1
    ):
        at -= 1
    first, end = starts[at], starts[index] + len(words[index])
    year = re.search(r"(?:(?:19|20)\d{2}年?(?:第[一二三四五六七八九十]+届)?|[A-Za-z0-9 ]*[A-Z][A-Za-z0-9 ]*)$", text[:first])
    if year and at == 0 and class_ != "Award":
        first = year.start()
        wide = WIDE.search(text[:first])
        first = wide.start() if wide and not re.match(r"(?:19|20)\d{2}", year[0]) else first
    return Found(first, end, (class_,), at < index - 1 or bool(year), 6) if end - first >= 5 or (year and end - first >= 4) else None
