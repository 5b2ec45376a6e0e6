"""Figures and lines that several operations say: an amount, its change recomputed, its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budget.amount import Amount, dimension
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, difference, ratio_percent, round_half_up, rounds_to
from budget.compute.target import Target, Variant
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name
from budget.number import squeeze
from budget.scope import Scope

# What the money is for is no reason for its change.
_PURPOSE = ("用于", "主要用于", "包括")
# A figure is planned or carried out.
_KINDS = (Measure.BUDGET, Measure.FINAL)
# How many places are cited for one figure: more would hide the one that matters.
MOST_CITED = 3


def words(variant: Variant, scoped: bool = False) -> dict[str, str]:
    """The words that a line about this variant needs."""
    return {
        "name": variant.name,
        "year": str(variant.year or ""),
        "scope": variant.scope.value if scoped else Scope.OTHER.value,
    }


def year_words(year: int | None) -> dict[str, str]:
    """The year as a line's words take it."""
    return {"year": str(year or "")}


def amount_fig(variant: Variant, role: str = RESULT) -> Fig:
    """The variant's amount as printed; a blank cell shows zero and is said to be blank by its line."""
    fact = variant.fact
    return Fig(role, variant.name, amount_of(fact), variant.facts[:MOST_CITED], bound=bound_of(fact))


def bound_of(fact: Fact) -> str | None:
    """The comparison sign that a target value was printed with."""
    text = fact.text.strip()
    return next(
        (sign for signs, sign in (((">=", "≥", "＞="), ">="), (("<=", "≤"), "<=")) if text.startswith(signs)), None
    )


def amount_line(variant: Variant, scoped: bool = False) -> Line:
    """One sentence with the amount."""
    key = "lookup.blank" if variant.fact.value is None else "lookup.amount"
    return Line(key, words(variant, scoped), {"amount": amount_fig(variant)})


def amount_lines(variants: Sequence[Variant], scoped: bool = False) -> list[Line]:
    """One sentence a variant; where scope and year leave some alike, with whether it was planned or carried out, and the table."""
    lines = [amount_line(v, scoped) for v in variants]
    if kinds_apart(variants):
        lines = [_with(line, "kind", _kind(v)) for line, v in zip(lines, variants, strict=True)]
    alike = len({tuple(sorted(line.words.items())) for line in lines}) < len(lines)
    tables = [squeeze(v.fact.table) for v in variants]
    if alike and len(set(tables)) > 1:
        lines = [_with(line, "place", table) for line, table in zip(lines, tables, strict=True)]
    return lines


def _with(line: Line, name: str, word: str) -> Line:
    return replace(line, words={**line.words, name: word})


def _kind(variant: Variant) -> str:
    return variant.fact.measure.value if variant.fact.measure in _KINDS else ""


def kinds_apart(variants: Sequence[Variant]) -> bool:
    """True where some of the figures were planned and others carried out."""
    return {variant.fact.measure for variant in variants} >= set(_KINDS)


def carried_out_first(variants: Sequence[Variant], budget_only: bool) -> tuple[Variant, ...]:
    """Where some were planned and others carried out: those carried out first, or only the planned ones."""
    if not kinds_apart(variants):
        return tuple(variants)
    if budget_only:
        return tuple(v for v in variants if v.fact.measure is not Measure.FINAL)
    return tuple(sorted(variants, key=lambda v: v.fact.measure is not Measure.FINAL))


def delta_amount(variant: Variant) -> Amount | None:
    """The change as printed, or the difference of the two years' cells."""
    if variant.delta is not None and variant.delta.value is not None:
        return Amount(variant.delta.value, variant.delta.unit)
    if variant.prior is not None and variant.prior.value is not None and variant.fact.value is not None:
        return amount_of(variant.fact) - amount_of(variant.prior)
    return None


def prior_amount(variant: Variant) -> tuple[Amount, str | None] | None:
    """Last year's amount with its formula: the printed cell, or this year's amount less the printed change."""
    if variant.prior is not None and variant.prior.value is not None:
        return amount_of(variant.prior), None
    delta = delta_amount(variant)
    if delta is None or variant.fact.value is None or dimension(delta.unit) != dimension(variant.fact.unit):
        return None
    amount = amount_of(variant.fact)
    return amount - delta, difference(amount.value, delta.to(amount.unit).value)


