"""Forms of cards that are given over the wire, and of a helper's visit."""

from typing import Final

from schemas import answers as a
from schemas import fields as f
from traceability.access import Role
from traceability.identifiers.uris import PartyKey

_LONGEST_NAME: Final = 80


class NewCardForm(f.Form):
    """A card for a party."""

    makes = dict
    id = f.record_id("Client's id; a repeat gets the first answer without the link")
    party = f.key("Party it speaks for", PartyKey, required=True)
    role = f.choice("Its role", tuple(Role), required=True)
    name = f.text("What the desk calls it", longest=_LONGEST_NAME)


class GivenCardAnswer(f.Form):
    """A card; its secret is shown once, in the link that its QR says."""

    id = a.word("Id of the card")
    party = a.word("Party it speaks for")
    role = a.word("Its role")
    name = a.word("What the desk calls it")
    created = a.moment("When it was given")
    expires = a.moment("When it runs out")
    revoked = a.moment("When it was taken back")
    pin = f.flag("Whether its owner chose a PIN", dump_only=True)
    link = a.word("What its QR says; shown this once")


class VisitProofForm(f.Form):
    """What a phone proves with a household's card that it scanned."""

    makes = dict
    card = f.text("Id of the card", longest=12, required=True)
    id = f.text("What the proof is about: an id drawn for it", longest=80, required=True)
    at = f.text("When, as the proof has it", longest=40, required=True)
    proof = f.text(
        "base64url(HMAC-SHA256(verifier, id LF at)), where the verifier is "
        "SHA-256(`farm card proof` LF, then the card's secret)",
        longest=64,
        required=True,
    )


class VisitedAnswer(f.Form):
    """The household whose card it is, and what it lets the helper do."""

    party = a.word("The household")
    label = a.word("What it is called in public")
    card = a.word("Id of the card")
    until = a.moment("When its delegation to you ends; nothing where it gave you none")
    scope = a.words("Which acts it lets you record")


new_card = NewCardForm()
given_card = GivenCardAnswer()
visit = VisitProofForm()
visited = VisitedAnswer()
