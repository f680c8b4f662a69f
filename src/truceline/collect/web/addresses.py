"""Which addresses may be fetched from: public ones, looked up once and then used as looked up."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

import httpx

from truceline.ground.errors import EvidenceError

_LONGEST = 2_000
_PORTS = {"http": 80, "https": 443}
_USUAL_PORTS = frozenset({80, 443, 8000, 8080, 8443})
# Addresses that carry another one inside (RFC 6052, RFC 3056, RFC 4380): where a packet ends is
# decided by the inner one.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_INNER_BITS = 32
_PUBLIC = "Only public addresses are fetched from; name the host with --allow-host if it is yours."
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Decides what may be fetched from.

    allowed: hosts of the user's own network ("intranet.example", "127.0.0.1:8080"), named by who
    runs the program and never by a case, a page or a feed.
    """

    allowed: frozenset[str] = frozenset()

    def checked(self, address: str) -> httpx.URL:
        """Return an address that may be asked for; raises EvidenceError.

        Whether its host is a public one is decided when it is looked up.
        """
        if len(address) > _LONGEST or any(ord(letter) <= ord(" ") for letter in address):
            raise _refused("The address is too long, or has blanks in it.")
        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise _refused("The address is none that can be fetched.") from error
        if url.scheme not in _PORTS or not url.host:
            raise _refused("Only http and https are fetched.")
        if url.userinfo:
            raise _refused("The address carries a name or a password.")
        if port_of(url) not in _USUAL_PORTS and not self._named(url.host, port_of(url)):
            raise _refused(f"Port {port_of(url)} is none that web servers use.")
        return url

    def looked_up(self, host: str, port: int) -> list[str]:
        """Return the numbers under which a host is reached, each one checked.

        Raises EvidenceError if the host has none, or any that lies inside a network: who answers
        with both tries to be asked twice.
        """
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise EvidenceError(
                f"There is no host “{host[:100]}”.", mend="Check the address, or try again later."
            ) from error
        numbers = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        if not self._named(host, port):
            for number in numbers:
                if not is_public(number):
                    raise EvidenceError(
                        f"“{host[:100]}” leads to {number}, which is no public address.",
                        mend=_PUBLIC,
                    )
        return numbers

    def _named(self, host: str, port: int) -> bool:
        return bool({host, f"{host}:{port}"} & self.allowed)


def port_of(url: httpx.URL) -> int:
    """Return the port that a URL means."""
    return url.port or _PORTS[url.scheme]


def is_public(number: str) -> bool:
    """Tell whether an IP address is a public one, and those that it carries inside are."""
    try:
        given = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return "%" not in number and all(
        each.is_global and not each.is_multicast and not each.is_reserved
        for each in (given, *_carried(given))
    )


def _carried(given: Address) -> list[Address]:
    """Return the IPv4 addresses that an IPv6 address carries inside."""
    if not isinstance(given, ipaddress.IPv6Address):
        return []
    low = ipaddress.IPv4Address(int(given) % 2**_INNER_BITS)
    inside: list[Address | None] = [given.ipv4_mapped, given.sixtofour, *(given.teredo or ())]
    if given in _TRANSLATED or int(given) < 2**_INNER_BITS:
        inside.append(low)
    return [each for each in inside if each is not None]


def _refused(what: str) -> EvidenceError:
    return EvidenceError(what, mend="Write it as https://host/path.")
