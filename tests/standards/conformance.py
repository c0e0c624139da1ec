"""Where other people's test documents lie: beside the project, read in tests and never copied."""

import os
from pathlib import Path

import pytest

FOLDER = Path(
    os.environ.get("TRACEABILITY_CONFORMANCE")
    or Path(__file__).resolve().parents[3] / "shared" / "conformance"
)


def conformance(path: str) -> Path:
    """The document at `path` in the folder; skips with a reason naming it when it is not there."""
    document = FOLDER / path
    if not document.exists():
        pytest.skip(f"{document} is not there", allow_module_level=True)
    return document
