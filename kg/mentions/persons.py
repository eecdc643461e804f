"""People that no list has: foreign names by their characters, Chinese ones by surname, by titles and by what people do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.types import Types, segment, word_counts, word_tags

RUN = re.compile(r"[\u3400-\u9fff]{2,}")
SOUNDS = (
    "阿埃艾安昂奥巴白班邦包保鲍贝本比彼毕宾波伯博布查柴达大戴丹当道德登邓狄迪蒂丁东杜顿多俄厄恩尔法凡范方菲费芬丰冯佛弗福富夫盖甘冈高戈哥格葛根贡古瓜圭哈海汉汗豪赫黑亨洪胡华怀霍基吉季加贾简杰金津"
    "卡凯坎康考柯科可克肯孔库夸昆拉莱兰朗劳勒雷蕾黎里利丽莉连廉良林琳龙隆卢鲁路露伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明缪莫默姆穆拿纳娜乃南内尼妮宁牛纽农努诺欧帕派潘庞佩彭皮匹平蒲普奇齐恰钱乔切琴"
    "青琼丘屈让热日荣茹儒瑞若撒萨塞赛桑森沙莎山珊尚绍舍申盛圣施什史书舒斯丝苏孙索塔泰坦汤唐陶特滕提田廷图托瓦万王旺威韦维魏温文翁沃乌武伍西希锡夏香肖谢欣辛休修许逊雅亚扬杨耀耶叶伊易因英永尤约泽曾扎詹"
    "张哲珍芝治卓兹宗祖佐茨丽蓝冈莫娅娃汀芙弥亨妲玻韩蔡"
)
FOREIGN = re.compile(rf"[{SOUNDS}]{{1,6}}(?:·[{SOUNDS}]{{1,8}}){{1,3}}")
SOUNDED = re.compile(rf"[{SOUNDS}]{{3,6}}")
LATIN_AFTER = re.compile(r"\((?:[A-Z][a-zà-ÿ'\-]+ ){1,3}[A-Z][a-zà-ÿA-Z'\-]+\)")
POST_AFTER = re.compile(r"[为任做作](?:公司|集团|其|新任|下一任|首任|名誉|独立|联席|代理|代|新|首位|该行)?(?=[\u3400-\u9fffA-Z])")
WHEN = re.compile(r"(?:(?:将|拟|已|曾|则)?(?:将?[于在])?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?<=[年月日]))?")  # 2019年|一手创办
FUNCTION = frozenset("的了是在和与及称将对于也则还已为被")
UNLIKELY = frozenset("公和于成可有应时全都同通常相能双多广万东方国")  # surnames that are more often other words
NAMED_TO = re.compile(r"被[^，。；]{0,12}?(?:聘|任命|提名|推选|选举|授予|指定|委任|起诉|判)")
ENDLESS = frozenset("的了是在和与及称将对于也则还已任为做给说让带被获未没去来从由再又即仅只并均都此该这那或把向就后前中等兼年月日到会能可宣首上")


def persons(text: str, types: Types) -> Iterator[tuple[int, int]]:
    """Yield start and end of people's names."""
    foreign = list(foreign_names(text))
    yield from foreign
    for run in RUN.finditer(text):
        words = segment(run[0])
        places = [run.start()]
        for word in words:
            places.append(places[-1] + len(word))
        done = 0
        for index in range(len(words)):
            if places[index] < done:
                continue
            size = person_at(text, types, words, places, index, done)
            if size:
                done = places[index] + size
                yield places[index], done
    yield from transcribed(text, types)


def foreign_names(text: str) -> Iterator[tuple[int, int]]:
    """桑达尔·皮查伊: characters that foreign names are written with about a dot."""
    for found in FOREIGN.finditer(text):
        start, end = found.span()
        head = found[0].index("·")
        words = segment(text[max(0, start - 1) : start + head])
        if start and len(words) > 1 and len(words[0]) > 1 and word_counts().get(words[0], 0) > 300:
            start += len(words[0]) - 1
        while end - found.start() > head + 2 and end < len(text) and word_counts().get(text[end - 1 : end + 1], 0) > 500:
            end -= 1  # 拉里·埃里森通过: the last character begins a word
        yield start, end


