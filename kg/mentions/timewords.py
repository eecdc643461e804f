"""The words and figures that tell a time, as patterns whose groups say what they are."""

from __future__ import annotations

import re

NUMERAL = r"[零一二两三四五六七八九十百\d]+"
SHORT = (  # what shows that 24年 is 2024 and no duration
    r"年(?=全年|[上下]半年|前三季|第?[一二三四1-4]季|(?:1[0-2]|0?[1-9])月|[初底末]|[QH][1-4]|年?报|营收|收入|净利)|(?=Q[1-4]|H[12])"
)
YEAR = (
    r"(?P<year>(?:19|20)\d{2})(?:年|(?=Q[1-4]|H[12]|全年))"
    rf"|(?<![\d.第近])(?P<shortyear>[12]\d)(?:{SHORT})"
    r"|(?P<relyear>今年|去年|前年|明年|后年|上年|次年|同年|当年|翌年|本年)(?:的)?"
)
MONTH = (
    r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])月(?!份?额)(?:份)?"
    r"|(?<=年)(?P<wordmonth>十[一二]?|[一二三四五六七八九])月(?:份)?"
    r"|(?P<relmonth>本月|上月|上个月|下月|下个月|当月|同月|次月)"
)
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:日|号|(?=[-—~至到](?:3[01]|[12]\d|[1-9])[日号]))"
PART = (  # not in 初创, 中国, 底层
    r"(?P<part>上旬|中旬|下旬|初(?![创步级次期始代])|中(?![\u4e00-\u9fff])|中(?=[的推发将起前后正完开启以])"
    r"|底(?![层座部盘仓特])|末(?![端代]))"
)
ISO = r"(?P<iso>(?:19|20)\d{2}[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?(?![\d%]))"
REPORTED = (  # words after Q2, which may be a car too
    r"营收|收入|净利|业绩|财报|实现|毛利|单季|出货|销量|末|初|同比|环比|交付|期间|以来|发布|推出|上线|预计|指引|订单"
)
QUARTER = (
    r"(?:第?(?P<quarter>[一二三四1-4])季度?(?!军)"
    rf"|(?<![A-Za-z])Q(?P<q>[1-4])(?:(?![\w.])|(?={REPORTED}))"
    r"|(?<=\d)Q(?P<q3>[1-4])(?![A-Za-z0-9.])"
    r"|(?<![A-Za-z0-9.])(?P<q2>[1-4])Q(?:(?P<q2year>\d{2})(?!\d))?(?![A-Za-z0-9]))"
)
HALF = r"(?P<half>上半年|下半年|(?<![A-Za-z0-9.])[12]H(?P<halfyear>\d{2})?(?![A-Za-z0-9])|H[12](?!\w)|(?<=[\d年])H[12](?![A-Za-z0-9]))"
SPAN = (
    r"(?P<span>前三季度|前三季|前[二两2]季度|前(?P<months>[一二三四五六七八九十]|1[01]|[2-9])个?月"
    r"|1月?[-—~至到](?P<until>1[0-2]|[2-9])月(?!\d)|Q1[-—~至到]Q3(?![A-Za-z0-9]))"
)
FISCAL = (
    r"(?P<fiscal>(?:FY ?(?P<fy1>\d{4}|\d{2})|(?:(?:20)?\d{2}[/-])?(?P<fy2>(?:20)?\d{2}) ?财年)"
    r"(?:[的]?(?:第?(?P<fq>[一二三四1-4])(?:财季|季度|季)|(?:Q|财季)(?P<fq2>[1-4])|(?P<fh>上半年|下半年|H[12]))?)?"
    r"|(?:(?P<fy3>20\d{2})年)?(?P<fq3>第?[一二三四1-4])财季)"
)
YEARS = r"(?P<firstyear>(?:19|20)\d{2})[-—~至到](?P<lastyear>(?:19|20)\d{2})年"
SLASHED = r"(?<![\d/.])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|2\d|1[3-9])(?![\d/%.]|小时|的)"
YEAR_AGO = r"(?P<vague>(?:去年|上年|前年)同期)"
WORDS = (
    r"(?P<word>同场|会上|发布会上|当日|当天|同日|同天|即日|当晚|次日|翌日|隔日|第二天|第二日|前一日|前一天|前日"
    r"|昨日|昨天|昨晚|昨|今日|今天|今晨|今晚|明日|明天|前天|后天)"
)
EVENT_DAY = (
    r"(?P<eventday>(?:开幕|展会|大会|会议|会展|开展|开会)?首日|(?:开幕|揭幕|闭幕|收官|落幕)(?:当[天日晚]|日)"
    r"|(?:开幕|揭幕|开展|开会|大会|展会)(?:的)?(?:前一[天日]|前夕|前夜|次日|第二[天日]))"
)
EARLIER = rf"(?P<earlier>(?:早|提前|晚|迟)(?P<days>{NUMERAL})[天日])"
FEAST = (
    r"(?:(?P<year>(?:19|20)\d{2})年|(?P<relyear>今年|去年|明年|当年))?(?P<feast>元旦|国庆节|劳动节|平安夜|圣诞节)(?:当[天日])?(?!假期|前|后|期间|档)"
)
OFFSET = (
    rf"(?:(?P<offset>{NUMERAL})(?P<offunit>天|日|个?星期|周|个?月|年)(?P<direction>之后|以后|后|之前|以前|前)"
    rf"|(?<=[布露表出市线])(?P<before>前|后)(?P<beforecount>{NUMERAL})(?P<beforeunit>天|日|周))"
)
WEEKDAY = r"(?P<weekrel>上上|上|本|这|当|下|同)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!期|报|刊|年)"
DATED = r"(?:(?<=^\[)|(?<=^\())(?P<month>1[0-2]|0[1-9])-(?P<day>3[01]|[12]\d|0[1-9])(?=[\])])"  # [07-31] begins an item of a diary
VAGUE = (
    r"(?P<vague>近日|日前|本周|上周|近期|此前|近来|最近|下周|不久前|稍早|前不久|同期|周内"
    r"|(?<![一二两三四五六七八九十\d半])年内|未来数年|未来数月|数周后|数月后)"
)
PATTERNS = [
    re.compile(pattern)
    for pattern in (
        DATED,
        ISO,
        SLASHED,
        YEAR_AGO,
        FISCAL,
        YEARS,
        FEAST,
        EVENT_DAY,
        EARLIER,
        rf"(?:{YEAR})?{SPAN}",
        rf"(?:{YEAR})?{HALF}",
        rf"(?:{YEAR})?(?:的)?{QUARTER}",
        rf"(?:{YEAR})?(?:的)?(?:{MONTH})(?:的)?{DAY}",
        rf"(?:{YEAR})?(?:{MONTH}){PART}?",
        rf"(?:{YEAR})(?:年(?=[初中底末]))?{PART}?",
        rf"(?<![\d.月周-]){DAY}(?!均|常|活|内|线|年化|游|涨)",
        OFFSET,
        WEEKDAY,
        WORDS,
        r"(?P<yearpart>年初|年中|年底|年末)",
        r"(?P<monthpart>月初|月中|月底|月末)",
        VAGUE,
    )
]
# a time begins so: four times as fast
FIRST = "[0-9零一二两三四五六七八九十百今去前明后上次同当翌本第QHF下近日最此不稍周星礼会发昨年月未数即隔这开揭闭收落展大早提晚迟元国劳平圣]"
ANY = "|".join(f"(?P<p{i}>{re.sub(r'[?]P<([a-z0-9]+)>', '?:', p.pattern)})" for i, p in enumerate(PATTERNS))
WHOLE = re.compile(f"(?={FIRST})(?:{ANY})")
NUMBERED = re.compile(r"第\d+号")  # 2024年第33号公告 is a number
EVENT_BEFORE = re.compile(r"[\u4e00-\u9fff](?<![于在即自并但而且则就又便和与])$")  # a noun right before 当天
AHEAD = re.compile(r"(将|拟|计划|预计|自|定于|将于|力争|有望|届时|最快|最早|最迟|目标|待到|预定|争取)[^，。；]{0,6}$")
QUARTER_AHEAD = re.compile(r"^(?:的|末|内)?(?:有望|将|拟|计划|预计|或将|或|即将)")
EFFECT = re.compile(r"^(?:日|晚|凌晨)?(?:起|正式生效|生效|施行|实施|截止|前完成|开幕|举行)")


def find_times(text: str) -> list[re.Match[str]]:
    """The times of a sentence; the groups of each match say what it is."""
    found = []
    for match in WHOLE.finditer(text):
        exact = PATTERNS[int(str(match.lastgroup)[1:])].match(text, match.start())
        if exact is not None and not NUMBERED.match(text, exact.end()):
            found.append(exact)
    return found


def is_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words about a time say that it lies ahead."""
    return bool(AHEAD.search(text[max(0, start - 10) : start])) or bool(EFFECT.match(text[end : end + 6]))


def is_quarter_ahead(text: str, start: int, end: int) -> bool:
    """Whether a quarter or half lies ahead: 二季度有望."""
    return is_ahead(text, start, end) or bool(QUARTER_AHEAD.match(text[end : end + 4]))
