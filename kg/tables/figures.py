"""The text of a cell or of a header's brackets -> number, unit, currency."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Number
from kg.tables.words import TableWords, folded

NOTHING = frozenset(("", "-", "--", "---", "–", "—", "——", "―", "/", "\\", "*", "…", "na", "n/a", "n.a.", "n.a", "nan", "nm", "null"))
NOTHING_SAID = frozenset(("无", "不适用", "未披露", "未公布", "暂无"))
NUMBER = re.compile(
    r"^(?P<open>\()?(?P<before>[^\d+\-().,]*?)(?P<sign>[+\-])?(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<after>[^\d()]*?(?:/[^()]*)?)(?P<close>\))?$"
)
SETTING = re.compile(
    r"^(?P<value>[+\-]?[\d.,]+\s*%?)\s*[,，(（]?\s*(?P<setting>[^()（）]*?(?:shot|CoT|pass@\d+|maj\S*|模式|思考|tools?|工具)[^()（）]*)[)）]?$", re.I
)
CURRENCY_FIRST = ("人民币", "RMB", "CNY", "US$", "USD", "HK$", "HKD", "NT$", "$", "¥", "￥", "€", "£")  # before the scale: US$mn, 人民币亿元
FOOTNOTE = re.compile(r"[*＊†‡#¹²³⁰-⁹①-⑳]+$|[\[(（【]?注\s*\d*[\])）】]?$")
THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d+)?$|^\.\d+$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What multiplies a number, its currencies (several where a header names some), and the rest of its unit."""

    scale: Decimal = Decimal(1)
    currencies: tuple[str, ...] = ()
    unit: str | None = None
    per: str | None = None

    def __bool__(self) -> bool:
        return self != Unit()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the cell writes it, with the unit that the cell itself gives."""

    number: Decimal
    unit: Unit = Unit()


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return folded(text) in NOTHING | NOTHING_SAID


def read_figure(text: str, words: TableWords) -> Figure | None:
    """The one figure that a cell holds, None where it holds none or says more than one figure."""
    plain = unicodedata.normalize("NFKC", without_marks(text)).replace("−", "-").replace("–", "-").replace("－", "-").replace("\u2011", "-").strip()
    found = NUMBER.match(plain)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    digits = found["number"]
    if not THOUSANDS.match(digits):
        return None
    unit = read_unit(found["after"], words) if found["after"].strip() else Unit()
    currency = read_unit(found["before"], words) if found["before"].strip() else Unit()
    if unit is None or currency is None or currency.scale != 1 or currency.unit:
        return None
    number = Decimal(digits.replace(",", ""))
    negative = found["sign"] == "-" or bool(found["open"] and not found["sign"])
    return Figure(-number if negative else number, Unit(unit.scale, unit.currencies or currency.currencies, unit.unit, unit.per))


def without_marks(text: str) -> str:
    """A cell without what points to a footnote: 12.3¹ is not 12.31."""
    return FOOTNOTE.sub("", text).strip()


def split_setting(text: str) -> tuple[str, str | None]:
    """'73% 5-shot' -> ('73%', '5-shot')."""
    found = SETTING.match(unicodedata.normalize("NFKC", text).strip())
    return (found["value"].strip(), found["setting"].strip()) if found else (text, None)


def read_unit(text: str, words: TableWords, free: bool = True) -> Unit | None:
    """A unit, or several that differ in currency only ('亿美元/亿港元'); what a number is counted per; None where it is no unit.

    With `free`, short words of letters that no data names are units too (GB, nm, 辆).
    """
    plain = re.sub(r"^(单位|unit)\s*[:：]?\s*", "", unicodedata.normalize("NFKC", text).strip(), flags=re.I)
    parts = [part.strip() for part in re.split(r"[/、]", plain)]
    read = [one_unit(part, words, free) for part in parts]
    if len(parts) == 1:
        return read[0]
    kinds = [bool(unit and unit.currencies) for unit in read]
    if all(kinds) and len({unit.scale for unit in read if unit}) == 1:
        first = read[0] or Unit()
        return Unit(first.scale, tuple(c for unit in read if unit for c in unit.currencies))
    if kinds[0] and not any(kinds[1:]) and read[0]:
        return Unit(read[0].scale, read[0].currencies, None, "/".join(parts[1:]))
    if free and not any(kinds) and is_free(plain):
        return Unit(unit=plain)
    return None


def one_unit(text: str, words: TableWords, free: bool) -> Unit | None:
    """Scale, then currency or another unit: 亿美元, 百万部, %, GB, K."""
    rest, scale = text.strip(), Decimal(1)
    whole = words.units.get(folded(rest))
    if whole and whole[0] != "scale":
        return Unit(currencies=(whole[1],)) if whole[0] == "currency" else Unit(unit=whole[1])
    for word, (kind, value) in sorted(words.units.items(), key=lambda item: -len(item[0])):
        if kind == "scale" and folded(rest).startswith(word) and (not word.isascii() or folded(rest) == word or len(word) > 1):
            scale, rest = Decimal(value), rest[len(word) :].strip()
            break
    if not rest:
        return Unit(scale=scale)
    if scale == 1 and (ahead := next((word for word in CURRENCY_FIRST if rest.startswith(word) and rest != word), None)):
        inner = one_unit(rest[len(ahead) :], words, free=False)
        return Unit(inner.scale, (words.units[folded(ahead)][1],)) if inner and not inner.unit else None
    known = words.units.get(folded(rest))
    if known and known[0] == "currency":
        return Unit(scale, (known[1],))
    if known and known[0] == "unit":
        return Unit(scale, unit=known[1])
    return Unit(scale, unit=rest) if free and is_free(rest) else None


def is_free(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-zμµ°℃²³·/]{1,8}(/[A-Za-z一-鿿]{1,4})?|[一-鿿]{1,3}|tokens?|Tokens?", text.strip()))


def plain_number(number: Decimal) -> Number:
    """An integer where it is one, else the nearest float."""
    return int(number) if number == number.to_integral_value() else float(number)
