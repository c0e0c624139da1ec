"""The routes of this audience."""

from flask import Blueprint

blueprint = Blueprint("rest", __name__, url_prefix="/api/v1")
