"""Finds what is printed above and below each grid: title, unit, body, and whether it goes on from the page before."""

from __future__ import annotations

from dataclasses import dataclass, field

from budget.number import squeeze
from ingest.caption_rules import caption_rules, is_title
from ingest.document import Document, GridCell, TextBlock
from ingest.grid import GridRow, clean_label, grid_to_rows, text_of
from ingest.notes import note_below
from ingest.paragraph_lines import running_heads

_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above a grid. `between` counts the lines of running text between it and the grid before."""

    title: str = ""
    unit: str = ""
    body: str = ""
    between: int = 0
    heading: str = ""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One grid with its caption; rows of the grid that were captions are taken out of `rows`."""

    rows: tuple[GridRow, ...]
    caption: Caption
    page: int | None = None
    line: int | None = None
    note: str = ""
    inner: tuple[str, ...] = field(default=())


def document_to_pieces(document: Document) -> list[Piece]:
    """Every grid of the document with the caption above it and the note below it, in reading order."""
    pieces: list[Piece] = []
    above: list[TextBlock] = []
    blocks = document.blocks
    heads = {head for head in running_heads(blocks) if not _tells_of_table(head)}
    for at, block in enumerate(blocks):
        if isinstance(block, TextBlock):
            above += [] if squeeze(block.text) in heads else [block]
            continue
        rows = grid_to_rows(block)
        inner, body = split_caption_rows(rows)
        if body:
            caption = texts_to_caption([line for text in above for line in text.text.splitlines()], inner)
            pieces.append(Piece(tuple(body), caption, block.page, block.line or _line(body), note_below(blocks, at)))
            above = []
    return pieces


def _tells_of_table(line: str) -> bool:
    """True for what a table may print again on each of its pages: its title, its number, its unit, whose it is."""
    rules = caption_rules()
    told = (
        rules.unit.search(line),
        rules.body.search(line),
        rules.unit_alone.fullmatch(line),
        rules.skip.fullmatch(line),
    )
    return is_title(line) or any(told)


def split_caption_rows(rows: list[GridRow]) -> tuple[list[str], list[GridRow]]:
    """Leading rows that hold a title, a unit or the body's name instead of a header: a caption drawn inside the ruled lines."""
    rules = caption_rules()
    inner: list[str] = []
    for at, row in enumerate(rows[:5]):
        texts = [text_of(cell) for cell in row if text_of(cell)]
        bare = [squeeze(text) for text in texts]
        one_title = len(texts) == 1 and len(rows) > at + 1 and is_title(_part_unit(texts[0])[0]) and len(row) > 1
        told = all(rules.skip.fullmatch(t) or rules.body.match(t) or rules.unit.search(t) and len(t) < 24 for t in bare)
        if not (one_title or told and any(rules.unit.search(t) or rules.skip.fullmatch(t) for t in bare)):
            return inner, rows[at:]
        inner += texts
    return inner, rows[len(rows[:5]) :]


def texts_to_caption(lines: list[str], inner: list[str]) -> Caption:
    """The caption of a grid from the lines above it (nearest last) and the caption rows inside it."""
    rules = caption_rules()
    real = [line for line in lines if line.strip() and not rules.furniture.fullmatch(squeeze(line))]
    title = unit = body = aside = ""
    continued, consumed = False, 0
    for line in reversed(real[-_LOOK_BACK:] + inner):
        line, unit_of_title = _part_unit(line)
        bare, unit = squeeze(line), unit or unit_of_title
        unit_match, body_match = rules.unit.search(bare), rules.body.search(bare)
        if unit_match and (body_match or len(bare) < 40):
            unit = unit or unit_match["unit"]
        elif behind := rules.unit_behind_body.fullmatch(bare):
            unit, body, consumed = unit or behind["unit"], body or behind["body"], consumed + 1
            continue
        elif rules.unit_alone.fullmatch(bare):
            unit = unit or bare.strip("()")
        if body_match:
            body = body or rules.unit.sub("", body_match["body"])
        if (
            body_match
            or unit_match
            and len(bare) < 40
            or rules.unit_alone.fullmatch(bare)
            or rules.skip.fullmatch(bare)
        ):
            consumed += 1
            continued = continued or bool(rules.continued.search(bare))
            continue
        if not aside and rules.aside.fullmatch(bare):
            aside = clean_label(line)
            continue
        if is_title(line):
            title, consumed = _title_text(line) + aside, consumed + 1 + bool(aside)
            continued = continued or bool(rules.continued.search(bare))
        break
    heading = next(
        (
            _heading_text(line)
            for line in reversed(real)
            if len(squeeze(line)) <= rules.title_length and not rules.sentence.search(squeeze(_heading_text(line)))
        ),
        "",
    )
    return Caption(title, unit, body, max(0, len(real) + len(inner) - consumed), heading, continued)


def _part_unit(line: str) -> tuple[str, str]:
    """A title and the unit printed behind it on its line; any other line as it is."""
    rules = caption_rules()
    if not (match := rules.unit_behind_title.search(line)):
        return line, ""
    title = line[: match.start()]
    bare = squeeze(title)
    if not is_title(title) or rules.skip.fullmatch(bare) or rules.body.search(bare):
        return line, ""
    return title, match["bracketed"] or match["behind"]


def _title_text(line: str) -> str:
    """The title without its number ("表 1", "预算01表") and without the mark of a continued table."""
    rules = caption_rules()
    return rules.continued.sub("", rules.number_prefix.sub("", clean_label(line))).strip() or clean_label(line)


def _heading_text(line: str) -> str:
    """A line that leads to a table ("2026年，重点项目绩效目标情况如下：") as a title: its last clause."""
    return caption_rules().leads_to.sub("", clean_label(line)).split("，")[-1]


def _line(rows: list[GridRow]) -> int | None:
    return next((cell.line for row in rows for cell in row if isinstance(cell, GridCell)), None)
