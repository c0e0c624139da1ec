"""The WSGI entry point: the application, its settings read from the environment."""

from api.application import from_environment

app = from_environment()
