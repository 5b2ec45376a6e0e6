"""A filing as data: its settings, its text with headings, and where its tables stand."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from making.sheets import Sheet, read_sheets

_SETTINGS: Final = frozenset({"file", "title", "body", "preparer", "date", "note", "formats", "items"})
_SENTENCES: Final = frozenset({"plain", "change", "same"})


class BadScript(ValueError):
    """A filing's data that is not as it must be; the message names the file and the fault."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title in the text: level 1 opens a part (on a new page unless it `runs_on`), 2 a section, 3 one within."""

    text: str
    level: int
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph."""

    text: str


Block = Heading | Prose | Sheet


@dataclass(frozen=True, slots=True)
class Script:
    """One filing, ready to be set; `formats` says where each format goes, `note` that it is no official text."""

    formats: dict[str, str]
    title: tuple[str, ...]
    body: str
    preparer: str
    date: str
    note: str
    blocks: tuple[Block, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables in the order in which they stand."""
        return tuple(block for block in self.blocks if isinstance(block, Sheet))

    def characters(self) -> set[str]:
        """Every character that the filing prints: what a font must hold."""
        texts = [*self.title, self.body, self.preparer, self.date, self.note]
        for block in self.blocks:
            if isinstance(block, Sheet):
                texts += [block.label, block.title, block.subtitle, block.unit, block.note]
                texts += [cell for row in block.rows for cell in row]
            else:
                texts.append(block.text)
        return set("".join(texts))


def read_script(folder: Path) -> Script:
    """Read a filing's folder (filing.toml, text.txt, *.tsv); raises BadScript or BadSheet with its reason."""
    settings = tomllib.loads((folder / "filing.toml").read_text(encoding="utf-8"))
    _refuse_unknown(folder / "filing.toml", settings, _SETTINGS)
    sheets: dict[str, Sheet] = {}
    for name in ("tables.tsv", "targets.tsv"):
        if (folder / name).exists():
            sheets |= read_sheets(folder / name)
    sentences = _items(folder, settings["items"]) if "items" in settings else []
    lines = (folder / "text.txt").read_text(encoding="utf-8").split("\n")
    blocks = tuple(block for line in lines if line for block in _blocks(folder, line, sheets, sentences))
    return Script(
        formats=dict(settings["formats"]), title=tuple(settings["title"]), body=settings["body"],
        preparer=settings["preparer"], date=settings.get("date", ""), note=settings["note"], blocks=blocks,
    )  # fmt: skip


def _blocks(folder: Path, line: str, sheets: dict[str, Sheet], sentences: list[str]) -> list[Block]:
    """One line of text.txt: a heading ("#" to "###", "#+" on the same page), "@table ID", "@items", or a paragraph."""
    marks, _, text = line.partition(" ")
    if marks in ("#", "##", "###"):
        return [Heading(text, len(marks))]
    if marks == "#+":
        return [Heading(text, 1, runs_on=True)]
    if marks == "@items":
        return [Prose(sentence) for sentence in sentences]
    if marks == "@table":
        if text not in sheets:
            raise BadScript(f"{folder.name}/text.txt asks for the table {text}; there are {', '.join(sheets)}")
        return [sheets[text]]
    return [Prose(line)]


def _items(folder: Path, wording: dict[str, str]) -> list[str]:
    """The numbered sentences about the functional items, worded from items.tsv."""
    _refuse_unknown(folder / "filing.toml", wording, _SENTENCES)
    with (folder / "items.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [f"{number}.{_sentence(row, wording)}" for number, row in enumerate(rows, start=1)]


def _sentence(row: dict[str, str], wording: dict[str, str]) -> str:
    """One item's sentence; `stated` is the amount that the filing repeats, where it contradicts itself there."""
    kind = {"": "plain", "持平": "same"}.get(row["word"], "change")
    return wording[kind].format(**{**row, "stated": row["stated"] or row["amount"]})


def _refuse_unknown(path: Path, table: dict[str, object] | dict[str, str], known: frozenset[str]) -> None:
    for key in table:
        if key not in known:
            raise BadScript(f"{path.parent.name}/{path.name}: unknown key {key}; known are {', '.join(sorted(known))}")
