"""Forms of answers: what is shown of records, batches, findings, tokens and communes."""

from collections.abc import Callable
from typing import Any, Final

from marshmallow import fields as marshmallow_fields

from schemas import fields as f
from traceability.batches.tally import Tally
from traceability.findings.finding import EFFECT_WORDS
from traceability.vocabulary import PIECE

IN_BASE: Final = {"mass": "KGM", "volume": "LTR", "area": "MTK", "count": PIECE}
"""The unit in which what is measured is summed."""


def said(kind: str, says: str, writes: Callable[[Any], Any] = str) -> f.Said:
    """A field that is only shown; `kind` is its JSON type."""
    return f.Said({"description": says, "type": kind}, str, writes, dump_only=True)


def word(says: str) -> f.Said:
    """Text that is only shown."""
    return said("string", says)


def count(says: str) -> f.Said:
    """A whole number that is only shown."""
    return said("integer", says, int)


def moment(says: str) -> f.Said:
    """An instant that is only shown."""
    return f.instant(says, dump_only=True)


def words(says: str) -> marshmallow_fields.List[Any]:
    """A list of texts that is only shown."""
    return f.listed(says, word("One of them"), dump_only=True)


def anything(says: str) -> f.Said:
    """A JSON object of somebody else's shape."""
    return said("object", says, lambda value: value)


class MeAnswer(f.Form):
    """Who asks."""

    role = word("Role of the token")
    party = word("Party that the token speaks for")
    name = word("What the party is called, where it is known")
    member_of = word("Cooperative that the party is a member of")
    token = word("Id of the token")


class CodeAnswer(f.Form):
    """A thing's code in the URLs of the house."""

    key = word("Key")
    path = word("Code path")
    page = word("Address of its public page")


class ReceiptAnswer(f.Form):
    """The signed receipt of a record; a repeat gets the same."""

    id = word("Id of the record")
    status = word("accepted, or held until the desk decides")
    form = word("Form and version it was told in")
    received = moment("When it came, in UTC")
    sha256 = word("SHA-256 of the body as it came, in hex")
    hash = word("CBV 2.0 content hash of an event")
    key_id = word("Id of the key that signed")
    signature = word("Ed25519 over the receipt's seven lines, in base64")
    key = word("Key of the master data that was revised")
    number = count("Number of the revision")
    batches = f.listed("Batches that came into being", f.part("A batch", CodeAnswer()))


class EventAnswer(f.Form):
    """An event as it was recorded."""

    id = word("Id of the record")
    event = anything("The EPCIS 2.0 event")
    hash = word("CBV 2.0 content hash")
    sha256 = word("SHA-256 of the body as it came, in hex")
    form = word("Form and version it was told in")
    received = moment("When it came, in UTC")
    subject = word("Party it was said for")
    role = word("Role of who said it")
    party = word("Party of who said it")
    index = count("Its place in the public log; none while it waits for its number")
    note = word("The private note, for those it belongs to")
    photos = words("Photos by SHA-256, for those they belong to: /api/v1/media")
    voice = word("The spoken note by SHA-256, for those it belongs to: /api/v1/media")
    topic = word("What a note is about, for those it belongs to")
    document = word("Number of the delivery note or invoice, for those it belongs to")
    vehicle = word("What carried the goods, for those it belongs to")


class SumAnswer(f.Form):
    """An amount."""

    value = word("How much, as a decimal")
    unit = word("UN/ECE Rec 20 code")


class TallyAnswer(f.Form):
    """Sums by what is measured."""

    amounts = f.listed("Known sums, in kg, l, m² or pieces", f.part("A sum", SumAnswer()))
    unweighed = count("How many portions nobody weighed")


def sums(says: str) -> Any:  # noqa: ANN401  # marshmallow's own
    """A tally, shown as its sums."""
    return f.part(says, TallyAnswer(), dump_only=True)


def tallied(tally: Tally) -> dict[str, Any]:
    """A tally as `TallyAnswer` shows it."""
    amounts = [
        {"value": f"{value:f}", "unit": IN_BASE[measures]}
        for measures, value in sorted(tally.known.items())
    ]
    return {"amounts": amounts, "unweighed": tally.unknown}


