"""A filing as a PDF: cover, contents, parts, ruled tables, page numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)  # fmt: skip
from reportlab.platypus.tableofcontents import TableOfContents

from making.drawing import sheet_to_flowables
from making.fonts import HEI, SONG
from making.lines import Lines, Style
from making.script import Block, Heading, Prose, Script
from making.sheets import Sheet

_MARGIN: Final = (62.0, 64.0)
"""Points left and right, above and below."""
_HEADINGS: Final = {
    1: Style(HEI, 18, 30, "c", before=4, after=14),
    2: Style(HEI, 13, 24, "l", before=8, after=4),
    3: Style(HEI, 11.5, 22, "l", indent=2, before=3, after=2),
}
_BODY: Final = Style(SONG, 11.5, 21, "j", indent=2, after=2)
_COVER: Final = Style(HEI, 24, 44, "c")
_IMPRINT: Final = Style(SONG, 13, 26, "c")
_NOTICE: Final = Style(SONG, 10.5, 19, "j", indent=2)
_CONTENTS: Final = Style(HEI, 18, 30, "c", after=16)


class _Document(BaseDocTemplate):
    """Pages upright and across; tells the contents page where the headings came to stand."""

    def __init__(self, path: Path, script: Script) -> None:
        super().__init__(
            str(path), pagesize=A4, invariant=1, title="".join(script.title), author=script.body, lang="zh-CN",
            subject=script.note, pageCompression=1,
        )  # fmt: skip
        for name, size, foot in (("cover", A4, _no_foot), ("upright", A4, _foot), ("across", landscape(A4), _foot)):
            side, top = _MARGIN
            frame = Frame(side, top, size[0] - 2 * side, size[1] - 2 * top, 0, 0, 0, 0)
            self.addPageTemplates(PageTemplate(name, [frame], onPage=foot, pagesize=size))

    def afterFlowable(self, flowable: Flowable) -> None:
        """Enter headings and tables in the contents."""
        if isinstance(flowable, Lines) and flowable.entry:
            self.notify("TOCEntry", (*flowable.entry, self.page))


def _no_foot(canvas: Any, document: BaseDocTemplate) -> None:
    """A cover has no page number."""


def _foot(canvas: Any, document: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont(SONG, 9)
    canvas.drawCentredString(document.pageTemplate.pagesize[0] / 2, 36, f"— {document.page} —")
    canvas.restoreState()


def script_to_pdf(script: Script, path: Path) -> None:
    """Write the filing as a PDF; the fonts must have been registered."""
    story: list[Flowable] = [*_cover(script), *_contents()]
    across = False
    for block in script.blocks:
        wide = isinstance(block, Sheet) and block.landscape
        if wide != across or (isinstance(block, Heading) and block.level == 1 and not block.runs_on):
            story += [NextPageTemplate("across" if wide else "upright"), PageBreak()]
        across = wide
        story += _block(block, script.body, landscape(A4) if wide else A4)
    if script.date:
        story += [Spacer(0, 30), *(Lines(line, Style(SONG, 11.5, 21, "r")) for line in (script.preparer, script.date))]
    _Document(path, script).multiBuild(story)


def _cover(script: Script) -> list[Flowable]:
    lines: list[Flowable] = [Spacer(0, 150), *(Lines(line, _COVER) for line in script.title)]
    lines += [Spacer(0, 60), *(Lines(line, _IMPRINT) for line in (script.preparer, script.date) if line)]
    return [*lines, Spacer(0, 140), Lines(script.note, _NOTICE), NextPageTemplate("upright"), PageBreak()]


def _contents() -> list[Flowable]:
    styles = [
        ParagraphStyle("part", fontName=HEI, fontSize=11.5, leading=20),
        ParagraphStyle("section", fontName=SONG, fontSize=10.5, leading=16.5, leftIndent=20),
        ParagraphStyle("table", fontName=SONG, fontSize=10, leading=15, leftIndent=40),
    ]
    table = TableOfContents(levelStyles=styles, dotsMinLevel=0)
    return [Lines("目录", _CONTENTS), table]


def _block(block: Block, body: str, page: tuple[float, float]) -> list[Flowable]:
    if isinstance(block, Prose):
        return [Lines(block.text, _BODY)]
    if isinstance(block, Sheet):
        side, top = _MARGIN
        return sheet_to_flowables(block, body, page[0] - 2 * side, page[1] - 2 * top)
    line = Lines(block.text, _HEADINGS[block.level])
    line.keepWithNext = True
    if block.level < 3:
        line.entry = (block.level - 1, block.text)
    return [line]
