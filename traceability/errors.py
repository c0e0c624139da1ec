"""The four ways to say no: not valid, not found, not yours, conflict. No HTTP here.

``api/errors.py`` is the one place that translates them.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """What every "no" of the domain is; `str()` gives one sentence for a person."""


class NotValid(Refusal):
    """What came cannot be true for anybody: a wrong check digit, an unknown unit, a broken shape."""

    def __init__(self, expected: str, got: object, field: str = "") -> None:
        """Say what was expected and what came.

        Args:
            expected: What would have been right, as it stands after "Expected".
            got: What came; quoted in the sentence, cut at 80 characters.
            field: The path of the field, parts joined by dots; empty for the whole.
        """
        self.expected, self.got, self.field = expected, got, field
        super().__init__(f"Expected {expected}, got {_quoted(got)}.")


class NotFound(Refusal):
    """Nothing is known under that key."""

    def __init__(self, kind: str, key: object) -> None:
        """Name the kind of thing (``"batch"``) and the key that was asked for."""
        self.kind, self.key = kind, key
        super().__init__(f"Expected a known {kind}, got {_quoted(key)}.")


class NotYours(Refusal):
    """This actor may not say or see that; `held` when a later act of the desk could make it right."""

    def __init__(self, expected: str, got: object, *, held: bool = False) -> None:
        """Say who could have done it and who asked.

        Args:
            expected: Who may, as it stands after "Expected".
            got: Who asked, by role and party key, never by name.
            held: True when the right may only be missing evidence (a delegation that ran out),
                so that a phone's record is held and not refused (DESIGN §1.5).
        """
        self.held = held
        super().__init__(f"Expected {expected}, got {_quoted(got)}.")


class Conflict(Refusal):
    """The same key with other content, or a change to a version that is no longer the last.

    `held` when a person may still choose between the two (DESIGN §1.5).
    """

    def __init__(self, expected: str, got: object, *, held: bool = False) -> None:
        """Say what stands and what came."""
        self.held = held
        super().__init__(f"Expected {expected}, got {_quoted(got)}.")


def _quoted(got: object) -> str:
    text = repr(got) if isinstance(got, str) else str(got)
    if isinstance(got, Mapping):
        text = "an object with " + (", ".join(sorted(map(str, got))) or "no fields")
    limit = 80
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


class Crowded(Conflict):
    """So much of one party waits for a desk that nothing more of it is held just now."""
