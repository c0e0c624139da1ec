"""Forms of the desk: tokens."""

from typing import Final

from schemas import fields as f
from traceability.access import Role
from traceability.identifiers.uris import PartyKey

MOST_DAYS: Final = 400
"""Days after which every token has ended."""


class NewTokenForm(f.Form):
    """A token for a party."""

    makes = dict
    id = f.record_id("Client's id; a repeat gets the first answer without the secret")
    party = f.key("Party it speaks for", PartyKey, required=True)
    role = f.choice("Its role", tuple(Role), required=True)
    days = f.whole(f"Days until it ends, 1 to {MOST_DAYS}; 90 if left out")


token = NewTokenForm()
