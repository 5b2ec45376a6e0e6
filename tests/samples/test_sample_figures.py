"""The samples' figures add up: totals equal their parts, tables repeat each other, sentences repeat the tables."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from making.script import read_script
from making.sheets import BadSheet, Sheet, read_sheets

WANLI = ("wanli-2023", "wanli-2024", "wanli-2025")
ALL = ("kashgar-2026", *WANLI)
Amounts = dict[str, Decimal]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if text not in ("", "<", "^") else Decimal(0)


def tables(samples: Path, filing: str) -> dict[str, Sheet]:
    return read_sheets(samples / "data" / filing / "tables.tsv")


def by_code(sheet: Sheet, column: int, code_columns: int = 3) -> Amounts:
    """The column's amounts by whole code; the total under "". Rows of one code are added up."""
    amounts: Amounts = defaultdict(Decimal)
    for row in sheet.body:
        code = "" if row[0] == "合计" else "".join(row[:code_columns])
        amounts[code] += number(row[column])
    return amounts


def assert_sum(parts: list[Decimal], total: Decimal, what: object) -> None:
    """The parts make the total, but for half a unit of the last printed digit a term: filings round each cell by itself."""
    unit = Decimal(1).scaleb(int(min(amount.as_tuple().exponent for amount in [*parts, total])))
    assert abs(sum(parts) - total) <= unit * (len(parts) + 1) / 2, f"{what}: parts {sum(parts)}, printed {total}"


def assert_tree(amounts: Amounts, lengths: tuple[int, ...]) -> None:
    """Each level adds up to the one above it, the top level to the total."""
    for upper, lower in zip((0, *lengths), lengths, strict=False):
        parts: dict[str, list[Decimal]] = defaultdict(list)
        for code, amount in amounts.items():
            if len(code) == lower:
                parts[code[:upper]].append(amount)
        assert parts, f"no codes of {lower} digits"
        for code, amounts_of_parts in parts.items():
            assert_sum(amounts_of_parts, amounts[code], code or "合计")


@pytest.mark.parametrize("filing", ALL)
@pytest.mark.parametrize("table", ["income", "expenditure", "general"])
def test_functional_items_add_up_by_level(samples: Path, filing: str, table: str) -> None:
    sheet = tables(samples, filing)[table]
    for column in range(4, len(sheet.widths)):
        assert_tree(by_code(sheet, column), (3, 5, 7))


@pytest.mark.parametrize("filing", ALL)
@pytest.mark.parametrize("table", ["expenditure", "general", "basic"])
def test_rows_split_into_their_two_parts(samples: Path, filing: str, table: str) -> None:
    sheet = tables(samples, filing)[table]
    for row in sheet.body:
        total, first, second = (number(cell) for cell in row[-3:])
        assert_sum([first, second], total, row)


@pytest.mark.parametrize("filing", ALL)
def test_economic_classes_add_up_to_basic_expenditure(samples: Path, filing: str) -> None:
    sheets = tables(samples, filing)
    economic = by_code(sheets["basic"], 3, code_columns=2)
    assert_tree(economic, (3, 5))
    assert economic[""] == by_code(sheets["general"], 5)[""]


@pytest.mark.parametrize("filing", WANLI)
def test_the_general_table_repeats_the_others(samples: Path, filing: str) -> None:
    sheets = tables(samples, filing)
    spending = by_code(sheets["expenditure"], 4)
    assert spending == by_code(sheets["income"], 4) == by_code(sheets["general"], 4)
    classes = [number(row[3]) for row in sheets["summary"].body]
    assert sum(classes[:-1]) == classes[-1] == spending[""] == number(sheets["summary"].body[-1][1])
    assert [number(row[3]) for row in sheets["fiscal"].body] == classes


@pytest.mark.parametrize("filing", WANLI)
def test_three_public_expenses_add_up(samples: Path, filing: str) -> None:
    total, abroad, reception, vehicles, purchase, running, _ = map(number, tables(samples, filing)["three"].body[0])
    assert total == abroad + reception + vehicles
    assert vehicles == purchase + running


@pytest.mark.parametrize("filing", WANLI)
def test_the_sentences_amounts_are_the_tables_amounts(samples: Path, filing: str) -> None:
    names = {row[3]: number(row[4]) for row in tables(samples, filing)["general"].body if row[2]}
    with (samples / "data" / filing / "items.tsv").open(encoding="utf-8", newline="") as file:
        items = [row for row in csv.DictReader(file, delimiter="\t") if row["item"] != "一般行政管理事务"]
    for item in items:
        assert wan(names[item["item"]]) == number(item["amount"]), item["item"]


def wan(yuan: Decimal) -> Decimal:
    return (yuan / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_stated_change_leads_to_the_year_before(samples: Path, year: int) -> None:
    this, before = (wan(by_code(tables(samples, f"wanli-{y}")["general"], 4)[""]) for y in (year, year - 1))
    change = abs(this - before)
    text = (samples / "data" / f"wanli-{year}" / "text.txt").read_text(encoding="utf-8").replace(",", "")
    percent = (change / before * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert f"{change}万元" in text
    assert f"{percent}%" in text


def test_kashgar_carry_over_is_what_income_and_appropriation_differ_by(samples: Path) -> None:
    sheets = tables(samples, "kashgar-2026")
    carried = number(sheets["carry"].body[-1][1])
    assert carried == sum(number(row[1]) for row in sheets["carry"].body[:-1])
    assert by_code(sheets["income"], 4)[""] - by_code(sheets["income"], 5)[""] == carried
    assert by_code(sheets["expenditure"], 4)[""] - by_code(sheets["general"], 4)[""] == carried


def test_kashgar_projects_add_up_and_have_their_target_forms(samples: Path) -> None:
    folder = samples / "data" / "kashgar-2026"
    rows = tables(samples, "kashgar-2026")["project"].body
    assert all(number(row[5]) == sum(number(cell) for cell in row[6:]) for row in rows)
    projects: Amounts = defaultdict(Decimal)
    for row in rows:
        if row[4] not in ("", "<"):
            projects[row[4]] += number(row[5])
    assert sum(projects.values()) == number(rows[-1][5])
    forms = [sheet for sheet in read_sheets(folder / "targets.tsv").values() if sheet.id != "overall"]
    assert {form.rows[1][1]: number(form.rows[2][3]) for form in forms} == projects


def test_kashgar_keeps_its_contradictions(samples: Path) -> None:
    text = (samples / "filings" / "kashgar-social-insurance-2026.txt").read_text(encoding="utf-8")
    for piece in ("2456名", "2458人", "438.7元", "438.7万元", "2026年4月至2026年3月"):
        assert piece in text


@pytest.mark.parametrize("filing", ALL)
def test_a_filing_uses_each_of_its_tables_once(samples: Path, filing: str) -> None:
    script = read_script(samples / "data" / filing)
    used = [sheet.id for sheet in script.sheets]
    held = [key for path in (samples / "data" / filing).glob("t*.tsv") for key in read_sheets(path)]
    assert sorted(used) == sorted(held)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("#table a\n#colour red\n", "tables.tsv, line 2: unknown key #colour"),
        ("#table a\n#title T\n#widths 1 1\n#align lr\n#header 0\nx\ty\tz\n", "2 columns, but the row x|y|z has 3"),
        ("#table a\n#title T\n#widths 1 1\n#align l\n#header 0\n", "2 widths but 1 letters in #align"),
        ("#table a\n#title T\n", "the key #widths is missing"),
    ],
)
def test_a_bad_table_is_refused_with_its_reason(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "tables.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSheet) as error:
        read_sheets(path)
    assert sentence in str(error.value)
