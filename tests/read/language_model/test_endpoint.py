"""Where evidence may be sent: an address that the user named, in the clear to no other machine."""

from __future__ import annotations

import pytest

from truceline.ground.errors import UsageError
from truceline.read.language_model.endpoint import Endpoint, checked


@pytest.mark.parametrize(
    "url",
    [
        "https://models.example/v1",
        "http://localhost:8080/v1",
        "http://127.0.0.1:11434/v1/",
        "http://[::1]:8080/v1",
    ],
)
def test_fit_addresses_pass(url: str) -> None:
    """HTTPS anywhere, plain HTTP on this machine."""
    found = checked(Endpoint(url=url, model="small"))
    assert found.address == url.rstrip("/") + "/chat/completions"


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example/v1",
        "http://192.168.1.5/v1",
        "ftp://models.example",
        "file:///etc/passwd",
        "https://",
        "https://name:word@models.example/v1",
        "https://models.example:port/v1",
        "https://models.example/v1?key=1",
        "",
    ],
)
def test_unfit_addresses_are_refused(url: str) -> None:
    """The error says how an address should look."""
    with pytest.raises(UsageError) as error:
        checked(Endpoint(url=url, model="small"))
    assert error.value.mend


def test_a_model_must_be_named() -> None:
    """An endpoint without a model answers nobody."""
    with pytest.raises(UsageError, match="model"):
        checked(Endpoint(url="https://models.example/v1", model=" "))
