"""The staff pages over a real library, driven without a browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.roles import Role, Visitor
from app.desk import checked
from app.desk.desk import LibraryDesk
from app.desk.opening import open_desk
from budget.problem import Problem
from budget.source import Source
from tests.app import fake_desk
from tests.ingest.made_up_pdf import Sheet
from tests.made_up_filing import expenditure, filing, row, statement

SCRIPT = Path(__file__).with_name("staff_app.py")
EVIL = "<img src=x onerror=alert(1)>"
QUESTION = "2026年项目支出是多少？"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryDesk]:
    """A library of three filings: two years of one body, and one of another with markup in its name."""
    monkeypatch.setenv("WENZHANG_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("WENZHANG_VECTORS", "false")
    opened = open_desk()
    assert isinstance(opened, LibraryDesk)
    for name, year, body in (
        ("a.txt", 2025, "绿水市园林处"),
        ("b.txt", 2026, "绿水市园林处"),
        (f"{EVIL}.txt", 2026, EVIL),
    ):
        path = tmp_path / name
        path.write_text(f"{name} {year}", encoding="utf-8")
        table = expenditure(
            row("212", "城乡社区支出", "500.00", "300.00", "200.00"), row("", "合计", "500.00", "300.00", "200.00")
        )
        said = statement("项目支出", "项目支出200.00万元。", file=name, amount="200.00")
        made = filing(table, statements=[said], file=name, department=body, year=year)
        opened.library.add(path, lambda _, made=made: made, "1")  # type: ignore[misc]
    yield opened
    opened.library.close()


def opened(address: str, **session: object) -> AppTest:
    """The page of that address."""
    page = AppTest.from_file(str(SCRIPT), default_timeout=60)
    page.session_state["language"] = "zh"
    for name, value in session.items():
        page.session_state[name] = value
    page.run()
    known = page._registered_pages.items()
    page._page_hash = next(key for key, one in known if one["url_pathname"] == address)
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    bodies = [str(each.proto.body) for each in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def id_of(desk: LibraryDesk, file: str) -> str:
    return next(entry.id for entry in desk.library.entries() if entry.file == file)


def test_the_library_lists_filings_by_what_is_chosen_and_sought(desk: LibraryDesk) -> None:
    page = opened("library")
    assert "3 份，共 3 份" in shown(page)
    page.selectbox(key="library_body").set_value("绿水市园林处").run()
    assert "2 份，共 3 份" in shown(page)
    page.text_input(key="library_search").set_value("2025 园林").run()
    assert "1 份，共 3 份" in shown(page) and "a.txt" in shown(page) and "b.txt" not in shown(page)
    page.text_input(key="library_search").set_value("没有的").run()
    assert "没有符合条件的文件" in shown(page)


def test_the_checks_come_in_by_themselves(desk: LibraryDesk) -> None:
    opened("library")
    for _ in range(100):
        if all(checked.known_checks(filing) for filing in desk.filings):
            break
        time.sleep(0.1)
    page = shown(opened("library"))
    assert "核对中" not in page and "项成立" in page


def test_a_filing_is_removed_after_a_question_and_comes_back(desk: LibraryDesk) -> None:
    id = id_of(desk, "b.txt")
    page = opened("library")
    page.button(key=f"open-{id}").click().run()
    assert "200.00" in shown(page) and "读出的表（1）" in [each.label for each in page.expander]
    page.button(key="remove").click().run()
    assert "移除“b.txt”？" in shown(page) and len(desk.filings) == 3
    page.button(key="remove-yes").click().run()
    assert not page.exception
    assert {filing.file for filing in desk.filings} == {"a.txt", f"{EVIL}.txt"}
    assert "已移除“b.txt”" in shown(page) and "回收箱（1）" in [each.label for each in page.expander]
    page.button(key="library-undo").click().run()
    assert "已放回“b.txt”" in shown(page)
    assert desk.ask(QUESTION, filings=["b.txt"]).status == "answered"


def test_only_an_administrator_throws_away_for_good(desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    id = id_of(desk, "a.txt")
    desk.library.put_aside(id)
    page = opened("library")
    page.button(key=f"throw-{id}").click().run()
    assert "彻底删除" in page.warning[0].value and len(desk.library.binned()) == 1
    monkeypatch.setattr(fake_desk, "VISITOR", Visitor("li@example.org", Role.STAFF))
    page.run()
    assert not page.warning and f"throw-{id}" not in [button.key for button in page.button]
    page.button(key=f"back-{id}")
    monkeypatch.setattr(fake_desk, "VISITOR", Visitor("chief@example.org", Role.ADMIN))
    page.run()
    page.button(key=f"sure-{id}").click().run()
    assert desk.library.binned() == [] and "已彻底删除“a.txt”" in shown(page)


def test_who_lost_the_role_removes_nothing_with_a_button_that_is_still_shown(
    desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened("library")
    page.button(key=f"open-{id_of(desk, 'b.txt')}").click().run()
    page.button(key="remove").click().run()
    monkeypatch.setattr(fake_desk, "VISITOR", Visitor())
    page.button(key="remove-yes").click().run()
    assert len(desk.filings) == 3 and desk.library.binned() == []


def test_the_upload_page_says_its_limits_and_what_replaces_asks_first(
    desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENZHANG_UPLOAD_FILES", "2")
    page = opened("upload")
    chooser = page.file_uploader(key="files-0")
    assert "最多 2 份" in chooser.label
    chooser.set_value([("a.txt", "新的一份".encode(), "text/plain"), (f"{EVIL}2.txt", b"", "text/plain")]).run()
    text = shown(page)
    assert "替换库中同名的一份" in text and "文件是空的" in text and "<img" not in text
    assert page.button(key="upload-add").disabled
    page.checkbox(key="upload-agree").set_value(True).run()
    assert not page.button(key="upload-add").disabled
    page.file_uploader(key="files-0").set_value([(f"{name}.txt", b"1", "text/plain") for name in "xyz"]).run()
    assert "选了 3 份，一次最多 2 份" in shown(page)


def test_what_is_uploaded_is_read_shown_asked_and_taken_back(desk: LibraryDesk) -> None:
    page = opened("upload")
    text = "青山县文化馆2026年单位预算\n\n2026年项目支出88.50万元，比上年预算增加8.50万元，增长10.63%。\n"
    files = [
        ("青山县文化馆2026年单位预算.txt", text.encode(), "text/plain"),
        ("坏.pdf", b"Rar!\x1a\x07\x00", "application/pdf"),
    ]
    page.file_uploader(key="files-0").set_value(files).run()
    page.button(key="upload-add").click().run()
    assert not page.exception
    said = shown(page)
    assert "1 份已加入，现在就可以提问" in said and "青山县文化馆" in said
    assert "坏.pdf is a rar archive" in said and "1 份没有加入" in said
    assert desk.ask("青山县文化馆2026年项目支出是多少？").status == "answered"
    page.button(key="undo-0").click().run()
    assert "已撤回" in shown(page) and len(desk.filings) == 3 and len(desk.library.binned()) == 1


def test_nothing_of_a_filing_is_markup(desk: LibraryDesk) -> None:
    page = opened("library")
    page.button(key=f"open-{id_of(desk, f'{EVIL}.txt')}").click().run()
    assert "<img" not in shown(page) and "&lt;img" in shown(page)


def test_the_pages_speak_english(desk: LibraryDesk) -> None:
    assert "3 of 3 filings" in shown(opened("library", language="en"))
    assert "Choose files" in shown(opened("upload", language="en"))


def test_a_line_is_compared_and_each_figure_opens(desk: LibraryDesk) -> None:
    page = opened("compare")
    text = shown(page)
    assert "st-compare" in text and "500.00" in text and "没有文件" in text and "<img" not in text
    page.selectbox(key="compare_line").set_value("project").run()
    assert "200.00" in shown(page)
    page.button(key="compare-1").click().run()
    assert "部门支出总体情况表" in shown(page) and "wz-here" in shown(page)
    assert [each.proto.label for each in page.get("download_button")][-2:] == [
        "Excel 表格（.xlsx）",
        "CSV 表格（.csv）",
    ]
    page.multiselect(key="compare_bodies").set_value([]).run()
    assert "请选至少一项、一个单位和一个年份" in shown(page)


def ask(page: AppTest, question: str) -> AppTest:
    page.chat_input(key="typed").set_value(question).run()
    assert not page.exception
    return page


def test_staff_sees_how_an_answer_came_about_and_the_public_does_not(
    desk: LibraryDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ask(opened(""), "绿水市园林处2026年项目支出是多少？")
    assert "怎么得出的（仅工作人员可见）" in [each.label for each in page.expander]
    page.toggle(key="trace-more-0").set_value(True).run()
    text = shown(page)
    assert "候选数字" in text and "项目支出" in text and "●" in text and "b.txt" in text and "<img" not in text
    monkeypatch.setattr(fake_desk, "VISITOR", Visitor())
    page.run()
    assert "怎么得出的（仅工作人员可见）" not in [each.label for each in page.expander]
    assert "候选数字" not in shown(page)


def test_what_was_asked_is_counted(desk: LibraryDesk) -> None:
    assert "这段时间没有人提问" in shown(opened("statistics"))
    ask(opened(""), "绿水市园林处2026年项目支出是多少？")
    page = shown(opened("statistics"))
    assert (
        "次提问" in page and "按运算" in page and "取数" in page and "问答页" in page and "项目支出是多少" not in page
    )


def test_a_problem_leads_to_its_place_in_a_table_and_on_the_page(desk: LibraryDesk, tmp_path: Path) -> None:
    name = "有问题.pdf"
    table = expenditure(row("212", "城乡社区支出", "500.00", "300.00", "200.00"))
    problems = (
        Problem("lost_cell", f"第 1 行少了一格{EVIL}", Source(name, page=1, table=table.id, row=0, column=1)),
        Problem("damaged_page", "这一页读不全", Source(name, page=1)),
        Problem("stray", "整份文件都要留意", Source(name)),
    )
    made = replace(filing(table, file=name), problems=problems, pages=1)
    sheet = Sheet(tmp_path / name)
    sheet.text(50, 50, "青山县")
    added = desk.library.add(sheet.save(), lambda _: made, "1")
    page = opened("library")
    assert "读取问题 3" in shown(page)
    page.selectbox(key="library_state").set_value("problems").run()
    page.button(key=f"open-{added.id}").click().run()
    buttons = [button.key for button in page.button if (button.key or "").startswith("problem-")]
    assert len(buttons) == 2 and "整份文件都要留意" in shown(page) and "<img src=x" not in shown(page)
    page.button(key=buttons[0]).click().run()
    assert not page.exception and "wz-here" in shown(page)
    page = opened("library", library_opened=added.id)
    page.button(key=buttons[1]).click().run()
    assert not page.exception and "data:image/png;base64," in shown(page) and "这一页读不全" in shown(page)