def transcribed(text: str, types: Types) -> Iterator[tuple[int, int]]:
    """新闻秘书莱维特, 苏茨克韦尔(Ilya Sutskever): one word of such characters behind a post or before the name in Latin."""
    for found in SOUNDED.finditer(text):
        if found[0] in word_tags() and not word_tags()[found[0]].startswith("nr"):
            continue
        if LATIN_AFTER.match(text, found.end()):
            yield found.span()
        elif spoken(text, found.end(), types):
            start = next((at for at in range(found.start(), found.end() - 2) if titled(text, at, types) or behind_change(text, at, types)), None)
            if start is not None and len(segment(text[start : found.end()])) >= 2:
                yield start, found.end()


def behind_change(text: str, start: int, types: Types) -> bool:
    """Whether a word for the change of a post stands right before: 接替, 任命."""
    return any(text.endswith(word, 0, start) for word in types.slots["introducing"] if len(word) > 1)


def person_at(text: str, types: Types, words: Sequence[str], places: Sequence[int], index: int, done: int) -> int:
    """How many characters from this word on are a Chinese name in a place where people are named; 0 for none."""
    start = places[index]
    for size in (3, 2, 4):
        end = start + size
        if end not in places[index + 1 :] or is_common(words[index]):
            continue
        introduced = titled(text, start, types) or (index > 0 and words[index - 1] in types.slots["introducing"])
        listed = done and text[done:start] in ("、", "和", "与", "及")
        acting = spoken(text, end, types)
        if not is_person(text[start:end], types, introduced and acting):
            continue
        if (introduced and (acting or follows(text, end))) or (listed and follows(text, end)):
            return size
        if acting and (start == 0 or index == 0 or words[index - 1] in types.slots["before"] or words[index - 1] in ("的", "前")):
            return size
        if LATIN_AFTER.match(text, end) and size < 4:
            return size
    return 0


def is_common(word: str) -> bool:
    """计划, 能够: a word that begins with a surname and is no name."""
    return len(word) > 1 and word_counts().get(word, 0) > 300 and not word_tags()[word].startswith("nr")


def titled(text: str, start: int, types: Types) -> bool:
    """Whether a post, with or without a colon, stands right before."""
    before = text[max(0, start - 9) : start].rstrip("：“ ")
    return any(before.endswith(word) for word in types.title_words(before[-2:]))


def spoken(text: str, end: int, types: Types) -> bool:
    """Whether what comes after, with or without a date, is what people do."""
    end += len(WHEN.match(text, end)[0])  # type: ignore[index]
    return (
        any(text.startswith(word, end) for word in types.doings(text[end : end + 1]))
        or bool(NAMED_TO.match(text, end))
        or bool(POST_AFTER.match(text, end) and types.titles.search(text, end, end + 16))
    )


def follows(text: str, end: int) -> bool:
    """Whether a word may begin here: no character that goes on with the name."""
    return end == len(text) or not "\u3400" <= text[end] <= "\u9fff" or text[end] in ENDLESS or len(segment(text[end : end + 3])[0]) > 1


def is_person(name: str, types: Types, sure: bool = False) -> bool:
    """A surname and one or two characters that are no word together; where it is sure that someone is named, a rarer surname too."""
    surname = name[:2] if name[:2] in types.surnames and len(name) > 2 else name[:1]
    given = name[len(surname) :]
    if (
        surname not in types.surnames
        or (surname in UNLIKELY and name not in word_tags() and not sure)
        or not 1 <= len(given) <= 2
        or (given[-1] in ENDLESS and word_tags().get(name) != "nr" and not (sure and given[-1] in "年月日和"))
        or given[0] in FUNCTION
    ):
        return False
    return (
        word_tags().get(name, "nr").startswith("nr")
        and (len(given) == 1 or word_counts().get(given, 0) < 3000)
        and name not in types.slots["generic"]
    )
