"""Links reports by Splink: a Fellegi-Sunter model whose weights it learns from the reports alone.

Linacre, Lindsay, Manassis, Slade and Hepworth (2022), Splink: free software for probabilistic
record linkage at scale. It is installed for development only, so it is imported when called.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from truceline.ground.errors import UsageError
from truceline.lab.linking.rows import Rows, alone, rows_of
from truceline.model.arrow import Floats, Integers
from truceline.model.stage import Tables

NAME = "splink"
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a user of Splink must settle beforehand.

    weight, training: match weight (bits) above which two reports are linked, and what each
    training blocks on (together they cover every comparison): the best of a dozen choices on
    simulated fronts of family a with seeds that no scoreboard uses; cell, hours: sides of the
    blocks in degrees and hours; km, h: levels of the comparisons of place and time; sure, found:
    a rule of which pairs surely match, and the share of all matches that it finds; sampled: pairs
    from which it learns how often chance agrees; slot: hours by which training may block on time.
    """

    weight: float = 1.0
    cell: float = 0.5
    hours: float = 24.0
    km: tuple[float, ...] = (1.0, 5.0, 25.0)
    h: tuple[float, ...] = (1.0, 3.0, 8.0, 24.0)
    sure: str = "l.place = r.place and l.act = r.act and abs(l.hour - r.hour) <= 1"
    found: float = 0.5
    sampled: float = 1e6
    slot: float = 3.0
    training: tuple[tuple[str, ...], ...] = (
        ("place", "slot"),
        ("act", "slot", "cell"),
        ("place", "act", "cell"),
    )


DEFAULT = Rule()


def installed() -> bool:
    """Tell whether Splink can be imported here."""
    return find_spec(NAME) is not None


def linked(tables: Tables, rule: Rule = DEFAULT) -> Integers:
    """Return labels of connected components of the pairs that Splink takes for one incident.

    What lacks a place or a time stands alone. Shape (statements,), -1 for what reports nothing.
    Raises UsageError where Splink is not installed.
    """
    if not installed():
        raise UsageError(
            "Splink is not installed.", mend="Install what requirements-dev names, or do without."
        )
    rows = rows_of(tables)
    where = np.flatnonzero(rows.located)
    group = np.full(len(rows), -1, dtype=np.int64)
    if len(where) > 1:
        # In a small table that holds no sure match it learns that none matches, and divides by
        # that: all then stand alone.
        with suppress(ValueError):
            group[where] = _clusters(_table(rows, where, rule), rule)
    return rows.labels(alone(group, group >= 0))


def _table(rows: Rows, where: Integers, rule: Rule) -> pa.Table:
    """Return located reports as Splink takes them; null for unknown.

    Two shifted grids: what a border of one parts, the other mostly holds together.
    """
    lat, lon, at = rows.lat[where], rows.lon[where], rows.at[where]
    side = rule.hours * 3600.0
    columns: dict[str, Any] = {"unique_id": np.arange(len(where))}
    columns |= {"lat": lat, "lon": lon, "hour": at / 3600.0}
    columns["slot"] = np.floor(at / (rule.slot * 3600.0)).astype(np.int64)
    for name, shift in (("cell", 0.0), ("shifted", 0.5)):
        columns[name] = _cells(
            np.floor(lat / rule.cell + shift),
            np.floor(lon / rule.cell + shift),
            np.floor(at / side + shift),
        )
    for name in ("place", "act", "perpetrator", "target", "source"):
        codes = getattr(rows, name)[where]
        columns[name] = pa.array(codes, mask=codes < 0)
    return pa.table(columns)


def _cells(lat: Floats, lon: Floats, time: Floats) -> Integers:
    return np.asarray(((time * 1000 + lat + 500) * 1000 + lon + 500).astype(np.int64))


def _clusters(table: pa.Table, rule: Rule) -> Integers:
    """Return the cluster of each row: trained by expectation maximisation, then linked."""
    splink = import_module(NAME)
    logging.getLogger(NAME).setLevel(logging.ERROR)
    with duckdb.connect() as database:
        frame = splink.DuckDBAPI(connection=database).register(table)
        linker = splink.Linker(frame, _settings(rule), log_level=logging.ERROR)
        # It refuses where more than `found` of all pairs match: its default prior stays then.
        with suppress(ValueError):
            linker.training.estimate_probability_two_random_records_match([rule.sure], rule.found)
        linker.training.estimate_u_using_random_sampling(max_pairs=rule.sampled, seed=SEED)
        for keys in rule.training:
            linker.training.estimate_parameters_using_expectation_maximisation(
                splink.block_on(*keys)
            )
        found = linker.inference.predict(threshold_match_weight=rule.weight)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            found, threshold_match_weight=rule.weight
        ).as_pyarrow_table()
    home = np.full(len(table), -1, dtype=np.int64)
    home[clusters["unique_id"].to_numpy()] = clusters["cluster_id"].to_numpy()
    return home


def _settings(rule: Rule) -> Any:  # noqa: ANN401 - Splink's own type is there only when installed
    splink, compare = import_module(NAME), import_module(f"{NAME}.comparison_library")
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            _places_apart(rule),
            _hours_apart(rule),
            compare.ExactMatch("act").configure(term_frequency_adjustments=True),
            compare.ExactMatch("perpetrator"),
            compare.ExactMatch("target"),
        ],
        blocking_rules_to_generate_predictions=[
            splink.block_on("cell"),
            splink.block_on("shifted"),
        ],
        retain_matching_columns=False,
    )


def _places_apart(rule: Rule) -> Any:  # noqa: ANN401 - Splink's own type is there only when installed
    """Return the comparison of two places: one name, the rarer the better, else how far apart.

    Name and distance are one comparison: as two they would count the same evidence twice.
    """
    level = import_module(f"{NAME}.comparison_level_library")
    compare = import_module(f"{NAME}.comparison_library")
    steps = [level.DistanceInKMLevel("lat", "lon", km_threshold=each) for each in rule.km]
    named = level.ExactMatchLevel("place", term_frequency_adjustments=True)
    return compare.CustomComparison(
        [level.NullLevel("place"), named, *steps, level.ElseLevel()], output_column_name="place"
    )


def _hours_apart(rule: Rule) -> Any:  # noqa: ANN401 - Splink's own type is there only when installed
    """Return the comparison of two times by how many hours lie between them."""
    level = import_module(f"{NAME}.comparison_level_library")
    compare = import_module(f"{NAME}.comparison_library")
    steps = [level.AbsoluteDifferenceLevel("hour", difference_threshold=each) for each in rule.h]
    return compare.CustomComparison(
        [level.NullLevel("hour"), *steps, level.ElseLevel()], output_column_name="hour"
    )
