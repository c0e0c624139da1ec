"""The doors: which headers every answer bears, and whose forwarding headers are believed."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api.settings import Settings

Environ = dict[str, Any]
Wsgi = Callable[..., Iterable[bytes]]

POLICY: Final = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script, nothing from elsewhere; inline style, so that a page is one request."""

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(self)",
}
_YEAR: Final = "max-age=31536000"


class TrustedProxies:
    """Believes `X-Forwarded-*` only when the peer's address lies in one of the trusted networks."""

    def __init__(self, inner: Wsgi, networks: tuple[str, ...]) -> None:
        """Wrap an application."""
        self._plain, self._proxied = inner, ProxyFix(inner, x_for=1, x_proto=1, x_host=1)
        self._networks: list[IPv4Network | IPv6Network] = [ip_network(each) for each in networks]

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Choose by the peer."""
        peer = environ.get("REMOTE_ADDR", "")
        trusted = bool(peer) and any(ip_address(peer) in each for each in self._networks)
        return (self._proxied if trusted else self._plain)(environ, start_response)


class Shut:
    """Puts headers on every answer that does not bear them already.

    It stands at the wall, below Flask: on a kept page each look through a header list counts.
    """

    def __init__(self, inner: Wsgi, headers: Iterable[tuple[str, str]]) -> None:
        """Wrap an application."""
        self._inner, self._headers = inner, tuple(headers)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, with the headers."""

        def start(status: str, headers: list[tuple[str, str]], *rest: object) -> object:
            named = {name for name, _ in headers}
            headers.extend(header for header in self._headers if header[0] not in named)
            return start_response(status, headers, *rest)

        return self._inner(environ, start)


def hang(app: Flask, settings: Settings) -> None:
    """Put the doors into an application."""
    headers = list(HEADERS.items())
    if settings.secure:
        headers.append(("Strict-Transport-Security", _YEAR))
    app.config.update(
        SESSION_COOKIE_NAME="flask",  # never set: our sessions are kept in the database (api.who)
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=26 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
    )
    wrapped: Wsgi = Shut(app.wsgi_app, headers)
    if settings.trusted_proxies:
        wrapped = TrustedProxies(wrapped, settings.trusted_proxies)
    app.wsgi_app = wrapped  # type: ignore[method-assign]  # Flask's own way to wrap it
