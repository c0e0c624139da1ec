"""Who asks, and which communes there are."""

from collections.abc import Iterator
from typing import Any

from flask import Response, request

from api.described import Description, View, describe
from api.exchange import answer, page
from api.house import house
from api.who import actor, may
from schemas import answers
from traceability.access import Role
from traceability.communes.search import Found, search
from traceability.errors import NotValid
from traceability.masterdata.party import Party

_LONGEST_QUERY = 100


def views() -> Iterator[tuple[str, str, View]]:
    """Method, path and view of each."""
    yield "GET", "/me", show_me
    yield "GET", "/communes", find_communes


@may(*Role)
@describe(Description(answer=answers.me))
def show_me() -> Response:
    """Show who the token speaks for, and in which role."""
    asking = actor()
    store = house().store.masterdata
    last = store.last(asking.party)
    name = last.value.shown if last and isinstance(last.value, Party) else None
    member_of = store.subject(asking.party).member_of
    me = {"role": asking.role, "party": asking.party, "token": asking.by}
    return answer(answers.me.dump(me | {"name": name, "member_of": member_of}))


@may()
@describe(
    Description(
        answer=answers.commune,
        listed=True,
        query={
            "q": "Beginning of a name of today or of before July 2025, with or without marks",
            "province": "Code of a province, 2 digits",
        },
    )
)
def find_communes() -> Response:
    """Find communes in force by their name or an old one; one page, the best first."""
    text, province = request.args.get("q", ""), request.args.get("province")
    if not 1 <= len(text.strip()) <= _LONGEST_QUERY:
        raise NotValid(f"1 to {_LONGEST_QUERY} characters", text, "q")
    found = search(text, page().limit, province)
    return answer({"items": [_shown(each) for each in found]})


def _shown(found: Found) -> dict[str, Any]:
    commune = found.commune
    facts = {
        "code": commune.code,
        "name": commune.full_name,
        "province": commune.province.name,
        "province_code": commune.province.code,
        "valid_from": commune.valid_from,
        "formerly": found.formerly.full_name if found.formerly else None,
    }
    whole: dict[str, Any] = answers.commune.dump(facts)
    return whole
