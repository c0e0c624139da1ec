"""The world outside between phone and server: networks that drop, portals that lie, servers that fail."""

import random
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

Environ = dict[str, Any]
Start = Callable[..., Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]
Fault = Callable[["World", Environ, Start], Iterable[bytes] | None]
"""Answers instead of the server, or says None: then the server answers."""

PORTAL = b"<!doctype html><title>Wifi</title><h1>Xin chao, moi dang nhap wifi</h1>"
WATCHED = "/api/"


class World:
    """A WSGI application before the real one; `fault` says what befalls each call of the API."""

    def __init__(self, app: Flask) -> None:
        """Stand before an application; all is well at first."""
        self.inner: Wsgi = app.wsgi_app
        self.fault: Fault = fine
        self.calls: list[str] = []
        self.renamed: tuple[str, str] | None = None

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer, or let the fault answer."""
        path = environ["PATH_INFO"]
        if self.renamed and path.startswith("/app/"):
            return self._renamed(environ, start, *self.renamed)
        if not path.startswith(WATCHED):
            return self.inner(environ, start)
        self.calls.append(f"{environ['REQUEST_METHOD']} {path}")
        answer = self.fault(self, environ, start)
        return self.inner(environ, start) if answer is None else answer

    def _renamed(self, environ: Environ, start: Start, old: str, new: str) -> Iterable[bytes]:
        """A file of the app as another version of it would have it."""
        environ.pop("HTTP_ACCEPT_ENCODING", None)
        status, headers, body = self.whole(environ)
        kept = [(name, value.replace(old, new)) for name, value in headers]
        start(status, kept)
        return [body.replace(old.encode(), new.encode())]

    def whole(self, environ: Environ) -> tuple[str, list[tuple[str, str]], bytes]:
        """What the real server answers: it has done its work then."""
        kept: list[Any] = []
        body = b"".join(self.inner(environ, lambda *said: kept.append(said)))
        return kept[0][0], kept[0][1], body


def fine(world: World, environ: Environ, start: Start) -> None:
    """Nothing befalls it."""
    del world, environ, start


def no_network(world: World, environ: Environ, start: Start) -> Iterable[bytes]:
    """The call never reaches the server."""
    del world, start
    return _hung_up(environ)


def reply_lost(world: World, environ: Environ, start: Start) -> Iterable[bytes]:
    """The server does its work; nobody hears of it."""
    del start
    world.whole(environ)
    return _hung_up(environ)


def reply_cut(world: World, environ: Environ, start: Start) -> Iterable[bytes]:
    """Half of the answer comes."""
    status, headers, body = world.whole(environ)
    start(status, headers)

    def half() -> Iterator[bytes]:
        yield body[: len(body) // 2]
        _hung_up(environ)

    return half()


def portal(world: World, environ: Environ, start: Start) -> Iterable[bytes]:
    """A hotel's wifi answers everything with 200 and its own page."""
    del world, environ
    start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [PORTAL]


def broken(world: World, environ: Environ, start: Start) -> Iterable[bytes]:
    """The server fails."""
    del world, environ
    start("500 INTERNAL SERVER ERROR", [("Content-Type", "text/html")])
    return [b"<h1>Internal Server Error</h1>"]


def at_random(seed: int, often: float = 0.45) -> Fault:
    """Any of these, again and again."""
    chance = random.Random(seed)  # noqa: S311  # the same faults in every run

    def fault(world: World, environ: Environ, start: Start) -> Iterable[bytes] | None:
        if chance.random() > often:
            return None
        return chance.choice(FAULTS)(world, environ, start)

    return fault


FAULTS: tuple[Fault, ...] = (no_network, reply_lost, reply_cut, portal, broken)


@contextmanager
def served(world: World) -> Iterator[str]:
    """The address at which a world answers."""
    server = make_server("127.0.0.1", 0, world, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _hung_up(environ: Environ) -> list[bytes]:
    wire = environ["werkzeug.socket"]
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError
