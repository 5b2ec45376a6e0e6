"""Traditional characters and slips of typing are read as the names that are meant; what may be right is left alone."""

from __future__ import annotations

import pytest

from app.answering.service import _simplify, _speak
from budget.question.typing_slips import Spelling
from tests.answering import KASHGAR, WANLI_2025, ask, cut, headline, plain_vocabulary

SPELLING = Spelling({*plain_vocabulary().names, "绿水市园林处乾山苗圃项目", "发放丧葬补助人数"}, _speak, _simplify, cut)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("住房公基金是多少", "住房公积金是多少"),
        ("津帖补贴有多少", "津贴补贴有多少"),
        ("公用精费多少钱", "公用经费多少钱"),
        ("工务接待费", "公务接待费"),
        ("住房积公金是多少", "住房公积金是多少"),
        ("社会保障和就业之出的项目支出", "社会保障和就业支出的项目支出"),
        ("發放丧葬补助人數", "发放丧葬补助人数"),
        ("公務接待費是多少", "公务接待费是多少"),
        ("乾山苗圃有多少錢", "乾山苗圃有多少钱"),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    assert SPELLING.mended(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "住房公积金是多少",
        "上年结转和本年结转各是多少",
        "为什么项目支出下降了73%？",
        "初中教育和高中教育哪个多",
        "预算书里写了什么",
        "今年的总额是不是比去年省下来了？",
        "用于人员社会保险费缴纳",
        "自然资源和不动产争议进行调处",
        "How much is the housing fund?",
        "",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert SPELLING.mended(text) == text


@pytest.mark.parametrize(
    ("typed", "right", "file"),
    [
        ("住房公基金是多少？", "住房公积金是多少？", KASHGAR),
        ("社會保障和就業支出的項目支出是多少？", "社会保障和就业支出的项目支出是多少？", KASHGAR),
        ("为什么项木支出下降了73%？", "为什么项目支出下降了73%？", KASHGAR),
        ("公務招待費多少錢", "公务招待费多少钱", WANLI_2025),
        ("２２１０２０１ 是多少", "2210201是多少", WANLI_2025),
    ],
)
def test_the_answer_is_the_same(typed: str, right: str, file: str) -> None:
    assert headline(ask(typed, file)) == headline(ask(right, file))
    assert ask(typed, file).question == typed
