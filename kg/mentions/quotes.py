"""Names in quotation marks and titles in 《》 that no list has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.firms import NEVER
from kg.mentions.found import Found
from kg.mentions.latin import by_cues
from kg.mentions.types import Types, segment, word_counts, word_tags

BOOK = re.compile(r"《([^《》]{2,60})》")
QUOTED = re.compile(r"“([^“”，。；]{2,18})”")
POLICY = re.compile(
    r"(办法|条例|通知|意见|法|规划|方案|计划|行动|指南|规定|规范|公告|决定|细则|标准|准则|框架|法案|令|倡议|"
    r"宣言|协议|协定|规则|要点|纲要|政策|措施|目录|声明|草案|征求意见稿|名单|命令|备忘录|白皮书|"
    r"问答)(?:\(.*\))?$"
)
PRESS = re.compile(r"(报|日报|时报|周刊|邮报|杂志|新闻|快报|卫报|纪事报|经济学人|财富|福布斯|自然|科学|商业周刊|连线|柳叶刀|细胞|华尔街日报|评论)$")
NAMING = re.compile(
    r"(?:名为|叫做|叫作|称为|命名为|取名|定名|代号|代号为|更名为|改名为|品牌|产品|推出|推出了|发布|发布了|上线|"
    r"上线了|首个|新品|旗下|叫停|停掉了|关闭)$"
)
NUMBERED = re.compile(r"^[\u4e00-\u9fff]{2,4}[一二三四五六七八九十]+号$")
DIGIT = re.compile(r"\d")
BODY_ENDS = ("联盟", "协会", "联合会", "基金会", "学会", "商会", "委员会", "合作组织", "创新中心", "卓越中心", "联合中心")


GAME = re.compile(r"版号|过审|游戏|手游|端游|页游|玩家|停服|公测|内测|流水|Steam|开服|首曝|定档|试玩")
SHOWN = re.compile(r"电影|影片|院线|票房|剧集|电视剧|短剧|动画|综艺|纪录片|小说|专辑|歌曲|单曲")
LETTERS_LAST = re.compile(r"[\u4e00-\u9fff]{2,6} ?(?:[A-Z][A-Za-z]*|[A-Z]*GPT)(?: ?[\d.]+)?$")  # 善谋GPT, 制造排程Agent
OFFERED = re.compile(
    r"”(?:已|已经|也|将|于|在)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:已|正式|全面|率先|面向公众)?(?:商用|公测|内测|上线|上架|面世|开售|开放|"
    r"日活|月活|下载量|用户|App|入口|功能|亮相|装机|首发|发布|问世|备案|下线|停服|免费|收费|定价|售价|起售|开源|支持|接入)"
)
NO_NAME = re.compile(r"”(?:[一二三四五六]字|一词|一说|的说法|的说辞|之称|之说|时代|阶段|元年|评级|授权|路线|模式|之路|局面|的质疑|的传闻)")
HALF_NAMING = re.compile(
    r"(?:打磨|研制|自研|主打|公测|内测|下线|停掉|唤作|上架|推出的|打造|开发|研发|放出|带来|端出|亮出|祭出|装进|接入|旗下的|更新|试水|开源)(?:了|的)?$"
)
BETWEEN = re.compile(r"”([\u4e00-\u9fff]{1,10})")


def books(text: str, types: Types) -> Iterator[Found]:
    for found in BOOK.finditer(text):
        title = found[1]
        before = types.class_before(text, found.start())
        if PRESS.search(title) and len(title) <= 10:
            yield Found(found.start(1), found.end(1), ("Organization",), True, 1)
        elif POLICY.search(title):
            yield Found(found.start(1), found.end(1), ("Policy", "Programme"), True, 1)
        elif before == "Software" or (before is None and GAME.search(text)):
            yield Found(found.start(1), found.end(1), ("Software",), True, 1)
        elif SHOWN.search(text):
            yield Found(found.start(1), found.end(1), ("Product",), True, 1)
        else:
            yield Found(found.start(1), found.end(1), ("Policy", "Software", "Product"), False, 1)


def quoted(text: str, types: Types) -> Iterator[Found]:
    """“骁鸿”芯片, 大模型“天工”, 恒岳数科“岳衡”, 名为“豆芽”: a quoted name with a word beside it that says what it is or that it is one."""
    for found in QUOTED.finditer(text):
        inner = found[1]
        if re.search(r"[的了是在不]", inner) or inner in types.goods or inner in types.slots["generic"]:
            continue
        class_ = types.class_after(text, found.end()) or kind_behind(text, found.end() - 1, types) or types.class_before(text, found.start())
        if NO_NAME.match(text, found.end() - 1):
            continue
        lead = text[max(0, found.start() - 4) : found.start()]
        if inner.endswith(("奖", "奖章")) and len(inner) > 2:
            yield Found(found.start(1), found.end(1), ("Award",), True, 2)
        elif inner.endswith("基金") and len(inner) > 4:
            yield Found(found.start(1), found.end(1), ("Company",), True, 2)
        elif inner.endswith(BODY_ENDS) and len(inner) > 4 and not class_:
            yield Found(found.start(1), found.end(1), ("Organization",), True, 2)
        elif class_:
            yield Found(found.start(1), found.end(1), (class_,), True, 2)
        elif (
            DIGIT.search(inner)
            and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9 .\-]+号?", inner)
            and len(inner) <= 12
            and not re.search(r"[年月日个万亿%元辆台倍]", inner)
        ):
            yield Found(found.start(1), found.end(1), ("Hardware", "AIModel", "Software", "Programme"), False, 3)
        elif NUMBERED.search(inner):
            yield Found(found.start(1), found.end(1), ("Hardware", "Software", "Programme"), True, 3)
        elif (NAMING.search(lead) and len(inner) <= 8) or LETTERS_LAST.match(inner) or is_offered(text, found.start(), found.end(), inner):
            yield Found(found.start(1), found.end(1), by_cues(text, found.start(), found.end(), types), True, 3)


def is_offered(text: str, start: int, end: int, inner: str) -> bool:
    """Whether what is done to the quoted words, before or after them, is done to products: 下线“智能写作”入口, 公测“娜娜”."""
    if not 2 <= len(inner) <= 6 or (NEVER | {"而", "又"}) & set(inner):
        return False
    return bool(OFFERED.match(text, end - 1) or HALF_NAMING.search(text[max(0, start - 5) : start]))


def kind_behind(text: str, quote: int, types: Types) -> str | None:
    """The class of the kind that the words behind a quoted name end in: “观澜”医学影像|大模型."""
    run = BETWEEN.match(text, quote)
    if run is None:
        return None
    size = 0
    for word in segment(run[1]):
        size += len(word)
        if word in types.slots["after"] or word in NEVER or (word_tags().get(word) == "v" and word_counts().get(word, 0) > 300 and len(word) > 1):
            return None
        class_ = next((types.classes[run[1][at:size]] for at in range(size - 1) if run[1][at:size] in types.classes), None)
        if class_:
            return class_
    return None
