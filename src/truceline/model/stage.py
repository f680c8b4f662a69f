"""The shape of every stage: step(batch, neighbourhood, decisions, params) -> delta."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pyarrow as pa

from truceline.ground.canonical import digest

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """The settings of one stage; `version` changes exactly when any setting does."""

    stage: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Return a short hash of the stage's name and settings."""
        return digest({"stage": self.stage, "values": dict(self.values)})[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """What one step changes: rows to put, by table, and ids to withdraw, by table."""

    put: Tables = field(default_factory=dict)
    withdraw: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Stage(Protocol):
    """A pure function from what is new and what is near to what changes."""

    def __call__(
        self, batch: Tables, neighbourhood: Tables, decisions: Tables, params: Params
    ) -> Delta:
        """Return the changes that the batch causes, given what stands around it."""
        ...
