"""How an answer came about, as HTML: the plan, the candidates, the figures used, the passages, the times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from app.answering.trace import Trace, is_taken
from app.interface import Wording
from budget.answer import Answer, Citation
from budget.line import line_name

if TYPE_CHECKING:
    from budget.question.judge import Match


def plan_to_html(answer: Answer, words: Wording) -> str:
    """How the question was understood, and what took how long."""
    pairs = [(words.say(f"trace_{key}"), _told(answer.plan.get(key), _NAMED.get(key, ""), words)) for key in _PLAN]
    pairs.append((words.say("trace_times"), _times(answer.timings_ms, words)))
    return "".join(_pair(name, text) for name, text in pairs if text).join(('<dl class="wz-pairs">', "</dl>"))


_PLAN = ("asked", "operation", "operations", "units", "years", "bodies", "scopes")
# What of the plan is in the program's own words, and what group of names says it.
_NAMED = {"operation": "operation", "operations": "operation", "scopes": "scope"}


def _told(value: Any, group: str, words: Wording) -> str:
    parts = [str(part) for part in value] if isinstance(value, list | tuple) else [str(value or "")]
    return "、".join(words.name(group, part) for part in parts)


def _times(timings: Mapping[str, float], words: Wording) -> str:
    return " · ".join(f"{words.name('time', name)} {ms:,.1f} ms" for name, ms in timings.items())


def _pair(name: str, text: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"


def facts_to_html(citations: Sequence[Citation], words: Wording) -> str:
    """The figures and sentences that the answer stands on."""
    rows = [
        (f"[{one.id}]", one.row or "", one.column or "", "" if one.value is None else f"{one.value:,} {one.unit or ''}", one.quote)
        for one in citations
    ]  # fmt: skip
    return _listing(("trace_mark", "trace_row", "trace_column", "trace_value", "trace_quote"), rows, words)


def trace_to_html(trace: Trace, cited: Sequence[Citation], words: Wording) -> str:
    """The words as they were linked, the candidates with their scores (the cited ones marked), and the passages."""
    places = {(one.filing, one.table_id, one.row_index, one.column_index) for one in cited if one.kind == "cell"}
    quotes = {one.quote for one in cited if one.kind == "text"}
    units = [(unit.text, unit.kind, "、".join(unit.alternatives[:6])) for unit in trace.units]
    passages = [(f"{hit.score:.4f}", hit.filing, _ranks(hit.ranks, words), hit.text) for hit in trace.passages]
    parts = (
        _title("trace_units", words),
        _listing(("trace_word", "trace_kind", "trace_printed"), units, words),
        *_meant(trace, words),
        _title("trace_candidates", words),
        _listing(_CANDIDATE, [_candidate(one, places, quotes, words) for one in trace.candidates], words),
        _title("trace_passages", words),
        _listing(("trace_score", "trace_filing", "trace_ranks", "trace_quote"), passages, words),
        _title("trace_filings", words),
        f'<p class="wz-file">{escape("、".join(trace.filings))}</p>',
    )
    return "".join(parts)


def _meant(trace: Trace, words: Wording) -> list[str]:
    """What words that no filing prints were taken for by their meaning, if there are any."""
    rows = [
        ("●" if is_taken(one) else "", one.word, "、".join(one.names[:6]), f"{one.sureness:.2f}") for one in trace.meant
    ]
    keys = ("trace_taken", "trace_word", "trace_printed", "trace_score")
    return [_title("trace_meant", words), _listing(keys, rows, words)] if rows else []


_CANDIDATE = (
    "trace_used", "trace_line", "trace_value", "trace_measure", "trace_scores", "trace_place", "trace_filing",
)  # fmt: skip


def _ranks(ranks: Mapping[str, int], words: Wording) -> str:
    return " · ".join(f"{words.name('rank', name)} {rank}" for name, rank in ranks.items())


def _candidate(match: Match, places: set[tuple[Any, ...]], quotes: set[str], words: Wording) -> tuple[str, ...]:
    fact, source = match.fact, match.fact.source
    used = (fact.filing, source.table, source.row, source.column) in places or fact.quote in quotes
    value = f"{fact.value:,} {fact.unit}" if fact.value is not None else fact.text
    scores = f"{match.score:.3f} ({match.recall:.2f} / {match.precision:.2f})"
    place = " · ".join(part for part in (fact.table, fact.column) if part) if fact.from_cell else fact.quote
    return (
        "●" if used else "",
        line_name(fact),
        value,
        f"{words.name('measure', fact.measure)} {fact.year or ''} {words.name('scope', fact.scope)}",
        scores,
        place,
        fact.filing,
    )


def _title(key: str, words: Wording) -> str:
    return f'<p class="wz-eyebrow">{escape(words.say(key))}</p>'


def _listing(keys: Sequence[str], rows: Iterable[Sequence[str]], words: Wording) -> str:
    heads = "".join(f'<th scope="col">{escape(words.say(key))}</th>' for key in keys)
    cells = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    if not cells:
        return f'<p class="wz-missing">{escape(words.say("trace_none"))}</p>'
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>"
    return f'<div class="wz-scroll wz-ledger st-listing st-trace" tabindex="0">{table}</div>'
