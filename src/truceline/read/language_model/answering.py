"""Asks an endpoint over HTTP and keeps its answers by a hash of what was asked."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import httpx

from truceline.ground.canonical import digest
from truceline.ground.errors import InputError
from truceline.ground.files import read_file
from truceline.read.language_model.endpoint import Endpoint

MOST_BYTES = 1 << 20  # of one answer
TRIES = 3
PAUSE = 0.5  # seconds before the first repetition, doubled before the next
_BUSY = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers of one endpoint, those given earlier from the folder in which they are kept."""

    endpoint: Endpoint
    folder: Path

    def answer(self, body: Mapping[str, Any]) -> str:
        """Return what the model wrote to a request; raises InputError if there is no answer."""
        path = self.folder / f"{digest([self.endpoint.url, dict(body)])}.json"
        kept = _kept(path)
        if kept is not None:
            return kept
        content = _content(_posted(self.endpoint, body), self.endpoint)
        _keep(path, content)
        return content


def _kept(path: Path) -> str | None:
    """Return a kept answer; None if there is none or the file is no longer what was written."""
    try:
        content = json.loads(read_file(path, 2 * MOST_BYTES, follow=False))["content"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return content if isinstance(content, str) else None


def _keep(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        json.dump({"content": content}, file)
    os.replace(file.name, path)  # noqa: PTH105 - a whole file or none


def _posted(endpoint: Endpoint, body: Mapping[str, Any]) -> bytes:
    """Return the bytes of an endpoint's answer; a busy one is asked again, twice."""
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    problem = ""
    with httpx.Client(
        timeout=endpoint.timeout, follow_redirects=False, trust_env=False, headers=headers
    ) as client:
        for number in range(TRIES):
            if number:
                time.sleep(PAUSE * 2 ** (number - 1))
            try:
                with client.stream("POST", endpoint.address, json=dict(body)) as response:
                    if response.status_code == httpx.codes.OK:
                        return _bytes(response, endpoint)
                    problem = f"it answered with status {response.status_code}"
                    if response.status_code not in _BUSY:
                        break
            except httpx.HTTPError as error:
                problem = f"{type(error).__name__}: {error}"
    raise _failed(endpoint, problem)


def _bytes(response: httpx.Response, endpoint: Endpoint) -> bytes:
    data = b""
    begun = time.monotonic()
    for piece in response.iter_bytes():
        data += piece
        if time.monotonic() - begun > endpoint.timeout:  # one that drips never times out by itself
            raise _failed(endpoint, f"its answer took over {endpoint.timeout:g} s")
        if len(data) > MOST_BYTES:
            raise _failed(endpoint, f"its answer has more than {MOST_BYTES:,} bytes")
    return data


def _content(data: bytes, endpoint: Endpoint) -> str:
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise _failed(endpoint, "its answer is no chat completion") from error
    if not isinstance(content, str):
        raise _failed(endpoint, "its answer holds no text")
    return content


def _failed(endpoint: Endpoint, problem: str) -> InputError:
    return InputError(
        f"The language model gave no answer: {problem}.",
        where=endpoint.address,
        mend="Check address, key and model, or go on without it: what the rules read is kept.",
    )
