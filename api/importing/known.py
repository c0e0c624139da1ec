"""What a cooperative has already, by the names that a spreadsheet calls it by; rows add to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from api.importing.wishes import Desk
from schemas.sheets.columns import folded
from traceability.errors import NotValid
from traceability.identifiers.own_codes import OwnCode
from traceability.masterdata.party import Party
from traceability.masterdata.place import Place
from traceability.masterdata.product import Product
from traceability.store.masterdata import Last, owner_of

N = TypeVar("N")
T = TypeVar("T")
V = TypeVar("V", Party, Place, Product)

_A_TIME = 200


@dataclass(slots=True)
class Known:
    """Households by label, plots by household and name, products by name; `numbers` of revisions by URI."""

    desk: Desk
    households: dict[str, list[Party]] = field(default_factory=dict)
    plots: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    products: dict[str, list[Product]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    _looked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read the members and products of the cooperative."""
        for last in self.desk.store.masterdata.members(self.desk.cooperative.uri):
            if isinstance(last.value, Party) and not last.merged_into:
                self.add(last.value, last.number)
        for last in self._each("product", {"owner": self.desk.cooperative.uri}):
            if isinstance(last.value, Product):
                self.add(last.value, last.number)

    def add(self, value: Party | Place | Product, number: int = 0) -> None:
        """Know a thing by its name; what a row will make has no number yet."""
        if number:
            self.numbers[value.key.uri] = number
        if isinstance(value, Party):
            _put(self.households, folded(value.label or value.name), value)
        elif isinstance(value, Place):
            _put(self.plots, (value.party.uri, folded(value.label or value.name)), value)
        else:
            _put(self.products, folded(value.names.get("vi")), value)

    def household(self, label: str) -> Party | None:
        """The household of that label; None where there is none.

        Raises:
            NotValid: there are several.
        """
        return _one(self.households.get(folded(label), []), label)

    def plot(self, owner: Party, label: str) -> Place | None:
        """The plot of a household by its name; raises as `household` does."""
        uri = owner.key.uri
        if uri not in self._looked:
            self._looked.add(uri)
            for last in self._each("place", {"owner": uri}):
                value, stands = last.value, not last.merged_into
                if stands and isinstance(value, Place) and value.kind == "plot":
                    self.add(value, last.number)
        return _one(self.plots.get((uri, folded(label)), []), label)

    def product(self, name: str) -> Product | None:
        """The product of that name; raises as `household` does."""
        return _one(self.products.get(folded(name), []), name)

    @property
    def leaf(self) -> Product | None:
        """The one kind of fresh leaf, where there is one only."""
        every = (each for found in self.products.values() for each in found)
        fresh = [each for each in every if each.kind == "fresh_leaf"]
        return fresh[0] if len(fresh) == 1 else None

    def by_code(self, kind: type[V], text: str) -> V:
        """A thing of the cooperative's or its members' by its own code.

        Raises:
            NotValid: no such thing, or a stranger's.
        """
        uri = self.desk.domain.root + OwnCode.parse(text).value
        last = self.desk.store.masterdata.last(uri)
        if last is None or not isinstance(last.value, kind):
            raise NotValid(f"the code of a {kind.__name__.lower()} that is known here", text)
        value = last.value
        subject = self.desk.store.masterdata.subject(owner_of(value))
        if self.desk.cooperative.uri not in subject.houses:
            raise NotValid("the code of something of your cooperative", text)
        self.numbers[uri] = last.number
        return value

    def _each(self, kind: str, asked: dict[str, str]) -> Iterator[Last]:
        after = ""
        while found := self.desk.store.masterdata.where(kind, asked, after, _A_TIME):
            yield from found
            after = found[-1].value.key.uri


def _put(table: dict[N, list[T]], name: N, value: T) -> None:
    """Know a thing in place of what it was before."""
    others = [each for each in table.get(name, []) if _key(each) != _key(value)]
    table[name] = [*others, value]


def _key(value: object) -> object:
    return getattr(value, "key", None)


def _one(found: list[V], name: str) -> V | None:
    if len(found) > 1:
        raise NotValid("a name of one thing only; give its code", name)
    return found[0] if found else None
