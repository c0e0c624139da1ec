"""Rounds in which what is measured and its reference take turns, and the clock they share."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def interleave(
    rounds: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> list[tuple[float, float]]:
    """Measure both in every round, in turning order, after one round that does not count."""
    ours()
    theirs()
    pairs = []
    for turn in range(rounds):
        if turn % 2:
            reference = theirs()
            pairs.append((ours(), reference))
        else:
            pairs.append((ours(), theirs()))
    return pairs


def per_second(do: Callable[[T], object], things: Iterable[T], writers: int = 1) -> float:
    """How many of these things a second are done, by so many threads at once."""
    todo = list(things)
    if writers == 1:
        started = time.perf_counter()
        for thing in todo:
            do(thing)
        return len(todo) / (time.perf_counter() - started)
    with ThreadPoolExecutor(writers) as threads:
        list(threads.map(time.sleep, [0.01] * writers))
        started = time.perf_counter()
        list(threads.map(do, todo))
        return len(todo) / (time.perf_counter() - started)


def milliseconds(do: Callable[[T], object], things: Iterable[T]) -> float:
    """The median milliseconds that one of these things takes."""
    took = []
    for thing in things:
        started = time.perf_counter()
        do(thing)
        took.append(time.perf_counter() - started)
    return sorted(took)[len(took) // 2] * 1000
