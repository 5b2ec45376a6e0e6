"""What the rules find in each filing of the library, worked out once a filing, in the background where a list asks for it."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence
from threading import Lock, Thread
from typing import Final

from budget.checks import CheckStatus, check_filing
from budget.filing import Filing

_KEPT: Final = 2000
_LOCK: Final = Lock()
# By the filing's place in memory, which it keeps as long as it is kept here: comparing filings would read them whole.
_KNOWN: Final[OrderedDict[int, tuple[Filing, Counter[CheckStatus]]]] = OrderedDict()
_WAITING: Final[dict[int, Filing]] = {}
_WORKER: list[Thread] = []


def checks_of(filing: Filing) -> Counter[CheckStatus]:
    """How many checks of the filing hold, are broken, explained, unchecked."""
    known = known_checks(filing)
    if known is None:
        known = Counter(finding.status for finding in check_filing(filing))
        with _LOCK:
            _KNOWN[id(filing)] = filing, known
            while len(_KNOWN) > _KEPT:
                _KNOWN.popitem(last=False)
    return known


def known_checks(filing: Filing) -> Counter[CheckStatus] | None:
    """The same where it was worked out before, None where it was not."""
    with _LOCK:
        found = _KNOWN.get(id(filing))
    return found[1] if found else None


def work_out(filings: Sequence[Filing]) -> None:
    """Work out the checks of these filings in the background."""
    with _LOCK:
        _WAITING.update({id(filing): filing for filing in filings if id(filing) not in _KNOWN})
        if _WAITING and not (_WORKER and _WORKER[0].is_alive()):
            _WORKER[:] = [Thread(target=_work, name="checks", daemon=True)]
            _WORKER[0].start()


def _work() -> None:
    while True:
        with _LOCK:
            if not _WAITING:
                _WORKER.clear()
                return
            _, filing = _WAITING.popitem()
        checks_of(filing)
