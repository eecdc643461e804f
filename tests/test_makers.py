"""words/makers.tsv: whose products are whose, by general knowledge."""

from __future__ import annotations

import pytest

from kg.frames.owners import Owners, read_makers
from kg.model import Entity
from kg.sentences import fold_name
from ontology import load_ontology
from ontology.schema import read_schema

AGENTS = ("Company", "Organization", "ResearchOrganization", "GovernmentBody")
ONTOLOGY = load_ontology()


@pytest.fixture(scope="module")
def owners() -> Owners:
    """A document that mentions every maker."""
    makers = sorted({maker for _, maker in read_makers(ONTOLOGY)})
    return Owners(read_schema(ONTOLOGY), ONTOLOGY, [Entity(maker, "Company") for maker in makers])


@pytest.mark.parametrize(
    ("product", "maker"),
    [
        # the brand begins the name
        ("Microsoft 365 Copilot", "微软"),
        ("GPT-5.2-Codex", "OpenAI"),
        ("Qwen3-235B-A22B", "阿里巴巴"),
        ("DeepSeek-V3.2", "深度求索"),
        ("昇腾950PR", "华为"),
        ("iPhone 17 Pro", "苹果"),
        ("天玑9500", "联发科"),
        ("思元590", "寒武纪"),
        # whatever the case and the spaces
        ("galaxy s26 ultra", "三星电子"),
        ("豆包 大模型 2.0", "字节跳动"),
        # the longest beginning wins
        ("Llama 4 Maverick", "Meta"),
        ("Llama Nemotron Ultra", "英伟达"),
        ("GPT-J", "EleutherAI"),
        ("GPT-SoVITS", None),
        ("小米SU7", "小米"),
        ("MiMo-V2-Flash", "小米"),
        ("Code Llama 70B", "Meta"),
        ("WizardLM-2", "微软"),
        ("天工大模型4.0", "昆仑万维"),
        ("天工·开物", "索辰科技"),
        ("大众点评", "美团"),
        ("大众ID.7", "大众汽车"),
        # a car has the maker that builds it
        ("问界M9", "赛力斯"),
        ("智界R7", "奇瑞汽车"),
        ("享界S9", "北汽蓝谷"),
        ("尊界S800", "江淮汽车"),
        ("尚界H5", "上汽集团"),
        # Latin letters end at a border of a word
        ("Metaverse", None),
        ("Macintosh", None),
        # a word that several makers use has none
        ("Orion", None),
        ("Mini LED", None),
        ("某某大模型", None),
    ],
)
def test_makers_of_products(owners: Owners, product: str, maker: str | None) -> None:
    """General knowledge says whose product a name is."""
    found = owners.of(Entity(product, "Software"))
    assert (found and found.label) == maker


def test_makers_are_named() -> None:
    """Every maker is an agent of the names data, under its canonical name."""
    named = {fold_name(row.cells[0]) for row in ONTOLOGY.rows("names") if row.cells[1] in AGENTS}
    assert sorted({maker for _, maker in read_makers(ONTOLOGY)} - named) == []


def test_beginnings_have_one_maker() -> None:
    """No beginning is claimed twice, and none is a single letter or figure."""
    starts = [start for start, _ in read_makers(ONTOLOGY)]
    assert sorted({start for start in starts if starts.count(start) > 1}) == []
    assert [start for start in starts if len(start) < 2 and start.isascii()] == []


def test_products_of_the_names_data_have_makers(owners: Owners) -> None:
    """Of the models, devices and programs that the names data holds, nine in ten have a maker."""
    for class_ in ("AIModel", "Hardware", "Software"):
        rows = [row for row in ONTOLOGY.rows("names") if row.cells[1] == class_]
        products = [Entity(row.cells[0], class_, tuple(row.cells[2].split("|")) if row.cells[2] else ()) for row in rows]
        assert sum(owners.of(product) is not None for product in products) > 0.9 * len(products), class_
