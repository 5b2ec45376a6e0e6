"""A filing that is published in several files, narrative and tables apart, as one filing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from budget.filing import Filing, Whose
from budget.source import Source

# A file of tables may hold so many statements (notes under tables), and no more, beside each table.
_STATEMENTS_A_TABLE: Final = 1


def join_filings(filings: Iterable[Filing]) -> tuple[Filing, ...]:
    """The filings, those of one body, year and kind joined where one holds the tables and the other the narrative.

    The joined filing goes by the tables' file, since cells are cited by it; what the narrative says keeps its own file in
    its sources. Where more than two files are of one kind (versions, say) none is joined, for it is not known which belong.
    """
    groups: dict[Whose | str, list[Filing]] = {}
    for filing in filings:
        groups.setdefault(filing.whose or filing.file, []).append(filing)
    return tuple(joined for group in groups.values() for joined in _join(group))


def joined_file(name: str, filings: Iterable[Filing], joined: Iterable[Filing]) -> str:
    """The file by which a joined filing goes that holds the file of this name; the name itself where it was not joined."""
    whose = next((filing.whose for filing in filings if filing.file == name), None)
    held = {filing.file: filing.whose for filing in joined}
    if name in held or whose is None:
        return name
    return next((file for file, owner in held.items() if owner == whose), name)


def paragraph_in_file(filing: Filing, source: Source) -> int | None:
    """The paragraph's position in the file that it is printed in, where the filing may be a joined one."""
    if source.paragraph is None:
        return None
    first = next((at for at, part in enumerate(filing.paragraphs) if part.source.filing == source.filing), 0)
    return source.paragraph - first


def _join(group: list[Filing]) -> list[Filing]:
    if len(group) != 2:
        return group
    narrative, tables = sorted(group, key=lambda filing: len(filing.tables))
    if narrative.tables or not narrative.statements or not _only_tables(tables):
        return group
    tables = _counting_from(tables, len(narrative.paragraphs))
    return [
        replace(
            tables,
            title=narrative.title or tables.title,
            region=narrative.region or tables.region,
            paragraphs=narrative.paragraphs + tables.paragraphs,
            statements=narrative.statements + tables.statements,
            projects=narrative.projects + tables.projects,
            definitions=narrative.definitions + tables.definitions,
            problems=narrative.problems + tables.problems,
        )
    ]


def _counting_from(filing: Filing, first: int) -> Filing:
    """The filing with its paragraphs counted from there, as they stand behind the narrative's."""

    def moved(source: Source) -> Source:
        return source if source.paragraph is None else replace(source, paragraph=source.paragraph + first)

    return replace(
        filing,
        paragraphs=tuple(replace(part, source=moved(part.source)) for part in filing.paragraphs),
        statements=tuple(replace(part, source=moved(part.source)) for part in filing.statements),
        definitions=tuple(replace(part, source=moved(part.source)) for part in filing.definitions),
        projects=tuple(
            replace(part, source=moved(part.source),
                    fields=tuple(replace(field, source=moved(field.source)) for field in part.fields))
            for part in filing.projects
        ),
    )  # fmt: skip


def _only_tables(filing: Filing) -> bool:
    return bool(filing.tables) and len(filing.statements) <= _STATEMENTS_A_TABLE * len(filing.tables)
