"""What a process keeps of what it read, until the log moves past it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """At most `size` values by key, the least used thrown out first; safe between threads.

    `current` is called before every look, so that what has moved on is dropped first.
    """

    def __init__(self, size: int, current: Callable[[], None]) -> None:
        """Start empty."""
        self._size, self._current = size, current
        self._values: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()
        self._drops = 0

    def get(self, keys: Iterable[str], fetch: Callable[[list[str]], dict[str, T]]) -> dict[str, T]:
        """The values of these keys, those missing fetched in one go; unknown keys are left out."""
        self._current()
        found: dict[str, T] = {}
        missing = []
        with self._lock:
            drops = self._drops
            for key in dict.fromkeys(keys):
                value = self._values.get(key)
                if value is None:
                    missing.append(key)
                else:
                    self._values.move_to_end(key)
                    found[key] = value
        if missing:
            fetched = fetch(missing)
            self.keep(fetched, drops)
            found |= fetched
        return found

    def drop(self, keys: Iterable[str]) -> None:
        """Forget these keys; what is being fetched meanwhile is not kept either."""
        with self._lock:
            self._drops += 1
            for key in keys:
                self._values.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._drops += 1
            self._values.clear()

    def turn(self) -> int:
        """To be asked before something is read or written that is to be kept."""
        return self._drops

    def keep(self, values: dict[str, T], turn: int) -> None:
        """Keep what was read or written since that turn, unless something was dropped meanwhile."""
        with self._lock:
            if turn != self._drops:
                return
            self._values |= values
            while len(self._values) > self._size:
                self._values.popitem(last=False)


class Briefly(Kept[T]):
    """Kept for so many seconds at most, whatever moves meanwhile."""

    def __init__(self, size: int, seconds: float, monotonic: Callable[[], float]) -> None:
        """Start empty."""
        super().__init__(size, self._forget)
        self._seconds, self._monotonic = seconds, monotonic
        self._began = float("-inf")

    def _forget(self) -> None:
        now = self._monotonic()
        if now - self._began >= self._seconds:
            self._began = now
            self.clear()
