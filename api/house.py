"""What every view stands in: settings, store and ledger, one a process."""

from dataclasses import dataclass
from typing import Final

from flask import current_app

from api.settings import Settings
from traceability.identifiers.domain import Domain
from traceability.keyring import Keyring
from traceability.ledger.ledger import Ledger
from traceability.store.store import Store

_NAME: Final = "house"


@dataclass(frozen=True, slots=True)
class House:
    """The rooms a view may reach."""

    settings: Settings
    store: Store
    ledger: Ledger
    keyring: Keyring

    @property
    def domain(self) -> Domain:
        """The domain that own codes are minted under."""
        return self.settings.domain

    def enter(self, extensions: dict[str, object]) -> None:
        """Put the house into an application."""
        extensions[_NAME] = self


def house() -> House:
    """The house of the running application."""
    found: House = current_app.extensions[_NAME]
    return found
