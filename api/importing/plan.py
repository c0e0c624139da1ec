"""From the sheets of a spreadsheet to a plan: every row read, every wrong cell told, nothing recorded."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from api.importing.known import Known
from api.importing.wishes import MOST_WRONG, Desk, Plan, Wish, Wrong, row_id, spoken, wrong_cell
from schemas.sheets import rows as said
from schemas.sheets.columns import (
    EXAMPLE,
    FIELDS,
    GUIDE,
    HARVESTS,
    HOUSEHOLDS,
    LISTS,
    MARK,
    PLOTS,
    PRODUCTS,
    SHEETS,
    folded,
)
from schemas.sheets.reading import Page, Row, read_sheets
from traceability.access import Subject, ask
from traceability.communes.register import MERGER, current
from traceability.errors import NotValid, Refusal
from traceability.events import event as events
from traceability.events import makers
from traceability.events.occasion import Goods, Occasion, namespaces
from traceability.identifiers.own_codes import OwnCode
from traceability.identifiers.uris import BatchKey, PartyKey, PlaceKey, ProductKey
from traceability.ledger.entry import Content, Entry
from traceability.masterdata.address import Address
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.masterdata.revision import Revision
from traceability.store.masterdata import owner_of

_SOMEWHERE: Final = Address(current()[0].code, MERGER)
"""Of what stands in for a row that is wrong; nothing of it is ever recorded."""

T = TypeVar("T")
V = TypeVar("V", Party, Place, Product)


def read_plan(data: bytes, desk: Desk) -> Plan:
    """Read a spreadsheet and say what it would make; the database is only read.

    Raises:
        NotValid: it is no spreadsheet, or too large.
    """
    return _Reader(desk).plan(read_sheets(data))


class _Reader:
    """Reads row after row; what one makes is known to those after it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.known = desk, Known(desk)
        self.wishes: list[Wish] = []
        self.wrong: list[Wrong] = []
        self.seen: dict[str, int] = {}

    def plan(self, pages: Sequence[Page]) -> Plan:
        """The plan of all sheets, whatever order they stand in."""
        named = {folded(page.name): page for page in pages}
        for name in named.keys() - {folded(each) for each in (*SHEETS, GUIDE, LISTS)}:
            expected = "sheets named " + ", ".join(SHEETS)
            self.wrong.append(Wrong(named[name].name, 0, "", "", expected, named[name].name))
        for name, read in (
            (HOUSEHOLDS, self.household),
            (PLOTS, self.plot),
            (PRODUCTS, self.product),
            (HARVESTS, self.harvest),
        ):
            page = named.get(folded(name))
            for row in self._rows(name, page) if page else ():
                self._try(row, read)
        if not self.wishes and not self.wrong:
            self.wrong.append(Wrong(HOUSEHOLDS, 2, "", "", "at least one row to import", ""))
        wishes = self._fresh()
        return Plan(wishes, tuple(self.wrong[:MOST_WRONG]))

    def household(self, row: Row) -> Wish:
        """A household of the cooperative."""
        label = row.text("Số hộ")
        before = self._before(row, Party, "Mã hộ", lambda: self.known.household(label))
        key = (
            before.key
            if before
            else PartyKey.from_code(self._code("household", label), self.desk.domain)
        )
        self._once(row, key.uri, "Số hộ")
        desk = self.desk
        value = said.household(row, key, desk.cooperative, desk.today, before)
        return self._wish(row, value, before, value.label)

    def plot(self, row: Row) -> Wish:
        """A plot of a household."""
        owner, label = self._owner(row), row.text("Tên nương")
        before = self._before(row, Place, "Mã nương", lambda: self.known.plot(owner, label))
        identity = f"{owner.key.uri}\n{folded(label)}"
        key = (
            before.key
            if before
            else PlaceKey.from_code(self._code("plot", identity), self.desk.domain)
        )
        self._once(row, key.uri, "Tên nương")
        value = said.plot(row, key, owner, self.desk.today, before)
        return self._wish(row, value, before, f"{owner.label} · {value.label}")

    def product(self, row: Row) -> Wish:
        """A product of the cooperative."""
        name = row.text("Tên sản phẩm")
        before = self._before(row, Product, "Mã sản phẩm", lambda: self.known.product(name))
        key = (
            before.key
            if before
            else ProductKey.from_code(self._code("product", name), self.desk.domain)
        )
        self._once(row, key.uri, "Tên sản phẩm")
        value = said.product(row, key, self.desk.cooperative, before)
        return self._wish(row, value, before, name)

    def harvest(self, row: Row) -> Wish:
        """A plucking, and the batch of leaf that came of it."""
        owner, name = self._owner(row), row.text("Tên nương")
        plot = self._at("Tên nương", lambda: self.known.plot(owner, name))
        if plot is None:
            raise NotValid("a plot of the household", name, "Tên nương")
        read, bytes_ = said.harvest(row), spoken(row)
        self.seen[f"harvest {bytes_!r}"] = count = self.seen.get(f"harvest {bytes_!r}", 0) + 1
        name = row_id(f"{self.desk.cooperative.uri}\nharvest\n{count}", bytes_)
        batch = self._batch(row, name)
        at = Occasion(self.desk.domain, read.time, plot.key, owner.key, name)
        details = {"product": self._product(row), "plucking": read.plucking}
        told = {field: held for field, held in details.items() if held}
        body = makers.harvest(at, Goods(batch, read.amount), None, told)
        event = events.make(body, namespaces(self.desk.domain))
        entry = self._entry(name, "event:harvest", event, owner.key.uri, row)
        return Wish("new", row, f"{owner.label} · {plot.label}", entry)

    def _rows(self, name: str, page: Page) -> Iterator[Row]:
        """The rows of a sheet but for those marked as examples; none where its headings are wrong."""
        due = {folded(each): each for each in (MARK, *(each.heading for each in SHEETS[name]))}
        strange = [each for each in page.headings if folded(each) not in due]
        missing = [
            each.heading
            for each in SHEETS[name]
            if each.needed and folded(each.heading) not in map(folded, page.headings)
        ]
        for each in strange:
            self.wrong.append(Wrong(name, 1, each, "1", "a column of the template", each))
        for each in missing:
            self.wrong.append(Wrong(name, 1, each, "1", f"the column {each}", ""))
        twice = [each for each, times in Counter(map(folded, page.headings)).items() if times > 1]
        self.wrong += [Wrong(name, 1, each, "1", "each column only once", each) for each in twice]
        if strange or missing or twice:
            return
        for row in page.rows:
            if folded(row.text(_heading(row, MARK))) != EXAMPLE:
                cells = {due[folded(each)]: cell for each, cell in row.cells.items()}
                yield Row(name, row.number, cells)

    def _try(self, row: Row, read: Callable[[Row], Wish]) -> None:
        """Read a row; what is wrong with it is written down at its cell."""
        before = len(self.wrong)
        for heading in said.lacking(row):
            self.wrong.append(wrong_cell(row, heading, NotValid("a value", "")))
        if len(self.wrong) == before:
            self._read(row, read)
        if len(self.wrong) > before:
            self._stand_in(row)

    def _read(self, row: Row, read: Callable[[Row], Wish]) -> None:
        try:
            self.wishes.append(read(row))
        except NotValid as no:
            heading = FIELDS[row.sheet].get(no.field, no.field)
            known = heading in row.cells
            first = next(column.heading for column in SHEETS[row.sheet])
            self.wrong.append(wrong_cell(row, heading if known else first, no))
        except Refusal as no:
            self.wrong.append(wrong_cell(row, SHEETS[row.sheet][0].heading, no))

    def _stand_in(self, row: Row) -> None:
        """Know a household or plot whose row is wrong, so that rows that name it are not wrong for that."""
        label = row.text("Số hộ")
        if row.sheet == HOUSEHOLDS and label and not self.known.households.get(folded(label)):
            key = PartyKey.from_code(self._code("stand-in", label), self.desk.domain)
            self.known.add(Party(key, "household", label, label, _SOMEWHERE))
        owners = self.known.households.get(folded(label), [])
        name = row.text("Tên nương")
        if row.sheet == PLOTS and name and len(owners) == 1:
            key_ = PlaceKey.from_code(self._code("stand-in", name), self.desk.domain)
            if not self.known.plots.get((owners[0].key.uri, folded(name))):
                self.known.add(Place(key_, "plot", owners[0].key, name, _SOMEWHERE, name))

    def _before(
        self, row: Row, kind: type[V], heading: str, find: Callable[[], V | None]
    ) -> V | None:
        """What the row speaks of, where it is there already: by its code, else by its name."""
        code = row.text(heading)
        if code:
            return self._at(heading, lambda: self.known.by_code(kind, code))
        return self._at(SHEETS[row.sheet][0].heading, find)

    def _at(self, heading: str, find: Callable[[], T]) -> T:
        try:
            return find()
        except NotValid as no:
            raise NotValid(no.expected, no.got, heading) from no

    def _owner(self, row: Row) -> Party:
        label = row.text("Số hộ")
        owner = self._at("Số hộ", lambda: self.known.household(label))
        if owner is None:
            raise NotValid("a household of the sheet Hộ or of your cooperative", label, "Số hộ")
        return owner

    def _product(self, row: Row) -> str:
        name = row.text("Sản phẩm")
        found = self._at("Sản phẩm", lambda: self.known.product(name)) if name else self.known.leaf
        if found is None and name:
            raise NotValid(
                "a product of the sheet Sản phẩm or of your cooperative", name, "Sản phẩm"
            )
        return found.key.uri if found else ""

    def _batch(self, row: Row, record: str) -> BatchKey:
        """The code on the lot's tag, or a new one."""
        text = row.text("Mã lô")
        if not text:
            return BatchKey.from_code(self._code("batch", record), self.desk.domain)
        code = self._at("Mã lô", lambda: OwnCode.parse(text))
        key = BatchKey.from_code(code, self.desk.domain)
        self._once(row, key.uri, "Mã lô")
        store = self.desk.store
        told = store.batches.get(key.uri) or store.masterdata.last(key.uri)
        if told and record not in store.records.known([record]):
            raise NotValid("a code that names nothing yet", text, "Mã lô")
        return key

    def _once(self, row: Row, uri: str, heading: str) -> None:
        first = self.seen.setdefault(f"{row.sheet} {uri}", row.number)
        if first != row.number:
            raise NotValid(f"each only once; it stands in row {first}", row.text(heading), heading)

    def _code(self, kind: str, identity: str) -> OwnCode:
        return self.desk.new_code(kind, folded(identity))

    def _wish(self, row: Row, value: V, before: V | None, title: str) -> Wish:
        """What becomes of a thing that a row speaks of."""
        self.known.add(value)
        uri = value.key.uri
        if value == before:
            return Wish("same", row, title)
        number = self.known.numbers.get(uri, 0) + 1
        revision = Revision(number, value)
        entry = self._entry(
            row_id(uri, spoken(row)), f"revise:{revision.kind}", revision, owner_of(value), row
        )
        return Wish("changed" if before else "new", row, title, entry)

    def _entry(self, name: str, act: str, content: Content, subject: str, row: Row) -> Entry:
        """What is handed to the ledger, once it is known that the actor may say it."""
        cooperative = self.desk.cooperative.uri
        whose = Subject(subject, cooperative if subject != cooperative else None)
        ask(self.desk.actor, act, whose, (), self.desk.now)
        form = f"sheet/1:{act.partition(':')[2]}/1"
        return Entry(name, act, content, subject, spoken(row), form, self.desk.now)

    def _fresh(self) -> tuple[Wish, ...]:
        """The wishes, those whose very row was recorded before as the same."""
        ids = [wish.entry.id for wish in self.wishes if wish.entry]
        known = self.desk.store.records.known(ids) if ids else set()
        return tuple(
            wish._replace(change="same", entry=None)
            if wish.entry and wish.entry.id in known
            else wish
            for wish in self.wishes
        )


def _heading(row: Row, name: str) -> str:
    """A heading as the sheet spells it."""
    return next((each for each in row.cells if folded(each) == folded(name)), name)
