"""What the API's routes share: the settings, the desk, the keys, the bench and the counts of one application."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Query, Request

from app.access.roles import Role
from app.api.bench import Bench
from app.api.keys import caller_role
from app.api.metrics import Metrics
from app.api.problems import Problem
from app.desk.desk import Desk
from app.desk.public_desk import public_desk
from app.settings import Settings
from budget.filing import Filing

Result = TypeVar("Result")
_LOG: Final = logging.getLogger("wenzhang.api")


@dataclass(frozen=True)
class Context:
    """One application's parts; `open_desk` opens the library where it is not open yet, `library` names a further one."""

    settings: Settings
    open_desk: Callable[..., Desk]
    keys: dict[str, str]
    bench: Bench
    metrics: Metrics
    library: str = ""

    async def run(self, role: Role, work: Callable[[Desk], Result]) -> Result:
        """What the function makes of the desk, as far as this role may see it; raises Problem where there is no library."""
        return await self.bench.run(lambda: work(self.desk_for(role)))

    def desk_for(self, role: Role) -> Desk:
        """The desk as this role may see it."""
        if self.library and self.library not in self.settings.libraries:
            raise Problem(404, "unknown_library", name=self.library)
        try:
            desk = self.open_desk(self.library) if self.library else self.open_desk()
        except Exception:  # noqa: BLE001 - an edge: the caller reads a sentence, the log has the reason
            _LOG.exception("the library can't be opened")
            raise Problem(503, "library_failed", {"Retry-After": "30"}) from None
        return desk if role >= Role.STAFF or self.settings.persons else public_desk(desk)


def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


def _role(request: Request) -> Role:
    context = _context(request)
    return caller_role(request.headers, context.keys, context.settings)


def _staff(role: Annotated[Role, Depends(_role)]) -> Role:
    if role < Role.STAFF:
        raise Problem(401, "key_needed", {"WWW-Authenticate": "Bearer"})
    return role


def _asked(
    request: Request,
    library: Annotated[str, Query(max_length=100, description="One of the further libraries, by its name.")] = "",
) -> Context:
    return replace(_context(request), library=library)


Parts = Annotated[Context, Depends(_asked)]
Caller = Annotated[Role, Depends(_role)]
Staff = Annotated[Role, Depends(_staff)]


def find_filing(desk: Desk, name: str) -> tuple[str, Filing]:
    """The id and the filing of that id or file name; raises Problem. Names are looked up, never made into paths."""
    known = desk.by_id()
    if name in known:
        return name, known[name]
    for id, filing in known.items():
        if filing.file == name:
            return id, filing
    raise Problem(404, "unknown_filing", name=name[:100])


def find_files(desk: Desk, names: Collection[str]) -> tuple[str, ...]:
    """The file names of those filings; raises Problem."""
    return tuple(dict.fromkeys(find_filing(desk, name)[1].file for name in names))
