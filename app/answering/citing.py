"""A figure's place in a filing as a citation."""

from __future__ import annotations

from budget.answer import Citation
from budget.fact import Fact
from budget.filing import Filing
from budget.join import paragraph_in_file


def fact_to_citation(id: int, fact: Fact, filing: Filing) -> Citation:
    """The place of that fact of that filing, as a citation of that number."""
    source = fact.source
    file = source.filing or fact.filing  # of a filing in several files, the one that prints it
    place = {"page": source.page, "line": source.line, "box": source.box}
    if source.table is None:
        return Citation(
            id,
            "text",
            file,
            filing.title or file,
            fact.quote.lstrip("：:；;，,、 "),
            paragraph=paragraph_in_file(filing, source),
            **place,  # type: ignore[arg-type]
        )
    row = f"{fact.label} · {fact.detail}" if fact.detail else fact.label
    return Citation(
        id,
        "cell",
        file,
        filing.title or file,
        fact.quote,
        table=fact.table,
        row=row,
        column=fact.column,
        code=fact.code,
        value=fact.value,
        unit=fact.unit or None,
        table_id=source.table,
        row_index=source.row,
        column_index=source.column,
        **place,  # type: ignore[arg-type]
    )
