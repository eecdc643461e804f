"""The words of a cell -> the entity that they name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Entity
from kg.tables.figures import is_nothing, read_figure, without_marks
from kg.tables.words import TableWords, folded
from ontology import Ontology

BRANCHES = {
    "Agent": ("Company", "Organization", "ResearchOrganization", "GovernmentBody", "Person"),
    "Product": ("AIModel", "Chip", "Hardware", "Software", "Dataset", "Product"),
    "Instrument": ("MarketIndex", "Bond", "CurrencyPair", "Security", "Instrument"),
}
SHARE_CLASS = re.compile(r"\s*[-－‐](?:S?WR?|SR?|R|U?W|U|[ABCHDN]|ADR|GDR|DR)$")
IN_BRACKETS = re.compile(r"^(.+?)\s*[（(]([^（）()]+)[)）]\s*((?:[-－‐](?:S?WR?|SR?|R|[ABCH]))?)$")
SHARES = re.compile(r"^(ADR|ADS|GDR|OTC|[SWRUABCH]{1,3})$|\.", re.I)
INSTRUMENTS = BRANCHES["Instrument"]
MARKETS = {"TT": "TW", "JP": "T", "JT": "T"}  # two ways of writing one market


@dataclass(frozen=True, slots=True)
class Names:
    """The names data: each folded name with the entries (canonical name, class) that have it."""

    entries: dict[str, tuple[tuple[str, str], ...]]

    def find(self, name: str, class_: str) -> tuple[str, str] | None:
        """The entry of that name in the branch of `class_`: of this class where there is one, else the branch's only one."""
        fitting = [entry for entry in self.entries.get(folded(name), ()) if same_branch(entry[1], class_)]
        exact = [entry for entry in fitting if entry[1] == class_]
        return exact[0] if exact else fitting[0] if len(fitting) == 1 else None


def same_branch(one: str, other: str) -> bool:
    return one == other or any(one in branch and other in (name, *branch) for name, branch in BRANCHES.items())


@lru_cache(maxsize=4)
def read_names(ontology: Ontology) -> Names:
    """All rows of the names data."""
    entries: dict[str, list[tuple[str, str]]] = {}
    for row in ontology.rows("names"):
        if len(row.cells) < 2:
            continue
        name, class_, aliases = (*row.cells, "")[:3]
        for alias in (name, *aliases.split("|")):
            found = entries.setdefault(folded(alias), [])
            if alias and (name, class_) not in found:
                found.append((name, class_))
    return Names({name: tuple(found) for name, found in entries.items()})


def is_name(text: str, words: TableWords) -> bool:
    """Whether a cell can name something: letters, and neither a figure, nor a word for nothing, a mean or a sum."""
    plain = without_marks(text)
    role = words.role(re.sub(r"[(（].*", "", plain))
    figure = read_figure(plain, words)
    counted = figure is not None and (figure.unit.unit is None or folded(figure.unit.unit) in words.units)  # 8VC is a name, 8% is none
    if is_nothing(plain) or counted or (role is not None and role.name == "average"):
        return False
    return any(char.isalpha() for char in plain)


def name_entity(text: str, class_: str, names: Names) -> Entity:
    """The entity that a cell names, with its class by the names data where that knows it in the same branch."""
    label = re.sub(r"\s+", " ", without_marks(text))
    found = names.find(label, class_)
    default = {"Agent": "Company", "Instrument": "Instrument"}.get(class_, class_)
    return Entity(label, found[1] if found else default, (label,), known=found[0] if found else None)


def company_entity(text: str, names: Names) -> Entity:
    """A company by the name of its share: '快手-W', '谷歌(ALPHABET)-C' without what tells shares apart."""
    label = re.sub(r"\s+", " ", without_marks(text))
    found = IN_BRACKETS.match(label)
    parts = [found.group(1), *([found.group(2)] if is_other_name(found.group(1), found.group(2)) else [])] if found else [label]
    parts = [SHARE_CLASS.sub("", part).strip() for part in parts]
    known = next((entry for part in (*parts, label) if (entry := names.find(part, "Company"))), None)
    return Entity(parts[0], known[1] if known else "Company", tuple(dict.fromkeys(parts)), known=known[0] if known else None)


def is_other_name(name: str, bracket: str) -> bool:
    """苹果(Apple): a Latin name beside a Chinese one. What else stands in brackets (a place, a market, a class of shares) is no name."""
    return not name.isascii() and bracket.isascii() and len(bracket) > 2 and bracket[0].isalpha() and not SHARES.match(bracket)


def instrument_entity(text: str, code: str | None, class_: str, words: TableWords, names: Names) -> Entity:
    """What a row of market data is about: class by code, else by the name's form, the names data, the header's word.

    The code tells shares (and indices whose name says too little) apart, so it is part of their label: "快手-W（1024.HK）".
    """
    name = re.sub(r"\s+", " ", without_marks(text))
    exchange = words.exchange(code, column=True) if code else None
    formed = next((kind for kind, pattern in words.instruments if pattern.search(unicodedata.normalize("NFKC", name))), None)
    known = names.find(name, "Instrument") if name else None
    if exchange:
        kind = exchange.class_
    elif formed or known:
        kind = known[1] if known else formed or "Instrument"
    elif class_ in INSTRUMENTS:
        kind = "Security" if class_ == "Instrument" and names.find(company_entity(name, names).label, "Company") else class_
    else:
        kind = "Security"
    if code is None:
        return Entity(name, kind, (name,), known=known[0] if known and known[1] == kind else None)
    plain = plain_code(code)
    told = kind == "MarketIndex" and (formed or known)
    label = name if told else f"{name}（{plain}）" if name else plain
    return Entity(label, kind, tuple(dict.fromkeys((label, code, plain))), code=code, known=known[0] if told and known else None)


def plain_code(code: str) -> str:
    """One code for the ways of writing it: 09888.HK, 9888 HK and 9888.HK; 600519 CH, 600519.SS and 600519.SH."""
    number, _, market = re.sub(r"\s+Equity$", "", code).replace(" ", ".").rpartition(".")
    if market == "HK":
        return f"{number.lstrip('0').zfill(4)}.HK"
    if market in ("CH", "CG", "CS", "SS"):
        return f"{number}.{'SH' if number.startswith('6') else 'SZ'}"
    return f"{number}.{MARKETS.get(market, market)}" if number else code
