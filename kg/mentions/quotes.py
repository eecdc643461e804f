"""Names in quotation marks and titles in 《》 that no list has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.found import Found
from kg.mentions.latin import by_cues
from kg.mentions.types import Types

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
BODY_ENDS = ("联盟", "协会", "联合会", "基金会", "学会", "商会", "委员会", "合作组织")


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
