"""Two versions of the same thing side by side: what stands, what was said, and where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_COMPUTED: Final = frozenset({"key", "id", "area_m2", "plus_area", "address.plus_area"})
_POINTS: Final = "coordinates"


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its path, what stands, what was said, and whether they differ."""

    name: str
    stands: str
    said: str

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.stands != self.said


def compared(stands: Mapping[str, Any], said: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every field of either, those that differ first."""
    one, other = flat(stands), flat(said)
    named = [name for name in dict.fromkeys([*one, *other]) if name not in _COMPUTED]
    lines = [Line(name, one.get(name, ""), other.get(name, "")) for name in named]
    return tuple(sorted(lines, key=lambda line: not line.differs))


def flat(value: Mapping[str, Any]) -> dict[str, str]:
    """A JSON object as lines: path to text; the points of a shape are only counted."""
    return dict(_flat(value, ""))


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # any JSON
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}".lstrip("."))
    elif path.endswith(_POINTS):
        yield path, str(_numbers(value) // 2)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{path}.{number}")
    elif value is not None:
        yield path, str(value)


def _numbers(value: Any) -> int:  # noqa: ANN401  # any JSON
    return sum(map(_numbers, value)) if isinstance(value, list | tuple) else 1
