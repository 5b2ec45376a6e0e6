"""A filing as a text: paragraphs on lines of their own, tables with tabs between their cells."""

from __future__ import annotations

from making.script import Block, Heading, Prose, Script
from making.sheets import Sheet


def script_to_text(script: Script) -> str:
    """The whole filing as one text; every piece is set off by a blank line."""
    contents = [block.text for block in script.blocks if isinstance(block, Heading) and block.level < 3]
    pieces = ["\n".join(script.title), script.note, "目录", "\n".join(contents)]
    pieces += [_block_to_text(block, script.body) for block in script.blocks]
    pieces += [script.preparer, script.date]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _block_to_text(block: Block, body: str) -> str:
    if isinstance(block, Heading | Prose):
        return block.text
    return _sheet_to_text(block, body)


def _sheet_to_text(sheet: Sheet, body: str) -> str:
    lines = [sheet.label, sheet.title, sheet.subtitle]
    if sheet.unit:
        lines += [f"编制部门：{body}", f"单位：{sheet.unit}"]
    lines.append("\n".join("\t".join(row) for row in sheet.plain_rows()))
    lines.append(sheet.note)
    return "\n\n".join(line for line in lines if line)
