"""Operators and crawlers: is it alive, is it ready, how busy is it, and what may be found."""

from api.operators.routes import blueprint

__all__ = ["blueprint"]
