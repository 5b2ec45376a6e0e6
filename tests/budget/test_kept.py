"""What was made of the same objects is kept, and only for them."""

from __future__ import annotations

from budget.kept import kept


def test_the_same_object_is_asked_once_and_an_equal_one_again() -> None:
    asked: list[tuple[int, ...]] = []

    @kept(most=2)
    def made(of: tuple[int, ...]) -> int:
        asked.append(of)
        return sum(of)

    one, equal = tuple(range(1, 3)), tuple(range(1, 3))
    assert [made(one), made(one), made(equal)] == [3, 3, 3]
    assert len(asked) == 2


def test_the_oldest_is_let_go() -> None:
    asked: list[object] = []
    keep = kept(most=2)(lambda of: asked.append(of))
    first, second, third = object(), object(), object()
    for of in (first, second, third, third, first):
        keep(of)
    assert asked == [first, second, third, first]
