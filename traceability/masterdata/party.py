"""Who: a household, the cooperative it belongs to, a laboratory, an authority."""

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, Literal, get_args

from traceability.errors import NotValid
from traceability.identifiers.keys import Gln
from traceability.identifiers.uris import PartyKey
from traceability.masterdata.address import Address
from traceability.masterdata.checks import check_choice, check_url, line, optional_lines
from traceability.masterdata.privacy import PERSONAL, PRIVATE

PartyKind = Literal[
    "cooperative",
    "enterprise",
    "household",
    "laboratory",
    "authority",
    "marketplace",
    "certifier",
    "carrier",
]
PARTY_KINDS: Final[tuple[PartyKind, ...]] = get_args(PartyKind)
MOST_MEMBERSHIPS: Final = 20
_MAKERS: Final = ("cooperative", "enterprise", "household")
_PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class Membership:
    """A party is a member of a cooperative from a day on, until another day; both days count."""

    cooperative: PartyKey
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse one that ends before it begins."""
        if self.until is not None and self.until < self.since:
            raise NotValid(f"a last day not before {self.since}", self.until, "until")

    def runs(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Party:
    """A party; no person's identity number is kept, nor the registration number of a household.

    `label` is what strangers read where the name is private: ``Hộ 017``. `registration` is the
    enterprise code (mã số doanh nghiệp). `phone` is E.164. A maker has an address (Circular
    02/2024 item 4, Decree 37/2026 point d). `member_of` is its main cooperative, under whose name its
    goods go; `memberships` are the cooperatives it is or was a member of, each with its days. One
    that is named in both is a member's on these days only.
    """

    key: PartyKey
    kind: PartyKind
    name: str = field(metadata=PERSONAL)
    label: str = ""
    address: Address | None = None
    member_of: PartyKey | None = None
    gln: Gln | None = None
    registration: str = ""
    url: str = ""
    person_name: str = field(default="", metadata=PRIVATE)
    phone: str = field(default="", metadata=PRIVATE)
    email: str = field(default="", metadata=PRIVATE)
    memberships: tuple[Membership, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a maker without address, a household without label, a member of itself."""
        check_choice(self.kind, PARTY_KINDS, "kind")
        line(self.name, "name")
        optional_lines(self, "label", "registration", "person_name")
        self._check_contact()
        if self.kind in _MAKERS and self.address is None:
            raise NotValid(f"an address of a {self.kind}", "none", "address")
        if self.member_of == self.key:
            raise NotValid("a cooperative other than the party itself", self.key.uri, "member_of")
        if self.personal:
            self._check_household()
        self._check_memberships()

    @property
    def personal(self) -> bool:
        """Whether its name and street are a person's own: true of a household."""
        return self.kind == "household"

    @property
    def shown(self) -> str:
        """The name that needs nobody's consent."""
        return self.label if self.personal else self.name

    def cooperatives(self, on: date) -> tuple[str, ...]:
        """The cooperatives it is a member of on that day, by URI, the main one first."""
        listed = {each.cooperative.uri for each in self.memberships}
        running = [each.cooperative.uri for each in self.memberships if each.runs(on)]
        main = self.member_of.uri if self.member_of else ""
        first = [main] if main and (main not in listed or main in running) else []
        return tuple(dict.fromkeys([*first, *running]))

    def _check_memberships(self) -> None:
        if len(self.memberships) > MOST_MEMBERSHIPS:
            got = len(self.memberships)
            raise NotValid(f"at most {MOST_MEMBERSHIPS} memberships", got, "memberships")
        if any(each.cooperative == self.key for each in self.memberships):
            raise NotValid("a cooperative other than the party itself", self.key.uri, "memberships")
        ordered = sorted(self.memberships, key=lambda each: (each.cooperative.uri, each.since))
        for one, following in pairwise(ordered):
            same = one.cooperative == following.cooperative
            if same and (one.until is None or following.since <= one.until):
                raise NotValid(
                    "memberships of one cooperative that do not overlap",
                    following.since,
                    "memberships",
                )

    def _check_contact(self) -> None:
        if self.phone and not _PHONE.fullmatch(self.phone):
            raise NotValid("a telephone number like +84912345678", self.phone, "phone")
        longest = 254
        if self.email and (len(self.email) > longest or not _EMAIL.fullmatch(self.email)):
            raise NotValid("an e-mail address", self.email, "email")
        check_url(self.url, "url")

    def _check_household(self) -> None:
        if not self.label:
            raise NotValid("a label of the household such as Hộ 017", "", "label")
        if self.registration:
            raise NotValid("no registration number of a household", "one", "registration")
