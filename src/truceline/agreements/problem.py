"""What is wrong with an agreement file: each problem says what, where and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with an agreement file.

    where: "FILE:LINE"; what: one sentence; mend: what its author can do about it.
    """

    what: str
    where: str
    mend: str

    def sentence(self) -> str:
        """Return the whole problem on one line."""
        return f"{self.where}: {self.what} Mend: {self.mend}"

    def as_json(self) -> dict[str, str | int]:
        """Return it as JSON values: file, line from 1, what and mend."""
        file, line = self.where.rsplit(":", 1)
        return {"file": file, "line": int(line), "what": self.what, "mend": self.mend}

    def __str__(self) -> str:
        return self.sentence()
