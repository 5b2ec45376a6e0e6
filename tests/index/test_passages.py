"""Paragraphs become passages that can be quoted."""

from __future__ import annotations

import pytest

from budget.filing import Filing, Paragraph
from budget.source import Source
from index.passages import cut, filing_to_passages
from tests.index.made_up import made_up_filing

LONG = "第一句说明收入情况。第二句说明支出情况，其中包括基本支出；还包括项目支出！“第三句是引文。”第四句没有句号" * 6


@pytest.mark.parametrize("length", [50, 60, 100, 400, 4000])
def test_the_pieces_join_to_the_text_and_none_is_too_long(length):
    pieces = cut(LONG, length)
    assert "".join(text for _, text in pieces) == LONG
    assert all(LONG[start : start + len(text)] == text for start, text in pieces)
    assert max(len(text) for _, text in pieces) <= length


def test_a_long_paragraph_is_cut_at_sentence_ends():
    assert all(text.endswith(("。", "；", "！", "”")) for _, text in cut(LONG, 100)[:-1])


def test_a_sentence_without_an_end_is_still_cut():
    assert [len(text) for _, text in cut("数" * 950, 400)] == [400, 400, 150]
    assert [len(text) for _, text in cut("数" * 300 + "，" + "据" * 300, 400)] == [301, 300]


def test_passages_quote_their_paragraph_verbatim():
    paragraph = Paragraph(f"  {LONG} ", Source("a", paragraph=0), ("第三部分", "一、总体说明"))
    for passage in filing_to_passages(Filing("a", paragraphs=(paragraph,)), 100):
        assert paragraph.text[passage.start : passage.start + len(passage.text)] == passage.text
        assert passage.in_context == f"第三部分 / 一、总体说明\n{passage.text}"


def test_headings_and_wordless_lines_are_no_passages():
    paragraphs = ("正文。", "— 12 —", "", "2026")
    passages = filing_to_passages(made_up_filing(paragraphs=paragraphs))
    assert [(passage.paragraph, passage.text) for passage in passages] == [(1, "正文。")]


def test_a_key_changes_with_its_headings():
    def key(*headings: str) -> str:
        return filing_to_passages(Filing("a", paragraphs=(Paragraph("正文", Source(), headings),)))[0].key

    assert key("一") == key("一") != key("二")
