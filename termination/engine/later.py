"""What few callers read is made when it is first read: a sequence that equals and prints as a tuple of the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar, overload

Member = TypeVar("Member", covariant=True)


class Later(Sequence[Member], Generic[Member]):
    """The tuple of what `make` gives, which is asked once, and not before somebody looks; `count` of them, if known.

    >>> told = Later(lambda: map(print, ["told now"]))
    >>> len(told), told == (None,), told
    told now
    (1, True, (None,))
    >>> len(Later(lambda: map(print, ["told now"]), 1))
    1
    """

    __slots__ = ("_count", "_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Member]], count: int | None = None):
        self._make, self._count = make, count
        self._made: tuple[Member, ...] | None = None

    def _all(self) -> tuple[Member, ...]:
        make = self._make  # taken first: another thread may be done in between
        if self._made is None:
            self._made = tuple(make())
            self._make = tuple  # lets go what it was made from
        return self._made

    @overload
    def __getitem__(self, key: int) -> Member: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Member, ...]: ...
    def __getitem__(self, key: int | slice) -> Member | tuple[Member, ...]:
        return self._all()[key]

    def __len__(self) -> int:
        return len(self._all()) if self._count is None else self._count

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all(),)
