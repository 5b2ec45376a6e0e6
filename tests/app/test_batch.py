"""A question set is answered in its order, each group opened once, each conversation's history kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from app.batch import answer_set, step_count, write_answers
from app.question_set import SetQuestion, read_questions
from budget.answer import Answer, Status


class EchoService:
    """Answers with the question itself and how many answers lay before it; breaks when told to."""

    def __init__(self, log: list[str]) -> None:
        self.log = log

    def ask(self, question: str, *, history: Sequence[Answer] = ()) -> Answer:
        self.log.append(question)
        if question == "break":
            raise KeyError("torn")
        said = " > ".join([*(answer.question for answer in history), question])
        return Answer(question, "zh", Status.ANSWERED, said)


class EchoGroups:
    """Opens an EchoService for each group and remembers which groups were opened and what was asked."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, ...]] = []
        self.asked: list[str] = []

    def open(self, names: tuple[str, ...]) -> EchoService:
        self.opened.append(names)
        return EchoService(self.asked)


def questions() -> list[SetQuestion]:
    return [
        SetQuestion("q1", ("a.pdf",), "支出？"),
        SetQuestion("q2", ("b.pdf", "c.pdf"), "收入？"),
        SetQuestion("q3", ("a.pdf",), "为什么？", ("支出？", "去年呢？")),
        SetQuestion("q4", ("a.pdf",), "break"),
        SetQuestion("q5", ("a.pdf",), " "),
        SetQuestion("q6", ("a.pdf",), "支\n出"),
    ]


def run() -> tuple[EchoGroups, list[dict], list[str], list[str]]:
    groups, names = EchoGroups(), []
    report = answer_set(questions(), groups.open, 100, names.append)
    return groups, report.answers, report.broken, names


def test_answers_stand_in_the_order_of_the_set_with_their_ids() -> None:
    _, answers, _, names = run()
    assert [answer["id"] for answer in answers] == ["q1", "q2", "q3", "q4", "q5", "q6"]
    assert [answer["question"] for answer in answers] == [question.question for question in questions()]
    assert len(names) == step_count(questions())


def test_a_group_that_repeats_is_opened_once() -> None:
    groups, *_ = run()
    assert groups.opened == [("a.pdf",), ("b.pdf", "c.pdf")]


def test_what_came_before_is_asked_first_and_once() -> None:
    groups, answers, *_ = run()
    assert answers[2]["text"] == "支出？ > 去年呢？ > 为什么？"
    assert groups.asked.count("支出？") == 1


def test_a_question_that_breaks_the_program_is_refused_and_reported_and_the_rest_goes_on() -> None:
    _, answers, broken, _ = run()
    assert answers[3]["status"] == "refused"
    assert broken == ["q4 (KeyError: 'torn')"]
    assert answers[5]["text"] == "支 出"


def test_an_empty_question_of_a_set_is_refused_with_its_sentence() -> None:
    _, answers, *_ = run()
    assert (answers[4]["status"], answers[4]["text"][:22]) == ("refused", "The question is empty:")


def test_answers_are_written_one_a_line(tmp_path: Path) -> None:
    write_answers([{"id": "一", "text": "a\nb"}, {"id": "二"}], tmp_path / "new" / "a.jsonl")
    lines = (tmp_path / "new" / "a.jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [{"id": "一", "text": "a\nb"}, {"id": "二"}]
    assert lines[-1] == ""
    assert "一" in lines[0]


def test_a_set_is_read_with_a_byte_order_mark_empty_lines_and_without_its_gold(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    line = {"id": "q", "filings": ["a.txt"], "question": "支出？", "after": ["收入？"], "numbers": [{"value": "1"}]}
    text = "\ufeff" + json.dumps(line, ensure_ascii=False) + "\r\n\r\n"
    (tmp_path / "q.jsonl").write_text(text, encoding="utf-8", newline="")
    assert read_questions(tmp_path / "q.jsonl", tmp_path) == [SetQuestion("q", ("a.txt",), "支出？", ("收入？",))]
