"""The baseline: chunks of the text, found as everyone finds them, judged by rules that are kind to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.baseline import ask_passages, model_to_answer, open_model, passages_to_answer, text_to_figures
from eval.errors import NoModel, SameFilingName
from eval.figures import is_same
from eval.measure import kindly, mark
from eval.passages import Passage, PlainRetrieval, RetrievalSettings, file_to_chunks
from eval.question import GoldNumber, Question
from eval.settings import EvalSettings

SENTENCE = "项目支出3032.71万元，比上年预算减少8261.02万元，下降73.15%，主要原因是：资金直接拨到专户。基本支出另列。"
TABLE = "单位：万元\n科目 合计 基本支出 项目支出\n合计 3843.95 811.24 3032.71"
SHORT = RetrievalSettings(length=60, overlap=10, k=2)


def passage(text: str) -> Passage:
    return Passage("a.txt", None, text)


def right(question: Question, *texts: str) -> bool:
    return kindly(mark(question, passages_to_answer(question, [passage(text) for text in texts], 0.01))).right


def test_a_passage_that_holds_the_answer_is_right_whatever_stands_first_in_it(question: Question) -> None:
    assert right(question, SENTENCE)
    assert right(question, TABLE, SENTENCE)
    assert not right(question, TABLE)
    assert not right(replace(question, status="not_found", numbers=()), SENTENCE)


def test_a_question_that_no_passage_fits_is_not_found(question: Question) -> None:
    answer = passages_to_answer(question, [], 0.01)
    assert (answer["status"], answer["figures"], answer["citations"]) == ("not_found", [], [])


def test_only_as_many_passages_are_shown_as_an_answer_may_be_long(question: Question) -> None:
    answer = passages_to_answer(question, [passage("甲1" * 150), passage("乙" * 700), passage("丙" * 300)], 0.01)
    assert (answer["text"].count("甲"), answer["text"].count("乙"), answer["text"].count("丙")) == (150, 0, 300)
    assert [citation["quote"][0] for citation in answer["citations"]] == ["甲", "丙"]
    assert len(answer["text"]) <= 900


@pytest.mark.parametrize(
    ("text", "value", "unit", "stated"),
    [
        ("共 76.56 万元", "76.56", "万元", True),
        ("共 76.56 万元", "76.56", "元", False),
        ("合计 76.56 3.5", "76.56", "万元", True),
        ("合计 76.56 3.5", "76.56", "%", True),
        ("合计 76.56 3.5", "7.656", "万元", False),
        ("占 78.9％。", "78.90", "%", True),
        ("有 1,801 人", "1801", "人", True),
        ("有 1,801 人", "1801", "万元", False),
    ],
)
def test_a_number_has_the_unit_behind_it_or_any(text: str, value: str, unit: str, stated: bool) -> None:
    gold = GoldNumber.of(value, unit)
    assert any(is_same(gold, figure) for figure in text_to_figures(text)) is stated


def test_text_is_cut_in_reading_order_with_its_pages(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("第一段话。\n" + "很长的一段，" * 30 + "\n" + TABLE.replace(" ", "\t") + "\n", encoding="utf-8")
    chunks = [paragraph.text for paragraph in file_to_chunks(file, SHORT).paragraphs]
    assert max(map(len, chunks)) <= SHORT.length
    assert chunks[0].startswith("第一段话。")
    assert any("合计 3843.95 811.24 3032.71" in chunk for chunk in chunks)
    assert {paragraph.source.page for paragraph in file_to_chunks(file, SHORT).paragraphs} == {None}
    pdf = EvalSettings().filings / "wanli-subdistrict-2024.pdf"
    pages = [paragraph.source.page or 0 for paragraph in file_to_chunks(pdf, RetrievalSettings()).paragraphs]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1] > 10) == (1, True)


def test_the_chunks_that_fit_are_found_in_the_filings_that_are_asked(tmp_path: Path) -> None:
    for name, text in (("a.txt", f"{SENTENCE}\n办公费说明。"), ("b.txt", "公务接待费1.35万元，与上年持平。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files, told = [tmp_path / "a.txt", tmp_path / "b.txt"], []
    retrieval = PlainRetrieval(tmp_path / "kept", RetrievalSettings(k=1))
    retrieval.take_in(files, lambda done, total: told.append((done, total)))
    assert retrieval.find("公务接待费多少？", ["a.txt", "b.txt"])[0].text == "公务接待费1.35万元，与上年持平。"
    assert [found.filing for found in retrieval.find("公务接待费多少？", ["a.txt"])] == ["a.txt"]
    retrieval.close()
    again = PlainRetrieval(tmp_path / "kept", RetrievalSettings(k=1))
    again.take_in(files, lambda done, total: told.append((done, total)))
    again.close()
    assert told == [(2, 2)]  # what was embedded is kept: the second time there is nothing to do


def test_two_filings_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder, encoding="utf-8")
    retrieval = PlainRetrieval(tmp_path / "kept", SHORT)
    with pytest.raises(SameFilingName, match="rename one of them"):
        retrieval.take_in([tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt"], lambda done, total: None)
    retrieval.close()


class Reader:
    """A model that says what it was told to, and keeps what it was asked."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.asked: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.asked.append(prompt)
        return self.said


