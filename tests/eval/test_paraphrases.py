"""The bar for other wordings: a question asked otherwise is answered as well as the one in the set."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from app.batch import BatchReport
from eval.asking import ask_all
from eval.errors import BadSetLine
from eval.measure import mark
from eval.paraphrases import load_paraphrases, original_id
from eval.question import Question
from eval.sets import PARAPHRASES, open_set
from eval.settings import EvalSettings
from eval.tally import overall

# So many points fewer may be right than of the original wordings.
MAY_LACK = Decimal(3)
SUPPORTED = Decimal(99)


def test_other_wordings_are_answered_as_well(
    asked: BatchReport, questions: tuple[Question, ...], kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reworded = open_set(PARAPHRASES, EvalSettings())
    report = ask_all(reworded.questions, reworded.filings, kept, 2000, lambda name: None)
    assert report.broken == []
    marks = [mark(one, answer) for one, answer in zip(reworded.questions, report.answers, strict=True)]
    originals = overall([mark(one, answer) for one, answer in zip(questions, asked.answers, strict=True)])
    line = overall(marks)
    missed = ", ".join(one.id for one in marks if not one.right and not one.id.startswith("evaluate"))
    assert line.right >= originals.right - MAY_LACK, f"missed, those of evaluate left out: {missed}"
    assert (line.shares["digits"] or 0) >= SUPPORTED


def test_a_paraphrase_keeps_the_gold_of_its_question(questions: tuple[Question, ...]) -> None:
    by_id = {one.id: one for one in questions}
    for one in open_set(PARAPHRASES, EvalSettings()).questions:
        original = by_id[original_id(one.id)]
        assert one.question != original.question
        assert (one.numbers, one.evidence, one.status) == (original.numbers, original.evidence, original.status)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([{"id": "one", "wordings": ["甲", "乙", "丙"], "gold": 1}], 'just "id" and "wordings"'),
        ([{"id": "two", "wordings": ["甲", "乙", "丙"]}], "'two' is no question of the sets"),
        ([{"id": "one", "wordings": ["甲", "乙"]}], "at least 3 other wordings"),
        ([{"id": "one", "wordings": ["甲", "乙", "乙", "丙"]}], "all different"),
        ([{"id": "one", "wordings": ["甲", "乙", " "]}], "not a list of texts"),
        ([{"id": "one", "wordings": ["甲", "乙", "丙"]}] * 2, "stands in it twice"),
    ],
)
def test_a_bad_line_is_refused(tmp_path: Path, question: Question, lines: list[dict[str, object]], reason: str) -> None:
    path = tmp_path / "paraphrases.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with pytest.raises(BadSetLine, match=f"line {len(lines)}: .*{reason}"):
        load_paraphrases(path, (question,))


def test_every_question_of_the_sets_is_reworded(questions: tuple[Question, ...]) -> None:
    reworded = {original_id(one.id) for one in open_set(PARAPHRASES, EvalSettings()).questions}
    assert [one.id for one in questions if one.id not in reworded] == []
