"""Who says so: the mark on each step of a story, and what the marks come to together."""

from typing import Final

from traceability.journey.dossier import Dossier, Told
from traceability.masterdata.party import Party

MARKS: Final = (
    "declared",
    "declared_confirmed",
    "helper",
    "helper_confirmed",
    "helper_paper",
    "carried",
    "cooperative",
    "enterprise",
    "laboratory",
    "authority",
    "partner",
    "operator",
)
"""The marks a step may bear, each a sentence in the catalogues (DESIGN §1.8)."""

_BY_ROLE: Final = {
    "inspector": "laboratory",
    "authority": "authority",
    "officer": "cooperative",
    "operator": "operator",
    "partner": "partner",
    "marketplace": "partner",
    "carrier": "partner",
}
_DESK: Final = frozenset({"officer", "operator"})
_VOUCHED: Final = frozenset({"cooperative", "enterprise", "laboratory", "authority"})
_TRIED: Final = frozenset({"laboratory", "authority"})


def mark(told: Told, dossier: Dossier) -> str:
    """Who says one step of the story, and whether it was confirmed; one of `MARKS`."""
    if told.carried and told.role in _DESK:
        return "declared_confirmed" if _by_another(told, dossier) else "carried"
    by_role = _BY_ROLE.get(told.role)
    if by_role:
        speaker = dossier.of(told.party)
        company = isinstance(speaker, Party) and speaker.kind == "enterprise"
        return "enterprise" if by_role == "cooperative" and company else by_role
    if told.role == "helper":
        return _helped(told)
    return "declared_confirmed" if _by_another(told, dossier) else "declared"


def _helped(told: Told) -> str:
    if not told.confirmed:
        return "helper"
    return "helper_confirmed" if set(told.confirmed) - set(told.on_paper) else "helper_paper"


def evidence(dossier: Dossier) -> str:
    """What vouches for a story: disputed, attested, confirmed or declared, the first that is true."""
    if any(told.disputed for told in dossier.story):
        return "disputed"
    if any(_tested(told) and mark(told, dossier) in _TRIED for told in dossier.own):
        return "attested"
    return "confirmed" if all(_vouched(told, dossier) for told in dossier.story) else "declared"


def _vouched(told: Told, dossier: Dossier) -> bool:
    return mark(told, dossier) in _VOUCHED or _by_another(told, dossier)


def _by_another(told: Told, dossier: Dossier) -> bool:
    """Whether a cooperative or enterprise that is not the household itself confirmed it."""
    parties = [dossier.of(uri) for uri in told.confirmed if uri != told.subject]
    return any(isinstance(party, Party) and not party.personal for party in parties)


def _tested(told: Told) -> bool:
    return told.event.step == "inspecting" and told.event.disposition == "conformant"
