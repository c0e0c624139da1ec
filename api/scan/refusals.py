"""Every "no" to a person: a page in the reader's language that says what to do next."""

from typing import Final

from flask import request

from api.scan.pages import printer

CODE_PATHS: Final = ("/01/", "/00/", "/414/", "/417/", "/t/", "/u/", "/page/")
_NO_CODE: Final = {400: "malformed", 404: "unknown"}
_KNOWN: Final = (400, 401, 403, 404, 405, 413, 429)
_OURS: Final = 500


def page_of_a_no(status: int, sentence: str) -> str:
    """The page of a refusal.

    Args:
        status: The HTTP status.
        sentence: What the domain or the server says, in English, for whoever mends it.
    """
    facts = {"name": _name(status), "status": status, "sentence": sentence}
    return printer().write("refusal.html", "", **facts).decode()


def _name(status: int) -> str:
    """Of its sentences in the catalogues."""
    coded = request.path.startswith(CODE_PATHS) or "code" in request.args
    if coded and status in _NO_CODE:
        return _NO_CODE[status]
    if status in _KNOWN:
        return f"s{status}"
    return "ours" if status >= _OURS else "other"
