"""Header rows to column paths: merged titles spread over their columns, levels joined from the outermost in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.number import squeeze
from ingest.grid import GridRow, clean_label, has_spans, is_number, spread_spans, text_of
from ingest.row_words import row_words

Path_ = tuple[str, ...]
_MOST_HEADER_ROWS = 7


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The words of header_words.toml as patterns that match a whole header without blanks."""

    code: re.Pattern[str]
    label: re.Pattern[str]
    index: re.Pattern[str]
    value: re.Pattern[str]
    numbering: re.Pattern[str]
    scope: re.Pattern[str]

    def knows(self, text: str) -> bool:
        """True for a text that is a header word of any sort."""
        bare = bare_header(text)
        return any(words.fullmatch(bare) for words in (self.code, self.label, self.index, self.value))


@cache
def header_words() -> HeaderWords:
    """The word patterns beside this module; a key that is not known is an error."""
    data = tomllib.loads(Path(__file__).with_name("header_words.toml").read_text(encoding="utf-8"))
    return HeaderWords(**{name: re.compile(pattern) for name, pattern in data.items()})


def bare_header(text: str) -> str:
    """A header's words without blanks and without a unit in parentheses behind them."""
    return re.sub(r"\((?:单位:)?(?:万元|元|千元|%)\)$", "", squeeze(text))


def count_header_rows(rows: list[GridRow], titled: bool) -> int:
    """How many of the first rows are the header; a piece without a title has one only if it reads like one."""
    count = 0
    if not titled and not any(header_words().knows(text_of(cell)) for cell in rows[0] if text_of(cell)):
        return 0
    spanned = _spanned_depth(rows)
    for row in rows[:_MOST_HEADER_ROWS]:
        if not _is_header_row(row, rows[:count]) and not 0 < count < spanned:
            break
        count += 1
    return count


def _spanned_depth(rows: list[GridRow]) -> int:
    """How deep the merged cells of the first row reach, where no row they reach holds a number."""
    depth = max((cell.rowspan for cell in rows[0] if cell), default=1)
    fits = depth <= _MOST_HEADER_ROWS and not any(is_number(cell) for row in rows[:depth] for cell in row)
    return depth if fits else 0


def _is_header_row(row: GridRow, above: list[GridRow]) -> bool:
    texts = [text_of(cell) for cell in row if text_of(cell)]
    if _is_numbering(row):
        return True
    if any(is_number(cell) and not re.fullmatch(r"20\d\d", text_of(cell)) for cell in row):
        return False
    if row_words().total.fullmatch(squeeze(texts[0])) and (len(texts) == 1 or not above):
        return len(texts) > 1
    if row_words().starts_item.match(squeeze(texts[0])) or row_words().coded.match(squeeze(texts[0])):
        return False
    if not above:
        return len(texts) > 1 or header_words().knows(texts[0])
    known = sum(header_words().knows(text) for text in texts)
    return known * 2 >= len(texts) and not _repeats_labels(row, above) or _fills_gaps(row, above)


def _is_numbering(row: GridRow) -> bool:
    """True for the row that numbers the columns (栏次 1 2 3; 1 2 3=4+5)."""
    texts = [squeeze(text_of(cell)) for cell in row if text_of(cell)]
    words = header_words().numbering
    named = bool(texts) and bool(words.fullmatch(texts[0]))
    texts = texts[:1] + [text for text in texts[1:] if not words.fullmatch(text)]
    if named and len(texts) == 1:
        return len([cell for cell in row if text_of(cell)]) > 1
    numbers = [text for text in texts if re.fullmatch(r"\(?\d{1,2}\)?(?:=[\d+\-()]+)?", text)]
    counts = len(numbers) >= 3 and [re.match(r"\(?(\d+)", n)[1] for n in numbers][:3] in (  # type: ignore[index]
        ["1", "2", "3"],
        ["0", "1", "2"],
        ["2", "3", "4"],
        ["3", "4", "5"],
        ["4", "5", "6"],
    )
    return counts and len(numbers) >= len(texts) - 3 or named and len(numbers) == len(texts) - 1 and len(texts) > 1


def _repeats_labels(row: GridRow, above: list[GridRow]) -> bool:
    """True for words that stand in label columns only, whose header is complete: a body row of header words."""
    words = header_words()
    for at, cell in enumerate(row):
        if not text_of(cell):
            continue
        bare = bare_header(text_of(cell))
        over = [text_of(r[at]) for r in above if at < len(r) and text_of(r[at])]
        if words.label.fullmatch(bare) or words.code.fullmatch(bare) or not over:
            return False
        if at > 0 and not any(column_role((text,)) in ("label", "code") for text in over):
            return False
    return True


def _fills_gaps(row: GridRow, above: list[GridRow]) -> bool:
    """True where two or more cells stand under a merged title or under nothing: the next level of the header."""
    last = above[-1]
    under = [at for at, cell in enumerate(row) if text_of(cell) and (at >= len(last) or not text_of(last[at]))]
    return len(under) >= 2 and under[0] > 0


def header_to_paths(rows: list[GridRow]) -> list[Path_]:
    """The header path of each column, outermost first; an empty path where nothing stands above a column."""
    real = [row for row in rows if not _is_numbering(row)]
    if not real:
        return []
    texts = spread_spans(real) if has_spans(real) else _spread_titles([[text_of(cell) for cell in row] for row in real])
    return [_to_path([line[column] for line in texts]) for column in range(len(texts[0]))]


def _spread_titles(texts: list[list[str]]) -> list[list[str]]:
    """Merged titles in a dump that shows no merges: a blank takes the title at its left where a lower header stands under both."""
    for level, line in enumerate(texts[:-1]):
        origin = 0
        for column in range(1, len(line)):
            if line[column]:
                origin = column
                continue
            below = [lower for lower in texts[level + 1 :] if lower[column]]
            grouped = any(lower[origin] for lower in texts[level + 1 :])
            above_same = level == 0 or texts[level - 1][origin] == texts[level - 1][column]
            if below and grouped and line[origin] and above_same:
                line[column] = line[origin]
    return texts


def _to_path(texts: list[str]) -> Path_:
    path: list[str] = []
    for text in map(clean_label, texts):
        if text and (not path or squeeze(path[-1]) != squeeze(text)):
            path.append(text)
    return tuple(path)


def column_role(path: Path_) -> str:
    """What a column's own header says it holds: "code", "label", "index" or "" (a figure, or the header does not say)."""
    words = header_words()
    for text in reversed(path):
        bare = bare_header(text)
        for role in ("index", "code", "label"):
            if getattr(words, role).fullmatch(bare):
                return role
        return ""
    return ""
