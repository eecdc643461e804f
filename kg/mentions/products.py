"""Names of products that are made of several parts: a Chinese word and letters, a known name and a version, an edition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.firms import NEVER, is_rare
from kg.mentions.types import Types, segment, word_counts, word_tags

VARIANT = (
    r"(?:Pro|Max|Plus|Ultra|Lite|Mini|mini|Air|SE|Turbo|Preview|preview|Chat|Code|Live|Video|Image|Vision|"
    r"Agent|Edge|Server|Elite|Gen|Next|Flash|Nano|nano|pro|max|plus|ultra|lite|turbo|flash|high|low|MoE|VL|"
    r"Instruct|Base|Coder|Thinking|Omni|Audio|Classic|Studio|Cloud|OS|AI|Fold|Flip|Watch|Note)"
)
UNITS = (
    r"(?:月|日|年|亿|万|千|百|个|款|名|家|倍|%|台|颗|块|张|位|项|次|元|条|种|美|天|周|小时|分|秒|岁|季|层|卡|"
    r"核|英寸|寸|GB|TB|MB|nm|亩|人|号|月底|GHz|W\b|TOPS|PFLOPS|TFLOPS|:)"
)
NUMBER = rf"(?:[vV]?\d+(?:\.\d+)*[A-Za-z]{{0,2}}(?!\d|[A-Za-z]|\.\d|[ ]?{UNITS}))"
TAIL = re.compile(rf"(?:[ \-]?(?:{VARIANT}(?![A-Za-z])|{NUMBER}|[A-Z]\d+[A-Za-z]?(?![A-Za-z0-9])))+")
CODE_TAIL = re.compile(rf"(?:[ \-]?(?:{VARIANT}(?![A-Za-z])|{NUMBER}|[A-Z]{{1,4}}[ \-]?\d+[A-Za-z]{{0,2}}(?![A-Za-z0-9])))+")
JOINED = re.compile(
    rf"(?<=[\u3400-\u9fff])(?:-(?:(?=\d*(?:\.\d+)?[A-Za-z])\d*(?:\.\d+)?[A-Za-z][A-Za-z0-9]*(?:\.\d+[A-Za-z]*|"
    rf"-[A-Za-z0-9]+)*|\d(?![\d.,%A-Za-z]|{UNITS}))|{VARIANT}(?![A-Za-z]))(?: {VARIANT}(?![A-Za-z])| {NUMBER})*"
)
EDITION = re.compile(
    r"(?:[A-Za-z]{2,8}|(?!完整|正式|测试|网页|手机|电脑|桌面|移动|中文|新|旧|最新|的|在|和|与)[\u4e00-\u9fff]{1,4}?)版(?![权本块图面号税次式])"
)
GENERATION = re.compile(r"[一二三四五六七八九十]代(?![表理码替工])")
CJK = re.compile(r"[\u3400-\u9fff]")
EXTENDED = ("AIModel", "Chip", "Hardware", "Software")


def longer(text: str, end: int) -> int:
    """Where a known product's name ends with the version, variant and edition behind it: 骁龙|X3 Elite, Switch 2|国际版."""
    latin_end = text[end - 1].isascii()
    found = (TAIL if latin_end else CODE_TAIL).match(text, end)
    if found and not (latin_end and text[end].isdigit() and text[end - 1].isdigit()):
        end = found.end()
    found = EDITION.match(text, end) or GENERATION.match(text, end)
    return found.end() if found else end


def hyphened(text: str) -> Iterator[tuple[int, int]]:
    """Letters behind a Chinese word that a hyphen or their own kind joins to it: 问渠|-34B, 芯语|-S, 澄湖|Edge Pro."""
    for found in JOINED.finditer(text):
        yield found.start() + (found[0][0] == "-"), found.end()


def whole_name(text: str, start: int, form: str, types: Types) -> int:
    """Where a run of letters begins with the Chinese word that belongs to it: 远征|A2, 知微|-Max, 霁川|Watch X."""
    hyphen = text[start - 1 : start] == "-"
    run = re.search(r"[\u3400-\u9fff]{2,12}$", text[max(0, start - 12 - hyphen) : start - hyphen])
    if run is None or (form in types.common and not re.fullmatch(VARIANT, form)):
        return start
    words = segment(run[0])
    size = len(words[-1])
    if size == 1:
        single = 0
        while single < min(len(words), 3) and len(words[-1 - single]) == 1:
            single += 1
        size = next((n for n in (3, 2) if n <= single and is_rare("".join(words[-n:]), types)), 0)
        described = types.class_before(text, start - hyphen - 2) is not None
        if not size and single >= 2 and (hyphen or described or re.match(VARIANT, form)) and not NEVER & set(words[-1] + words[-2]):
            size = 2
        if size == 3 and words[-1] in types.slots["ends"] and not hyphen:
            return start  # 凌锐微L9: a company and its product
        before = words[-size - 1] if size and size < len(words) else ""
        if size == 2 and before and len(before) == 2 and word_tags().get(before, "")[:1] in ("n",) and hyphen and is_rare(before, types):
            size += len(before)
    elif not named_by(words[-1], hyphen, form, types):
        size = 0
    return start - size - hyphen if 2 <= size <= 4 else start


def named_by(word: str, hyphen: bool, form: str, types: Types) -> bool:
    """Whether a word of the language may be the first part of a product's name."""
    if word in types.classes or word in types.slots["generic"] or word in types.slots["before"] or word in types.slots["after"]:
        return False
    tag, count = word_tags().get(word, "nz"), word_counts().get(word, 0)
    if (
        tag[0] not in ("njva" if hyphen and len(form) > 1 and not form.isdigit() else "nj")
        or len(word) > 3
        or tag == "nt"
        or word[-1] in "机器屏板卡件体车片仪站存款型"
    ):
        return False
    code = bool(re.fullmatch(r"[A-Za-z]{1,2}\d{1,3}[A-Za-z]?(?: (?:Pro|Max|Plus|Ultra|Mini|Air))?", form)) or bool(re.fullmatch(VARIANT, form))
    return count < (3000 if hyphen else 150 if tag == "n" and not code else 1000) and (hyphen or code)
