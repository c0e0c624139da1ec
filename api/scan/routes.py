"""The routes of this audience."""

from flask import Blueprint

blueprint = Blueprint("scan", __name__)
