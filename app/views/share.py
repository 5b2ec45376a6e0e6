"""The address that asks an answer's question again, of the same filings, in the same language."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlencode

from app.interface import Wording
from budget.answer import Answer


def answer_to_query(answer: Answer, filings: Collection[str], words: Wording, library: str = "") -> str:
    """“?q=…&filing=…&library=…&lang=…”; a follow-up is asked whole, with what it took from the question before."""
    question = str(answer.plan.get("asked") or answer.question)
    pairs = [("q", question), *(("filing", file) for file in filings)]
    pairs += [("library", library)] if library else []
    pairs.append(("lang", words.language))
    return f"?{urlencode(pairs)}"
