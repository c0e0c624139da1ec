"""Joins the app's modules into two scripts, so that a phone on a thin network asks twice and not sixty times.

The modules are plain ES modules and stay so: each becomes a function that is run once, when it is
first asked for. What they may use is what the patterns below read: named imports, ``import * as``,
exported functions and constants, one default export, and ``import()``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

Modules = Mapping[str, str]
"""The text of each module by its name, such as ``kit/scan.js``."""

LATER: Final = "more.js"
_FROM: Final = re.compile(
    r'^import (?:\* as (\w+)|\{ ([^}]*) \}) from "(\.{1,2}/[\w./-]+\.js)";$', re.MULTILINE
)
_LITERAL: Final = re.compile(r'\bimport\("(\.{1,2}/[\w./-]+\.js)"\)')
_SCREEN: Final = re.compile(r"\bimport\(`\./screens/")
_NAMED: Final = re.compile(
    r"^export (?=(?:async )?function\*? (\w+)|(?:const|class) (\w+))", re.MULTILINE
)
_DEFAULT: Final = re.compile(r"^export default (?=(?:async )?function (\w+))", re.MULTILINE)
_STRAY: Final = re.compile(r"^(?:import|export)\b.*$|\bimport\(.*$", re.MULTILINE)

_HEAD: Final = f"""const $m = {{}}, $d = {{}};
const $ = (name) => ($d[name] ??= $m[name]());
const $i = async (name) => {{
if (!$m[name]) (await import("/app/{LATER}")).default($m, $, $i);
return $(name);
}};
"""


def joined(modules: Modules, main: str, first: Iterable[str]) -> tuple[str, str]:
    """The script that runs `main`, with all that `main` and `first` ask for, and the rest for later.

    Raises:
        ValueError: a module imports or exports in another way, imports what is not there, or in a circle.
    """
    at_once = {name for each in (main, *first) for name in _reached(each, modules, ())}
    for name in modules:
        _reached(name, modules, ())
    parts = {name: _part(name, text, modules) for name, text in modules.items()}
    now = "\n".join(part for name, part in parts.items() if name in at_once)
    later = "\n".join(part for name, part in parts.items() if name not in at_once)
    return f'{_HEAD}{now}\n$("{main}");', f"export default ($m, $, $i) => {{\n{later}\n}};"


def _part(name: str, text: str, modules: Modules) -> str:
    """A module as a function that gives what it exports."""
    exports = [one or other for one, other in _NAMED.findall(text)]
    exports += [f"default: {one}" for one in _DEFAULT.findall(text)]
    text = _DEFAULT.sub("", _NAMED.sub("", text))
    text = _FROM.sub(lambda found: _taken(name, found, modules), text)
    text = _LITERAL.sub(lambda found: f'$i("{_path(name, found[1], modules)}")', text)
    text = _SCREEN.sub("$i(`screens/", text)
    if stray := _STRAY.search(text):
        raise ValueError(f"{name}: Expected what can be joined, got {stray[0]}")
    return f'$m["{name}"] = () => {{\n{text}\nreturn {{ {", ".join(exports)} }};\n}};'


def _taken(name: str, found: re.Match[str], modules: Modules) -> str:
    whole, some, path = found.groups()
    bound = whole or f"{{ {some.replace(' as ', ': ')} }}"
    return f'const {bound} = $("{_path(name, path, modules)}");'


def _path(name: str, path: str, modules: Modules) -> str:
    """The module that a relative path names."""
    parts = list(PurePosixPath(name).parent.parts)
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    wanted = "/".join(parts)
    if wanted not in modules:
        raise ValueError(f"{name}: Expected a module of the app, got {path}.")
    return wanted


def _reached(name: str, modules: Modules, above: tuple[str, ...]) -> Iterator[str]:
    """A module and all that it asks for at once."""
    if name in above:
        raise ValueError(f"Expected no circle of modules, got {' → '.join((*above, name))}.")
    yield name
    for found in _FROM.finditer(modules[name]):
        yield from _reached(_path(name, found[3], modules), modules, (*above, name))
