"""A wrong setting stops the start with a sentence that names it."""

from pathlib import Path

import pytest

from api.settings import NAMES, Settings, WrongSetting
from traceability.identifiers.domain import Domain

SECRET = "s" * 32
URI = "mongodb://a.example,b.example/?replicaSet=rs"


def test_nothing_told_is_the_embedded_default() -> None:
    settings = Settings.read({})
    assert settings == Settings()
    assert settings.embedded
    assert not settings.secure


def test_an_empty_setting_is_unset() -> None:
    assert Settings.read(dict.fromkeys(NAMES, "")) == Settings()


def test_every_setting_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    settings = Settings.read(
        {
            "MONGODB_URI": URI,
            "TRACEABILITY_DATA_DIR": "/srv/tea",
            "TRACEABILITY_BASE_URL": "https://trace.example.vn/",
            "TRACEABILITY_ID_BASE": "id.example.vn",
            "TRACEABILITY_SECRET_KEY": SECRET,
            "TRACEABILITY_LANGUAGES": "en, vi",
            "TRACEABILITY_RESOLVER_STRICT": "yes",
            "TRACEABILITY_MONGOD": str(file),
            "TRACEABILITY_WORKERS": "4",
            "TRACEABILITY_TRUSTED_PROXIES": "10.0.0.0/8, 127.0.0.1",
            "TRACEABILITY_TLS_CERT": str(file),
            "TRACEABILITY_TLS_KEY": str(file),
        }
    )
    assert settings == Settings(
        data_dir=Path("/srv/tea"),
        base_url="https://trace.example.vn",
        domain=Domain("id.example.vn"),
        mongodb_uri=URI,
        secret_key=SECRET,
        languages=("en", "vi"),
        resolver_strict=True,
        mongod=file,
        workers=4,
        trusted_proxies=("10.0.0.0/8", "127.0.0.1"),
        tls_cert=file,
        tls_key=file,
    )
    assert settings.secure


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "MONGODB_URI",
            "http://a",
            "Expected an address that begins with mongodb://, got 'http://a'.",
        ),
        (
            "TRACEABILITY_BASE_URL",
            "tea",
            "Expected an address such as https://trace.example.vn, got 'tea'.",
        ),
        ("TRACEABILITY_ID_BASE", "Tea", "Expected a lower-case host name of our own, got 'Tea'."),
        (
            "TRACEABILITY_SECRET_KEY",
            "short",
            "Expected a secret of at least 32 characters, got '5'.",
        ),
        ("TRACEABILITY_LANGUAGES", "vi,tlh", "Expected some of vi, en, got 'vi,tlh'."),
        ("TRACEABILITY_RESOLVER_STRICT", "1", "Expected yes or no, got '1'."),
        ("TRACEABILITY_MONGOD", "/no/mongod", "Expected the path of a file, got '/no/mongod'."),
        ("TRACEABILITY_WORKERS", "0", "Expected a number from 1 to 64, got '0'."),
        (
            "TRACEABILITY_TRUSTED_PROXIES",
            "everybody",
            "Expected networks such as 10.0.0.0/8, 127.0.0.1, got 'everybody'.",
        ),
    ],
)
def test_a_wrong_setting_is_named(name: str, text: str, sentence: str) -> None:
    with pytest.raises(WrongSetting) as no:
        Settings.read({name: text})
    assert str(no.value) == f"{name}: {sentence}"


def test_a_password_in_a_wrong_address_is_not_repeated() -> None:
    with pytest.raises(WrongSetting) as no:
        Settings.read({"MONGODB_URI": "mongo://user:hush@host/db"})
    assert "hush" not in str(no.value)


def test_a_database_of_ones_own_wants_a_secret() -> None:
    with pytest.raises(WrongSetting) as no:
        Settings.read({"MONGODB_URI": URI})
    assert str(no.value) == "TRACEABILITY_SECRET_KEY: Expected a secret, since MONGODB_URI is set."


def test_a_certificate_wants_its_key(tmp_path: Path) -> None:
    file = tmp_path / "cert.pem"
    file.touch()
    with pytest.raises(WrongSetting) as no:
        Settings.read({"TRACEABILITY_TLS_CERT": str(file)})
    assert str(no.value) == "TRACEABILITY_TLS_CERT and TRACEABILITY_TLS_KEY: Expected both or none."
