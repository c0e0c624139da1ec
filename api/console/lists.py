"""Lists on paper: what helpers entered to be confirmed, what was weighed on a day, a season's statement."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Final

from api.console.diary import read
from api.console.printing import Days, amounts, called, paper, picture_of, titled, words
from api.console.scope import desk
from api.house import house
from api.scan.found import spoken
from qr.paper.slips import Slip, SlipWords, slip_sheets
from qr.paper.tables import BOX, Column, Section, print_tables
from traceability.batches.tally import Tally
from traceability.identifiers.uris import Key
from traceability.ledger.season import Year, read_weighing
from traceability.masterdata.party import Party
from traceability.masterdata.product import Product
from traceability.season.diary import Line
from traceability.season.statement import NOBODY, total
from traceability.season.weighing import Weighed, sums

CONFIRM: Final = "/app/#/confirm"
"""The screen on which a household answers for itself."""


def print_confirm(out: BinaryIO, parties: Iterable[Party], days: Days) -> None:
    """What others entered in each household's name and it has not answered, with boxes to tick."""
    t = words()
    waiting = ((party, _unanswered(read(party, days))) for party in parties)
    sections = (_to_confirm(party, lines, days) for party, lines in waiting if lines)
    empty = Section(t.say("confirm.title"), (t.say("confirm.nothing"),))
    first = next(sections, None)
    print_tables(
        out, paper(t.say("confirm.title")), [empty] if first is None else _and(first, sections)
    )


def _and(first: Section, rest: Iterator[Section]) -> Iterator[Section]:
    yield first
    yield from rest


def _unanswered(year: Year) -> list[tuple[Line, str]]:
    """Lines that another entered, each with the name of its plot, and nobody of the household answered."""
    found = []
    for line in year.lines:
        told = line.told
        if told.party in year.parties:
            continue
        if year.parties.isdisjoint((*told.confirmed, *told.disputed)):
            last = year.known.get(line.place or "")
            found.append((line, getattr(last.value, "shown", "") if last else ""))
    return found


def _to_confirm(party: Party, lines: Sequence[tuple[Line, str]], days: Days) -> Section:
    t = words()
    heads = (
        (t.say("diary.date"), 11, False),
        (t.say("column.plot"), 14, False),
        (t.say("diary.task"), 12, False),
        (t.say("confirm.what"), 28, False),
        (t.say("confirm.amount"), 13, False),
        (t.say("column.entered"), 20, False),
        (t.say("confirm.right"), 7, False),
        (t.say("confirm.wrong"), 8, False),
    )
    return Section(
        heading=f"{t.say('confirm.title')} – {titled(party)}",
        facts=(
            t.say("paper.from_to", first=t.date(days.first), last=t.date(days.last)),
            t.say("confirm.how"),
        ),
        columns=tuple(Column(*head) for head in heads),
        rows=(_confirm_row(line, plot) for line, plot in lines),
        link=house().settings.base_url + CONFIRM,
        signers=(t.say("diary.signed_household"), t.say("confirm.signed_helper")),
    )


def _confirm_row(line: Line, plot: str) -> tuple[str, ...]:
    t, said = words(), line.said
    named = ("inputName", "input", "dose", "method", "plucking", "reason")
    what = "; ".join(str(said[name]) for name in named if said.get(name))
    tally = Tally()
    for portion in line.goods:
        tally = tally.plus(portion.amount)
    amount = amounts(tally) if line.goods else ""
    task = t.say(f"task.{line.task}")
    return t.date(line.time), plot, task, what, amount, called(line.told.party), BOX, BOX


def print_slips(out: BinaryIO, days: Days, giver: str = "") -> None:
    """A slip for each lot that the desk's cooperative took in on these days; of one giver if named."""
    t = words()
    lots = [lot for lot in weighed(days) if giver in {"", lot.giver}]
    signers = t.say("weighing.giver"), t.say("weighing.taker")
    said = SlipWords(t.say("weighing.title"), called(desk()), signers, t.say("weighing.nothing"))
    slip_sheets(out, [_slip(lot) for lot in lots], said)


def print_totals(out: BinaryIO, days: Days) -> None:
    """What was taken in on these days, by household and product."""
    t, lots = words(), weighed(days)
    counts: dict[tuple[str, str], int] = {}
    for lot in lots:
        counts[lot.giver, lot.product] = counts.get((lot.giver, lot.product), 0) + 1
    found = sums(lots)
    rows = sorted(
        (called(giver), product_name(product), str(counts[giver, product]), amounts(tally))
        for (giver, product), tally in found.items()
    )
    whole = amounts(total(found.values()))
    section = Section(
        heading=f"{t.say('weighing.totals')} – {called(desk())}",
        facts=(t.say("paper.from_to", first=t.date(days.first), last=t.date(days.last)),),
        columns=(
            Column(t.say("column.household"), 30),
            Column(t.say("weighing.product_column"), 30),
            Column(t.say("weighing.lots"), 12, right=True),
            Column(t.say("weighing.amount_column"), 20, right=True),
        ),
        rows=[*rows, (t.say("paper.sum"), "", str(len(lots)), whole)],
        closing=() if lots else (t.say("weighing.nothing"),),
        signers=(t.say("weighing.taker"),),
    )
    print_tables(out, paper(t.say("weighing.totals"), letters=9), [section])


