"""Joins the printed pieces of a table over pages: columns found again by their headers, rows broken at the page break joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache

from budget.number import squeeze, text_to_decimal
from budget.taxonomy.terms import load_terms
from ingest.captions import Caption, Piece
from ingest.document import GridCell
from ingest.form import is_form, is_indicator_header
from ingest.grid import BodyRow, GridRow, text_of
from ingest.header import Path_, column_role, count_header_rows, header_to_paths
from ingest.row_words import row_words
from ingest.stitch_places import move_under

_ALIKE = 0.6
_SAME_HEADER = 0.7
_STRAY_LINES = 3


@dataclass(frozen=True, slots=True)
class RawTable:
    """A whole table before its rows are understood: header paths, body rows, and for forms no header at all."""

    caption: Caption
    paths: tuple[Path_, ...]
    rows: tuple[BodyRow, ...]
    pages: tuple[int, ...] = ()
    line: int | None = None
    note: str = ""
    form: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One piece with its header split off."""

    piece: Piece
    paths: tuple[Path_, ...]
    body: tuple[GridRow, ...]
    form: bool


def pieces_to_tables(pieces: list[Piece]) -> list[RawTable]:
    """Each table with all its pieces, in reading order."""
    groups: list[list[_Part]] = []
    for piece in pieces:
        part = _split_header(piece)
        if groups and _goes_on(groups[-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [_join(group) for group in groups]


def _split_header(piece: Piece) -> _Part:
    rows = list(piece.rows)
    if is_form(rows, piece.caption.title):
        return _Part(piece, (), tuple(rows), True)
    count = count_header_rows(rows, bool(piece.caption.title or piece.caption.unit))
    return _Part(piece, tuple(header_to_paths(rows[:count])), tuple(rows[count:]), False)


def _goes_on(group: list[_Part], part: _Part) -> bool:
    """True where a piece is the next page of the table before it."""
    first, title = group[0], part.piece.caption.title
    same_title = squeeze(title) == squeeze(first.piece.caption.title)
    if part.form and _starts_form(part):
        return False
    if _is_next_page(group[-1], part) and not title:
        return True
    if first.form:
        # A web page prints the title again on each page, a year and a page number between it and the rest of the form.
        near = part.piece.caption.between <= (_STRAY_LINES if title else 0)
        return (not title or same_title) and near and not _looks_like_figures(part, first)
    if part.form or title and not same_title and not part.piece.caption.continued:
        return False
    if part.piece.caption.between and not same_title:
        return False
    if part.paths:
        return _header_likeness(first.paths, part.paths) >= _SAME_HEADER and not _other_scope(first.paths, part.paths)
    return bool(first.paths)


def _other_scope(left: tuple[Path_, ...], right: tuple[Path_, ...]) -> bool:
    """True where one title stands over all figures of each, and not the same one: 全市 beside 本级, not a table's next page."""
    titles = [{squeeze(path[0]) for path in paths if len(path) > 1} for paths in (left, right)]
    return all(len(title) == 1 for title in titles) and titles[0] != titles[1]


def _is_next_page(last: _Part, part: _Part) -> bool:
    """True for a piece on the following page in the same columns and with no header: a few stray lines between do not end a table."""
    pages = (last.piece.page, part.piece.page)
    follows = pages[0] is not None and pages[1] == pages[0] + 1
    return (
        follows
        and not part.form
        and not part.paths
        and part.piece.caption.between <= _STRAY_LINES
        and bool(last.body and part.body)
        and len(last.body[0]) == len(part.body[0])
    )


def _starts_form(part: _Part) -> bool:
    """True where a form's piece begins with its own head (a project's name) instead of going on."""
    return is_form(list(part.piece.rows[:6]), "", head=True)


def _looks_like_figures(part: _Part, form: _Part) -> bool:
    """True for a table of figures right behind a form: a header of its own that the form does not have."""
    return not part.form and any(column_role(path) == "code" for path in part.paths)


def _header_likeness(left: tuple[Path_, ...], right: tuple[Path_, ...]) -> float:
    if not left or not right:
        return 0.0
    pairs = _match_columns(left, right)
    return sum(at is not None for at in pairs) / max(1, sum(bool(path) for path in right))


def _join(group: list[_Part]) -> RawTable:
    first = group[0]
    widest = max(group, key=lambda part: sum(bool(path) for path in part.paths))
    # The first page may be the one that lost a column: the fullest header names the table's columns.
    named = widest if _more_columns(widest, first) else first
    base = named.paths
    rows: list[BodyRow] = []
    for number, part in enumerate(group):
        body = _form_body(group[:number], part) if first.form else _align(part, base, named.piece.rows)
        if number and body and rows and not first.form:
            body = _join_broken_row(rows, body)
        rows += [BodyRow(cells, number) for cells in body]
    pages = tuple(dict.fromkeys(part.piece.page for part in group if part.piece.page is not None))
    notes = "\n".join(part.piece.note for part in group if part.piece.note)
    caption = first.piece.caption
    unit = caption.unit or next((part.piece.caption.unit for part in group if part.piece.caption.unit), "")
    return RawTable(replace(caption, unit=unit), base, tuple(rows), pages, first.piece.line, notes, first.form)


def _form_body(before: list[_Part], part: _Part) -> list[GridRow]:
    """A form's rows; a later page may part its cells otherwise than the page with the indicators' header."""
    rows = list(part.piece.rows)
    for earlier in before:
        page = earlier.piece.rows
        header = next((at for at, row in enumerate(page) if is_indicator_header(row)), None)
        if header is not None:
            return move_under(rows, page[header:], page) or rows
    return rows


def _more_columns(widest: _Part, first: _Part) -> bool:
    return sum(map(bool, widest.paths)) > sum(map(bool, first.paths))


def _align(part: _Part, base: tuple[Path_, ...], page: tuple[GridRow, ...]) -> list[GridRow]:
    """The piece's body in the base's columns; columns found by header, else by place below those of the base's page."""
    if part.paths == base:
        return list(part.body)
    if not part.paths:
        moved = move_under(part.body, page, page) if part.body and len(part.body[0]) != len(base) else None
        return moved or _align_headless(part.body, base)
    places = _match_columns(base, part.paths)
    unmatched = [at for at, place in enumerate(places) if place is None]
    if any(text_of(row[at]) for row in part.body for at in unmatched if at < len(row)):
        return list(part.body)
    return [_move(row, places, len(base)) for row in part.body]


def _align_headless(body: tuple[GridRow, ...], base: tuple[Path_, ...]) -> list[GridRow]:
    """A page without a header: by position where it is as wide, else figures from the right and labels from the left."""
    if not body or len(body[0]) >= len(base):
        return list(body)
    figures = next(
        (
            at
            for at in range(len(body[0]))
            if any(
                text_to_decimal(text_of(row[at])) is not None and not text_of(row[at]).strip().isdigit() for row in body
            )
        ),
        len(body[0]),
    )
    gap: GridRow = (None,) * (len(base) - len(body[0]))
    return [row[:figures] + gap + row[figures:] for row in body]


def _move(row: GridRow, places: list[int | None], width: int) -> GridRow:
    moved: list[GridCell | None] = [None] * width
    for at, cell in enumerate(row[: len(places)]):
        place = places[at]
        if place is not None:
            moved[place] = cell
    return tuple(moved)


def _match_columns(base: tuple[Path_, ...], other: tuple[Path_, ...]) -> list[int | None]:
    """For each column of `other` its place in `base`, in order: the alignment with the greatest likeness of headers."""
    rows, columns = len(base), len(other)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[_likeness(b, o) for o in other] for b in base]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else -1.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    places: list[int | None] = [None] * columns
    i = j = 0
    while i < rows and j < columns:
        if alike[i][j] >= _ALIKE and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            places[j] = i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return places


def _likeness(left: Path_, right: Path_) -> float:
    if not left or not right:
        return 0.6 if not left and not right else 0.0
    a, b = squeeze(left[-1]), squeeze(right[-1])
    if a == b:
        return 1.0 + 0.1 * (squeeze("".join(left)) == squeeze("".join(right)))
    return SequenceMatcher(None, a, b).ratio() if min(len(a), len(b)) > 1 else 0.0


def _join_broken_row(rows: list[BodyRow], body: list[GridRow]) -> list[GridRow]:
    """Where a page starts with the rest of a row (words, no figure, no code), the words go back to the row they belong to."""
    head = body[0]
    filled = [at for at, cell in enumerate(head) if text_of(cell)]
    figures = [_has_figure(row.cells) for row in rows]
    if not filled or _has_figure(head) or not all(figures) or _starts_row(head, filled):
        return body
    last = list(rows[-1].cells)
    if any(squeeze(text_of(cell)) in _known_names() for cell in (*head, *last)):
        return body
    if any(row_words().total.fullmatch(squeeze(text_of(cell))) for cell in last):
        return body
    if any(at >= len(last) or not text_of(last[at]) or text_to_decimal(text_of(last[at])) is not None for at in filled):
        return body
    for at in filled:
        start = last[at]
        assert start is not None
        last[at] = replace(start, text=start.text + text_of(head[at]))
    rows[-1] = replace(rows[-1], cells=tuple(last))
    return body[1:]


@cache
def _known_names() -> frozenset[str]:
    """Names that are whole as they stand: what is broken over a page is none of them."""
    return frozenset(term.name for term in load_terms() if len(term.name) > 2)


def _has_figure(row: GridRow) -> bool:
    return any(text_to_decimal(text_of(cell)) is not None for cell in row)


def _starts_row(row: GridRow, filled: list[int]) -> bool:
    first = squeeze(text_of(row[filled[0]]))
    words = row_words()
    return bool(words.total.fullmatch(first) or words.starts_item.match(first) or words.coded.match(first))
