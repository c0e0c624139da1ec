"""Forms of statements: what people say about records, batches and parties."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Self

from schemas import fields as f
from schemas.forms_told import LONGEST_NOTE
from traceability.access import FIELD, GOODS
from traceability.errors import NotValid
from traceability.identifiers.uris import BatchKey, Key, PartyKey
from traceability.statements import WITHDRAW_REASONS

DELEGABLE: Final = tuple(sorted(FIELD | GOODS))
"""Acts that a household can let a helper do."""

CONSENTS: Final = ("name", "photo", "address.street", "address.plus_code")
"""Fields of a household that are public once it consented, and its picture."""

PAPER: Final = "paper"
"""Stands in public for the words by which somebody named a paper, which are private."""

_NUMBER: Final = re.compile(r"[\w./-]{1,64}")
_OF_SOMEBODY: Final = re.compile(r"\+?[0-9.-]{9,15}")

_NAMES: Final = {"starts": "from", "ends": "until"}
"""Facts whose names are words of Python."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a form of a statement says: about what, when if it was not now, and with which facts."""

    about: str
    id: str | None = None
    time: datetime | None = None
    note: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, about: Any, **more: Any) -> Self:  # noqa: ANN401  # a key or an id; any field
        """Take a form's fields, the common ones apart; keys, times and tuples become JSON.

        Raises:
            NotValid: labels from a number below 1, or to one below the first.
        """
        common = {name: more.pop(name) for name in ("id", "time") if name in more}
        note = _typed(more)
        facts = {_NAMES.get(name, name): _plain(value) for name, value in more.items()}
        if "first" in facts and not 1 <= facts["first"] <= facts["last"]:
            raise NotValid("labels from 1 on, the last not before the first", facts["last"], "last")
        return cls(_plain(about), **common, note=note, facts=facts)


class StatementForm(f.Form):
    """A form of a statement."""

    makes = Saying.of
    id = f.record_id("Client's id of the statement; a repeat gets the first receipt")
    time = f.instant("When it was said, with offset; now if left out")
    note = f.text("A note for yourselves: private", longest=LONGEST_NOTE)


class ConfirmForm(StatementForm):
    """An event is as it was told."""

    about = f.text("Id of the event", longest=500, required=True)
    evidence = f.text(
        "SHA-256 or number of the paper that was signed; other words are private", longest=200
    )


class DisputeForm(StatementForm):
    """An event is not as it was told."""

    about = f.text("Id of the event", longest=500, required=True)
    reason = f.text("What is wrong; private", longest=500)


class PublishForm(StatementForm):
    """Whoever scans a batch may read its story."""

    about = f.key("The batch", BatchKey, required=True)


class WithdrawForm(StatementForm):
    """A published batch is no longer shown as for sale; its code still answers."""

    about = f.key("The batch", BatchKey, required=True)
    reason = f.choice("Why", tuple(sorted(WITHDRAW_REASONS)), required=True)


class ConsentForm(StatementForm):
    """A household lets strangers read some of its fields."""

    about = f.key("The household", PartyKey, required=True)
    shows = f.listed("Which fields", f.choice("A field", CONSENTS), required=True)


class DelegateForm(StatementForm):
    """A household lets a helper record for it."""

    about = f.key("The household", PartyKey, required=True)
    to = f.key("Party of the helper", PartyKey, required=True)
    scope = f.listed("Which acts", f.choice("An act", DELEGABLE), required=True)
    starts = f.instant("From when", required=True, data_key="from")
    ends = f.instant("Until when, within 366 days", required=True, data_key="until")
    evidence = f.text(
        "SHA-256 or number of the signed paper; other words are private", longest=200, required=True
    )


class MergeForm(StatementForm):
    """A household or plot stands there twice: its key leads to the one that is kept, or no longer."""

    about = f.text("Key of the duplicate, a URI", longest=500, required=True)
    into = f.text("Key of the one that is kept, a URI; left out to take it back", longest=500)


class ActivateLabelsForm(StatementForm):
    """Labels of a run were put on packs."""

    about = f.key("The batch", BatchKey, required=True)
    first = f.whole("Number of the first label", required=True)
    last = f.whole("Number of the last label", required=True)


class AdoptForm(StatementForm):
    """A held record is recorded, as the words of whoever sent it."""

    about = f.text("Id of the held record", longest=500, required=True)


class RejectForm(StatementForm):
    """A held record is not recorded; it can still be read."""

    about = f.text("Id of the held record", longest=500, required=True)
    reason = f.text("Why; private", longest=500)


STATEMENTS: Final[dict[str, StatementForm]] = {
    "confirm": ConfirmForm(),
    "dispute": DisputeForm(),
    "publish": PublishForm(),
    "withdraw": WithdrawForm(),
    "consent": ConsentForm(),
    "delegate": DelegateForm(),
    "activate-labels": ActivateLabelsForm(),
    "merge": MergeForm(),
    "adopt": AdoptForm(),
    "reject": RejectForm(),
}
"""By kind, as `POST /api/v1/statements/{kind}` takes them."""


def _typed(more: dict[str, Any]) -> str:
    """Take out what somebody typed in her own words, all of which stays private; codes and numbers stay."""
    words = [more.pop("note", "")]
    if more.get("reason", "error") not in WITHDRAW_REASONS:
        words.append(more.pop("reason"))
    if (paper := more.get("evidence", "")) and not _is_number(paper):
        words.append(paper)
        more["evidence"] = PAPER
    return "\n".join(filter(None, words))


def _is_number(paper: str) -> bool:
    """Whether it is a SHA-256 or the number of a paper, and neither a sentence nor somebody's phone."""
    return bool(_NUMBER.fullmatch(paper)) and not _OF_SOMEBODY.fullmatch(paper)


def _plain(value: Any) -> Any:  # noqa: ANN401  # any fact
    if isinstance(value, Key):
        return value.uri
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
