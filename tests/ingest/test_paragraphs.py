"""Printed lines become paragraphs under their titles."""

from __future__ import annotations

from ingest.document import Grid, GridCell, TextBlock
from ingest.paragraphs import blocks_to_paragraphs
from ingest.sentences import sentence_spans

LEFT, INDENT, RIGHT, SIZE = 90.0, 114.0, 510.0, 12.0


def dump(*lines: str) -> list[TextBlock | Grid]:
    """Lines of a text dump, each with a blank line after it."""
    return [TextBlock(text, line=2 * number + 1) for number, text in enumerate(lines)]


def printed(text: str, row: int, x0: float = LEFT, page: int = 1) -> TextBlock:
    """A line of a PDF page whose characters are SIZE wide."""
    return TextBlock(text, page=page, box=(x0, 100 + 20 * row, x0 + SIZE * len(text), 112 + 20 * row), size=SIZE)


def texts(blocks: list[TextBlock | Grid]) -> list[str]:
    return [paragraph.text for paragraph in blocks_to_paragraphs(blocks, "f")]


def test_a_sentence_broken_by_a_page_is_joined() -> None:
    blocks = dump(
        "一般公共预算支出包括：社会保障和就业支出 3746.60 万元，主要用于：单位人员工资，城乡居",
        "民养老保险补贴；卫生健康支出 14.95 万元。",
    )
    assert texts(blocks) == [
        "一般公共预算支出包括：社会保障和就业支出 3746.60 万元，主要用于：单位人员工资，城乡居民养老保险补贴；卫生健康支出 14.95 万元。"
    ]


def test_a_figure_never_begins_a_paragraph() -> None:
    assert (
        len(texts(dump("资金分配情况：用于补助199500人基本养老保险缴费补助", "464.17 万元，发放 35252 人基础养老金。")))
        == 1
    )


def test_labelled_lines_and_marked_lines_stay_apart() -> None:
    lines = (
        "(1) 项目名称: 设备更新",
        "预算安排规模: 36.50 万元",
        "资金执行时间：2026年01月至2026年12月",
        "(2) 项目名称：单位运转",
    )
    assert texts(dump(*lines)) == list(lines)


def test_titles_nest_by_their_marks() -> None:
    blocks = dump(
        "第三部分 预算情况说明",
        "五、拨款情况说明",
        "（一）规模变化情况",
        "基本支出 8 万元。",
        "六、基本支出情况说明",
        "合计 3 万元。",
    )
    paragraphs = blocks_to_paragraphs(blocks, "f")
    assert paragraphs[3].headings == ("第三部分 预算情况说明", "五、拨款情况说明", "（一）规模变化情况")
    assert paragraphs[5].headings == ("第三部分 预算情况说明", "六、基本支出情况说明")
    assert [p.is_heading for p in paragraphs] == [True, True, True, False, True, False]
    assert [p.source.paragraph for p in paragraphs] == [0, 1, 2, 3, 4, 5]


def test_contents_captions_and_page_numbers_stay_out() -> None:
    grid = Grid(((GridCell("合计"), GridCell("3.00")),))
    blocks = [
        *dump("目 录", "第一部分 概况", "- 一、主要职能", "第二部分 预算表", "第一部分 概况", "一、主要职能",
              "- 3 -", "负责审计。", "表 1"),
        TextBlock("收支总体情况表", line=30), TextBlock("单位：万元", line=31), grid, TextBlock("备注：没有政府性基金。", line=33),
    ]  # fmt: skip
    assert texts(blocks) == ["第一部分 概况", "一、主要职能", "负责审计。", "备注：没有政府性基金。"]


def test_running_headers_stay_out() -> None:
    blocks: list[TextBlock | Grid] = []
    for page in range(1, 5):
        blocks += [
            printed("某市审计局部门预算公开", 0, page=page),
            printed("一二三四"[page - 1] * 33, 1, INDENT, page),
            printed(f"第{page}页。", 2, page=page),
        ]
    assert texts(blocks) == ["一二三四"[page - 1] * 33 + f"第{page}页。" for page in range(1, 5)]


def test_wrapped_lines_of_a_page_are_joined_and_boxed() -> None:
    full = "支" * 33
    blocks = [
        printed(full + "，", 0, INDENT - 12),
        printed("比上年减少三万元。", 1),
        printed("另一段从缩进处开始，" + "支" * 23, 2, INDENT),
        printed("到此为止。", 3),
    ]
    paragraphs = blocks_to_paragraphs(blocks, "f")
    assert [p.text for p in paragraphs] == [
        full + "，比上年减少三万元。",
        "另一段从缩进处开始，" + "支" * 23 + "到此为止。",
    ]
    assert paragraphs[0].source.box == (LEFT, 100.0, RIGHT, 132.0)


def test_a_paragraph_goes_on_over_a_page() -> None:
    blocks = [printed("支" * 35, 30), printed("减少三万元。", 0, page=2)]
    assert texts(blocks) == ["支" * 35 + "减少三万元。"]


def test_a_full_stop_in_brackets_ends_no_sentence() -> None:
    text = "公务用车购置费0元（运行费2元。）；比上年少。其他不变。"
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "公务用车购置费0元（运行费2元。）；比上年少。",
        "其他不变。",
    ]


def test_a_mark_clings_to_its_character_at_the_end_of_a_line() -> None:
    blocks = [
        printed("支" * 35, 0),
        printed("5、养老支出（款）" + "离" * 23, 1),
        printed("（项）。年初预算为8万元。", 2),
    ]
    assert texts(blocks)[-1].endswith("离（项）。年初预算为8万元。")


def test_a_table_s_number_maker_and_title_are_no_paragraphs() -> None:
    lines = ("表十一", "公开表4", "2026年市级一般性项目绩效目标表（一级项目）", "资金主管部门：某市气象局  单位：万元")
    blocks = [*dump("正文说明。", *lines), Grid(((GridCell("合计"), GridCell("1.00")),))]
    assert texts(blocks) == ["正文说明。"]