def weighed(days: Days) -> tuple[Weighed, ...]:
    """What this desk's cooperative took in on these days."""
    return read_weighing(house().store, desk(), days.since, days.until)


def _slip(lot: Weighed) -> Slip:
    t, here = words(), house()
    last = here.store.masterdata.last(lot.giver)
    party = last.value if last and isinstance(last.value, Party) else None
    weight = amounts(Tally().plus(lot.amount)) if lot.amount else t.say("weighing.unweighed")
    said = lot.amount.said if lot.amount else None
    name = product_name(lot.product)
    facts = [t.say("weighing.at", day=t.date(lot.time), time=t.time(lot.time))]
    facts += [t.say("weighing.product", name=name)] if name else []
    facts += [t.say("diary.said", said=said, amount=weight)] if said else []
    path = Key(lot.batch).path(here.domain)
    return Slip(
        whose=called(lot.giver) or t.say("paper.unknown"),
        picture=picture_of(lot.giver, party.label if party else ""),
        weight=weight,
        facts=tuple(facts),
        code=spoken(lot.batch, here.domain),
        link=here.settings.base_url + path,
    )


def product_name(uri: str) -> str:
    """What a product is called in the reader's language; nothing of an unknown one."""
    last = house().store.masterdata.last(uri) if uri else None
    return (
        last.value.names.get(words().code, "vi") if last and isinstance(last.value, Product) else ""
    )


def print_statement(out: BinaryIO, parties: Iterable[Party], days: Days) -> None:
    """A page for each household: how much of what went to whom."""
    t = words()
    sections = (part for party in parties for part in _statement(party, days))
    print_tables(out, paper(t.say("statement.title"), letters=9), sections)


def _statement(party: Party, days: Days) -> Iterator[Section]:
    t, season = words(), read(party, days).season
    facts = [t.say("paper.from_to", first=t.date(days.first), last=t.date(days.last))]
    facts += [t.say("statement.plucked", amount=amounts(total(season.plucked.values())))]
    name, buyer, amount = (t.say(f"statement.{word}") for word in ("product", "buyer", "amount"))
    rows = [(_named(of), _buyer(to), amounts(tally)) for (of, to), tally in season.rows.items()]
    yield Section(
        heading=f"{t.say('statement.title')} – {titled(party)}",
        facts=tuple(facts),
        columns=(Column(name, 40), Column(buyer, 40), Column(amount, 20, right=True)),
        rows=[*rows, (t.say("paper.sum"), "", amounts(season.whole))],
        closing=() if rows else (t.say("paper.none"),),
    )
    if rows:
        by_product = [(_named(of), amounts(tally)) for of, tally in season.by_product.items()]
        by_buyer = [(_buyer(to), amounts(tally)) for to, tally in season.by_buyer.items()]
        yield _part(t.say("statement.by_product"), (name, amount), by_product)
        yield _part(t.say("statement.by_buyer"), (buyer, amount), by_buyer)
    yield Section(
        heading="",
        closing=(t.say("statement.how"),),
        signers=(t.say("diary.signed_household"), t.say("diary.signed_officer")),
        joined=True,
    )


def _part(title: str, heads: tuple[str, str], rows: Sequence[tuple[str, ...]]) -> Section:
    columns = (Column(heads[0], 80), Column(heads[1], 20, right=True))
    return Section(heading=title, columns=columns, rows=rows, joined=True)


def _named(product: str) -> str:
    return product_name(product) or words().say("paper.unknown")


def _buyer(uri: str) -> str:
    return words().say("diary.gate") if uri == NOBODY else called(uri) or uri


def shown_statement(party: Party, days: Days) -> dict[str, Any]:
    """A household's statement as data: kilograms as decimals, sums that the rows add up to."""
    season = read(party, days).season
    return {
        "party": party.key.uri,
        "label": party.shown,
        "from": days.first,
        "to": days.last,
        "plucked": [_sum(tally, product=of) for of, tally in season.plucked.items()],
        "rows": [_sum(tally, product=of, buyer=to) for (of, to), tally in season.rows.items()],
        "by_product": [_sum(tally, product=of) for of, tally in season.by_product.items()],
        "by_buyer": [_sum(tally, buyer=to) for to, tally in season.by_buyer.items()],
        "whole": _sum(season.whole),
    }


def _sum(tally: Tally, **keys: str) -> dict[str, Any]:
    """A sum with what it is of; `kg` is none where nothing was weighed."""
    names = {}
    if "product" in keys:
        names["product_name"] = product_name(keys["product"])
    if "buyer" in keys:
        names["buyer_name"] = called(keys["buyer"])
    others = {name: number for name, number in tally.known.items() if name != "mass"}
    return {**keys, **names, "kg": tally.of("mass"), "unweighed": tally.unknown} | (
        {"others": others} if others else {}
    )
