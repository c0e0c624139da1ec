"""Forms of signing in: a card, a PIN, a phone's key; and what is shown of who signed in."""

from typing import Final

from schemas import answers as a
from schemas import fields as f
from schemas.fields_read import Json
from traceability.errors import NotValid

LONGEST_NAME: Final = 80
_LONGEST_CARD: Final = 12
_LONGEST_SECRET: Final = 64
_LONGEST_PIN: Final = 12


def _read_object(value: Json) -> Json:
    if not isinstance(value, dict):
        raise NotValid("an object", "another kind of value")
    return value


class DeviceForm(f.Form):
    """A phone that signs in."""

    makes = dict
    id = f.text("Id that this phone was given before", longest=64)
    name = f.text("What the phone calls itself", longest=LONGEST_NAME, required=True)
    key = f.Said(
        {"description": "Its public key on P-256 as a JWK", "type": "object"},
        _read_object,
        required=True,
    )


class CardForm(f.Form):
    """A card that is shown."""

    makes = dict
    card = f.text("Id of the card", longest=_LONGEST_CARD, required=True)
    secret = f.text("Its secret, as it is printed", longest=_LONGEST_SECRET, required=True)
    pin = f.text("Its PIN, where it has one", longest=_LONGEST_PIN)
    new_pin = f.text("Six digits that are its PIN from now on", longest=_LONGEST_PIN)
    device = f.part("The phone, where it keeps a key of its own", DeviceForm())


class PinForm(f.Form):
    """The PIN of one's own card."""

    makes = dict
    pin = f.text("The PIN", longest=_LONGEST_PIN, required=True)


class NewPinForm(f.Form):
    """Another PIN for one's own card."""

    makes = dict
    pin = f.text("The PIN until now, where there is one", longest=_LONGEST_PIN)
    new_pin = f.text("Six digits that are its PIN from now on", longest=_LONGEST_PIN, required=True)
    secret = f.text("The card's secret, for a first PIN", longest=_LONGEST_SECRET)


class NothingForm(f.Form):
    """Nothing is asked for."""

    makes = dict


class AtHandForm(f.Form):
    """That a card is at hand which has no PIN."""

    makes = dict
    secret = f.text("The card's secret, as it is printed", longest=_LONGEST_SECRET)


class PasskeyForm(f.Form):
    """What an authenticator answered."""

    makes = dict
    credential = f.Said(
        {"description": "The credential's toJSON(), as WebAuthn writes it", "type": "object"},
        _read_object,
        required=True,
    )
    name = f.text("What the owner calls the passkey", longest=LONGEST_NAME)
    device = f.part("The phone, where it keeps a key of its own", DeviceForm())


class PasskeyOptionsAnswer(f.Form):
    """What an authenticator is asked."""

    publicKey = a.anything("Options of WebAuthn, for parseRequestOptionsFromJSON and its sister")  # noqa: N815  # WebAuthn's word


class KeptPasskeyAnswer(f.Form):
    """A passkey."""

    id = a.word("Id of the credential")
    name = a.word("What its owner calls it")
    created = a.moment("When it was added")


class PhoneNumberForm(f.Form):
    """A telephone number to send a code to."""

    makes = dict
    phone = f.text("Number in Vietnam, such as 0912 345 678", longest=20, required=True)


class OneTimeCodeForm(f.Form):
    """The code that came."""

    makes = dict
    phone = f.text("The number that it came to", longest=20, required=True)
    code = f.text("The code of six digits", longest=12, required=True)
    device = f.part("The phone, where it keeps a key of its own", DeviceForm())


class CodeSentAnswer(f.Form):
    """Whether the number is known here is not told."""

    ends = a.moment("Until when a code that was sent is good")


class WhoAnswer(f.Form):
    """Who is signed in."""

    party = a.word("Party spoken for")
    role = a.word("Role")
    label = a.word("What the party is called in public")
    how = a.word("How: card, card+pin, passkey, code, or token")


class PhoneAnswer(f.Form):
    """The phone that is signed in."""

    id = a.word("Id of the phone")
    number = a.count("Its number, the first 20 bits of lot codes that it makes offline")


class ReceiptKeyAnswer(f.Form):
    """A key that verifies receipts."""

    id = a.word("Id of the key")
    public = a.word("Ed25519 public key, base64")


class SignedInAnswer(f.Form):
    """A session."""

    me = f.part("Who is signed in", WhoAnswer(), dump_only=True)
    csrf = a.word("What a write by this session bears as X-CSRF-Token")
    device = f.part("The phone, where it has a key", PhoneAnswer(), dump_only=True)
    receipt_keys = f.listed(
        "Keys that verify receipts, the current one first",
        f.part("One key", ReceiptKeyAnswer()),
        dump_only=True,
    )
    expires = a.moment("When the session ends unless it is used")
    card_expires = a.moment("When the card runs out that began it")
    raised_until = a.moment("Until when recalls and cards are allowed without another PIN")


card = CardForm()
pin = PinForm()
new_pin = NewPinForm()
nothing = NothingForm()
at_hand = AtHandForm()
passkey = PasskeyForm()
passkey_options = PasskeyOptionsAnswer()
kept_passkey = KeptPasskeyAnswer()
phone_number = PhoneNumberForm()
one_time_code = OneTimeCodeForm()
code_sent = CodeSentAnswer()
signed_in = SignedInAnswer()
