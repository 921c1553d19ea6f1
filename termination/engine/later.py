"""What few callers read is made when it is first read: a sequence that behaves as the tuple of its members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

Member = TypeVar("Member", covariant=True)


class AsTuple(Sequence[Member], Generic[Member]):
    """A sequence that equals, prints, adds up, repeats and is kept as the tuple of its members."""

    __slots__ = ()

    def __add__(self, other: Iterable[Any]) -> tuple[Any, ...]:
        return (*self, *other) if isinstance(other, (tuple, AsTuple)) else NotImplemented

    def __radd__(self, other: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*other, *self) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, times: int) -> tuple[Member, ...]:
        return tuple(self) * times

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, AsTuple) else other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (tuple(self),)


class Later(AsTuple[Member]):
    """The tuple of what `make` gives, which is asked once, and not before somebody looks; `count` of them, if known.

    >>> told = Later(lambda: map(print, ["told now"]))
    >>> len(told), told == (None,), told
    told now
    (1, True, (None,))
    >>> told + (2,), told * 2
    ((None, 2), (None, None))
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

    def __iter__(self) -> Iterator[Member]:
        return iter(self._all())
