"""What a view says of itself beside its docstring, so that the API's description can be made of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from marshmallow import Schema

View = Callable[..., Any]
F = TypeVar("F", bound=View)

_MARK: Final = "_described"


@dataclass(frozen=True, slots=True)
class Description:
    """A view's body and answer.

    `body` is the form it reads, `new` whether that form makes something (then the client may send
    an id); `answer` the form it shows, `listed` whether as a page of a list; `query` its parameters
    with their words; `headers` those it wants; `takes` and `gives` the media types of a body and an
    answer that are not JSON; `limits` how much of what it takes, by name.
    """

    body: Schema | None = None
    new: bool = False
    answer: Schema | None = None
    listed: bool = False
    status: int = 200
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    takes: str = ""
    gives: str = ""
    limits: dict[str, int] = field(default_factory=dict)


def describe(description: Description) -> Callable[[F], F]:
    """Put a description on a view."""

    def mark(view: F) -> F:
        setattr(view, _MARK, description)
        return view

    return mark


def description_of(view: View) -> Description | None:
    """What a view says of itself; None where nobody described it."""
    found: Description | None = getattr(view, _MARK, None)
    return found
