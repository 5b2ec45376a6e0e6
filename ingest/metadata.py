"""What a filing is about: department, region, year, kind, title, by its own text and never by its file's name."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from budget.filing import FilingKind
from budget.number import squeeze
from budget.table import Table
from ingest.document import Document, Grid, TextBlock
from ingest.grid import clean_label, text_of
from ingest.regions import name_to_region

_TITLE_LINES = 14
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, department (full name), region, year and kind; empty where the filing does not say."""

    title: str
    department: str
    region: str
    year: int | None
    kind: FilingKind


@dataclass(frozen=True, slots=True)
class MetadataRules:
    """The patterns of metadata.toml."""

    kind: re.Pattern[str]
    plain_kind: re.Pattern[str]
    government: re.Pattern[str]
    government_final: re.Pattern[str]
    year: re.Pattern[str]
    draft_year: re.Pattern[str]
    spelled_year: re.Pattern[str]
    body_label: re.Pattern[str]
    body_name: re.Pattern[str]
    spoken_name: re.Pattern[str]
    around_name: re.Pattern[str]
    place: re.Pattern[str]
    place_alone: re.Pattern[str]
    placeholder: re.Pattern[str]
    aside: re.Pattern[str]
    unfinished: re.Pattern[str]


@cache
def metadata_rules() -> MetadataRules:
    """The patterns beside this module; a key that is not known is an error."""
    data = tomllib.loads(Path(__file__).with_name("metadata.toml").read_text(encoding="utf-8"))
    return MetadataRules(**{name: re.compile(pattern) for name, pattern in data.items()})


def document_to_metadata(document: Document, tables: Iterable[Table] = ()) -> Metadata:
    """The filing's metadata from its title page, its captions and its tables' titles."""
    lines = [
        line
        for block in document.blocks
        if isinstance(block, TextBlock)
        for line in block.text.splitlines()
        if line.strip()
    ]
    front = [_spelled_to_digits(squeeze(line)) for line in lines[:_TITLE_LINES]]
    head, tables, texts = _title_page(front), list(tables), list(_all_texts(document))
    kind, body = _kind(head, [squeeze(line) for line in lines], tables), _department(head, texts, document)
    if kind in (FilingKind.GOVERNMENT_BUDGET, FilingKind.GOVERNMENT_FINAL):
        body = _place([*head, *(squeeze(table.title) for table in tables)]) or body
    elif _is_template(texts, tables):
        kind, body = FilingKind.OTHER, ""
    region = name_to_region(body) or next((found for line in head if (found := name_to_region(line))), "")
    return Metadata(_title(head, lines), body, region, _year(head, lines, tables, texts), kind)


def _place(titles: list[str]) -> str:
    """The city or county whose own budget this is: the place that the titles name most often."""
    told = Counter(m["name"] for title in titles for m in metadata_rules().place.finditer(title))
    return told.most_common(1)[0][0] if told else ""


def _is_template(texts: list[str], tables: list[Table]) -> bool:
    """True for an empty form: where the body's name belongs stands no name, and no table holds a figure."""
    rules = metadata_rules()
    blank = any(
        (m := rules.body_label.search(squeeze(text)))
        and rules.placeholder.search(m["body"])
        and not rules.body_name.fullmatch(_bare_name(m["body"]))
        for text in texts
    )
    return blank and not any(cell.value is not None for table in tables for row in table.rows for cell in row.cells)


def _title_page(front: list[str]) -> list[str]:
    """The lines before the table of contents; the first few where there is none."""
    for at, line in enumerate(front):
        if re.fullmatch(r"目录.*", line) or re.match(r"第一部分|一、", line):
            return front[:at] or front[:1]
    return front[:6]


def _kind(head: list[str], lines: list[str], tables: list[Table]) -> FilingKind:
    rules = metadata_rules()
    page = "".join(head)
    match = rules.kind.search(page)
    if not match and not rules.government.search(page):
        told = Counter((m["body"], m["what"]) for line in lines for m in rules.kind.finditer(line))
        if told:
            return FilingKind("".join(told.most_common(1)[0][0]))
    if match:
        return FilingKind(match["body"] + match["what"])
    if rules.government.search(page) or rules.government.search("".join(lines[:200])):
        return FilingKind.GOVERNMENT_FINAL if rules.government_final.search(page) else FilingKind.GOVERNMENT_BUDGET
    return _kind_by_tables(tables)


