"""Operators: is it alive, is it ready, how busy is it."""

from flask import Blueprint

blueprint = Blueprint("operators", __name__)
