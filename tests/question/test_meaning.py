"""What words may mean that nothing links to, and how surely."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budget.question.meaning import TAKEN, Meant, meant_by, runs, understood
from budget.question.reading import read_question
from budget.question.words import Unit
from tests.answering import plain_vocabulary


class Likeness:
    """Words with the names that are said to be nearest to them; asked for any other word it knows none."""

    def __init__(self, **near: list[tuple[str, float]]) -> None:
        self.near = near

    def __call__(self, words: Sequence[str]) -> list[list[tuple[str, float]]]:
        return [self.near.get(word, []) for word in words]


def loose(text: str) -> list[tuple[Unit, ...]]:
    reading = read_question(text, plain_vocabulary())
    return runs(reading.units, reading.text, lambda unit: not unit.known)


def meant(text: str, nearest: Likeness, printed: Sequence[str] = ("公务接待费", "会议费", "禁毒")) -> list[Meant]:
    return [
        one for run in loose(text) for one in meant_by(run, text, nearest, plain_vocabulary(), lambda n: n in printed)
    ]


def test_words_side_by_side_are_one_run_and_known_ones_part_them() -> None:
    text = "lavish soirees and travel for marquees"
    found = [[unit.text for unit in run] for run in loose(text)]
    assert found == [["lavish", "soirees"], ["marquees"]]


def test_a_colloquial_word_next_to_it_leads_to_what_filings_print() -> None:
    one = meant("soirees", Likeness(soirees=[("banquets", 0.8)]))
    assert [(m.word, m.names) for m in one] == [("soirees", ("公务接待费",))]
    assert one[0].sureness == pytest.approx(0.8)


def test_what_the_library_does_not_print_is_no_meaning() -> None:
    assert meant("soirees", Likeness(soirees=[("banquets", 0.9)]), printed=["会议费"]) == []
    next_best = meant("soirees", Likeness(soirees=[("banquets", 0.9), ("meetings", 0.8)]), printed=["会议费"])
    assert next_best[0].names[0] == "会议费"
    assert next_best[0].sureness == pytest.approx(0.8)


def test_neighbours_of_one_meaning_make_sure_and_others_do_not() -> None:
    agreeing = meant("soirees", Likeness(soirees=[("banquets", 0.66), ("hospitality", 0.64), ("receptions", 0.62)]))[0]
    alone = meant("soirees", Likeness(soirees=[("banquets", 0.66), ("meetings", 0.64), ("drug control", 0.62)]))[0]
    assert agreeing.sureness > TAKEN > alone.sureness == pytest.approx(0.66)
    assert agreeing.names[0] == alone.names[0] == "公务接待费"


def test_a_run_that_means_something_as_a_whole_is_not_taken_apart() -> None:
    near = Likeness(**{"lavish soirees": [("banquets", 0.9)], "lavish": [("meetings", 0.9)]})
    assert [m.word for m in meant("lavish soirees", near)] == ["lavish soirees"]
    near.near["lavish soirees"] = [("banquets", TAKEN - 0.1)]
    assert [m.word for m in meant("lavish soirees", near)] == ["lavish soirees", "lavish"]


def test_understood_words_stand_where_they_stood_in_question_and_clause() -> None:
    reading = read_question("How much went on lavish soirees in 2026?", plain_vocabulary())
    run = next(run for run in loose(reading.text) if run[0].text == "lavish")
    changed = understood(reading, [Meant(run, "lavish soirees", ("公务接待费",), 0.9)])
    units = [unit for unit in changed.units if unit.text == "lavish soirees"]
    assert [(u.known, u.alternatives, u.start, u.end) for u in units] == [
        (True, ("lavish soirees", "公务接待费"), run[0].start, run[-1].end)
    ]
    assert not {"lavish", "soirees"} & {unit.text for unit in changed.units}
    assert units[0] in changed.clauses[0].units
    assert (changed.operations, changed.periods) == (reading.operations, reading.periods)
