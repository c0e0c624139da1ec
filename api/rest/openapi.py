"""The API's description, made from its routes, its views' words and the forms themselves."""

import re
from collections.abc import Iterator
from typing import Any, Final

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import Schema
from werkzeug.routing import Rule

from api.described import Description, View, description_of
from api.errors import PROBLEM
from api.exchange import JSON, MOST_BYTES, MOST_DEPTH, MOST_ON_A_PAGE, ON_A_PAGE
from api.rest.documents import LIMITS
from api.rest.recording import IDEMPOTENCY_KEY, LONGEST_KEY
from api.who import ANYONE, who_may
from schemas.fields import MOST_IN_A_LIST
from schemas.forms_desk import MOST_DAYS

Described = dict[str, Any]

ROOT: Final = "/api/v1"
_ARGUMENT: Final = re.compile(r"<(?:[a-z]+:)?([a-z_0-9]+)>")
_ARGUMENTS: Final = {
    "card_id": "The card's id",
    "passkey_id": "The credential's id, base64url",
    "code": "An own code, or a whole URI, percent-encoded",
    "event_id": "The event's id, percent-encoded",
    "sha256": "SHA-256 in small hex",
    "token_id": "The token's id",
}
_LIMITS: Final = {
    "json_bytes": MOST_BYTES,
    "json_depth": MOST_DEPTH,
    "list_items": MOST_IN_A_LIST,
    "page_items": MOST_ON_A_PAGE,
    "picture_bytes": LIMITS.bytes,
    "picture_pixels": LIMITS.pixels,
    "idempotency_key_characters": LONGEST_KEY,
    "token_days": MOST_DAYS,
}
_ABOUT: Final = (
    "Whatever is recorded answers with a signed receipt. What you send carries an `id` of yours "
    f"(`urn:uuid:…`) or an `{IDEMPOTENCY_KEY}`; a repeat gets the first answer, another body under "
    "the same id a conflict. Lists page by the cursor in `Link: rel=next`. A change wants the ETag "
    "it was made from in `If-Match`. Amounts and money are decimals as text; a number is taken too, "
    "and never read as a float. Every refusal is a problem of RFC 9457."
)
_SESSION: Final = (
    "Named __Host-session on https. A write by session bears the session's X-CSRF-Token as well."
)
_REFUSALS: Final = {
    "400": "What came cannot be read",
    "401": "Who asks is not known",
    "403": "It is not yours to do or see",
    "404": "Nothing is known by that key",
    "409": "It conflicts with what stands",
    "412": "It was changed meanwhile",
    "413": "It is too long",
    "415": "Its media type is not taken",
    "422": "Fields are wrong; `errors` says which",
    "429": "Too many wrong guesses; Retry-After says how long to wait",
    "428": "Say in If-Match which version is meant",
}
_PROBLEM: Final[Described] = {
    "type": "object",
    "description": "Why not, in one sentence",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "about:blank: the title says it"},
        "title": {"type": "string", "description": "The kind of refusal"},
        "status": {"type": "integer", "description": "The HTTP status"},
        "detail": {"type": "string", "description": "Expected X, got Y."},
        "errors": {
            "type": "object",
            "description": "Sentences by field path",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
}


def described(app: Flask) -> Described:
    """The whole description (OpenAPI 3.1) of whatever the application serves under `ROOT`."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    spec = APISpec(
        title="Farm traceability",
        version="1",
        openapi_version="3.1.0",
        plugins=[plugin],
        info={"description": _ABOUT},
        **{"x-limits": _LIMITS | _limits(app)},
    )
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    cookie = {"type": "apiKey", "in": "cookie", "name": "session"}
    spec.components.security_scheme("session", cookie | {"description": _SESSION})
    spec.components.schema("Problem", _PROBLEM)
    for status, words in _REFUSALS.items():
        schema = {"$ref": "#/components/schemas/Problem"}
        content = {PROBLEM: {"schema": schema}}
        spec.components.response(status, {"description": words, "content": content})
    for rule, operations in sorted(_operations(app)):
        spec.path(path=rule, operations=operations)
    whole: Described = spec.to_dict()
    return whole


def rules(app: Flask) -> Iterator[tuple[Rule, str, View]]:
    """Every rule of an application with each of its methods and its view."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, app.view_functions[rule.endpoint]


