"""Records as a script outside the project would write them: the contract's fields, nothing else."""

from __future__ import annotations

import json
from typing import Any


def statement(number: int, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return an incident report with every field of the contract, unknown ones null."""
    unknown = (
        "speaker target target_class weapon count killed damage window quantity unit stance "
        "authority means denies"
    )
    place = {"name": "Kherson", "lat": 46.63, "lon": 32.61, "radius_m": 3000}
    known = {
        "type": "statement",
        "schema": "truceline/statement/1",
        "id": f"s{number}",
        "document": f"d{number}",
        "span": [0, 10],
        "kind": "incident_report",
        "modality": "asserted",
        "relays": [],
        "act": "drone_strike",
        "perpetrator": "unknown",
        "perpetrator_stated": False,
        "injured": [2, 2],
        "places": [{**place, "level": "settlement", "role": "event", "p": 1.0}],
        "time": {
            "earliest": "2025-04-20T02:00:00Z",
            "latest": "2025-04-20T09:00:00Z",
            "zone": "Europe/Kyiv",
        },
        "followup": False,
        "background": False,
        "lang": "en",
    }
    return {**dict.fromkeys(unknown.split()), **known, **changed}


def incident(name: str, **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return an incident on the morning of 20 April 2025 in Kherson, with the contract's fields."""
    known = {
        "type": "incident",
        "schema": "truceline/incident/1",
        "id": name,
        "proposition": "Shelling in Kherson.",
        "members": [],
        "p_occurred": 0.9,
        "origins": [],
        "place": {"lat": 46.63, "lon": 32.61, "radius_m": 3000},
        "time": {
            "earliest": "2025-04-20T02:00:00Z",
            "latest": "2025-04-20T03:00:00Z",
            "zone": "Europe/Kyiv",
        },
        "act": "shelling",
        "attribution": {},
    }
    return {**known, **changed}


def lines(*values: object) -> bytes:
    """Return values as JSON Lines."""
    return "".join(f"{json.dumps(each)}\n" for each in values).encode()