class FindingAnswer(f.Form):
    """Something that does not add up."""

    id = word("Id of the finding")
    rule = word("Id of the rule")
    effect = said("string", "What it does", EFFECT_WORDS.__getitem__)
    about = word("What it is about")
    batch = word("The batch")
    party = word("The batch's party")
    numbers = anything("Numbers, days and codes by name")


class BatchAnswer(f.Form):
    """A batch as it stands."""

    key = word("Key")
    path = word("Code path")
    page = word("Address of its public page")
    state = word("unpublished, published, withdrawn, expired, held or recalled")
    product = word("Product it is of")
    owner = word("Party that made it")
    holder = word("Party that received it last")
    made_at = moment("When it was made")
    place = word("Where it was made")
    first = moment("When it was first spoken of")
    last = moment("When it was last spoken of")
    best_before = f.day("Best before this day", dump_only=True)
    made = sums("Made")
    used = sums("Used up")
    sold = sums("Sold")
    lost = sums("Lost or destroyed")
    returned = sums("Come back")
    left = sums("What should be left")
    records = count("How many records speak of it")
    sources = words("Batches it was made of, one step back")
    findings = f.listed("What does not add up", f.part("A finding", FindingAnswer()))


class StepAnswer(f.Form):
    """One event of a lineage."""

    id = word("Id of the event")
    time = moment("When it happened")
    step = word("Business step")
    inputs = words("Batches that went in")
    outputs = words("Batches that came out")


class LineageAnswer(f.Form):
    """Where a batch came from, or where it went."""

    key = word("The batch that was asked for")
    steps = f.listed("Events, the earliest first", f.part("An event", StepAnswer()))
    batches = f.listed("The other batches", f.part("A batch", BatchAnswer()))


class RecalledAnswer(f.Form):
    """A batch that is called back."""

    key = word("Key")
    path = word("Code path")
    page = word("Address of its public page")
    product = word("Product it is of")
    owner = word("Party that made it")
    since = moment("When it was called back")
    event = word("Id of the event")


class DocumentAnswer(f.Form):
    """A picture that is kept."""

    sha256 = word("SHA-256 of the picture as it is kept, in hex")
    media_type = word("Media type")
    size = count("Bytes")
    path = word("Where it is served")


class DecodedAnswer(f.Form):
    """What stands in the codes on a photo."""

    texts = words("Their texts, the topmost first; empty where there is no code")


class TokenAnswer(f.Form):
    """A token; its secret is shown once."""

    id = word("Id of the token")
    party = word("Party it speaks for")
    role = word("Its role")
    created = moment("When it was given")
    expires = moment("When it ends")
    revoked = moment("When it was taken back")
    secret = word("What to send as Authorization: Bearer; shown this once")


class HeldAnswer(f.Form):
    """A record that waits for the desk."""

    id = word("Id of the record, by which it is adopted or rejected")
    received = moment("When it came")
    entered = moment("When it was typed, by the server's clock")
    form = word("Which form it was told in")
    said = anything("The form's fields as they were sent")
    sha256 = word("SHA-256 of the bytes as received, in hex")
    party = word("Party that it is said for")
    label = word("What that party is called")
    role = word("Role of who sent it")
    by_party = word("Party of who sent it")
    how = word("How they were signed in: token, card, card+pin, passkey, code or visit")
    reason = word("Why it is held, in one sentence")


class CommuneAnswer(f.Form):
    """A commune in force."""

    code = word("Code of 5 digits")
    name = word("Name as in an address")
    province = word("Province")
    province_code = word("Code of the province")
    valid_from = f.day("First day of the code", dump_only=True)
    formerly = word("Old commune by whose name it was found")


me = MeAnswer()
receipt = ReceiptAnswer()
event = EventAnswer()
batch = BatchAnswer()
lineage = LineageAnswer()
recall = RecalledAnswer()
finding = FindingAnswer()
document = DocumentAnswer()
decoded = DecodedAnswer()
token = TokenAnswer()
held = HeldAnswer()
commune = CommuneAnswer()
