"""Where clusters happened: mixtures of circles, how closely two coincide, and their product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from truceline.fuse.reported import Reports
from truceline.ground.geometry import KM_A_DEGREE, R90_IN_SIGMAS
from truceline.model.arrow import Floats, Integers, Truths

MOST = 3  # candidates of one place that are carried; lighter ones are dropped
_HALF_TURN = 180.0
# The integral of exp(-(d/R)^4) over the plane is this times R^2: a disc with a soft edge.
_DISC = np.pi * np.sqrt(np.pi) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Mixtures of circular normals, each (n, MOST): degrees, km^2 per axis, shares summing to 1.

    A row without any share has no known place.
    """

    lat: Floats
    lon: Floats
    variance: Floats
    share: Floats

    def put(self, rows: Integers, new: Places) -> None:
        """Write over some rows."""
        self.lat[rows], self.lon[rows] = new.lat, new.lon
        self.variance[rows], self.share[rows] = new.variance, new.share

    @property
    def known(self) -> Truths:
        """Return which rows have a place; shape (n,)."""
        return np.asarray(self.share[:, 0] > 0)

    @property
    def radius_km(self) -> Floats:
        """Return the radius that holds 90 % of each candidate; shape (n, MOST)."""
        return np.asarray(np.sqrt(self.variance) * R90_IN_SIGMAS)


def places_of(reports: Reports, rows: Integers) -> Places:
    """Return the places of some reports, the likeliest candidate first."""
    first = np.searchsorted(reports.point_of, rows)
    many = np.searchsorted(reports.point_of, rows, side="right") - first
    step = np.arange(MOST)
    there = step[None, :] < many[:, None]
    at = np.where(there, first[:, None] + step[None, :], 0)
    if not len(reports.lat):
        nothing = np.zeros((len(rows), MOST))
        return Places(lat=nothing, lon=nothing.copy(), variance=nothing + 1, share=nothing.copy())
    share = np.where(there, reports.p[at], 0.0)
    whole = share.sum(axis=1, keepdims=True)
    return Places(
        lat=np.where(there, reports.lat[at], 0.0),
        lon=np.where(there, reports.lon[at], 0.0),
        variance=np.where(there, (reports.radius_m[at] / R90_IN_SIGMAS / 1000) ** 2, 1.0),
        share=share / np.where(whole > 0, whole, 1.0),
    )


def _density(gap: Floats, variance: Floats, fewest: Floats, rule: Mapping[str, Any]) -> Floats:
    """Return the density of coincidence (1/km^2) of two circles; gap: squared distance, km^2.

    A report's error has heavy tails: a mixture of normals of growing width. That all of several
    reports err so is the less likely; fewest: reports behind the lesser of the two. An area (a
    region, a sector) is a disc with a soft edge: two neighbouring regions do not coincide because
    both are large.
    """
    spread = variance + (rule["floor_m"] / 1000) ** 2
    density, left = np.zeros(gap.shape), np.ones(gap.shape)
    tails = list(zip(rule["scales"][1:], rule["scale_shares"][1:], strict=True))
    for scale, share in tails:
        wide, part = spread * scale**2, share**fewest
        density += part / (2 * np.pi) * np.exp(-gap / (2 * wide)) / wide
        left -= part
    density += left / (2 * np.pi) * np.exp(-gap / (2 * spread)) / spread
    radius = np.sqrt(variance) * R90_IN_SIGMAS
    area = radius * 1000 > rule["wide_m"]
    disc = (radius[area] * rule["disc"]) ** 2
    density[area] = np.exp(-((gap[area] / disc) ** 2)) / (_DISC * disc)
    return density


