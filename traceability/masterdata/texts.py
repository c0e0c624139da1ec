"""A text in several languages, by BCP 47 language tag."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from traceability.errors import NotValid
from traceability.masterdata.checks import line

_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
LONGEST: Final = 5000


@dataclass(frozen=True, slots=True)
class Texts:
    """Pairs of language tag and text, sorted by tag, one for each language; may be empty."""

    pairs: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a tag that BCP 47 (RFC 5646: language, script, region) does not write so."""
        for tag, text in self.pairs:
            if not _TAG.fullmatch(tag):
                raise NotValid("a language tag like vi or zh-Hant", tag)
            line(text, tag, longest=LONGEST, lines=True)
        if len({tag for tag, _ in self.pairs}) != len(self.pairs):
            raise NotValid("one text for each language", " ".join(tag for tag, _ in self.pairs))
        object.__setattr__(self, "pairs", tuple(sorted(self.pairs)))

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Self:
        """Make it from ``{"vi": "Chè xanh"}``."""
        return cls(tuple(texts.items()))

    def get(self, *tags: str) -> str:
        """The text of the first of these languages there is, else any, else an empty one."""
        known = dict(self.pairs)
        first = next(iter(known.values()), "")
        return next((known[tag] for tag in tags if tag in known), first)

    def as_dict(self) -> dict[str, str]:
        """Language tag to text."""
        return dict(self.pairs)

    def __bool__(self) -> bool:
        return bool(self.pairs)


NO_TEXTS: Final = Texts()
"""What nobody has said yet, in any language."""
