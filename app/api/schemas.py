"""What goes in and out of the API, for its description and for checking what comes in."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_HISTORY: Final = 20
_LONGEST_NAME: Final = 300
_LONGEST_TEXT: Final = 4000
QUESTION: Final = "为什么项目支出下降了73%？"

Decimals = Annotated[str, Field(description="An exact decimal number.", examples=["3032.71"])]
Filings = Annotated[
    list[Annotated[str, Field(max_length=_LONGEST_NAME)]],
    Field(max_length=1000, description="Ids or file names of the filings to ask; all where none is named."),
]
History = Annotated[
    list[Annotated[str, Field(max_length=_LONGEST_TEXT)]],
    Field(
        max_length=LONGEST_HISTORY,
        description="`asked` of the conversation's answers so far, oldest first: a follow-up takes from it what it lacks.",
    ),
]


class Question(BaseModel):
    """A question, in Chinese or English; the answer is in its language."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"question": QUESTION}]})

    question: Annotated[str, Field(max_length=_LONGEST_TEXT, examples=[QUESTION])]
    filings: Filings = []
    history: History = []


class Figure(BaseModel):
    """A number that the text states; the results first. `formula` names operands by value; null where it is printed so."""

    role: Literal["result", "operand"]
    label: str
    value: Decimals
    unit: str
    display: str
    formula: str | None
    citations: list[int]


class Citation(BaseModel):
    """A cell or a sentence that supports the text. `box` is [x0, top, x1, bottom] in points on that page of a PDF."""

    id: int
    kind: Literal["cell", "text"]
    filing: str
    title: str
    quote: str
    page: int | None
    line: int | None
    table: str | None
    row: str | None
    column: str | None
    code: str | None
    value: Decimals | None
    unit: str | None
    box: list[float] | None
    table_id: str | None
    row_index: int | None
    column_index: int | None
    paragraph: int | None


class Caveat(BaseModel):
    """Something to know beside the figure: scope, conflict, recovered, unit, year, ocr."""

    code: str
    text: str
    citations: list[int]


class Answer(BaseModel):
    """An answer. `asked` is the question as it was understood, for the next one's `history`.

    `plan` and `timings_ms` are for staff: without a key they are empty.
    """

    question: str
    asked: str
    language: Literal["zh", "en"]
    status: Literal["answered", "not_found", "clarify", "refused"]
    text: str
    figures: list[Figure]
    citations: list[Citation]
    caveats: list[Caveat]
    options: list[str]
    plan: dict[str, Any]
    timings_ms: dict[str, float]


class FilingEntry(BaseModel):
    """A filing of the library."""

    id: str
    file: str
    title: str
    department: str
    region: str
    year: int | None
    kind: str
    pages: int | None


class FilingList(BaseModel):
    """The library's filings, by file name."""

    filings: list[FilingEntry]


class TableEntry(BaseModel):
    """A table of a filing, without its rows."""

    id: str
    title: str
    kind: str
    unit: str
    pages: list[int]
    rows: int


class FilingDetail(FilingEntry):
    """A filing with the list of its tables."""

    tables: list[TableEntry]


class Row(BaseModel):
    """A row: cells are exact decimal numbers, words as printed, or null where nothing is printed."""

    model_config = ConfigDict(extra="allow")

    label: str
    code: str | None
    level: int
    cells: list[str | None]
    page: int | None
    line: int | None


class Table(BaseModel):
    """A table; a column is its header path joined by " / "."""

    model_config = ConfigDict(extra="allow")

    id: str
    title: str
    kind: str
    pages: list[int]
    unit: str
    columns: list[str]
    rows: list[Row]


class Check(BaseModel):
    """What one consistency rule found: `holds`, `broken`, `explained` or `unchecked`."""

    filings: list[str]
    rule: str
    status: Literal["holds", "broken", "explained", "unchecked"]
    text: str
    figures: list[str]
    places: list[dict[str, Any]]


class CheckList(BaseModel):
    """What the consistency rules found."""

    checks: list[Check]


class State(BaseModel):
    """Whether the program can be asked."""

    status: Literal["ok", "ready", "starting"]


class ErrorBody(BaseModel):
    """What went wrong, in a sentence, in the language that Accept-Language prefers (zh, en)."""

    code: str
    message: str
    request_id: str


class Error(BaseModel):
    """The one shape of an answer that says that something went wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"error": {"code": "empty_question", "message": "The question is empty: …", "request_id": "…"}}
            ]
        }
    )

    error: ErrorBody
