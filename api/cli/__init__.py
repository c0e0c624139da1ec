"""The command line: `traceability` and its verbs."""

from api.cli.words import main, parser

__all__ = ["main", "parser"]
