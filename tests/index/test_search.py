"""Keyword search and fusion, on the made-up filing."""

from __future__ import annotations

import pytest

from budget.filing import Filing
from index.keywords import Keywords, text_to_tokens
from index.library import memory_library
from index.retriever import LibraryRetriever
from index.searching import fuse
from tests.index.made_up import PARAGRAPHS, made_up_filing


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("为什么项目支出下降了24%？", 1),
        ("他们一年招待费花多少？", 2),
        ("车辆维修的钱为什么多了", 3),
        ("政府采购买了什么货物", 4),
        ("什么是事业收入", 5),
        ("这个单位管公园吗", 0),
    ],
)
def test_the_paragraph_that_answers_comes_first(query, best):
    hit = memory_library([made_up_filing()]).search(query)[0]
    assert hit.text == PARAGRAPHS[best]
    assert hit.paragraph == best + 1  # paragraph 0 is the heading
    assert hit.filing == "green.txt"
    assert hit.ranks == {"keywords": 1}


def test_a_percentage_is_found_by_its_whole_part():
    assert {"24.92", "24"} <= set(text_to_tokens("下降２４.９２％"))
    assert "3032.71" in text_to_tokens("3,032.71万元")


def test_words_that_stand_nowhere_find_nothing():
    assert memory_library([made_up_filing()]).search("zebra") == []
    assert memory_library([made_up_filing()]).search("") == []
    assert memory_library([Filing("empty.txt")]).search("项目支出") == []
    assert memory_library([]).search("项目支出") == []


def test_only_the_named_filings_are_searched():
    library = memory_library([made_up_filing("b.txt"), made_up_filing("a.txt")])
    assert {hit.filing for hit in library.search("项目支出", 10)} == {"a.txt", "b.txt"}
    assert {hit.filing for hit in library.search("项目支出", 10, ["b.txt"])} == {"b.txt"}
    assert library.search("项目支出", 10, []) == []
    assert [filing.file for filing in library.filings()] == ["a.txt", "b.txt"]


def test_k_bounds_the_answer():
    library = memory_library([made_up_filing()])
    assert len(library.search("预算 支出 收入 费", 2)) == 2
    assert library.search("预算", 0) == []


def test_the_same_search_twice_is_the_same():
    filings = [made_up_filing(f"{name}.txt") for name in "dcba"]  # equal passages: equal scores
    first = memory_library(filings).search("公务接待费", 8)
    assert first == memory_library(reversed(filings)).search("公务接待费", 8)
    assert [hit.filing for hit in first[:4]] == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_fusion_prefers_what_both_methods_found():
    fused = fuse({"keywords": [7, 3], "vectors": [5, 3]}, 60, {})
    assert [item for item, _, _ in fused] == [3, 5, 7]
    assert fused[0][2] == {"keywords": 2, "vectors": 2}
    assert fused[0][1] == pytest.approx(2 / 62)


def test_a_lighter_method_gives_way():
    fused = fuse({"keywords": [7], "vectors": [5]}, 60, {"vectors": 0.5})
    assert [item for item, _, _ in fused] == [7, 5]
    assert fused[1][1] == pytest.approx(0.5 / 61)


def test_an_index_of_nothing_finds_nothing():
    assert Keywords([]).rank("预算", 5) == []
    assert Keywords(["。。"]).rank("预算", 5) == []


def test_the_retriever_gives_documents():
    documents = LibraryRetriever(library=memory_library([made_up_filing()]), k=2).invoke("公务接待费")
    assert documents[0].page_content == PARAGRAPHS[2]
    assert documents[0].metadata["filing"] == "green.txt"
    assert documents[0].metadata["headings"] == ["第三部分 情况说明"]
