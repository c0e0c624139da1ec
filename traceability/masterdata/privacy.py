"""Which fields of master data a stranger may read: the marks that the dataclasses carry."""

from typing import Final

PRIVATE: Final = {"private": True}
"""Field metadata: never in the public part (telephone, exact shape)."""

PERSONAL: Final = {"private": "personal"}
"""Field metadata: not in the public part of a value that is `personal` (a household, a plot)."""
