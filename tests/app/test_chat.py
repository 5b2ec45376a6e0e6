"""The chat, driven without a browser: conversation, sources, choices, languages, and what must never run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from budget.answer import Status
from tests.app import fake_desk
from tests.app.fake_desk import ASK_BACK, EVIL, RANK, UNKNOWN, WHY

SCRIPT = Path(__file__).with_name("fake_chat.py")


@pytest.fixture
def chat() -> AppTest:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    return page.run()


def shown(page: AppTest) -> str:
    """Everything on the page that was written as HTML, its style and script left out."""
    bodies = [str(each.proto.body) for each in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def ask(page: AppTest, question: str) -> AppTest:
    page.chat_input(key="typed").set_value(question).run()
    assert not page.exception
    return page


def go(page: AppTest, address: str) -> AppTest:
    """Follow the link to that page; AppTest itself only knows pages that are files."""
    page._page_hash = next(key for key, known in page._registered_pages.items() if known["url_pathname"] == address)
    return page.run()


def asked(page: AppTest) -> list[Any]:
    return [answer.question for answer in page.session_state["answers"]]


def test_first_screen_says_what_it_is_and_what_is_in_the_library(chat: AppTest) -> None:
    assert not chat.exception
    assert "每个数字都算给你看，并指到原表的那一格" in shown(chat)
    assert "云溪市养老服务中心" in shown(chat) and "2025 年 部门决算" in shown(chat) and "3 份" in shown(chat)
    assert chat.button(key="example-0").label == "今年项目支出比上年增减了多少？为什么？"


def test_an_example_is_asked_when_it_is_pressed(chat: AppTest) -> None:
    chat.button(key="example-1").click().run()
    assert asked(chat) == ["“三公”经费预算是多少？"]
    assert "可以这样问" not in shown(chat)


def test_an_answer_shows_figure_text_notes_sources_and_computation(chat: AppTest) -> None:
    page = ask(chat, WHY)
    assert '<span class="wz-digits">60.00</span><span class="wz-unit wz-tight">%</span>' in shown(page)
    assert 'data-wz-press="cite-0-1"' in shown(page)
    assert "文件自相矛盾" in shown(page)
    assert "−1,815.60 ÷ (1,210.40 + 1,815.60) = −60.00%" in shown(page)
    assert page.button(key="cite-0-1").label == r"\[1\] 部门支出总体情况表 · 合计 · 项目支出"


def test_an_answer_stays_as_it_was_when_the_page_is_drawn_again(chat: AppTest) -> None:
    before = [body for body in shown(ask(chat, WHY)).split("\n") if body]
    assert [body for body in shown(chat.run()).split("\n") if body] == before


def test_a_cell_opens_in_its_table(chat: AppTest) -> None:
    ask(chat, WHY).button(key="cite-0-1").click().run()
    assert '<td class="wz-num wz-here wz-col"><mark>1210.40</mark></td>' in shown(chat)
    assert "第 215 行" in shown(chat) and "单位：万元" in shown(chat)


def test_a_sentence_opens_marked_in_its_paragraph(chat: AppTest) -> None:
    ask(chat, WHY).button(key="cite-0-2").click().run()
    assert f'<mark class="wz-here">{fake_desk.SENTENCE}</mark>' in shown(chat)
    assert "三、关于云溪市养老服务中心 2026 年支出预算情况说明" in shown(chat)


def test_a_closed_drawer_does_not_come_back(chat: AppTest) -> None:
    ask(chat, WHY).button(key="cite-0-1").click().run()
    assert 'class="wz-place"' in shown(chat)
    assert 'class="wz-place"' not in shown(ask(chat, UNKNOWN))


def test_options_ask_themselves(chat: AppTest) -> None:
    page = ask(chat, ASK_BACK)
    assert "想确认一下" in shown(page)
    page.button(key="option-0-0").click().run()
    assert asked(page) == [ASK_BACK, WHY]


def test_not_found_says_so_and_shows_no_figure(chat: AppTest) -> None:
    page = ask(chat, UNKNOWN)
    assert "没有查到" in shown(page) and "wz-big" not in shown(page)


def test_many_results_are_a_list(chat: AppTest) -> None:
    page = ask(chat, RANK)
    assert "wz-list" in shown(page) and "wz-tile" not in shown(page)


def test_a_failure_is_a_sentence_and_the_conversation_goes_on(chat: AppTest) -> None:
    page = ask(chat, "坏")
    assert "程序出了错" in shown(page) and "Traceback" not in shown(page)
    assert "60.00" in shown(ask(page, WHY))


def test_history_goes_along_and_a_new_conversation_forgets(chat: AppTest) -> None:
    desk = fake_desk.LAST
    ask(ask(chat, WHY), UNKNOWN)
    assert [entry[2] for entry in desk.asked if entry[0] in (WHY, UNKNOWN)][-2:] == [0, 1]
    chat.button(key="new").click().run()
    assert "answers" not in chat.session_state or not chat.session_state["answers"]
    assert "可以这样问" in shown(chat)
    ask(chat, WHY)
    assert [entry[2] for entry in desk.asked if entry[0] == WHY][-1] == 0


def test_questions_go_to_the_chosen_filings_only(chat: AppTest) -> None:
    chat.selectbox(key="only_body").set_value("云溪市养老服务中心").run()
    chat.selectbox(key="only_year").set_value("2025").run()
    assert "只问其中 1 份文件" in shown(chat)
    ask(chat, WHY)
    assert fake_desk.LAST.asked[-1][1] == ("云溪市养老服务中心2025年单位预算.pdf",)


def test_a_choice_that_no_longer_fits_goes_back_to_all(chat: AppTest) -> None:
    chat.selectbox(key="only_year").set_value("2026").run()
    chat.selectbox(key="only_body").set_value("松原县图书馆").run()
    assert not chat.exception
    assert chat.selectbox(key="only_year").value == ""


def test_the_interface_speaks_english(chat: AppTest) -> None:
    chat.session_state["language"] = "en"
    chat.run()
    assert "See the cell." in shown(chat)
    assert chat.button(key="new").label == "New conversation"


def test_the_address_asks_once() -> None:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    page.query_params["q"] = WHY
    page.run().run()
    assert asked(page) == [WHY]


def test_an_address_too_long_is_refused_in_words() -> None:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    page.query_params["q"] = "问" * 501
    page.run()
    assert "最多 500 个字" in shown(page)


def test_nothing_from_a_question_or_a_filing_is_markup(chat: AppTest) -> None:
    page = ask(chat, EVIL)
    page.button(key="cite-0-4").click().run()
    assert "<img" not in shown(page) and "<script" not in shown(page)
    assert "&lt;img src=x" in shown(page)
    label = page.button(key="cite-0-4").label
    assert r"\<img" in label


def test_an_empty_library_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_desk, "SHELF", ())
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    page.run()
    assert not page.exception
    assert "库中还没有文件" in shown(page) and "wenzhang ingest" in shown(page)
    assert page.chat_input(key="typed").disabled


def test_the_pages_are_linked_and_the_conversation_and_the_language_outlast_them(chat: AppTest) -> None:
    chat.session_state["language"] = "en"
    ask(chat.run(), WHY)
    go(chat, "report")
    assert not chat.exception
    labels = [link.proto.label for link in chat.get("page_link")]
    assert labels[0] == "Questions" and {"Consistency report", "Evaluation", "To review"} <= set(labels)
    assert "wz-question" not in shown(chat)
    go(chat, "")
    assert asked(chat) == [WHY] and "See the cell." not in shown(chat)
    assert chat.session_state["language"] == "en"


def test_filings_are_chosen_by_region_and_one_by_one(chat: AppTest) -> None:
    chat.multiselect(key="only_files").set_value(["松原县图书馆2025年决算.pdf"]).run()
    assert "只问其中 1 份文件" in shown(chat)
    ask(chat, WHY)
    assert fake_desk.LAST.asked[-1][1] == ("松原县图书馆2025年决算.pdf",)
    chat.selectbox(key="only_body").set_value("云溪市养老服务中心").run()
    assert chat.multiselect(key="only_files").value == [] and not chat.exception


def test_the_address_names_question_and_filings() -> None:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    page.query_params["q"] = WHY
    page.query_params["filing"] = [fake_desk.FILE, "没有这份.pdf"]
    page.run()
    assert (WHY, (fake_desk.FILE,), 0) in fake_desk.LAST.asked[-12:]
    assert "没有这份.pdf" in shown(page) and "不在库中" in shown(page)
    page.button(key="new").click().run()
    assert "不在库中" not in shown(page)


def test_an_answer_can_be_copied_shared_and_kept(chat: AppTest) -> None:
    page = ask(chat, WHY)
    assert 'data-wz-copy="为什么项目支出下降了60%？' in shown(page)
    assert 'data-wz-link="?q=%E4%B8%BA' in shown(page) and "lang=zh" in shown(page)
    assert [file.proto.label for file in page.get("download_button")] == [
        "Excel 表格（.xlsx）",
        "CSV 表格（.csv）",
        "Markdown 文档（.md）",
    ]


def test_an_older_version_is_marked_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(fake_desk.FILING, file="更正.txt", added=9)
    monkeypatch.setattr(fake_desk, "SHELF", (*fake_desk.SHELF, newer))
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    page.run()
    assert shown(page).count('class="wz-older"') == 1 and "有较新的版本：更正.txt" in shown(page)
    assert any("（旧版）" in option or "(旧版)" in option for option in page.multiselect(key="only_files").options)


def test_who_asks_too_often_is_told_how_long_to_wait(chat: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZHANG_CLIENT_RATE", "2")
    fake_desk.LAST.asked.clear()
    for _ in range(3):
        page = ask(chat, WHY)
    assert [question for question, _, _ in fake_desk.LAST.asked].count(WHY) == 2
    assert page.session_state["answers"][-1].status is Status.REFUSED
    assert re.search(r"请等 \d+ 秒再问", page.session_state["answers"][-1].text)
