"""One answer against its gold: every measure as a value, the same for the same input."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from eval import places
from eval.figures import goes_down, has_its_unit, is_exact, is_legible, is_same, numbers_in, squash, to_decimal
from eval.question import GoldNumber, Question
from eval.verdict import stated_verdict

Answer = dict[str, Any]

# What must hold for an answer to be right; the rest is told beside it.
NEEDED = ("status", "numbers", "headline", "phrases", "list", "digits", "brief")
MEASURES = (
    "right", *NEEDED, "exact", "unit", "sign", "scope", "verdict", "reason", "told", "evidence", "same",
)  # fmt: skip
# Measured in parts of one, averaged over the questions that have them.
SHARES = ("list_recall", "evidence_precision", "evidence_recall")
LONGEST_TEXT = 900
_SIGNED_TYPES = frozenset(("change", "why"))
_REASON_TYPES = frozenset(("why",))
_CITED = ("quote", "row", "column", "value", "table")
_CITATION_NAMES = ("title", "filing", "table", "row", "column", "code")
_CITATION_COUNTS = ("page", "line", "id")


@dataclass(frozen=True, slots=True)
class Mark:
    """How one answer did. A missing answer holds nothing.

    `told` holds where the gold phrases and list stand in the text itself, not only in what it cites.

    `scope`, `verdict` and `reason` are None where the question does not ask for such a thing, `same` where it was asked once.
    """

    id: str
    type: str
    lang: str
    filings: tuple[str, ...] = ()
    status: bool = False
    numbers: bool = False
    headline: bool = False
    phrases: bool = False
    list: bool = False
    digits: bool = False
    brief: bool = False
    exact: bool = False
    unit: bool = False
    sign: bool = False
    told: bool = False
    evidence: bool = False
    scope: bool | None = None
    verdict: bool | None = None
    reason: bool | None = None
    same: bool | None = None
    list_recall: Decimal | None = None
    evidence_precision: Decimal | None = None
    evidence_recall: Decimal | None = None
    invented: tuple[str, ...] = ()
    milliseconds: Decimal | None = None

    @property
    def right(self) -> bool:
        """True where everything that an answer needs holds."""
        return all(getattr(self, name) for name in NEEDED)

    def lacks(self) -> tuple[str, ...]:
        """The measures that do not hold, those that make it wrong first."""
        return tuple(name for name in MEASURES[1:] if getattr(self, name) is False)


def mark(question: Question, answer: Answer | None, again: Answer | None = None) -> Mark:
    """The marks of one answer; `again` is what the same question got when it was asked a second time."""
    if answer is None:
        return _nothing(question)
    text, figures, citations = str(answer.get("text") or ""), _dicts(answer, "figures"), _dicts(answer, "citations")
    said = squash(" ".join((text, _cited_text(citations), _caveat_text(answer))))
    hits = [squash(item) in said for item in question.list]
    invented = _unsupported(question, answer)
    stated = {gold: [figure for figure in figures if is_same(gold, figure)] for gold in question.numbers}
    return Mark(
        question.id, question.type, question.lang, question.filings,
        status=answer.get("status") == question.status,
        numbers=all(stated[gold] and is_legible(gold, text) for gold in question.numbers),
        headline=_headline_holds(question, figures),
        phrases=all(squash(phrase) in said for phrase in question.phrases),
        list=all(hits),
        digits=not invented,
        brief=len(text) <= LONGEST_TEXT,
        exact=all(any(is_exact(gold, figure) for figure in stated[gold]) for gold in question.numbers),
        unit=all(any(has_its_unit(gold, figure) for figure in stated[gold]) for gold in question.numbers),
        sign=all(_sign_holds(gold, stated[gold], question.type in _SIGNED_TYPES) for gold in question.numbers),
        told=all(squash(words) in squash(text) for words in (*question.phrases, *question.list)),
        evidence=not question.evidence or places.is_cited(question.evidence, citations),
        scope=any(squash(words) in squash(text) for words in question.scopes) if question.scopes else None,
        verdict=_verdict_holds(question, answer) if question.verdict else None,
        reason=_reason_found(question, text, citations) if question.type in _REASON_TYPES else None,
        same=None if again is None else without_times(answer) == without_times(again),
        list_recall=Decimal(sum(hits)) / len(hits) if hits else None,
        evidence_precision=places.precision(question.evidence, citations),
        evidence_recall=places.recall(question.evidence, citations),
        invented=tuple(invented),
        milliseconds=to_decimal((answer.get("timings_ms") or {}).get("total")),
    )  # fmt: skip


def _nothing(question: Question) -> Mark:
    """The mark of a question without an answer: none of what can be measured of it holds."""
    none = Decimal(0)
    return Mark(
        question.id, question.type, question.lang, question.filings,
        scope=False if question.scopes else None,
        verdict=False if question.verdict else None,
        reason=False if question.type in _REASON_TYPES else None,
        list_recall=none if question.list else None,
        evidence_precision=none if question.evidence else None,
        evidence_recall=none if question.evidence else None,
    )  # fmt: skip


def kindly(mark: Mark) -> Mark:
    """The mark of a passage, which states nothing first: where it holds every gold number, the headline counts as found."""
    return replace(mark, headline=mark.numbers)


def without_times(answer: Answer) -> Answer:
    """What must be the same when a question is asked again: all but the times and the id."""
    return {key: value for key, value in answer.items() if key not in ("timings_ms", "id")}


def _dicts(answer: Answer, key: str) -> list[dict[str, Any]]:
    return list(answer.get(key) or [])


def _cited_text(citations: list[dict[str, Any]]) -> str:
    return " ".join(str(citation.get(key) or "") for citation in citations for key in _CITED)


def _caveat_text(answer: Answer) -> str:
    return "".join(str(caveat.get("text") or "") for caveat in _dicts(answer, "caveats"))


def _headline_holds(question: Question, figures: list[dict[str, Any]]) -> bool:
    if not question.numbers:
        return True
    first = next((figure for figure in figures if figure.get("role") == "result"), None)
    return first is not None and any(is_same(gold, first) for gold in question.numbers + question.also)


def _sign_holds(gold: GoldNumber, stated: list[dict[str, Any]], signed: bool) -> bool:
    """A fall must be said to be one; where a change was asked for, a rise must not be said to be a fall."""
    if gold.value < 0:
        return any(goes_down(figure) for figure in stated)
    return not signed or not stated or any(not goes_down(figure) for figure in stated)


def _verdict_holds(question: Question, answer: Answer) -> bool:
    """An answer that found nothing says neither yes nor no, whatever its words."""
    return answer.get("status") == "answered" and stated_verdict(str(answer.get("text") or "")) == question.verdict


def _reason_found(question: Question, text: str, citations: list[dict[str, Any]]) -> bool:
    """The reason is told in the text, and a citation holds the filing's own sentence for it."""
    sentences = [squash(citation.get("quote")) for citation in citations if citation.get("kind") == "text"]
    wanted = [squash(phrase) for phrase in question.phrases]
    return all(words in squash(text) and any(words in sentence for sentence in sentences) for words in wanted)


