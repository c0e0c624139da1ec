"""The network is shut in tests but for loopback, so that no test needs the world."""

import socket

import pytest

SOMEWHERE = ("192.0.2.1", 9)  # RFC 5737: an address for documentation; nobody answers there


def test_a_connection_to_the_world_is_refused_before_it_leaves() -> None:
    with socket.socket() as wire, pytest.raises(Warning, match=r"192\.0\.2\.1"):
        wire.connect(SOMEWHERE)


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname(), timeout=1) as wire,
    ):
        assert wire.getpeername() == door.getsockname()
