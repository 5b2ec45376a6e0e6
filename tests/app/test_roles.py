"""Which pages a visitor has: what isn't theirs is not built, whatever the address says."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.roles import Role, Visitor
from tests.app import fake_desk

SCRIPT = Path(__file__).with_name("fake_chat.py")
CHAT = "问答"
STRANGER = "zhao@example.org"


def opened(monkeypatch: pytest.MonkeyPatch, visitor: Visitor) -> AppTest:
    monkeypatch.setattr(fake_desk, "VISITOR", visitor)
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    page.run()
    assert not page.exception
    return page


def addresses(page: AppTest) -> set[str]:
    return {known["url_pathname"] for known in page._registered_pages.values()}


def shown(page: AppTest) -> str:
    bodies = [str(each.proto.body) for each in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def test_the_public_has_the_chat_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, Visitor())
    assert addresses(page) == {""} and page.get("page_link") == []
    assert "可以这样问" in shown(page) and "工作人员" not in shown(page)


def test_staff_has_the_staff_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, Visitor("li@example.org", Role.STAFF))
    assert {"", "report", "runs", "review"} <= addresses(page)
    assert "li@example.org" in shown(page) and page.button(key="sign-out").label == "退出登录"


def test_signed_in_without_a_role_is_told_so_and_may_still_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, Visitor(STRANGER))
    assert addresses(page) == {"", "chat"}
    assert f"您已用 {STRANGER} 登录，但这个账号没有工作人员权限" in shown(page)
    assert [link.proto.label for link in page.get("page_link")] == ["没有权限", CHAT]
    page.button(key="sign-out")


def test_who_sits_at_the_machine_is_told_why_the_pages_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "未设登录" in shown(opened(monkeypatch, Visitor(role=Role.ADMIN, local=True)))


def test_a_role_that_ends_takes_the_page_away(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, Visitor("li@example.org", Role.STAFF))
    report = next(key for key, known in page._registered_pages.items() if known["url_pathname"] == "report")
    page._page_hash = report
    page.run()
    assert "核对报告" in shown(page)
    monkeypatch.setattr(fake_desk, "VISITOR", Visitor())
    page.run()
    assert addresses(page) == {""} and "wz-headline" not in shown(page)


def test_an_address_of_mail_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(opened(monkeypatch, Visitor(f"{fake_desk.EVIL}@example.org")))
    assert "<img" not in page and "<script" not in page


def test_an_empty_library_tells_the_public_no_folder_and_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_desk, "SHELF", ())
    assert "wenzhang ingest" in shown(opened(monkeypatch, Visitor("li@example.org", Role.STAFF)))
    page = shown(opened(monkeypatch, Visitor()))
    assert "这里还没有可以提问的文件" in page and "wenzhang" not in page and "library" not in page