def percent_fig(variant: Variant, role: str = RESULT) -> Fig | None:
    """The change in percent, recomputed from amount and change; as printed where it can't be."""
    prior, delta = prior_amount(variant), delta_amount(variant)
    cited = cites(variant)
    if prior is not None and delta is not None:
        change = delta.to(prior[0].unit)
        value = ratio_percent(change.value, prior[0].value)
        if value is not None:
            amount = amount_of(variant.fact)
            moved = delta.to(amount.unit).value
            formula = f"{format(moved, 'f')} / ({difference(amount.value, moved)})"
            return Fig(role, variant.name, Amount(value, "%"), cited, formula, "percent_change")
    if variant.percent is not None and variant.percent.value is not None:
        return Fig(role, variant.name, Amount(variant.percent.value, "%"), (variant.percent,), None, "percent_change")
    return None


def _as_printed(variant: Variant, percent: Fig) -> dict[str, Fig]:
    """The percentage; where the filing prints it in fewer places, as printed, with the exact one beside it."""
    told = variant.percent
    if told is None or told.value is None or percent.formula is None or told.value == percent.amount.value:
        return {"percent": percent}
    exponent = told.value.as_tuple().exponent
    if not rounds_to(percent.amount.value, told.value) or not isinstance(exponent, int) or exponent <= -2:
        return {"percent": percent}
    printed = replace(percent, amount=Amount(told.value, "%"), facts=(told,), formula=None)
    return {"percent": printed, "exact": replace(percent, role=OPERAND)}


def cites(variant: Variant) -> tuple[Fact, ...]:
    """The facts that a change is cited by: the sentence first, then the cells."""
    told = variant.delta or variant.percent
    return (told, *variant.facts[:2]) if told is not None else variant.facts[:MOST_CITED]


def change_line(variant: Variant, scoped: bool = False, rate_first: bool = False) -> Line | None:
    """One sentence: this year's amount, the change and its percentage; with `rate_first` the percentage is the result."""
    delta = delta_amount(variant)
    if delta is None:
        return None
    if delta.value == 0:
        figures = {
            "amount": amount_fig(variant),
            "delta": Fig(OPERAND, variant.name, delta, cites(variant), None, "change"),
        }
        return Line("change.none", words(variant, scoped), figures)
    figures = {
        "delta": Fig(
            OPERAND if rate_first else RESULT,
            variant.name,
            delta,
            cites(variant),
            None if variant.delta else _difference(variant),
            "change",
        ),
        "amount": amount_fig(variant, OPERAND),
    }
    if variant.prior is not None and variant.delta is None:
        figures["prior"] = Fig(OPERAND, variant.name, amount_of(variant.prior), (variant.prior,))
    percent = percent_fig(variant)
    if percent is not None:
        return Line("change.full", words(variant, scoped), {**figures, **_as_printed(variant, percent)})
    return Line("change.amount", words(variant, scoped), figures)


def _difference(variant: Variant) -> str | None:
    if variant.prior is None:
        return None
    amount = amount_of(variant.fact)
    return difference(amount.value, amount_of(variant.prior).to(amount.unit).value)


def percent_conflict(variant: Variant) -> Line | None:
    """A caveat where the printed percentage is not what the printed amounts give."""
    fig, printed = percent_fig(variant), variant.percent
    if fig is None or fig.formula is None or printed is None or printed.value is None:
        return None
    exponent = printed.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if abs(round_half_up(abs(fig.amount.value), places) - abs(printed.value)) <= Decimal(1).scaleb(-places):
        return None
    said = Fig(OPERAND, variant.name, Amount(printed.value, "%"), (printed,), None, "percent_change")
    return Line("caveat.percent", words(variant), {"printed": said, "computed": fig})


def reason_line(variant: Variant, nearby: Fact | None = None) -> Line:
    """The reason as the filing gives it, verbatim (in its own sentence, else in the one `nearby`); or that it gives none."""
    stated = variant.statement.reason if variant.statement is not None else ""
    if nearby is not None and (not stated or stated.startswith(_PURPOSE)):
        return Line("why.nearby", {**words(variant), "reason": nearby.quote}, facts=(nearby,))
    told = next((f for f in (variant.delta, variant.percent, variant.share) if f is not None), None)
    if variant.statement is None or not variant.statement.reason:
        return Line("why.none", words(variant))
    fact = told or next((f for f in variant.facts if f.statement is variant.statement), variant.fact)
    return Line("why.reason", {**words(variant), "reason": variant.statement.reason}, facts=(fact,))


def scope_caveat(target: Target) -> list[Line]:
    """The caveat that the same words mean several figures here."""
    if not target.scoped:
        return []
    return [Line("caveat.scope", {"name": target.name}, facts=tuple(v.fact for v in target.variants[1:3]))]


def recovered_caveat(variants: Sequence[Variant]) -> list[Line]:
    """The caveat for figures whose cell was repaired while reading."""
    facts = [f for v in variants for f in v.facts[:1] if f.recovered]
    return [Line("caveat.recovered", {"name": line_name(facts[0])}, facts=(facts[0],))] if facts else []
