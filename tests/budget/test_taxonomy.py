"""The vocabulary files are whole, and the loader refuses what would make them lie."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from budget.number import squeeze
from budget.taxonomy.terms import (
    BadTaxonomy,
    Term,
    load_english_words,
    load_everyday_words,
    load_terms,
    read_lexicon,
    read_terms,
)

HEADER = "name\tkind\tcode\talso\tenglish"
CODE_LENGTHS = {"functional": (3, 5, 7), "economic": (3, 5, 7), "economic_government": (3, 5), "revenue": (3, 5, 7, 9)}
KINDS = {
    "measure", "fund", "three_public", "table", "staff", "asset", "procurement", "indicator", "section", "body",
    "debt",
    *CODE_LENGTHS,
}  # fmt: skip


def write(folder: Path, *lines: str, name: str = "words.tsv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def by_code(kind: str) -> dict[str, Term]:
    return {term.code: term for term in load_terms() if term.kind == kind}


def test_every_kind_is_known_and_filled() -> None:
    assert {term.kind for term in load_terms()} == KINDS


@pytest.mark.parametrize("kind", sorted(CODE_LENGTHS))
def test_every_code_stands_under_its_class(kind: str) -> None:
    terms = by_code(kind)
    wrong_length = [code for code in terms if len(code) not in CODE_LENGTHS[kind]]
    orphans = [code for code in terms if len(code) > 3 and code[:-2] not in terms]
    assert (wrong_length, orphans) == ([], [])


def test_only_the_classifications_carry_codes() -> None:
    assert [term for term in load_terms() if bool(term.code) != (term.kind in CODE_LENGTHS)] == []


def test_every_class_and_section_has_an_english_name() -> None:
    missing = [term.code for kind in CODE_LENGTHS for term in by_code(kind).values()
               if len(term.code) <= 5 and not term.english]  # fmt: skip
    assert missing == []


def test_every_uncoded_term_has_an_english_name() -> None:
    assert [term.name for term in load_terms() if not term.code and not term.english] == []


def test_an_english_name_means_one_term_of_a_kind() -> None:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for term in load_terms():
        for name in term.english:
            owners[term.kind, name.casefold()].add(term.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_a_name_does_not_repeat_itself_as_its_synonym() -> None:
    assert [term.name for term in load_terms() if term.name in term.also] == []


def test_words_of_a_repeated_name_are_shared() -> None:
    items = by_code("functional")
    assert items["2080101"].name == items["2140101"].name == "行政运行"
    assert "administrative operations" in items["2140101"].english


@pytest.mark.parametrize(
    ("kind", "code", "name", "english"),
    [
        ("functional", "2080505", "机关事业单位基本养老保险缴费支出", "pension contributions"),
        ("functional", "2210201", "住房公积金", "housing provident fund"),
        ("economic", "30101", "基本工资", "base pay"),
        ("economic", "30217", "公务接待费", "entertainment"),
        ("economic_government", "50101", "工资奖金津补贴", "wages"),
        ("revenue", "1030148", "国有土地使用权出让收入", "land sale revenue"),
    ],
)
def test_well_known_items(kind: str, code: str, name: str, english: str) -> None:
    term = by_code(kind)[code]
    assert term.name == name
    assert english in term.english


def test_every_item_that_several_filings_print_is_known(shared: Path) -> None:
    kinds = {
        "function": "functional",
        "economic (department)": "economic",
        "economic (government)": "economic_government",
    }
    known = {kind: by_code(kind) for kind in kinds.values()}
    rows = [line.split("\t") for line in (shared / "classification.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    # That list was scraped: a name of one or two characters there is a unit (人次, 个) beside a number (200, 500).
    common = [(kinds[row[1]], row[0], row[2]) for row in rows if row[1] in kinds and int(row[3]) >= 3]
    missing = [row for row in common if row[1] not in known[row[0]] and len(row[2]) > 2]
    assert len(common) > 500
    assert missing == []
    assert [row for row in common if row[1] in known[row[0]] and not known[row[0]][row[1]].english] == []


@pytest.mark.parametrize("kind", sorted(CODE_LENGTHS))
def test_classifications_are_in_the_order_of_their_codes(kind: str) -> None:
    codes = list(by_code(kind))
    assert codes == sorted(codes)


@pytest.mark.parametrize("words", [load_english_words, load_everyday_words])
def test_lexicons_are_in_order(words: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
    assert list(words()) == sorted(words())


def test_lexicons_lead_to_the_words_of_filings() -> None:
    english, everyday = load_english_words(), load_everyday_words()
    assert len(english) >= 1200
    assert len(everyday) >= 300
    assert "养老保险" in english["pension"]
    assert "公务接待费" in everyday["招待费"]


def test_english_words_are_lower_case_and_meanings_chinese() -> None:
    words = load_english_words()
    assert [word for word in words if word != word.lower()] == []
    assert [word for word, meanings in words.items() if word in meanings] == []


def test_unknown_column_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + "\tnote", "基本工资\teconomic\t30101\t\tbase pay\t")
    with pytest.raises(BadTaxonomy, match=r"words\.tsv, line 1: the columns must be name, kind, code, also, english"):
        read_terms([path])


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("", encoding="utf-8")
    with pytest.raises(BadTaxonomy, match="line 1: the columns must be"):
        read_terms([path])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("\teconomic\t30101\t\tbase pay", "line 2: the name is empty"),
        ("基本工资\t\t30101\t\tbase pay", "line 2: the kind is empty"),
        ("基本工资\teconomic\t301O1\t\tbase pay", "line 2: the code 301O1 is not made of digits"),
        ("基本工资\teconomic\t30101\t底薪||工资\tbase pay", "line 2: an empty or repeated word in '底薪||工资'"),
        ("基本工资\teconomic\t30101\t\tpay|pay", "line 2: an empty or repeated word in 'pay|pay'"),
        ("基本工资\teconomic\t30101\tbase pay", "line 2: 5 cells expected, 4 found"),
    ],
)
def test_bad_row_is_refused(tmp_path: Path, row: str, sentence: str) -> None:
    with pytest.raises(BadTaxonomy) as caught:
        read_terms([write(tmp_path, HEADER, row)])
    assert str(caught.value) == f"words.tsv, {sentence}"


def test_code_given_twice_is_refused_even_over_files(tmp_path: Path) -> None:
    first = write(tmp_path, HEADER, "基本工资\teconomic\t30101\t\tbase pay", name="a.tsv")
    second = write(tmp_path, HEADER, "津贴\teconomic\t30101\t\tallowances", name="b.tsv")
    with pytest.raises(BadTaxonomy, match=r"b\.tsv, line 2: 30101 津贴 was given before, in a\.tsv, line 2"):
        read_terms([first, second])


def test_uncoded_name_given_twice_in_a_kind_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, "公务接待费\tthree_public\t\t\ta", "公务接待费\tthree_public\t\t\tb")
    with pytest.raises(BadTaxonomy, match=r"line 3: 公务接待费 was given before, in words\.tsv, line 2"):
        read_terms([path])


def test_one_name_may_be_of_two_kinds(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, "公务接待费\tthree_public\t\t\ta", "公务接待费\teconomic\t30217\t\tb")
    assert [term.kind for term in read_terms([path])] == ["three_public", "economic"]


def test_words_are_taken_over_only_where_a_row_has_none(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, "行政运行\tf\t2010101\t\t", "行政运行\tf\t2010201\t运转\trunning",
                 "行政运行\tf\t2010301\t\tother words")  # fmt: skip
    assert [term.english for term in read_terms([path])] == [("running",), ("running",), ("other words",)]
    assert [term.also for term in read_terms([path])] == [("运转",)] * 3


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("english\tchinese", "pension\t养老", "pension\t养老金"), "words.tsv, line 3: pension was given before"),
        (("english\tchinese", "pension\t"), "words.tsv, line 2: both english and chinese must be filled in"),
        (
            ("english\tzh", "pension\t养老"),
            "words.tsv, line 1: the columns must be english, chinese, but are english, zh",
        ),
    ],
)
def test_bad_lexicon_is_refused(tmp_path: Path, lines: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(BadTaxonomy) as caught:
        read_lexicon(write(tmp_path, *lines), "english")
    assert str(caught.value) == sentence


def test_the_standard_classification_is_whole(shared: Path) -> None:
    """Every code that the real filings print with a name of its own is there under that name."""
    kinds = {
        "function": "functional",
        "economic (department)": "economic",
        "economic (government)": "economic_government",
    }
    known: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for term in load_terms():
        known[term.kind, term.code] |= {squeeze(name) for name in (term.name, *term.also)}
    with (shared / "classification.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["kind"] in kinds]
    # Amounts that were taken for codes stand beside their unit.
    real = [row for row in rows if len(row["name"]) > 2]
    assert len(real) > 1800
    assert [row["code"] for row in real if (kinds[row["kind"]], row["code"]) not in known] == []
    otherwise = [
        row["code"]
        for row in real
        if not known[kinds[row["kind"]], row["code"]]
        & {squeeze(name) for name in (row["name"], *row["also_printed_as"].split("|"))}
    ]
    # Slips of single filings.
    assert len(otherwise) <= 5, otherwise
