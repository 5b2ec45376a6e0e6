"""The glossary of a filing."""

from __future__ import annotations

from budget.filing import Paragraph
from budget.source import Source
from ingest.definitions import read_definitions


def paragraphs(*texts: str, heading: str = "第四部分 名词解释") -> list[Paragraph]:
    return [Paragraph(text, Source("f", paragraph=at), (heading,)) for at, text in enumerate(texts)]


def test_terms_and_their_text_verbatim() -> None:
    found = read_definitions(
        paragraphs(
            "一、基本支出：包括人员经费、公用经费（定额）。",
            "（二）“三公”经费:指因公出国（境）费等。",
            "其中：公务接待费反映接待支出，按规定开支。",
        )
    )
    assert [(f.label, f.text) for f in found[:2]] == [
        ("基本支出", "包括人员经费、公用经费（定额）。"),
        ("“三公”经费", "指因公出国（境）费等。"),
    ]


def test_a_functional_item_is_a_term() -> None:
    (term,) = read_definitions(paragraphs("8.一般公共服务支出（类）财政事务（款）行政运行（项）：反映基本支出。"))
    assert (term.label, term.text) == ("一般公共服务支出（类）财政事务（款）行政运行（项）", "反映基本支出。")


def test_other_sections_explain_nothing() -> None:
    assert read_definitions(paragraphs("一、主要职能：负责审计。", heading="第一部分 概况")) == ()
