"""One meaning, one figure, over all lines of the samples: by name or code, by synonyms, in English, in 元 and in 万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest

from budget.answer import Status
from budget.fact import Fact, table_to_facts
from budget.filing import Filing
from budget.line import bare_label
from budget.taxonomy.terms import Term, load_terms
from tests.answering import ask, headline, results, sample_filings

FILINGS = (sample_filings()[0], sample_filings()[-1])
KINDS = ("functional", "economic", "three_public")
# Of the synonyms so many in a hundred must give the same figure: some everyday words mean the class as well as the item (工资).
BAR = 93
Said = tuple[tuple[Decimal, str] | str, frozenset[tuple[object, ...]]]


@cache
def terms() -> dict[str, Term]:
    """The first term of each name."""
    return {term.name: term for term in reversed(load_terms()) if term.kind in KINDS}


def lines(filing: Filing) -> Iterator[tuple[str, Term, str]]:
    """Each line of the standard classification that the filing gives an amount for: its name, its term, its code where one
    code has one name."""
    facts = [f for table in filing.tables for f in table_to_facts(filing, table) if f.label]
    names: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.value is not None and bare_label(fact.label) in terms():
            names.setdefault(bare_label(fact.label), []).append(fact)
    for name, own in names.items():
        codes = {f.code for f in facts if f.code and bare_label(f.label) == name}
        alike = {bare_label(f.label) for f in facts if f.code in codes}
        everywhere = all(f.code for f in own)
        yield name, terms()[name], codes.pop() or "" if len(codes) == len(alike) == 1 and everywhere else ""


@cache
def said(question: str, file: str) -> Said:
    """The headline and the places that prove it."""
    answer = ask(question, file)
    found = results(answer)
    if answer.status is not Status.ANSWERED or not found:
        return answer.status.value, frozenset()
    places = {c.id: (c.table_id, c.row_index, c.column_index, c.paragraph) for c in answer.citations}
    return headline(answer), frozenset(places[id] for id in found[0].citations)


@pytest.mark.parametrize("filing", FILINGS, ids=lambda f: f.file)
@pytest.mark.parametrize("way", ["{}是多少元？", "{}有多少万元？", "請問{}是多少？", "查一下{}"])
def test_unit_and_frame_change_nothing(filing: Filing, way: str) -> None:
    for name, _, _ in lines(filing):
        assert said(way.format(name), filing.file) == said(f"{name}是多少？", filing.file), name


@pytest.mark.parametrize("filing", FILINGS, ids=lambda f: f.file)
def test_a_code_is_its_name(filing: Filing) -> None:
    coded = [(name, code) for name, _, code in lines(filing) if code]
    assert len(coded) > 20
    for name, code in coded:
        assert said(f"{code}是多少？", filing.file)[0] == said(f"{name}是多少？", filing.file)[0], name


@pytest.mark.parametrize("filing", FILINGS, ids=lambda f: f.file)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_synonym_is_its_name(filing: Filing, language: str) -> None:
    pairs = [
        (name, f"How much is {word}?" if language == "en" else f"{word}是多少？")
        for name, term, _ in lines(filing)
        for word in (term.english[:2] if language == "en" else term.also)
    ]
    assert len(pairs) > 60
    other = [
        question
        for name, question in pairs
        if said(question, filing.file)[0] != said(f"{name}是多少？", filing.file)[0]
    ]
    assert 100 * len(other) <= (100 - BAR) * len(pairs), other
    # The same figure is proved by places of the same line.
    apart = [
        question
        for name, question in pairs
        if question not in other and not said(question, filing.file)[1] & said(f"{name}是多少？", filing.file)[1]
    ]
    assert len(apart) * 10 <= len(pairs), apart
