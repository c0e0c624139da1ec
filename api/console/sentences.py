"""The domain's refusals in the officer's own words, where the catalogue has them."""

import re
from typing import Final, NamedTuple

from api.languages import Language

_SENTENCE: Final = re.compile(r"Expected (.+), got (.*)\.", re.DOTALL)
_WHOLE: Final = "console.expected."
_BEGINNING: Final = "console.beginning."
_SAID: Final = "en"
"""The language that the domain refuses in."""


class Plain(NamedTuple):
    """A sentence and the language it is in; `said` is what the domain said, where it is another."""

    text: str
    language: str
    said: str = ""


def plainly(sentence: str, t: Language) -> Plain:
    """A refusal in the reader's language; as the domain said it where nobody translated it."""
    match = _SENTENCE.fullmatch(sentence)
    expected = _told(match[1], t) if match and t.code != _SAID else ""
    if not expected:
        return Plain(sentence, _SAID)
    return Plain(t.say("console.wrong.expected", expected=expected), t.code, sentence)


def _told(expected: str, t: Language) -> str:
    if t.knows(_WHOLE + expected):
        return t.say(_WHOLE + expected)
    for key in t.sentences:
        beginning = key.removeprefix(_BEGINNING)
        if beginning != key and expected.startswith(beginning):
            return t.say(key) + expected.removeprefix(beginning)
    return ""
