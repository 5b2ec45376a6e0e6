"""What a question wants done."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from budget.question.direction import asked_direction
from budget.question.operations import Operation, asked_dimensions, asked_top, find_operations, wants_smallest
from tests.answering import read


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("项目支出是多少", Operation.LOOKUP),
        ("办公费", Operation.LOOKUP),
        ("为什么项目支出下降了", Operation.WHY),
        ("住房公积金怎么突然涨了这么多", Operation.WHY),
        ("三公经费今年怎么一下砍掉一半多", Operation.WHY),
        ("今年怎么冒出来一笔基金预算", Operation.WHY),
        ("今年少了多少，官方怎么解释", Operation.WHY),
        ("出国费今年怎么一分没留", Operation.WHY),
        ("机关运行经费怎么解释", Operation.DEFINITION),
        ("会议费减了多少", Operation.CHANGE),
        ("机关运行经费一升一降，各变了多少", Operation.CHANGE),
        ("倒算一下办公费", Operation.PRIOR),
        ("招待费减少的原因", Operation.WHY),
        ("缘何增加", Operation.WHY),
        ("项目支出比去年增加多少", Operation.CHANGE),
        ("办公费同比变化", Operation.CHANGE),
        ("去年的办公费是多少", Operation.PRIOR),
        ("人员经费占基本支出的比重", Operation.SHARE),
        ("工资占了几成", Operation.SHARE),
        ("哪个项目花钱最多", Operation.RANK),
        ("前三大项目", Operation.RANK),
        ("办公费和差旅费加起来多少", Operation.SUM),
        ("办公费和差旅费相差多少", Operation.DIFFERENCE),
        ("人均多少元", Operation.PER_UNIT),
        ("平均每辆车花多少", Operation.PER_UNIT),
        ("有多少个项目", Operation.COUNT),
        ("有哪些项目", Operation.LIST),
        ("什么是机关运行经费", Operation.DEFINITION),
        ("三公经费指什么", Operation.DEFINITION),
        ("项目支出是不是增加了", Operation.VERIFY),
        ("办公费超过5万元吗", Operation.VERIFY),
        ("36万元够发一年吗", Operation.AFFORD),
        ("预算执行率是多少", Operation.EXECUTION),
        ("两处数字对得上吗", Operation.CHECK),
    ],
)
def test_chinese_questions(question: str, operation: Operation) -> None:
    assert find_operations(question, "zh")[0] is operation


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("What is the office budget?", Operation.LOOKUP),
        ("Why did project spending fall by 73%?", Operation.WHY),
        ("What caused the rise in wages?", Operation.WHY),
        ("How do they explain the cut in wages?", Operation.WHY),
        ("What is behind the increase in wages?", Operation.WHY),
        ("Wages are up. By how much and what percentage?", Operation.CHANGE),
        ("What percentage of spending are wages?", Operation.SHARE),
        ("From how much to how much did wages go?", Operation.PRIOR),
        ("How is office budget explained?", Operation.DEFINITION),
        ("How did wages change?", Operation.CHANGE),
        ("How much was it last year?", Operation.PRIOR),
        ("What share of spending goes to wages?", Operation.SHARE),
        ("Which project is the largest?", Operation.RANK),
        ("What do wages and pensions add up to?", Operation.SUM),
        ("What is the difference between A and B?", Operation.DIFFERENCE),
        ("How much is that per person?", Operation.PER_UNIT),
        ("How many projects are there?", Operation.COUNT),
        ("Which projects are there?", Operation.LIST),
        ("What is meant by basic expenditure?", Operation.DEFINITION),
        ("Did wages really go up?", Operation.VERIFY),
        ("Is 36 yuan enough to pay them?", Operation.AFFORD),
        ("What is the execution rate?", Operation.EXECUTION),
        ("Do the two places agree?", Operation.CHECK),
    ],
)
def test_english_questions(question: str, operation: Operation) -> None:
    assert find_operations(question, "en")[0] is operation


def test_a_question_may_show_several() -> None:
    shown = find_operations("为什么项目支出比去年减少了", "zh")
    assert {Operation.WHY, Operation.CHANGE} <= set(shown)
    assert read("项目支出是不是下降了，为什么").shows(Operation.VERIFY, Operation.CHECK)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("项目支出为什么下降了73%", -1),
        ("办公费涨了吗", 1),
        ("人少了，钱不降反升", 1),
        ("不增反降", -1),
        ("办公费是多少", 0),
        ("是增加还是减少", 0),
        ("经费被砍了", -1),
    ],
)
def test_which_way_it_went_in_chinese(text: str, direction: int) -> None:
    assert asked_direction(text, "zh") == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Why did it fall?", -1),
        ("Did it RISE?", 1),
        ("Did it rise or fall?", 0),
        ("What is it?", 0),
        ("why was spending cut", -1),
    ],
)
def test_which_way_it_went_in_english(text: str, direction: int) -> None:
    assert asked_direction(text, "en") == direction


@pytest.mark.parametrize(
    ("text", "language", "top"),
    [
        ("排名前三的项目", "zh", 3),
        ("前5个项目", "zh", 5),
        ("最大的两笔", "zh", 2),
        ("哪个最多", "zh", None),
        ("前10名", "zh", 10),
        ("the three largest projects", "en", 3),
        ("top 5 projects", "en", 5),
        ("the largest project", "en", None),
    ],
)
def test_how_many_places(text: str, language: str, top: int | None) -> None:
    assert asked_top(text, language) == top


def test_the_low_end() -> None:
    assert wants_smallest("哪个项目最少", "zh") and wants_smallest("the smallest project", "en")
    assert not wants_smallest("哪个项目最多", "zh") and not wants_smallest("the largest project", "en")


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("发给多少人", "zh", "people"),
        ("花了多少钱", "zh", "money"),
        ("占百分之几", "zh", "percent"),
        ("多少平方米", "zh", "area"),
        ("几辆车", "zh", "count"),
        ("how many people", "en", "people"),
        ("how much money", "en", "money"),
    ],
)
def test_the_kind_of_figure_asked_for(text: str, language: str, kind: str) -> None:
    assert kind in asked_dimensions(text, language)


DATA = sorted((Path(__file__).resolve().parents[2] / "budget" / "question" / "data").glob("*.toml"))


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.stem)
def test_no_escape_of_a_pattern_was_eaten(file: Path) -> None:
    # "\b" in a TOML string is a backspace, not the edge of a word.
    def strings(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            for each in value.values():
                yield from strings(each)
        elif isinstance(value, list):
            for each in value:
                yield from strings(each)

    found = list(strings(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert found and [text for text in found if not text.isprintable()] == []
