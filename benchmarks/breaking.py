"""Breaks sound agreement files in many ways, seeded: injuries to the text, and to its values."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.agreements import find, names
from truceline.agreements.source import Path_, read_source

Lines = list[str]
Value = Any  # whatever YAML can hold

_TIMES = ("2025-02-30", "25:61", "20225-01-01T00:00", "soon", "2025-13-01T00:00Z", "-1", "1e9", "")
_NUMBERS = ("9" * 400, "-1", "1e999", ".nan", "-.inf", "0o777", "0x" + "f" * 90, "1_0", "0.0000001")
_BYTES = (b"\x00", b"\x07", b"\x1b]0;x\x07", b"\xff\xfe", b"\xc3", b"\xe2\x80\xae", b"\xed\xa0\x80")
_SNIPPETS = ("[", "]", "{", "}", '"', "'", "|", ">", "%", "@", "`", "? ", ": ", "- ", "---\n", "\t")
_MARKS = ("&a ", "*a", "!!python/object:os.system ", "!x ", "!!binary ", "<<: *a", "!!set ")
_WRONG: tuple[Value, ...] = (None, True, -1, 10**40, 0.5, "", "x" * 6000, "nowhere", [], {}, [[]])
_WRONG += ({"a": {"b": []}}, ["RUS", "RUS"], "\x1b[2J", "2025-04-31", [1, 2], "é\u202e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A broken file: the agreement that it was, what was done to it, and its bytes."""

    of: str
    injuries: tuple[str, ...]
    content: bytes


