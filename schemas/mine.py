"""What a phone is told that it needs offline."""

from typing import Final

from schemas import answers, masterdata
from schemas import fields as f
from schemas.answers import anything, count, moment, said, word, words


def flag(says: str) -> f.Said:
    """True or false, only shown."""
    return said("boolean", says, bool)


def some(says: str, form: f.Form) -> object:
    """A list of parts."""
    return f.listed(says, f.part("One of them", form))


class MineWhoAnswer(f.Form):
    """Who asks."""

    party = word("Her party")
    role = word("Her role")
    label = word("What her party is called")
    how = word("How she is signed in")


class MinePhoneAnswer(f.Form):
    """The phone that a session is bound to."""

    id = word("Its id")
    number = count("Its number, the first 20 bits of lot codes made offline")


class MineReceiptKeyAnswer(f.Form):
    """A key that receipts are signed with."""

    id = word("Its id")
    public = word("Ed25519 public key of 32 bytes, base64")


class MineHouseholdAnswer(f.Form):
    """Somebody whom one records for."""

    party = word("Its key")
    label = word("What it is called")
    cards = words("Ids of its cards in force")
    address = f.part("Its commune, in which a new plot of it lies", masterdata.AddressForm())
    until = moment("Until when its delegation runs, where one is needed")
    scope = words("What the delegation allows")


class MinePlotAnswer(masterdata.PlaceForm):
    """A plot: its form's fields, and what a phone needs beside them."""

    number = count("Number of its last revision: the `base` of the next")
    plants = words("Ranges of plants: 1-14×165")
    rows = f.listed("The same as the form has them", f.part("A range", masterdata.RowsForm()))
    closed_until = f.day("First day on which it may be plucked again", dump_only=True)
    closed_by = word("Product that closes it longest")
    interval_unknown = flag("The last spray's interval is not known: nobody can tell")


class MineLotAnswer(f.Form):
    """A batch of which something is left."""

    key = word("Its key")
    code = word("Its code, to be read and typed")
    party = word("Who has it")
    product = word("Product it is of")
    kind = word("fresh, made, packs or other")
    made = moment("When it was made")
    left = f.part("What is left; left out where some was never weighed", answers.SumAnswer())
    plot = word("Plot that fresh leaf is from")


class MineGoodsAnswer(f.Form):
    """A product."""

    key = word("Its key")
    names = anything("Names in Vietnamese and English")
    kind = word("Kind of goods")
    net_content = f.part("Net content of one pack", answers.SumAnswer())


class MineWhereAnswer(f.Form):
    """A factory, store or farm."""

    key = word("Its key")
    label = word("What it is called")
    kind = word("Kind of place")


class MineOtherAnswer(f.Form):
    """Somebody to hand goods over to."""

    party = word("Its key")
    label = word("What it is called")
    kind = word("Kind of party")


class MineRecentAnswer(f.Form):
    """An event of the last 60 days."""

    id = word("Its id")
    form = word("Form it was told in")
    time = moment("When it happened")
    party = word("In whose name it stands")
    about = words("Everything it speaks of, by key")
    role = word("Role of who entered it")
    by_party = word("Party of who entered it")
    entered_for = flag("Whether another than the party itself entered it")
    confirmed = words("Parties that confirmed it")
    on_paper = words("Those of them whose confirmation another recorded from a signed paper")
    disputed = words("Parties that disputed it")
    amount = f.part("How much, where that is one amount", answers.SumAnswer())


class MineWaitsAnswer(f.Form):
    """A record that was held."""

    id = word("Id under which it was sent")
    reason = word("Why")
    settled = word("adopted or rejected; none while it waits")


class MineAnswer(f.Form):
    """All that a phone needs offline."""

    now = moment("The server's clock")
    me = f.part("Who asks", MineWhoAnswer())
    device = f.part("The session's phone", MinePhoneAnswer())
    receipt_keys = some("Keys that receipts verify by", MineReceiptKeyAnswer())
    csrf = word("CSRF token of the session; empty with a token")
    households = some("Whom one records for", MineHouseholdAnswer())
    plots = some("Their plots", MinePlotAnswer())
    lots = some("What is left of their batches, the latest first", MineLotAnswer())
    products = some("Products of theirs and of their cooperatives", MineGoodsAnswer())
    places = some("Where they bring and make things", MineWhereAnswer())
    parties = some("Whom they hand over to", MineOtherAnswer())
    inputs = anything("The list of crop-protection products; null while none is loaded")
    recent = some("Events of the last 60 days, at most 200, the latest first", MineRecentAnswer())
    held = some("What was held of what they sent", MineWaitsAnswer())


MINE: Final = MineAnswer()
