"""Where a language model answers: an address that speaks the OpenAI-compatible protocol."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from truceline.ground.errors import UsageError

PATH = "/chat/completions"
LOCAL = "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An endpoint that the person who runs Truceline named; never a case, never evidence.

    url: the base address ("https://host/v1"); model: the model's name there; key: the bearer
    token, "" for none; timeout: seconds for one answer.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = 120.0

    @property
    def address(self) -> str:
        """Return the address that requests are posted to."""
        return self.url.rstrip("/") + PATH


def checked(endpoint: Endpoint) -> Endpoint:
    """Return an endpoint that evidence may be sent to.

    Raises UsageError for what is no web address, holds a password, or would send evidence in
    the clear to another machine.
    """
    mend = "Give an address such as https://host/v1, or http://localhost:8080/v1 on this machine."
    try:
        parts = urlsplit(endpoint.url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises ValueError for a port that is none
    except ValueError as error:
        raise UsageError("The language model's address is no web address.", mend=mend) from error
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise UsageError("The language model's address is no web address.", mend=mend)
    if parts.username or parts.password:
        raise UsageError(
            "The language model's address holds a name or password.",
            mend="Put the key into the environment variable TRUCELINE_LANGUAGE_MODEL_KEY.",
        )
    if parts.scheme == "http" and not _this_machine(host):
        raise UsageError("Evidence would be sent unencrypted to another machine.", mend=mend)
    if not endpoint.model.strip():
        raise UsageError("No model is named.", mend="Name it with --model.")
    return endpoint


def _this_machine(host: str) -> bool:
    if host == LOCAL:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
