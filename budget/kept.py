"""Keeps what was made of the same objects before: filings never change, so nothing need be made of them twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def kept(most: int) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Keeps the last `most` results of a function by the very objects that it was given: hashing a filing would cost more
    than the work. What is kept is shared, so nobody may change it."""

    def keep(function: Callable[_P, _T]) -> Callable[_P, _T]:
        held: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], _T]] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def of(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            key = tuple(map(id, args))
            with lock:
                if key in held:
                    held.move_to_end(key)
                    return held[key][1]
            made = function(*args, **kwargs)
            with lock:
                # The objects are held with the result, so that no other can take their place in memory.
                held[key] = args, made
                while len(held) > most:
                    held.popitem(last=False)
            return made

        return of

    return keep
