"""The cell sweep: every figure of a filing comes out when it is asked for by the names that are printed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from typer.testing import CliRunner

from eval.run import app
from eval.sweep.asking import choose_cells, sweep
from eval.sweep.command import read_folder
from eval.sweep.marks import Mark
from eval.sweep.names import name_cells
from eval.sweep.phrasing import ask_for
from tests.answering import KASHGAR, sample_filings

# Of the sample's cells so many in a hundred must come out; the sweep over all cells is run by hand.
BAR, SAMPLE, SEED = 98, 300, 7


def _misses(marks: list[Mark]) -> str:
    return f"{Counter(m.cause for m in marks if not m.found)} {[m.question for m in marks if not m.found][:10]}"


def test_the_samples_cells_come_out() -> None:
    chosen = choose_cells(sample_filings(), SAMPLE, SEED)
    marks = list(sweep(sample_filings(), chosen, SEED, lambda _: None))
    assert len(marks) == SAMPLE
    assert 100 * sum(m.found for m in marks) >= BAR * len(marks), _misses(marks)


def test_the_real_filings_cells_come_out(shared: Path, tmp_path: Path) -> None:
    # A few of each kind: reading them all takes longer than asking.
    for name in (
        "lijiang-city-tables-2025.xlsx",
        "xian-petitions-2026.pdf",
        "yantai-data-2026.pdf",
        "suzhou-audit-2026.pdf",
    ):
        (tmp_path / name).symlink_to((shared / "filings" / name).resolve())
    filings = read_folder(tmp_path, tmp_path / "read")
    marks = list(sweep(filings, choose_cells(filings, SAMPLE, SEED), SEED, lambda _: None))
    assert 100 * sum(m.found for m in marks) >= BAR * len(marks), _misses(marks)


def test_the_same_seed_asks_the_same_and_another_asks_otherwise() -> None:
    filing = sample_filings()[0]
    cells = name_cells(filing)
    first, again, other = ([ask_for(cell, filing, seed) for cell in cells] for seed in (1, 1, 2))
    assert first == again != other
    assert choose_cells([filing], 50, 1) == choose_cells([filing], 50, 1) != choose_cells([filing], 50, 2)


def test_words_that_fit_two_amounts_name_the_table() -> None:
    cells = {(c.fact.table, c.fact.label, c.fact.column): c for c in name_cells(sample_filings()[0])}
    both = [c for (table, label, column), c in cells.items() if (label, column) == ("社会保障和就业支出", "项目支出")]
    assert {c.fact.value for c in both} and len(both) > 1
    assert all(c.names.table for c in both)


def test_a_blank_elsewhere_is_another_amount() -> None:
    for cell in name_cells(sample_filings()[0]):
        assert cell.twins or len({f.value for f in cell.fitting}) >= 1
        assert cell.twins or None not in {f.value for f in cell.fitting}


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["sweep", "--filings", str(tmp_path)])
    assert "No filing in" in str(run.exception) and "--filings" in str(run.exception)
    run = CliRunner().invoke(app, ["sweep", "--all", "nothing.txt", "--sample", "1"])
    assert "nothing.txt" in str(run.exception) and KASHGAR not in str(run.exception)
