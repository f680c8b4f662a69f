"""A checksum of a set of rows that can be kept up to date row by row, in any order.

LtHash: each row's hash is stretched to 1,024 numbers of 16 bits and the numbers are added up
(Bellare and Micciancio 1997; parameters of Lewi, Kim, Maykov and Weis 2019, "Securing Update
Propagation with Homomorphic Hashing", where finding two sets of one sum is as hard as lattice
problems of over 200 bits of security).
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Sum = NDArray[np.uint16]

_NUMBERS = 1024


def empty() -> Sum:
    """Return the sum of no rows."""
    return np.zeros(_NUMBERS, dtype=np.uint16)


def row_numbers(table: str, row: str, body: str) -> Sum:
    """Return the numbers of one row; the three texts cannot run into each other."""
    texts = [part.encode("utf-8") for part in (table, row, body)]
    data = b"".join(len(part).to_bytes(8, "big") + part for part in texts)
    stretched = hashlib.shake_128(data).digest(2 * _NUMBERS)
    return np.frombuffer(stretched, dtype="<u2").astype(np.uint16)


def digest_of(total: Sum) -> str:
    """Return a sum as 64 hexadecimal digits."""
    return hashlib.sha256(total.astype("<u2").tobytes()).hexdigest()
