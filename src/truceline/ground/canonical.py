"""Canonical JSON (RFC 8785) and the hashes and ids that are made from it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rfc8785

from truceline.ground.printable import json_safe

ID_DIGITS = 16  # 64 bits: at a million ids the chance of any collision is 3e-8


def canonical_bytes(value: Any) -> bytes:  # noqa: ANN401 - any JSON value is meant
    """Return the RFC 8785 form of a JSON value as UTF-8 bytes.

    Raises rfc8785.CanonicalizationError for what JSON cannot hold (NaN, integers over 2^53).
    """
    return bytes(rfc8785.dumps(value))


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest(value: Any) -> str:  # noqa: ANN401 - any JSON value is meant
    """Return the SHA-256 (hex) of a JSON value's canonical form."""
    return sha256_hex(canonical_bytes(value))


def make_id(prefix: str, value: Any) -> str:  # noqa: ANN401 - any JSON value is meant
    """Return a short stable id, "PREFIX-" and 16 hex digits of the value's digest."""
    return f"{prefix}-{digest(value)[:ID_DIGITS]}"


def json_line(value: Any) -> str:  # noqa: ANN401 - any JSON value is meant
    """Return a value as one line of JSON, letters beyond ASCII kept readable.

    Characters that would act on a terminal, or that no UTF-8 can hold, stand escaped.
    """
    return json_safe(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")))
