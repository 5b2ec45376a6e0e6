"""What a sentence of a filing states about a line: an amount, a change, a share, a reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budget.source import Source


@dataclass(frozen=True, slots=True)
class Statement:
    """One subject's figures in one sentence (or the run of sentences that belong to it).

    `subject` is the line spoken of (项目支出; the last of 类/款/项, the others in `path`); `scope` what it is part of (支出预算,
    一般公共预算): the words of the sentence or of the headings above it. `delta` and `percent` carry a sign (减少, 下降 are
    negative). `basis` is what the change is measured against as printed (上年预算, 上年执行数, 年初预算). `share_of` names the
    whole of `share`. `reason` and `purpose` are verbatim (what follows 主要原因是, 主要用于). `quote` is the sentence as printed.
    `measure` is the kind of figure where the sentence tells it beside the line (年初预算, 支出决算, 预算执行数); `code` the line's code.
    """

    subject: str
    quote: str
    source: Source
    scope: str = ""
    path: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    year: int | None = None
    amount: Decimal | None = None
    unit: str | None = None
    share: Decimal | None = None
    share_of: str = ""
    delta: Decimal | None = None
    delta_unit: str | None = None
    percent: Decimal | None = None
    basis: str = ""
    reason: str = ""
    purpose: str = ""
    measure: str = ""
    code: str | None = None
