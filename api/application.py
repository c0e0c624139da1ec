"""The application: settings and a store in, a Flask application out."""

import os
import secrets
from datetime import UTC, datetime

from flask import Flask
from flask.json.provider import JSONProvider

from api import doors, errors
from api.audiences import AUDIENCES, page_of_a_no
from api.house import House
from api.jsons import Json
from api.observing import observe
from api.settings import Settings, WrongSetting
from traceability.keyring import Keyring, load_or_make
from traceability.ledger.ledger import Ledger
from traceability.store.store import Store


def create_app(settings: Settings, store: Store, keyring: Keyring) -> Flask:
    """Make the application; nothing is asked of the database yet.

    Args:
        settings: What the environment told.
        store: The process's one store.
        keyring: The server's keys.
    """
    app = Flask("api", static_folder="static", template_folder="templates")
    provider: JSONProvider = Json(app)
    app.json = provider
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    session = keyring.current("session").secret.hex()
    app.secret_key = settings.secret_key or session
    ledger = Ledger(store, keyring, lambda: datetime.now(UTC), secrets.token_bytes)
    House(settings, store, ledger, keyring).enter(app.extensions)
    for blueprint in AUDIENCES:
        app.register_blueprint(blueprint)
    errors.register(app, page_of_a_no)
    doors.hang(app, settings)
    observe(app, settings.metrics_dir)
    return app


def from_environment() -> Flask:
    """The application of this process, as its environment says; opens the store it names.

    Raises:
        WrongSetting: a setting is wrong, or there is no database; `serve` hands its own to its workers.
    """
    settings = Settings.read(os.environ)
    uri = settings.mongodb_uri
    if uri is None:
        raise WrongSetting(
            "MONGODB_URI: Expected an address; only `traceability serve` starts its own."
        )
    path = settings.data_dir / "keyring.json"
    keyring = load_or_make(path, datetime.now(UTC), secrets.token_bytes)
    return create_app(settings, Store.open(uri), keyring)