def path_of(rule: str) -> str:
    """A rule's path as OpenAPI writes it.

    >>> path_of("/batches/<path:code>/journey")
    '/batches/{code}/journey'
    """
    return _ARGUMENT.sub(r"{\1}", rule)


def _limits(app: Flask) -> dict[str, int]:
    """The limits that single views have beside those of all."""
    said = [description_of(view) for _, _, view in rules(app)]
    return dict(sorted(limit for each in said if each for limit in each.limits.items()))


def _operations(app: Flask) -> Iterator[tuple[str, dict[str, Described]]]:
    paths: dict[str, dict[str, Described]] = {}
    for rule, method, view in rules(app):
        said = description_of(view)
        if rule.rule.startswith(f"{ROOT}/") and said is not None:
            operation = _operation(rule, method, view, said)
            paths.setdefault(path_of(rule.rule), {})[method.lower()] = operation
    return iter(paths.items())


def _operation(rule: Rule, method: str, view: View, said: Description) -> Described:
    title, _, more = (view.__doc__ or "").partition("\n")
    roles = who_may(view) or frozenset()
    operation: Described = {
        "operationId": f"{view.__name__.rstrip('_')}",
        "summary": title.rstrip("."),
        "tags": [rule.rule.removeprefix(f"{ROOT}/").partition("/")[0]],
        "x-roles": sorted(roles),
        "security": [] if roles == ANYONE else [{"token": []}, {"session": []}],
        "parameters": list(_parameters(rule, said)),
        "responses": _answers(said) | {no: no for no in _refusals(rule, method, said, roles)},
    }
    if more.strip():
        operation["description"] = " ".join(more.split())
    if said.body is not None or said.takes:
        operation["requestBody"] = _body(said)
    return operation


def _parameters(rule: Rule, said: Description) -> Iterator[Described]:
    text = {"type": "string"}
    for name in _ARGUMENT.findall(rule.rule):
        words = _ARGUMENTS.get(name, name)
        yield _parameter(name, "path", words, text, required=True)
    for name, words in said.query.items():
        yield _parameter(name, "query", words, text)
    if said.listed:
        number = {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": ON_A_PAGE}
        yield _parameter("after", "query", "Cursor as a Link gave it", text)
        yield _parameter("limit", "query", "How many at most", number)
    for name, words in said.headers.items():
        yield _parameter(name, "header", words, text, required=True)
    if said.new:
        words = "Instead of an id in the body; a repeat gets the first answer"
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}
        yield _parameter(IDEMPOTENCY_KEY, "header", words, key)


def _parameter(
    name: str, where: str, words: str, schema: Described, *, required: bool = False
) -> Described:
    said = {"name": name, "in": where, "description": words, "schema": schema}
    return said | {"required": required}


def _body(said: Description) -> Described:
    schema: Described | Schema | None = said.body
    if said.takes:
        schema = {"type": "string", "contentEncoding": "binary", "maxLength": LIMITS.bytes}
    return {"required": True, "content": {said.takes or JSON: {"schema": schema}}}


def _answers(said: Description) -> Described:
    if said.gives:
        schema = {"type": "string", "contentEncoding": "binary"}
        content: Described = {said.gives: {"schema": schema}}
    elif said.answer is None:
        return {str(said.status): {"description": "Done"}}
    elif said.listed:
        items = {"type": "array", "items": said.answer, "description": "One page"}
        content = {JSON: {"schema": {"type": "object", "properties": {"items": items}}}}
    else:
        content = {JSON: {"schema": said.answer}}
    done = {"description": "Done", "content": content}
    repeat = {"description": "A repeat: the first answer", "content": content}
    return {str(said.status): done} | ({"200": repeat} if said.status == 201 else {})  # noqa: PLR2004


def _refusals(rule: Rule, method: str, said: Description, roles: frozenset[str]) -> list[str]:
    found = ["400"] + ([] if roles == ANYONE else ["401", "403"])
    found += ["404"] if rule.arguments else []
    if method in {"POST", "PUT", "PATCH"}:
        found += ["409", "413", "415", "422"] + ["429"] * ("/signin" in rule.rule)
    return found + (["412", "428"] if "If-Match" in said.headers else [])


def _name(schema: Any) -> str:  # noqa: ANN401  # a class, an instance or a name
    named = schema if isinstance(schema, type) else type(schema)
    return re.sub(r"(Form|Answer)$", "", named.__name__)
