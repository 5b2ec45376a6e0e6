"""Reads the glossary (名词解释): each term and its explanation, verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budget.filing import Field, Paragraph
from ingest.headings import split_mark
from ingest.statement_words import statement_words

_TERM = re.compile(
    r"^([^，。；:：]{2,50}?(?:（[^）]*）|\([^)]*\))?[^，。；:：]{0,12}?)\s*"
    r"(?:[：:]\s*(?:是?指)?(?=.)|(?=是指|，是指|指[^标定导]))(.+)$",
    re.DOTALL,
)
_LEAD = re.compile(r"^\s*[，：:]\s*")


def read_definitions(paragraphs: Sequence[Paragraph]) -> tuple[Field, ...]:
    """The terms that the filing explains, in order; the text is what follows the term, as printed."""
    definitions: list[Field] = []
    for paragraph in paragraphs:
        if not is_glossary(paragraph.headings) and not (paragraph.is_heading and is_glossary((paragraph.text,))):
            continue
        rest = split_mark(paragraph.text)[2].strip()
        term, text = _split_term(rest)
        if term:
            definitions.append(Field(term, text, paragraph.source))
        elif definitions and not paragraph.is_heading and _goes_on(rest):
            last = definitions[-1]
            definitions[-1] = Field(last.label, f"{last.text}\n{rest}", last.source)
    return tuple(definitions)


def is_glossary(headings: Sequence[str]) -> bool:
    """True under a title such as 名词解释."""
    return any(title in heading for heading in headings for title in statement_words().glossary)


def _split_term(text: str) -> tuple[str, str]:
    found = _TERM.match(text)
    if not found:
        return "", text
    term = found.group(1).strip()
    return term, _LEAD.sub("", text[len(found.group(1)) :]).strip()


def _goes_on(text: str) -> bool:
    """True for a further sentence of an explanation, false for a signature or a table's remains."""
    return len(text) > 12 and text.rstrip().endswith(("。", "；", "：", ":"))