def _unsupported(question: Question, answer: Answer) -> list[str]:
    """The numbers in the text that no figure, quote, cited cell, caveat or the question holds."""
    known = _supported(question, answer)
    text = re.sub(r"\[\d+\]", " ", str(answer.get("text") or ""))
    text = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d|\.\d)", " ", text)  # a year is a name, not a figure
    text = re.sub(r"^\s*\d+[.、)]\s", " ", text, flags=re.M)  # nor is the number of a list's line
    return [str(value) for value in numbers_in(text) if value not in known]


def _supported(question: Question, answer: Answer) -> set[Decimal]:
    citations = _dicts(answer, "citations")
    texts = [question.question, _cited_text(citations)]
    known: set[Decimal] = set()
    for figure in _dicts(answer, "figures"):
        texts += [str(figure.get("display") or ""), str(figure.get("formula") or "")]
        value = to_decimal(figure.get("value"))
        if value is not None:
            known.add(abs(value))
    for citation in citations:
        texts += [str(citation.get(key) or "") for key in _CITATION_NAMES]
        known |= {Decimal(str(citation[key])) for key in _CITATION_COUNTS if citation.get(key) is not None}
    texts += [str(caveat.get("text") or "") for caveat in _dicts(answer, "caveats")]
    return known.union(*(numbers_in(text) for text in texts))
