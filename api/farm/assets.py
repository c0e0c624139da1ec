"""What the phone's app is made of: every file of it, packed once, and the version they make together."""

import gzip
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from api.farm.joining import LATER, joined

HERE: Final = Path(__file__).parents[1]
FOLDER: Final = HERE / "static" / "app"
WORDS: Final = HERE / "translations" / "app"
CATALOGUES: Final = ("core", "field", "goods")
LANGUAGES: Final = ("vi", "en")
INDEX: Final = "index.html"
WORKER: Final = "sw.js"
SPRITE: Final = "pictograms.svg"
MAIN: Final = "main.js"
SCRIPT: Final = "app.js"
EAR: Final = "kit/ear.js"
"""Runs in the sound thread, which takes a file of its own."""
FIRST: Final = tuple(
    f"screens/{name}.js"
    for name in "choose harvest home outbox record saved settings signin visit".split()
)
"""Screens that come with the first script; the others follow in the second."""

_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".html": "text/html",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served: its bytes, the same gzipped, and its media type."""

    body: bytes
    packed: bytes
    media_type: str

    @property
    def etag(self) -> str:
        """What tells this version of it from another."""
        return sha256(self.body).hexdigest()[:20]


@cache
def assets() -> Mapping[str, Asset]:
    """Every file of the app by its name under `/app/`, the worker among them; packed once a process."""
    made = {name: _asset(name, body) for name, body in _files() if name != WORKER}
    made[WORKER] = _asset(WORKER, _worker(made))
    return made


@cache
def version() -> str:
    """The version that all files make together: 16 hexadecimal digits."""
    return _version({name: one for name, one in assets().items() if name != WORKER})


def words(language: str) -> dict[str, str]:
    """The app's sentences in a language, all its catalogues joined, keys with dots.

    Raises:
        ValueError: two catalogues have the same key.
    """
    whole: dict[str, str] = {}
    for name in CATALOGUES:
        file = WORDS / f"{name}.{language}.toml"
        said = dict(_flat(tomllib.loads(file.read_text("utf-8")))) if file.exists() else {}
        if twice := whole.keys() & said.keys():
            raise ValueError(f"Expected each key once, got {sorted(twice)} again in {file.name}.")
        whole |= said
    return whole


def lean(name: str, text: str) -> str:
    """A script or style without its whole-line comments, blank lines and indentation.

    >>> lean("a.js", "  // says;  a()".replace(";", chr(10)))
    'a()'
    """
    if name.endswith(".css"):
        text = _CSS_COMMENT.sub("", text)
    stripped = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in stripped if line and not line.startswith("//"))


@cache
def modules() -> Mapping[str, Asset]:
    """The app's modules by name, each by itself: for whoever looks into it; a phone gets them joined."""
    return {name: _asset(name, text.encode()) for name, text in _modules().items()}


def _modules() -> dict[str, str]:
    alone = (FOLDER / WORKER, FOLDER / EAR)
    files = (file for file in sorted(FOLDER.rglob("*.js")) if file not in alone)
    return {f.relative_to(FOLDER).as_posix(): lean(f.name, f.read_text("utf-8")) for f in files}


def _files() -> Iterator[tuple[str, bytes]]:
    for file in sorted(FOLDER.iterdir()):
        if file.suffix in _TYPES and file.suffix != ".js" and file.name not in (INDEX, SPRITE):
            body = file.read_bytes()
            lean_css = file.suffix == ".css"
            yield file.name, lean(file.name, body.decode()).encode() if lean_css else body
    now, later = joined(_modules(), MAIN, FIRST)
    yield SCRIPT, now.encode()
    yield LATER, later.encode()
    yield EAR, lean(EAR, (FOLDER / EAR).read_text("utf-8")).encode()
    for language in LANGUAGES:
        said = json.dumps(words(language), ensure_ascii=False, separators=(",", ":"))
        yield f"words.{language}.json", said.encode()
    yield INDEX, _index()


def _index() -> bytes:
    """The one page, the pictograms inside it."""
    page = (FOLDER / INDEX).read_text("utf-8")
    sprite = (FOLDER / SPRITE).read_text("utf-8").strip()
    return page.replace("{{sprite}}", sprite).encode()


def _worker(made: Mapping[str, Asset]) -> bytes:
    """The service worker: its version and what it keeps stand in its first two lines."""
    body = lean(WORKER, (FOLDER / WORKER).read_text("utf-8"))
    names = ["" if name == INDEX else name for name in sorted(made)]
    head = f"const VERSION = {json.dumps(_version(made))};\nconst ASSETS = {json.dumps(names)};\n"
    return (head + body).encode()


def _version(made: Mapping[str, Asset]) -> str:
    told = "".join(f"{name} {sha256(one.body).hexdigest()}\n" for name, one in sorted(made.items()))
    worker = (FOLDER / WORKER).read_bytes()
    return sha256(told.encode() + worker).hexdigest()[:16]


def _asset(name: str, body: bytes) -> Asset:
    packed = gzip.compress(body, 9, mtime=0)
    return Asset(body, packed, _TYPES[Path(name).suffix])


def _flat(table: Mapping[str, Any], head: str = "") -> Iterator[tuple[str, str]]:
    for name, held in table.items():
        if isinstance(held, Mapping):
            yield from _flat(held, f"{head}{name}.")
        else:
            yield f"{head}{name}", held
