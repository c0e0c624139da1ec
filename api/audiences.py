"""The audiences of the application, each a blueprint that knows nothing of the others."""

from typing import Final

from flask import Blueprint

from api.console.routes import blueprint as console
from api.farm.routes import blueprint as farm
from api.feeds.routes import blueprint as feeds
from api.operators import blueprint as operators
from api.rest.routes import blueprint as rest
from api.scan.refusals import page_of_a_no
from api.scan.routes import blueprint as scan
from api.signin.routes import blueprint as signin

AUDIENCES: Final[tuple[Blueprint, ...]] = (scan, farm, feeds, rest, signin, operators, console)

__all__ = ["AUDIENCES", "page_of_a_no"]
