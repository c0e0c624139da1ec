"""The routes of marketplaces: what they pull, and where to find it."""

from flask import Blueprint, Response, request

from api.feeds.answers import streamed
from api.house import house
from api.jsons import to_json
from api.who import may
from schemas import feeds

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feeds/google.xml")
@may()
def google() -> Response:
    """Every published listing that Google would not refuse, in its RSS 2.0."""
    return streamed("google", feeds.google, feeds.RSS)


@blueprint.get("/.well-known/feeds.json")
@may()
def directory() -> Response:
    """Which feeds there are."""
    answer = Response(to_json(feeds.directory(house().settings.base_url)))
    answer.content_type = "application/json"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
