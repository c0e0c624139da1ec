"""The walk of a batch: back to the field and forward to the shelf. It is handed a reader."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

DEPTH: Final = 12
"""Generations a walk back goes at most: tea has five or six; a circle ends here at the latest."""

MOST: Final = 20_000
"""Events a walk forward follows at most in one go."""


class Step(Protocol):
    """One event in a walk."""

    @property
    def id(self) -> str:
        """The event's id."""

    @property
    def time(self) -> datetime:
        """When it happened."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """What went in, by URI."""

    @property
    def outputs(self) -> tuple[str, ...]:
        """What came out, by URI."""


Back = Callable[[str, int], Sequence[Step]]
"""Asked for a batch and a depth, answers the events that made it and what went into it."""

Forward = Callable[[Iterable[str]], Iterable[Step]]
"""Asked for batches, answers the events that used them: one generation."""


def back(read: Back, uri: str, depth: int = DEPTH) -> list[Step]:
    """The events that made a batch and everything that went into it, the earliest first."""
    return sorted(read(uri, depth), key=_when)


def sources(steps: Iterable[Step], uri: str) -> tuple[str, ...]:
    """Every batch that went into a batch, by URI, near ones first; the batch itself left out."""
    into: dict[str, list[str]] = {}
    for step in steps:
        for output in step.outputs:
            into.setdefault(output, []).extend(step.inputs)
    found: dict[str, None] = {}
    front = [uri]
    while front:
        front = [each for output in front for each in into.get(output, ()) if each not in found]
        found |= dict.fromkeys(front)
    found.pop(uri, None)
    return tuple(found)


def roots(steps: Sequence[Step]) -> list[Step]:
    """Where a walk back ends: the events that made something of nothing, the harvests."""
    return [step for step in steps if not step.inputs]


def forward(read: Forward, uri: str, most: int = MOST) -> tuple[list[Step], set[str]]:
    """The events that used a batch and what was made of it, and every batch they reach.

    One question a generation; each batch is followed once, so that a circle ends.
    """
    reached, steps = {uri}, dict[str, Step]()
    front = {uri}
    while front and len(steps) < most:
        fresh = [step for step in read(front) if step.id not in steps]
        steps |= {step.id: step for step in fresh}
        front = {output for step in fresh for output in step.outputs} - reached
        reached |= front
    return sorted(steps.values(), key=_when), reached - {uri}


def circles(steps: Iterable[Step]) -> tuple[str, ...]:
    """Batches that went into themselves, however far round (rule S2)."""
    before: dict[str, set[str]] = {}
    for step in steps:
        for output in step.outputs:
            before.setdefault(output, set()).update(step.inputs)
    return tuple(uri for uri in before if uri in _before(before, uri))


def _before(into: dict[str, set[str]], uri: str) -> set[str]:
    seen: set[str] = set()
    front = set(into.get(uri, ()))
    while front:
        seen |= front
        front = {each for uri in front for each in into.get(uri, ())} - seen
    return seen


def _when(step: Step) -> tuple[datetime, str]:
    return step.time, step.id
