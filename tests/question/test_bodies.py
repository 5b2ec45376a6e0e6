"""Which body a question speaks of, and that one which the library lacks is noticed."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from budget.question.bodies import body_core, body_name, find_bodies, told_apart, unknown_body
from budget.question.reading import read_question
from tests.answering import plain_vocabulary

PARK = "绿水市园林管理处"
STREET = "上海市普陀区人民政府万里街道办事处"
FINANCE = "青山市财政局"
PETITIONS = "青山市人民政府信访局"
BODIES = (PARK, STREET, FINANCE, PETITIONS)


def found(text: str) -> set[str]:
    return {body for mention in find_bodies(text, BODIES) for body in mention.bodies}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (f"{STREET}的项目支出", {STREET}),
        ("万里街道花了多少", {STREET}),
        ("财政局和信访局谁多", {FINANCE, PETITIONS}),
        ("青山市财政局的预算", {FINANCE}),
        ("园林管理处的车", {PARK}),
        ("教育局的预算", set()),
        ("预算是多少", set()),
        ("", set()),
    ],
)
def test_by_full_short_and_usual_name(text: str, bodies: set[str]) -> None:
    assert found(text) == bodies


@pytest.mark.parametrize("name", ["万里街道", "万里街道办", "万里街道办事处"])
def test_the_name_takes_the_kind_of_office_with_it(name: str) -> None:
    assert [mention.text for mention in find_bodies(f"2025年{name}的项目支出", BODIES)] == [name]


def test_what_follows_a_name_and_is_no_part_of_it_stays() -> None:
    assert [mention.text for mention in find_bodies("万里街道中心广场的项目支出", BODIES)] == ["万里街道"]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("青山今年招待花多少", {FINANCE, PETITIONS}),
        ("绿水的预算", {PARK}),
        ("青山的财政局花多少", {FINANCE}),
        ("绿水和青山的信访局", {PETITIONS}),
        ("蓝天的预算", set()),
    ],
)
def test_by_region(text: str, bodies: set[str]) -> None:
    assert found(text) == bodies


def test_a_foreign_body_of_a_known_region_is_no_body_of_the_library() -> None:
    text = "青山教育局花多少"
    named = [mention for mention in find_bodies(text, BODIES) if not mention.region]
    assert unknown_body(text, BODIES, named, ()) is not None


def test_a_name_shared_by_two_bodies_means_both() -> None:
    twins = ("青山市财政局", "绿水市财政局")
    assert {b for m in find_bodies("财政局花了多少", twins) for b in m.bodies} == set(twins)
    assert {b for m in find_bodies("绿水市财政局花了多少", twins) for b in m.bodies} == {"绿水市财政局"}


def test_a_mention_knows_where_it_stands() -> None:
    text = "请问万里街道的办公费"
    for mention in find_bodies(text, BODIES):
        assert text[mention.start : mention.end] == mention.text


def test_names_without_their_regions() -> None:
    assert body_core(STREET) == "万里街道"
    assert body_name("上海市普陀区商务委员会") == "商务委员会"
    assert body_name(FINANCE) == "财政局"


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("教育局的项目支出是多少", "教育局"),
        ("北京大学花了多少", "北京大学"),
        ("财政局的预算", None),
        ("下属单位有哪些", None),
        ("办公室主任是谁", None),
        ("项目支出是多少", None),
    ],
)
def test_a_body_that_is_not_there(text: str, lacking: str | None) -> None:
    got = unknown_body(text, BODIES, find_bodies(text, BODIES), ["办公室", "综合科"])
    assert got == lacking


def test_a_name_that_the_filings_print_is_no_foreign_body() -> None:
    text = "参保服务中心花了多少"
    assert unknown_body(text, BODIES, [], []) is not None
    assert unknown_body(text, BODIES, [], ["县参保服务中心补助"]) is None


def english(text: str) -> tuple[set[str], str | None]:
    """The bodies that an English question names, and one that the library lacks."""
    reading = read_question(text, plain_vocabulary(), BODIES, lambda name: [str(s) for s in lazy_pinyin(name)])
    return {body for mention in reading.bodies for body in mention.bodies}, reading.unknown_body


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("What did the finance bureau spend?", {FINANCE}),
        ("How much did Wanli subdistrict spend?", {STREET}),
        ("the Petitions Bureau's budget", {PETITIONS}),
        ("How much did Wanli spend?", {STREET}),
        ("What is the total?", set()),
        ("Compare the finance and petitions bureaus", {FINANCE, PETITIONS}),
    ],
)
def test_english_names(text: str, bodies: set[str]) -> None:
    assert english(text) == (bodies, None)


def test_an_english_name_that_is_not_there() -> None:
    assert english("What did the education bureau spend?")[1] is not None


def test_two_english_names_joined_by_and_are_two_bodies() -> None:
    assert english("Which spent more, the finance bureau or the petitions bureau?")[0] == {FINANCE, PETITIONS}
    assert english("Among the finance bureau and petitions bureau, who spent more?") == ({FINANCE, PETITIONS}, None)


@pytest.mark.parametrize(
    "text",
    [
        "不算局本级，今年哪家花得最多",
        "这三个局今年各花多少",
        "今年要更新一批办公电脑，花多少",
        "又是跟谁合署办公",
        "预算里的学校有多少人",
        "拿部门预算减去局机关的预算",
        "今年打算办完多少件投诉",
        "信访督办件的化解率是多少",
    ],
)
def test_words_that_only_end_like_a_body(text: str) -> None:
    assert unknown_body(text, BODIES, find_bodies(text, BODIES), []) is None


def test_a_body_after_other_words_is_found_still() -> None:
    assert unknown_body("拿青山财政局减去教育局的预算", BODIES, [], []) == "教育局"


def test_english_names_of_places_that_are_no_readings() -> None:
    library = ("喀什市社会保险中心", "西安市信访局")
    romanise = lambda name: [str(s) for s in lazy_pinyin(name)]  # noqa: E731
    for text, body in (("the Kashgar centre's budget", library[0]), ("Xi'an's budget", library[1])):
        reading = read_question(text, plain_vocabulary(), library, romanise)
        assert {b for m in reading.bodies for b in m.bodies} == {body}
        assert reading.unknown_body is None


def test_a_city_whose_name_ends_in_zhou_is_one_region() -> None:
    library = ("北京市审计局", "深圳市审计局", "苏州市审计局")
    named = find_bodies("北京、深圳、苏州三个市审计局的项目支出", library)
    assert {b for m in named if not m.region for b in m.bodies} == set(library)
    assert body_core("苏州市审计局") == "审计局"


def test_bodies_called_the_same_are_told_apart_by_their_region() -> None:
    assert told_apart(["北京市审计局", "江苏省苏州市审计局", "苏州市财政局"]) == [
        "北京市审计局",
        "苏州市审计局",
        "苏州市财政局",
    ]
