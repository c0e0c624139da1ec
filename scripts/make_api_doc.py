"""Write docs/reference/api.md: the JSON API's operations and forms, from its OpenAPI description."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask

from api.rest.openapi import described
from scripts.make_routes_doc import application

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "api.md"
HEAD = """# The JSON API

Made by `python -m scripts.make_api_doc` from `/api/v1/openapi.json`; `/api/v1/docs` shows the same with
forms to try. A token goes into `Authorization: Bearer …`.

"""
Described = dict[str, Any]


def page(app: Flask) -> str:
    """The page's text."""
    said = described(app)
    parts = [HEAD, said["info"]["description"], "\n\n", *_limits(said)]
    parts += [*_operations(said), "\n## Forms\n", *_forms(said["components"]["schemas"])]
    return "".join(parts)


def _limits(said: Described) -> Iterator[str]:
    yield "## Limits\n\n| limit | at most |\n|---|---|\n"
    for name, most in said["x-limits"].items():
        yield f"| {name.replace('_', ' ')} | {most:,} |\n"


def _operations(said: Described) -> Iterator[str]:
    yield "\n## Operations\n\n| operation | sends | gets | who | what |\n|---|---|---|---|---|\n"
    for path, operations in said["paths"].items():
        for method, it in operations.items():
            sends = _named(it.get("requestBody", {}).get("content", {}))
            done = next(answer for status, answer in it["responses"].items() if status[0] == "2")
            gets = _named(done.get("content", {}))
            who = ", ".join(it["x-roles"])
            yield f"| `{method.upper()} {path}` | {sends} | {gets} | {who} | {it['summary']} |\n"


def _forms(schemas: Described) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        yield f"\n### {name}\n\n| field | type | what |\n|---|---|---|\n"
        needed = schema.get("required", ())
        for field, said in schema["properties"].items():
            must = "**" if field in needed else ""
            what = said.get("description", "").replace("|", "\\|")
            yield f"| {must}`{field}`{must} | {_type(said)} | {what}{_bounds(said)} |\n"


def _named(content: Described) -> str:
    for media, it in content.items():
        schema = it["schema"]
        items = schema.get("properties", {}).get("items", {}).get("items")
        if items:
            return f"list of {_type(items)}"
        return _type(schema) if "$ref" in schema else f"`{media}`"
    return ""


def _type(said: Described) -> str:
    reference = said.get("$ref")
    if reference:
        name = reference.rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if said.get("type") == "array":
        return f"list of {_type(said['items'])}"
    return str(said.get("format") or said.get("type", "any"))


def _bounds(said: Described) -> str:
    words = said.get("enum")
    if words:
        return "; one of " + ", ".join(f"`{word}`" for word in words)
    return f"; at most {said['maxLength']} characters" if "maxLength" in said else ""


if __name__ == "__main__":
    with application() as made:
        PAGE.write_text(page(made), "utf-8")
