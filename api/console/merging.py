"""Households and plots that stand there twice: what may be one, merged into one, and taken apart again."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from flask import Response

from api.console import forms
from api.console.forms import Wrong
from api.console.page import at_the_desk, page
from api.console.printing import words
from api.console.scope import called, desk
from api.described import View
from api.house import house
from api.rest.scope import key_of, segment
from traceability.errors import NotValid
from traceability.identifiers.uris import Key
from traceability.masterdata import duplicates
from traceability.masterdata.duplicates import Pair
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.store.masterdata import Last

MOST_PLOTS: Final = 5000
MOST_PAIRS: Final = 100
PATH: Final = "/console/duplicates"


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of this room."""
    yield "GET", "/duplicates", show_duplicates
    yield "POST", "/duplicates", merge


@at_the_desk
def show_duplicates() -> Response:
    """Show which households and plots may stand there twice, and which were merged."""
    return _page(forms.NOTHING_WRONG)


@at_the_desk
def merge() -> Response:
    """Merge the key `about` into the key `into`, or take its merge back where `into` is empty."""

    def act() -> str:
        typed = forms.sent()
        said = {"id": typed.get("id") or forms.fresh_id(), "about": _uri(typed.get("about", ""))}
        if typed.get("into"):
            said["into"] = _uri(typed["into"])
        forms.statement("merge", said)
        return PATH

    return forms.answered("merge", act, _page, "merged")


def _page(wrong: Wrong) -> Response:
    store = house().store.masterdata
    members = list(store.members(desk()))
    owners = [desk(), *(last.value.key.uri for last in members)]
    places = list(store.owned("place", owners, MOST_PLOTS))
    parties = [last.value for last in members if not last.merged_into]
    stand = [last.value for last in places if not last.merged_into]
    return page(
        "duplicates.html",
        "households",
        wrong.status,
        w=words(),
        wrong=wrong,
        households=_shown(
            duplicates.households(each for each in parties if isinstance(each, Party))
        ),
        plots=_shown(duplicates.plots((it for it in stand if isinstance(it, Place)), store.kept)),
        merged=[_led(last) for last in (*members, *places) if last.merged_into],
    )


def _shown(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    return [
        {"keys": [_named(pair.one), _named(pair.other)], "why": pair.why}
        for pair in pairs[:MOST_PAIRS]
    ]


def _led(last: Last) -> tuple[tuple[str, str], tuple[str, str]]:
    return _named(last.value.key.uri), _named(last.merged_into or "")


def _named(uri: str) -> tuple[str, str]:
    """A thing's code and what it is called at the desk, the code's beginning with it."""
    last, code = house().store.masterdata.last(uri), segment(uri)
    short = 4
    return code, f"{called(last)} ({code[:short]}…)" if last else code


def _uri(text: str) -> str:
    """A key by its code, path or URI.

    Raises:
        NotValid: none of these.
    """
    if not text:
        raise NotValid("the key of a household or a plot", "none", "about")
    return key_of(Key, text).uri if ":" not in text else text
