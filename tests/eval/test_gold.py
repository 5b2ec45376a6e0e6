"""The curated sets are sound: their evidence stands in the filings, their sums hold, their mix is what was promised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest

from budget.filing import Filing
from eval.figures import squash
from eval.question import TYPES, Place, Question

SUM = re.compile(r"(\(?-?\d[\d.+*/()-]*[+*/-][\d.+*/()-]*\d\)?)=(-?\d+(?:\.\d+)?)(%?)")


def texts(filing: Filing, page: int | None) -> Iterator[str]:
    """What is printed: paragraphs, and the cells of tables, on the page or anywhere."""
    for paragraph in filing.paragraphs:
        if page is None or paragraph.source.page is None or abs(paragraph.source.page - page) <= 1:
            yield paragraph.text
    for table in filing.tables:
        yield table.title
        for row in table.rows:
            yield from (row.label, row.detail, *(cell.text for cell in row.cells))
    for project in filing.projects:
        yield from (project.name, *(field.text for field in project.fields))


def is_there(place: Place, filing: Filing) -> bool:
    """True where the quote, or the table's row and column, stands in the filing."""
    if place.quote:
        return any(squash(place.quote) in squash(text) for text in texts(filing, place.page))
    return any(
        squash(place.table) in squash(table.title)
        and any(squash(place.row) in squash(row.label) or not place.row for row in table.rows)
        and any(squash(place.column) in squash(column) for column in table.columns)
        for table in filing.tables
    )


def test_every_piece_of_evidence_stands_in_the_filing(
    questions: tuple[Question, ...], samples: dict[str, Filing]
) -> None:
    missing = [
        f"{question.id}: {place}"
        for question in questions
        for place in question.evidence
        if not is_there(place, samples[place.filing])
    ]
    assert missing == []


def test_a_question_that_has_an_answer_has_evidence(questions: tuple[Question, ...]) -> None:
    assert [one.id for one in questions if one.status == "answered" and not one.evidence] == []


def exactly(expression: str) -> Decimal:
    """The value of a sum over decimals."""
    assert re.fullmatch(r"[\d.+*/()-]+", expression)
    return Decimal(eval(re.sub(r"\d+(?:\.\d+)?", r"Decimal('\g<0>')", expression)))


def test_the_sums_that_the_gold_was_found_by_hold(questions: tuple[Question, ...]) -> None:
    wrong, seen = [], 0
    for question in questions:
        for expression, result, percent in SUM.findall(question.how):
            seen += 1
            printed = Decimal(result)
            value = exactly(expression) * (100 if percent else 1)
            if value.quantize(Decimal(1).scaleb(int(printed.as_tuple().exponent)), ROUND_HALF_UP) != printed:
                wrong.append(f"{question.id}: {expression} is {value}, not {result}{percent}")
    assert wrong == []
    assert seen >= 60


def test_gold_that_was_computed_is_the_result_of_its_sum(questions: tuple[Question, ...]) -> None:
    computed = [one for one in questions if one.type in ("prior", "sum", "per_unit", "share") and SUM.search(one.how)]
    for question in computed:
        results = {abs(Decimal(result)) for _, result, _ in SUM.findall(question.how)}
        assert {abs(gold.value) for gold in question.numbers} & results, question.id
    assert len(computed) >= 25


def test_the_mix_is_what_was_promised(questions: tuple[Question, ...]) -> None:
    types = Counter(question.type for question in questions)
    assert len(questions) >= 120
    assert set(types) == set(TYPES)
    assert min(types.values()) >= 5
    assert sum(question.lang == "en" for question in questions) * 3 >= len(questions)
    assert sum(question.lang != "zh" for question in questions) * 2 <= len(questions)


def test_no_question_is_asked_twice(questions: tuple[Question, ...]) -> None:
    asked = Counter((question.filings, question.after, squash(question.question)) for question in questions)
    assert [key for key, count in asked.items() if count > 1] == []


@pytest.mark.shared
def test_no_question_is_copied_from_the_sets_beside_the_repository(questions: tuple[Question, ...], shared) -> None:
    from eval.load import load_set

    theirs = [one for file in sorted((shared / "questions").glob("*.jsonl")) for one in load_set(file)]
    taken = {squash(one.question) for one in theirs if not one.after}
    assert [one.id for one in questions if squash(one.question) in taken] == []
