"""What may be fetched from: public addresses only, and those that the user named."""

from __future__ import annotations

import socket

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.collect.web.addresses import Guard, is_public
from truceline.collect.web.network import GuardedNetwork, Until
from truceline.ground.errors import EvidenceError

INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1",  # noqa: S104 - addresses to refuse
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:0a00:0001::1",
    "::7f00:1", "2001:0:7f00:1::", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("number", INSIDE)
def test_addresses_inside_a_network_are_refused(number: str) -> None:
    """Loopback, private, link-local, shared, reserved, multicast, and any that carries one."""
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_public_addresses_are_allowed(number: str) -> None:
    """The open internet, old and new."""
    assert is_public(number)


@given(st.ip_addresses(v=4))
def test_an_address_in_another_dress_is_the_same_address(number: object) -> None:
    """Mapped or translated into IPv6 an address is as public as it is by itself."""
    assert not is_public(f"::ffff:{number}") or is_public(str(number))
    assert not is_public(f"64:ff9b::{number}") or is_public(str(number))


@pytest.mark.parametrize(
    "address",
    [
        "ftp://host.example/", "file:///etc/hosts", "gopher://host.example/", "javascript:alert(1)",
        "//host.example/", "host.example", "http://", "http:///x", "http://user@host.example/",
        "http://user:secret@host.example/", "https://host.example:22/", "http://host.example:6379/",
        "http://host.example/ x", "http://host.example/\r\nX: y", "http://ho\x00st.example/",
        "http://[::1", "http://host.example/" + "a" * 3_000, "",
    ],
)  # fmt: skip
def test_odd_addresses_are_refused_before_anything_is_looked_up(address: str) -> None:
    """Other schemes, names and passwords, ports of other servers, blanks and line breaks."""
    with pytest.raises(EvidenceError):
        Guard().checked(address)


def answers(*numbers: str) -> list[tuple[object, ...]]:
    """Return an answer of the name service."""
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in numbers]


@pytest.mark.parametrize("numbers", [("127.0.0.1",), ("93.184.216.34", "10.0.0.1")])
def test_a_name_that_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, numbers: tuple[str, ...]
) -> None:
    """One inner address among public ones is enough to refuse."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers(*numbers))
    with pytest.raises(EvidenceError, match="no public address"):
        Guard().looked_up("news.example", 80)
    assert Guard(allowed=frozenset({"news.example"})).looked_up("news.example", 80)
    assert Guard(allowed=frozenset({"news.example:80"})).looked_up("news.example", 80)
    with pytest.raises(EvidenceError):
        Guard(allowed=frozenset({"news.example:81"})).looked_up("news.example", 80)


def test_a_name_is_looked_up_once_and_that_answer_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that turns inside after the check gains nothing: nobody asks it again."""
    told = iter([answers("93.184.216.34"), answers("127.0.0.1")])
    reached: list[str] = []

    def connect(_: object, host: str, *__: object, **___: object) -> httpcore.NetworkStream:
        reached.append(host)
        return httpcore.MockStream([])

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(told))
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    network = GuardedNetwork(Guard(), Until.in_seconds(5))
    network.connect_tcp("news.example", 80)
    assert reached == ["93.184.216.34"]
    with pytest.raises(EvidenceError):
        network.connect_tcp("news.example", 80)
    assert reached == ["93.184.216.34"]


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f000001", "127.0.0.1", "::1", "0"]
)
def test_every_way_to_write_the_own_machine_is_refused(host: str) -> None:
    """Short, decimal, hexadecimal and named forms all come to the same number."""
    with pytest.raises(EvidenceError):
        Guard().looked_up(host, 80)
