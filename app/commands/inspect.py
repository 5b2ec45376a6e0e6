"""`wenzhang inspect`: what was understood of one filing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import AsJson
from app.commands.saying import print_json
from app.commands.terminal import plain
from app.errors import PageWithoutPicture
from app.files import one_file, whole_file


def inspect(
    path: Annotated[Path, typer.Argument(help="One filing.")],
    as_json: AsJson = False,
    page: Annotated[int | None, typer.Option("--page", help="Draw this page of a PDF (with --png).")] = None,
    png: Annotated[Path | None, typer.Option("--png", metavar="OUT.png", help="Where the drawn page goes.")] = None,
) -> None:
    """Read one filing and print what was understood: metadata, tables, statements, checks, problems."""
    one_file(path)
    if page is not None or png is not None:
        if page is None or png is None:
            raise PageWithoutPicture("--png" if page is not None else "--page")
        _draw(path, page, png)
        return
    from app.inspection import filing_to_json, outline
    from budget.checks import run_checks
    from ingest.read import read_filing

    filing = read_filing(path)
    if as_json:
        print_json(filing_to_json(filing, run_checks([filing])))
    else:
        typer.echo(plain(outline(filing)))


def _draw(path: Path, page: int, png: Path) -> None:
    """The page as a picture in the file, and what the numbers in it stand for."""
    from app.inspection import marks_to_text
    from ingest.page_picture import draw_page

    picture, marks = draw_page(path, page)
    with whole_file(png) as draft:
        picture.save(draft, format="PNG")
    typer.echo(plain(f"{png}: page {page} of {path.name}\n{marks_to_text(marks)}"))
