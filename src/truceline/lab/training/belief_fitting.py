"""Fits the weights of belief to incidents whose truth is known: likelihood with shrinkage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from truceline.fuse.belief.columns import Floats, Truths
from truceline.fuse.belief.voices import Voices
from truceline.fuse.belief.weighing import weigh
from truceline.fuse.belief.weights import Kinds, Weights, load_kinds, weights_from
from truceline.vocabulary.files import shipped_entries

_DIGITS = 3  # more are noise: the figures are written with these
_STEPS = 200


def _logit(p: float | Floats) -> Floats:
    return np.asarray(np.log(p) - np.log1p(-np.asarray(p)), dtype=np.float64)


def _share(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Between weights and a plain vector: where the fit starts, and how far it may go.

    Order of the vector: logit of pi; says by kind; logit of phi by concert; denies by kind; logit
    of the share of detection; log of the least false hit.
    """

    kinds: Kinds
    start: Floats
    spread: Floats

    def weights(self, x: Floats) -> Weights:
        """Return the weights that a vector stands for."""
        says = 1 + len(self.kinds.names)
        phi = says + len(self.kinds.concerts)
        denies = phi + len(self.kinds.denials)
        return Weights(
            prior=float(x[0]),
            says=x[1:says],
            phi=_share(x[says:phi]),
            denies=x[phi:denies],
            share=float(_share(x[denies])),
            false_hit=float(np.exp(x[denies + 1])),
        )

    def limits(self) -> list[tuple[float | None, float | None]]:
        """Return what each number must lie between.

        Saying so never speaks against it, and denying it never for it.
        """
        return [
            (None, None),
            *[(0.0, None)] * len(self.kinds.names),
            *[(None, None)] * len(self.kinds.concerts),
            *[(None, 0.0)] * len(self.kinds.denials),
            *[(None, None)] * 2,
        ]


def scale_of(assumed: Mapping[str, Any]) -> Scale:
    """Return the scale that starts at the assumed weights."""
    kinds, wide = load_kinds(), assumed["spread"]
    held = weights_from(assumed, kinds)
    sizes = (1, len(kinds.names), len(kinds.concerts), len(kinds.denials), 1, 1)
    names = ("pi", "says", "phi", "denies", "share", "false_hit")
    start = (
        np.array([held.prior]),
        held.says,
        _logit(held.phi),
        held.denies,
        _logit(held.share).reshape(1),
        np.array([np.log(held.false_hit)]),
    )
    return Scale(
        kinds=kinds,
        start=np.concatenate(start),
        spread=np.concatenate(
            [np.full(size, float(wide[name])) for name, size in zip(names, sizes, strict=True)]
        ),
    )


def fit_belief(voices: Voices, occurred: Truths) -> dict[str, Any]:
    """Return the section "fitted" of the vocabulary file for incidents whose truth is known.

    The most likely weights given a normal law around the assumed ones; deterministic. Kinds of
    voice that never appear keep what was assumed.
    """
    scale = scale_of(shipped_entries("vocabulary", "belief.yaml")["assumed"])
    sign = np.where(occurred, 1.0, -1.0)

    def loss(x: Floats) -> float:
        logit = weigh(voices, scale.weights(x)).logit
        misfit = np.logaddexp(0.0, -sign * logit).sum()
        return float(misfit + 0.5 * (((x - scale.start) / scale.spread) ** 2).sum())

    found = minimize(
        loss,
        scale.start,
        method="L-BFGS-B",
        bounds=scale.limits(),
        options={"maxiter": _STEPS, "maxfun": _STEPS * (len(scale.start) + 1), "ftol": 1e-10},
    )
    return _section(scale.weights(np.asarray(found.x, dtype=np.float64)), scale.kinds)


def _section(weights: Weights, kinds: Kinds) -> dict[str, Any]:
    def named(names: tuple[str, ...], values: Floats) -> dict[str, float]:
        return {name: _short(each) for name, each in zip(names, values.tolist(), strict=True)}

    return {
        "pi": _short(float(_share(np.array(weights.prior)))),
        "says": named(kinds.names, weights.says),
        "phi": named(kinds.concerts, weights.phi),
        "denies": named(kinds.denials, weights.denies),
        "sensors": {"share": _short(weights.share), "false_hit": _short(weights.false_hit)},
    }


def _short(value: float) -> float:
    """Return a number with as many digits as it is worth, never -0."""
    return round(value, _DIGITS) or 0.0


def written(before: str, section: Mapping[str, Any], number: int) -> str:
    """Return the text of the vocabulary file with its section "fitted" made anew.

    number: incidents that it was fitted on. All other lines, comments too, stay as they are.
    """
    lines, kept, inside = before.split("\n"), [], False
    for line in lines:
        if line.startswith("fitted:"):
            inside = True
            kept += ["fitted:", f"  incidents: {number}", *_lines(section)]
        elif inside and (line.startswith("  ") or line == ""):
            continue
        else:
            kept += ["", line] if inside else [line]
            inside = False
    return "\n".join(kept)


def _lines(section: Mapping[str, Any]) -> list[str]:
    found = []
    for name, value in section.items():
        if isinstance(value, Mapping):
            found.append(f"  {name}:")
            found += [f"    {each}: {number}" for each, number in value.items()]
        else:
            found.append(f"  {name}: {value}")
    return found
