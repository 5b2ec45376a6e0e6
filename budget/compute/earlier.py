"""The year before from the filing of the year before, where a filing itself tells no change."""

from __future__ import annotations

from dataclasses import replace

from budget.compute.desk import Desk
from budget.compute.say import delta_amount
from budget.compute.target import Variant
from budget.filing import FINALS
from budget.line import AMOUNTS


def with_year_before(desk: Desk, variant: Variant) -> Variant:
    """The variant with last year's figure of the same line and scope, from the same body's filing of the year before."""
    if delta_amount(variant) is not None or variant.year is None:
        return variant
    own = desk.shelf.filings[variant.filing]
    for filing in desk.shelf.filings.values():
        same_kind = (filing.kind in FINALS) == (own.kind in FINALS)
        if filing.department != own.department or filing.year != variant.year - 1 or not same_kind:
            continue
        for fact in desk.shelf.by_name[filing.file, variant.name]:
            alike = (
                fact.scope is variant.fact.scope
                and fact.kind == variant.fact.kind
                and fact.total_column == variant.fact.total_column
            )
            if fact.value is not None and fact.measure in AMOUNTS and alike and fact.year == filing.year:
                return replace(variant, prior=fact)
    return variant