def test_a_model_is_shown_the_passages_and_its_numbers_are_its_figures(question: Question) -> None:
    model = Reader("下降 73.15%，减少 8,261.02 万元，直接拨到专户；项目支出、基本支出[1]。")
    answer = model_to_answer(replace(question, after=("去年呢？",)), [passage(SENTENCE)], model, 0.01)
    assert SENTENCE in model.asked[0]
    assert question.question in model.asked[0]
    assert "之前问过：去年呢？" in model.asked[0]
    assert kindly(mark(question, answer)).right
    assert answer["timings_ms"]["total"] >= 10


@pytest.mark.parametrize("said", ["没有找到。", "", "没有找到相关信息"])
def test_a_model_that_finds_nothing_has_not_found(question: Question, said: str) -> None:
    answer = model_to_answer(question, [passage(SENTENCE)], Reader(said), 0.01)
    assert (answer["status"], answer["figures"]) == ("not_found", [])


def test_a_model_that_invents_a_number_is_seen(question: Question) -> None:
    answer = model_to_answer(question, [passage(SENTENCE)], Reader("减少 9,999 万元"), 0.01)
    assert kindly(mark(question, answer)).lacks()[:2] == ("numbers", "headline")


def test_every_question_is_asked_with_what_went_before(question: Question) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    def find(text: str, filings: Sequence[str]) -> list[Passage]:
        asked.append((text, tuple(filings)))
        return [passage(SENTENCE)]

    follow_up = replace(question, id="two", after=("项目支出多少？",), question="那去年呢？")
    answers: dict[str, dict[str, dict[str, Any]]]
    answers = ask_passages([question, follow_up], find, Reader("没有找到"), 2000, lambda name: None)
    assert asked == [(question.question, ("a.txt",)), ("项目支出多少？ 那去年呢？", ("a.txt",))]
    assert {name: list(each) for name, each in answers.items()} == {"passages": ["one", "two"], "model": ["one", "two"]}
    assert ask_passages([question], find, None, 2000, lambda name: None).keys() == {"passages"}


def test_a_model_that_can_not_be_had_is_said_in_a_sentence() -> None:
    with pytest.raises(NoModel, match="set WENZHANG_EVAL_CHAT_MODEL to one as provider:model"):
        open_model("no-such-model")


def test_the_settings_of_the_baseline_are_those_that_the_documentation_tells() -> None:
    settings, told = (
        RetrievalSettings(),
        (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8"),
    )
    assert f"{settings.length} characters ({settings.overlap} of them shared" in told
    assert f"the {settings.k} that fit best" in told
