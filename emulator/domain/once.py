"""A member that is made when it is first asked for, and stays."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Decorates a method of one argument. As functools.cached_property, but for one thread: until Python 3.12 that takes a lock."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __get__(self, owner: Any, kind: type) -> T:
        """Make the member, and put it where it is found before this is asked again."""
        made = owner.__dict__[self._make.__name__] = self._make(owner)
        return made