def _gap(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """Return squared distances in km^2, on the plane that touches the globe half-way.

    Exact enough up to 500 km, beyond which they no longer matter.
    """
    north = (lat - other_lat) * KM_A_DEGREE
    turn = lon - other_lon
    turn = turn - 2 * _HALF_TURN * np.round(turn / (2 * _HALF_TURN))
    east = turn * KM_A_DEGREE * np.cos(np.radians((lat + other_lat) / 2))
    return np.asarray(north**2 + east**2)


def _components(
    places: Places, a: Integers, b: Integers, fewest: Floats, rule: Mapping[str, Any]
) -> Floats:
    """Return the weighted densities of coincidence of all candidates, (k, MOST, MOST), 1/km^2."""
    gap = _gap(
        places.lat[a][:, :, None],
        places.lon[a][:, :, None],
        places.lat[b][:, None, :],
        places.lon[b][:, None, :],
    )
    variance = places.variance[a][:, :, None] + places.variance[b][:, None, :]
    share = places.share[a][:, :, None] * places.share[b][:, None, :]
    return np.asarray(share * _density(gap, variance, fewest[:, None, None], rule))


def _summed(
    places: Places, a: Integers, b: Integers, fewest: Floats, rule: Mapping[str, Any]
) -> Floats:
    """Return the densities summed over candidates; shape (k,).

    Most places have but one, so that pairs of second and third candidates are looked up where
    there are any.
    """
    found = np.zeros(len(a))
    for i, j in product(range(MOST), repeat=2):
        share = places.share[a, i] * places.share[b, j]
        there = np.flatnonzero(share) if i or j else np.arange(len(a))
        one, other = (a[there], i), (b[there], j)
        gap = _gap(places.lat[one], places.lon[one], places.lat[other], places.lon[other])
        variance = places.variance[one] + places.variance[other]
        found[there] += share[there] * _density(gap, variance, fewest[there], rule)
    return found


def place_part(
    places: Places, a: Integers, b: Integers, fewest: Floats, rule: Mapping[str, Any]
) -> Floats:
    """Return the log density of coincidence of two places, in 1/km^2; shape (k,).

    fewest: (k,) how many reports stand behind the lesser of the two.

    The sum over the candidates of both (homonyms), with a small share for a place that was put
    wrong altogether. An unknown place is as likely anywhere in the theatre.
    """
    anywhere = 1.0 / rule["area_km2"]
    mixed = (1 - rule["wrong"]) * _summed(places, a, b, fewest, rule) + rule["wrong"] * anywhere
    known = (places.share[a, 0] > 0) & (places.share[b, 0] > 0)
    return np.asarray(np.log(np.where(known, mixed, anywhere)))


def peaks(places: Places, rule: Mapping[str, Any]) -> Floats:
    """Return how high the density of coincidence with any other place can be, 1/km^2; (n,)."""
    found = _density(np.zeros(places.variance.shape), places.variance, np.ones(1), rule)
    return np.asarray(np.where(places.share > 0, found, 0.0).max(axis=1))


def combined_places(places: Places, a: Integers, b: Integers, rule: Mapping[str, Any]) -> Places:
    """Return the normalised products of two mixtures each, cut to the MOST heaviest members.

    Where one place is unknown the other stands; where they nowhere coincide, the narrower one.
    """
    weight = _components(places, a, b, np.ones(len(a)), rule).reshape(len(a), -1)
    heaviest = np.argsort(-weight, axis=1, kind="stable")[:, :MOST]
    row = np.arange(len(a))[:, None]
    i, j = np.divmod(heaviest, MOST)
    mine, other = places.variance[a][row, i], places.variance[b][row, j]
    # A little is added so that two exact points have a middle.
    lean = (other + 1e-9) / (mine + other + 2e-9)
    share = weight[row, heaviest]
    whole = share.sum(axis=1, keepdims=True)
    lon, turn = places.lon[a][row, i], places.lon[b][row, j]
    turn = turn - 2 * _HALF_TURN * np.round((turn - lon) / (2 * _HALF_TURN))
    product = Places(
        lat=places.lat[a][row, i] * lean + places.lat[b][row, j] * (1 - lean),
        lon=lon * lean + turn * (1 - lean),
        variance=mine * lean,
        share=share / np.where(whole > 0, whole, 1.0),
    )
    return _where(product, _narrower(places, a, b), places, whole[:, 0] > 0)


def _narrower(places: Places, a: Integers, b: Integers) -> Integers:
    """Return, of each pair, the row with a known and the narrower place."""
    width = np.where(places.share > 0, places.variance, np.inf).min(axis=1)
    return np.where(width[a] <= width[b], a, b)


def _where(product: Places, single: Integers, places: Places, both: Truths) -> Places:
    """Return the product where it exists, else the place of a single row."""
    chosen = both[:, None]
    return Places(
        lat=np.where(chosen, product.lat, places.lat[single]),
        lon=np.where(chosen, product.lon, places.lon[single]),
        variance=np.where(chosen, product.variance, places.variance[single]),
        share=np.where(chosen, product.share, places.share[single]),
    )
