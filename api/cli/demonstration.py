"""Loads the demonstration, with pictures drawn for it, and says what was made."""

import os
from argparse import Namespace
from hashlib import sha256
from pathlib import Path

from api.cli.opening import ledger, now
from api.cli.voice import complain, say
from api.settings import Settings
from qr.drawings import drawn
from traceability.demo.lifecycle import capture
from traceability.demo.load import Summary, load
from traceability.demo.stage import Scale
from traceability.identifiers.uris import Key
from traceability.ledger.ledger import Ledger
from traceability.ledger.listings import rebuild
from traceability.store.files import File

LIFECYCLE = (
    Path(__file__).resolve().parents[3] / "shared/conformance/cte/tea-lifecycle-draft.jsonld"
)
"""A partner's events from planting to destruction, where the test documents lie beside the project."""

_ONCE = "demonstration"
_BEGUN = ""
_WHOLE = Scale()
_OWNER = "demonstration"


def demo(_: Namespace) -> int:
    """Load it into this installation, unless it is there, and say what was made."""
    settings = Settings.read(os.environ)
    with ledger(settings) as opened:
        if opened.store.meta.get(_ONCE):
            say("The demonstration is loaded already.")
            return 0
        summary = loaded(opened, settings)
    for kind, count in sorted(summary.counts.items()):
        say(f"{kind:<24}{count:>8}")
    for shows, path in summary.batches.items():
        say(f"{shows:<24}{settings.base_url}{path}")
    for speaker in summary.speakers:
        say(f"{speaker.role:<24}{speaker.party}  {speaker.name}")
    return 0


def loaded(opened: Ledger, settings: Settings, scale: Scale = _WHOLE) -> Summary:
    """Load it and write down, for later starts, which batch to show first."""
    complain("Loading the demonstration ...")
    opened.store.meta.once(_ONCE, _BEGUN)

    def put_image(seed: str, kind: str) -> str:
        data = drawn(seed, kind)
        picture = File(sha256(data).hexdigest(), "image/jpeg", len(data), _OWNER)
        opened.store.files.put(picture, data)
        return picture.sha256

    summary = load(opened, settings.domain, now(), put_image, _progress, scale)
    if LIFECYCLE.is_file():
        _progress("life cycle", capture(opened, LIFECYCLE.read_bytes()))
    rebuild(opened.store, now())
    opened.store.meta.put(_ONCE, summary.first)
    complain(f"Loaded in {summary.seconds:.1f} s.")
    return summary


def is_due(opened: Ledger) -> bool:
    """Whether the database is empty, or a loading was interrupted: it goes on where it was."""
    return opened.store.meta.get(_ONCE) == _BEGUN or not opened.store.records.count()


def is_loaded(opened: Ledger) -> bool:
    """Whether the demonstration was loaded here, whole."""
    return bool(opened.store.meta.get(_ONCE))


def first_batch(opened: Ledger, settings: Settings) -> str | None:
    """The path of a published batch to look at: the demonstration's, else any; None without one."""
    shown: str | None = opened.store.meta.get(_ONCE)
    if shown:
        return shown
    batches = opened.store.batches.where({"published": True}, limit=1)
    return Key(batches[0].uri).path(settings.domain) if batches else None


def _progress(chapter: str, records: int) -> None:
    complain(f"  {chapter:<16}{records:>7} records")
