"""What a site's robots.txt allows (RFC 9309): groups, longest match, * and $; linear in time."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

_LONGEST_RULE = 2_000
_MOST_RULES = 5_000
_LONGEST_DELAY_S = 30.0


@dataclass(frozen=True, slots=True)
class Robots:
    """A site's rules for one visitor: (allows, pattern) pairs, and seconds between visits."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay_s: float = 0.0

    def allows(self, path: str) -> bool:
        """Tell whether a path (with its query) may be fetched.

        The longest pattern that fits decides; of two alike the one that allows.
        """
        wanted = unquote(path) or "/"
        fitting = [(len(rule), allows) for allows, rule in self.rules if _fits(rule, wanted)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Robots()
NOTHING = Robots(rules=((False, "/"),))


def parsed(text: str, name: str) -> Robots:
    """Return the rules that hold for a visitor of a name: its own groups, else those of all.

    Odd lines are passed over.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    naming = False
    for key, value in _lines(text):
        if key == "user-agent":
            agents = [*agents, value.casefold()] if naming else [value.casefold()]
            for agent in agents:
                groups.setdefault(agent, [])
            naming = True
            continue
        naming = False
        for agent in agents:
            groups[agent].append((key, value))
    own = [agent for agent in groups if agent and agent != "*" and agent in name.casefold()]
    return _rules([each for agent in own or ["*"] for each in groups.get(agent, [])])


def _lines(text: str) -> list[tuple[str, str]]:
    """Return the keys and values of a robots.txt, without comments."""
    found = []
    for line in text.splitlines()[: 4 * _MOST_RULES]:
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and len(value) <= _LONGEST_RULE:
            found.append((key.strip().lower(), value.strip()))
    return found


def _rules(lines: list[tuple[str, str]]) -> Robots:
    rules = [
        (key == "allow", unquote(value))
        for key, value in lines
        if key in ("allow", "disallow") and value
    ]
    delays = [value for key, value in lines if key == "crawl-delay"]
    return Robots(tuple(rules[:_MOST_RULES]), max(map(_seconds, delays), default=0.0))


def _seconds(text: str) -> float:
    plain = text.replace(".", "", 1)
    known = plain.isascii() and plain.isdigit() and len(plain) < len(str(_LONGEST_RULE)) * 2
    return min(float(text), _LONGEST_DELAY_S) if known else 0.0


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a pattern fits from the path's beginning; * is anything, $ the end."""
    ends = pattern.endswith("$")
    pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(pieces[0]):
        return False
    place = len(pieces[0])
    for piece in pieces[1:]:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not ends or place == len(path) or (len(pieces) > 1 and path.endswith(pieces[-1]))
