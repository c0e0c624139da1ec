"""From facts to the bytes of a page: template, language, and what every page needs."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template
from markupsafe import Markup

from api.languages import Language, speak
from api.scan.codes import printed
from qr.codes import svg
from traceability.identifiers.domain import Domain
from traceability.masterdata.texts import Texts

_BLANKS: Final = re.compile(r"\s*\n\s*")
_BIDI: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS: Final = frozenset("\u200e\u200f\u061c")


@dataclass(frozen=True, slots=True)
class Printer:
    """Writes pages in one language; `offered` are the languages a reader may change to."""

    language: Language
    offered: tuple[str, ...]
    domain: Domain
    base_url: str

    def write(self, template: str, path: str, **facts: Any) -> bytes:  # noqa: ANN401  # any facts
        """Render one page; `path` is the code path it stands under, empty of none."""
        text = render_template(
            f"scan/{template}",
            t=self.language,
            others=[speak(code) for code in self.offered if code != self.language.code],
            path=path,
            url=self.base_url + path,
            bare=bare,
            texts=self.texts,
            **facts,
        )
        return _BLANKS.sub("\n", text).encode()

    def texts(self, texts: Texts) -> tuple[str, str]:
        """A text in the reader's language or the nearest to it, and the language it is in."""
        known = texts.as_dict()
        tags = (self.language.code, "vi", *known)
        return next(((known[tag], tag) for tag in tags if tag in known), ("", self.language.code))

    def qr(self, path: str) -> Markup:
        """The code of a path as an SVG element; `qr.codes` has escaped the text in it."""
        return Markup(svg(printed(self.base_url, path)).decode())  # noqa: S704  # our own drawing


def bare(text: str) -> str:
    """A text without signs that turn the direction of writing, for where no element can hold them in."""
    return "".join(
        sign for sign in text if unicodedata.bidirectional(sign) not in _BIDI and sign not in _MARKS
    )