def _kind_by_tables(tables: list[Table]) -> FilingKind:
    """The kind where there are tables and nothing else: a body's, by the words of its tables."""
    words = "".join(
        squeeze("".join((table.title, *table.columns, *(row.label for row in table.rows)))) for table in tables
    )
    if not {"income", "expenditure", "overview"} & {table.kind for table in tables}:
        return FilingKind.OTHER
    final, unit = words.count("决算") > words.count("预算"), words.count("单位名称") > words.count("部门")
    kinds = {
        (False, False): FilingKind.DEPARTMENT_BUDGET,
        (False, True): FilingKind.UNIT_BUDGET,
        (True, False): FilingKind.DEPARTMENT_FINAL,
        (True, True): FilingKind.UNIT_FINAL,
    }
    return kinds[final, unit]


def _year(head: list[str], lines: list[str], tables: list[Table], texts: list[str]) -> int | None:
    rules = metadata_rules()
    for line in head:
        # A line with a month is the date of publication, which for final accounts is the year after.
        match = rules.draft_year.search(line) or rules.year.search(line)
        if match and not re.search(r"年\d{1,2}月", line):
            return int(match["year"])
    told = Counter(
        m["year"]
        for text in [*(table.title for table in tables), *lines]
        if (m := re.search(r"(?P<year>20[0-4]\d)年?度?[^。]{0,20}(?:预算|决算)", squeeze(text)))
    )
    told = told or Counter(m["year"] for text in texts for m in rules.year.finditer(squeeze(text)) if "年度" in m[0])
    return int(told.most_common(1)[0][0]) if told else None


def _department(head: list[str], texts: list[str], document: Document) -> str:
    """The body's name as captions give it most often, else as the title page does."""
    told = Counter(name for text in texts if (name := _labelled_body(text)))
    told = told or Counter(_bodies_beside_labels(document))
    titled = _titled_body(head)
    if told:
        name, _ = told.most_common(1)[0]
        # The title page may give the name in full where the captions shorten it.
        return titled if titled and name in titled else name
    return titled or _spoken_body(texts)


def _bodies_beside_labels(document: Document) -> Iterable[str]:
    """Names in a cell beside the cell that says 部门名称."""
    rules = metadata_rules()
    for block in document.blocks:
        for row in block.rows if isinstance(block, Grid) else ():
            texts = [squeeze(text_of(cell)) for cell in row if text_of(cell)]
            yield from (
                name
                for label, name in pairwise(texts)
                if rules.body_label.search(f"{label}:{name}") and rules.body_name.fullmatch(name)
            )


def _spoken_body(texts: list[str]) -> str:
    """The name that the text uses most in front of its year (北京市审计局2026年…)."""
    told = Counter(m["name"] for text in texts for m in metadata_rules().spoken_name.finditer(squeeze(text)))
    return told.most_common(1)[0][0] if told else ""


def _all_texts(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for row in block.rows[:3]:
                yield "".join(text_of(cell) for cell in row)
                yield from (text_of(cell) for cell in row)
        else:
            yield from block.text.splitlines()


def _labelled_body(text: str) -> str:
    match = metadata_rules().body_label.search(squeeze(text))
    if not match or len(squeeze(text)) > 80:
        return ""
    name = _bare_name(match["body"])
    return name if metadata_rules().body_name.fullmatch(name) else ""


def _bare_name(text: str) -> str:
    name = re.sub(r"^\d{3,}[-.、]|^\d{6,}", "", text)
    return metadata_rules().around_name.sub("", name).strip("-—:、.")


def _titled_body(head: list[str]) -> str:
    """The name on the title page: a line without its year and kind, two lines where the name is broken over them."""
    names = [_bare_name(line) for line in head]
    rules = metadata_rules()
    for at, name in enumerate(names):
        joined = name + names[at + 1] if at + 1 < len(names) and not metadata_rules().year.search(head[at + 1]) else ""
        # A place alone is the beginning of a name that goes on, where a name follows.
        for candidate in (joined, name) if rules.place_alone.fullmatch(name) else (name, joined):
            if 3 <= len(candidate) <= 40 and rules.body_name.fullmatch(candidate):
                return candidate
    return ""


def _title(head: list[str], lines: list[str]) -> str:
    """The title page's lines up to the one that names the kind, in one line."""
    rules = metadata_rules()
    pairs = [(line, clean_label(printed)) for line, printed in zip(head, lines, strict=False)]
    pairs = [pair for pair in pairs if not rules.aside.fullmatch(pair[0])] or pairs
    title, named = "", False
    for line, printed in pairs:
        title += printed if not title or rules.unfinished.search(squeeze(title)) else f" {printed}"
        named = named or any(words.search(line) for words in (rules.kind, rules.government, rules.plain_kind))
        if named and not rules.unfinished.search(line):
            return title
    return pairs[0][1] if pairs else ""


def _spelled_to_digits(line: str) -> str:
    """二〇二五年 as 2025年."""
    return metadata_rules().spelled_year.sub(lambda match: match[0].translate(_DIGITS), line)