class Breaker:
    """Makes broken files from sound ones; the same seed makes the same files."""

    def __init__(self, seed: int, paths: tuple[Path, ...] = ()) -> None:
        """Read the sound files: those that ship, unless paths are given."""
        self.chance = random.Random(seed)  # noqa: S311 - seeded injuries, no secret
        sound = paths or tuple(find(name) for name in names())
        self.texts = {path.stem: path.read_text(encoding="utf-8") for path in sound}
        self.values = {path.stem: json.dumps(read_source(path).value) for path in sound}

    def broken(self) -> Broken:
        """Return one more broken file, by one to three injuries."""
        name = self.chance.choice(sorted(self.texts))
        times = self.chance.choice((1, 1, 1, 2, 3))
        if self.chance.randrange(2):
            return self._by_text(name, times)
        return self._by_value(name, times)

    def _by_text(self, name: str, times: int) -> Broken:
        lines = self.texts[name].splitlines(keepends=True)
        done = []
        for _ in range(times):
            injury = self.chance.choice(_OF_TEXT)
            injury(self, lines)
            done.append(injury.__name__)
        content = "".join(lines).encode("utf-8")
        if not self.chance.randrange(6):
            content = self._bytes(content)
            done.append("bytes")
        return Broken(of=name, injuries=tuple(done), content=content)

    def _bytes(self, content: bytes) -> bytes:
        """Return content cut off, or with odd bytes somewhere in it."""
        at = self.chance.randrange(len(content))
        if not self.chance.randrange(3):
            return content[:at]
        odd = self.chance.choice((*_BYTES, self.chance.randbytes(5)))
        return content[:at] + odd + content[at:]

    def _by_value(self, name: str, times: int) -> Broken:
        value = json.loads(self.values[name])
        done = []
        for _ in range(times):
            holder, key = self._somewhere(value)
            injury = self.chance.choice(_OF_VALUE)
            injury(self, holder, key)
            done.append(injury.__name__)
        escaped = self.chance.choice((False, True))
        content = json.dumps(value, indent=1, ensure_ascii=escaped)
        return Broken(of=name, injuries=tuple(done), content=content.encode("utf-8", "replace"))

    def _somewhere(self, value: Value) -> tuple[Value, str | int]:
        """Return a random mapping or list of a value, and a random key or index in it."""
        found: list[tuple[Value, str | int]] = []
        left: list[tuple[Value, Path_]] = [(value, ())]
        while left:
            each, at = left.pop()
            keys = list(each) if isinstance(each, dict) else range(len(each))
            for key in keys:
                found.append((each, key))
                if isinstance(each[key], dict | list):
                    left.append((each[key], (*at, key)))
        return self.chance.choice(found)

    def lost(self, lines: Lines) -> None:
        """Take a line away."""
        if len(lines) > 1:
            del lines[self.chance.randrange(len(lines))]

    def doubled(self, lines: Lines) -> None:
        """Write a line twice."""
        at = self.chance.randrange(len(lines))
        lines.insert(at, lines[at])

    def swapped(self, lines: Lines) -> None:
        """Let two lines change places."""
        one, other = self.chance.randrange(len(lines)), self.chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]

    def indented(self, lines: Lines) -> None:
        """Move a line to the right or the left."""
        at = self.chance.randrange(len(lines))
        lines[at] = self.chance.choice((" " + lines[at], lines[at][1:], "\t" + lines[at]))

    def retimed(self, lines: Lines) -> None:
        """Put a time that is none where one stands."""
        self._replaced(lines, '"20', f'"{self.chance.choice(_TIMES)}"')

    def renamed(self, lines: Lines) -> None:
        """Put an unknown id first into a list of ids."""
        self._replaced(lines, "[", "[nowhere, ")

    def rewritten(self, lines: Lines) -> None:
        """Put another kind of value after a key."""
        odd = ("1", "null", "true", "[]", "{}", "~", "2025-04-19", *_NUMBERS)
        self._replaced(lines, ": ", f": {self.chance.choice(odd)}\n", rest=False)

    def marked(self, lines: Lines) -> None:
        """Put an anchor, an alias or a tag before a value."""
        self._replaced(lines, ": ", f": {self.chance.choice(_MARKS)}")

    def nested(self, lines: Lines) -> None:
        """Put a deep nest after a key."""
        deep = self.chance.choice((5, 20, 400))
        opening, closing = self.chance.choice((("[", "]"), ("{a: ", "}")))
        self._replaced(lines, ": ", f": {opening * deep}x{closing * deep}\n", rest=False)

    def spiked(self, lines: Lines) -> None:
        """Put a sign of the language somewhere into a line."""
        at = self.chance.randrange(len(lines))
        cut = self.chance.randrange(len(lines[at]))
        lines[at] = lines[at][:cut] + self.chance.choice(_SNIPPETS) + lines[at][cut:]

    def _replaced(self, lines: Lines, words: str, new: str, *, rest: bool = True) -> None:
        held = [index for index, line in enumerate(lines) if words in line]
        if held:
            at = self.chance.choice(held)
            before, after = lines[at].split(words, 1)
            lines[at] = before + new + (after if rest else "")

    def removed(self, holder: Value, key: str | int) -> None:
        """Take a value away."""
        del holder[key]

    def mistyped(self, holder: Value, key: str | int) -> None:
        """Put a value of another kind in its place."""
        holder[key] = self.chance.choice(_WRONG)

    def repeated(self, holder: Value, key: str | int) -> None:
        """Repeat an entry of a list, or put a key's value under an unknown key."""
        if isinstance(holder, list):
            holder.append(holder[self.chance.randrange(len(holder))])
        else:
            holder[f"{key}s"] = holder[key]

    def misnamed(self, holder: Value, key: str | int) -> None:
        """Change a word by a letter, a number by a lot."""
        value = holder[key]
        if isinstance(value, str):
            holder[key] = value[:-1] + "x"
        elif isinstance(value, int | float):
            holder[key] = self.chance.choice((-value, value * 1e6, value + 0.5, 0))
        else:
            holder[key] = None

    def wrapped(self, holder: Value, key: str | int) -> None:
        """Put a value into lists, deep."""
        for _ in range(self.chance.choice((1, 3, 30))):
            holder[key] = [holder[key]]


_OF_TEXT: tuple[Callable[[Breaker, Lines], None], ...] = (
    Breaker.lost,
    Breaker.doubled,
    Breaker.swapped,
    Breaker.indented,
    Breaker.retimed,
    Breaker.renamed,
    Breaker.rewritten,
    Breaker.marked,
    Breaker.nested,
    Breaker.spiked,
)
_OF_VALUE: tuple[Callable[[Breaker, Value, str | int], None], ...] = (
    Breaker.removed,
    Breaker.mistyped,
    Breaker.repeated,
    Breaker.misnamed,
    Breaker.wrapped,
)
