"""The pages of evaluation, driven without a browser: runs looked at, compared and started, reviews made into questions."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.desk.reviews import Review, ReviewList
from app.errors import UserError
from app.interface import LANGUAGES
from app.wire import answer_to_dict
from eval.draft import unchecked_lines
from eval.history import earlier_of_its_set, known_runs, run_line
from eval.job import Jobs, told_steps
from eval.load import load_set
from eval.measure import MEASURES
from eval.page_wording import page_words
from eval.question import STATUSES, TYPES, Question
from eval.record import Run
from eval.settings import EvalSettings
from eval.store import save
from eval.view_miss import WORDS
from tests.app import fake_desk

SCRIPT = Path(__file__).parents[1] / "app" / "fake_chat.py"
FILING = "kashgar-social-insurance-2026.txt"
Make = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with nothing in it: runs and the user's own sets go there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def keep(folder: Path, question: Question, answer: dict[str, Any]) -> Make:
    """Keeps a run of three questions; what is said to `wrong` ids is not found."""

    def make(stamp: str, *wrong: str) -> None:
        questions = tuple(
            replace(question, id=id, question=f"问题{id}？", type=type) for id, type in (("a", "change"), ("b", "sum"))
        )
        lost = {"status": "not_found", "text": "<b>没有找到</b>", "figures": []}
        answers = {one.id: {**answer, "id": one.id, **(lost if one.id in wrong else {})} for one in questions}
        about = {"set": "made", "began": f"2026-01-{stamp}T03:04:05+00:00"}
        save(Run(f"202601{stamp}-030405-made", about, questions, answers), folder / "runs")

    return make


@pytest.fixture
def reviews(folder: Path) -> Iterator[ReviewList]:
    fake_desk.LAST.reviews = ReviewList(folder / "review.jsonl")
    yield fake_desk.LAST.reviews
    fake_desk.LAST.reviews = None


def opened(address: str, language: str = "zh") -> AppTest:
    """The app on that page."""
    page = AppTest.from_file(str(SCRIPT), default_timeout=60)
    page.session_state["language"] = language
    page.run()
    page._page_hash = next(key for key, known in page._registered_pages.items() if known["url_pathname"] == address)
    page.run()
    assert not page.exception
    return page


def shown(page: AppTest) -> str:
    bodies = [str(each.proto.body) for each in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def test_both_languages_name_every_type_measure_and_status() -> None:
    for language in LANGUAGES:
        words = page_words(language).words
        wanted = (
            [f"type_{name}" for name in TYPES]
            + [f"measure_{name}" for name in MEASURES]
            + [f"status_{name}" for name in STATUSES]
        )
        assert [key for key in (*wanted, *WORDS) if key not in words] == []


def test_no_run_yet_is_said(folder: Path) -> None:
    assert "还没有评测记录（runs）" in shown(opened("runs"))
    assert "There is no run yet (runs)" in shown(opened("runs", "en"))


def test_a_run_is_shown_with_its_misses_and_what_it_changed(keep: Make) -> None:
    keep("01")
    keep("02", "b")
    page = opened("runs")
    text = shown(page)
    assert "50.0" in text and "答对（共 2 题）" in text
    assert "<th>求和<small>1</small></th>" in text
    assert "答对 100.0% → 50.0%" in text
    assert "变差 1 题" in text and "没有变好的题" in text
    assert "问题b？" in text and "&lt;b&gt;没有找到" in text and "<b>没有找到" not in text
    assert list(page.selectbox(key="run_name").options) == [
        "2026-01-02 03:04 · made · 50.0%", "2026-01-01 03:04 · made · 100.0%",
    ]  # fmt: skip
    assert len(page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")) == 1
    page.selectbox(key="run_name").select("20260101-030405-made").run()
    assert "全部答对" in shown(page)


def test_misses_can_be_looked_at_by_type(keep: Make) -> None:
    keep("01", "a", "b")
    page = opened("runs")
    assert "问题a？" in shown(page) and "问题b？" in shown(page)
    page.session_state["miss_type"] = "sum"
    page.run()
    assert "问题a？" not in shown(page) and "问题b？" in shown(page)


def test_a_run_that_can_not_be_read_is_passed_over(keep: Make, folder: Path) -> None:
    keep("01")
    keep("02")
    (folder / "runs" / "20260102-030405-made" / "answers.jsonl").write_text("{", encoding="utf-8")
    assert opened("runs").selectbox(key="run_name").options == ["2026-01-01 03:04 · made · 100.0%"]


def test_the_run_before_is_of_the_same_set(keep: Make, folder: Path) -> None:
    for stamp in ("01", "02"):
        keep(stamp)
    lines = [line for name in known_runs(folder / "runs") if (line := run_line(folder / "runs", name))]
    assert earlier_of_its_set(lines[0], lines) == lines[1]
    assert earlier_of_its_set(lines[1], lines) is None
    assert earlier_of_its_set(replace(lines[0], set="other"), lines) is None


def test_a_started_run_tells_how_far_it_is_and_is_kept(folder: Path) -> None:
    line = {
        "id": "one", "filings": [FILING], "lang": "zh", "type": "lookup", "question": "津贴补贴是多少？", "status": "answered",
        "numbers": [{"value": "76.56", "unit": "万元"}],
    }  # fmt: skip
    (folder / "questions").mkdir()
    (folder / "questions" / "mine.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    page = opened("runs")
    page.selectbox(key="run_set").select("mine").run()
    page.button(key="run_start").click().run()
    for _ in range(200):
        page.run()
        if page.selectbox(key="run_set") and "run_name" in page.session_state:
            break
        time.sleep(0.2)
    assert page.selectbox(key="run_name").options[0].endswith("mine · 100.0%")
    assert not page.exception


def test_one_run_at_a_time_and_one_that_fails_says_why(folder: Path) -> None:
    jobs = Jobs()
    assert jobs.start("no-such-set", EvalSettings())
    assert jobs.last is not None
    assert not jobs.start("bugs", EvalSettings())
    jobs.last.process.wait(timeout=60)
    assert not jobs.last.ended_well
    assert "There is no set no-such-set" in jobs.last.complaint()
    assert jobs.last.progress() == (0, 0, "")


def test_steps_are_told_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "progress"
    with told_steps("Asking", 2, file) as step:
        step("a.txt")
        step("one")
        assert file.read_text(encoding="utf-8") == "1\n2\none\n"
    with told_steps("Asking", 2, None) as step:
        step("a.txt")


def kept(reviews: ReviewList, id: str = "r1", **changes: Any) -> None:
    answer = fake_desk.LAST.ask(changes.get("question", fake_desk.WHY))
    review = Review(id, "2026-01-02T03:04:05+00:00", "down", answer.question, answer_to_dict(answer))
    reviews.put(replace(review, **{"filings": (fake_desk.FILE,), **changes}))


def test_an_empty_review_list_says_what_comes_there(reviews: ReviewList) -> None:
    assert "清单是空的" in shown(opened("review"))


def test_a_list_that_is_switched_off_says_so(folder: Path) -> None:
    assert "WENZHANG_REVIEW=false" in shown(opened("review"))


def test_one_click_makes_a_question_of_the_bug_list(reviews: ReviewList, folder: Path) -> None:
    kept(reviews, after=("先问一句",))
    original = folder / "original.txt"
    original.write_text("文件", encoding="utf-8")
    fake_desk.LAST.files = {fake_desk.FILE: original}
    page = opened("review")
    assert page.multiselect(key="filings-r1").value == [fake_desk.FILE]
    page.button(key="add-r1").click().run()
    assert not page.exception
    file = folder / "questions" / "reported.jsonl"
    line = json.loads(file.read_text(encoding="utf-8"))
    assert (line["question"], line["filings"], line["after"]) == (fake_desk.WHY, [fake_desk.FILE], ["先问一句"])
    assert line["unchecked"]["status"] == "answered"
    assert unchecked_lines(file) == [1]
    with pytest.raises(UserError, match="its gold is not filled in"):
        load_set(file)
    assert (folder / "questions" / "filings" / fake_desk.FILE).read_text(encoding="utf-8") == "文件"
    assert [review.outcome for review in reviews.all()] == ["reported-001"]
    assert "第 1 行（reported-001）" in shown(page) and "有 1 题等人填标准答案" in shown(page)


def test_a_bug_without_filings_is_not_made(reviews: ReviewList, folder: Path) -> None:
    kept(reviews)
    page = opened("review")
    page.multiselect(key="filings-r1").set_value([]).run()
    page.button(key="add-r1").click().run()
    assert "请先选文件" in shown(page)
    assert not (folder / "questions").exists()


def test_what_is_left_and_what_was_praised_waits_no_more(reviews: ReviewList) -> None:
    kept(reviews)
    kept(reviews, "r2", mark="up")
    page = opened("review")
    page.button(key="leave-r1").click().run()
    assert {review.id: review.outcome for review in reviews.all()} == {"r1": "left", "r2": ""}
    page.session_state["review_view"] = "handled"
    page.run()
    assert "看过，不用管" in shown(page) and "被点赞" in shown(page)


def test_a_question_cannot_write_into_the_page(reviews: ReviewList) -> None:
    kept(reviews, question=fake_desk.EVIL)
    assert "<script>window" not in shown(opened("review"))
    assert "&lt;script&gt;" in shown(opened("review"))
