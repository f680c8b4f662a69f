"""The sentences that say on what the reports of an incident do not agree, and who denies it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.clusters import Clusters, listed
from truceline.fuse.assembling.texts import joined, worded
from truceline.fuse.assembling.tolls import Tolls
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, numbered, together
from truceline.fuse.settings import Settings
from truceline.model.arrow import (
    Column,
    Integers,
    Truths,
    compute,
    filled,
    of_rows,
    whole,
)

_NAMES_BETWEEN = ", "


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Sentences about clusters: the cluster of each, ascending, and the sentence."""

    cluster: Integers
    text: Column


def plain_notes(flags: Truths, phrase: str, **columns: Column) -> Notes:
    """Return a sentence for each flagged cluster; columns: (k,) what is put into the phrase."""
    cluster = np.flatnonzero(flags)
    chosen = {name: of_rows(each, cluster) for name, each in columns.items()}
    return Notes(cluster=cluster, text=worded(phrase, len(cluster), **chosen))


def toll_notes(tolls: Tolls, field: str, settings: Settings) -> list[Notes]:
    """Return what is said about tolls that clash and that shrank."""
    words = settings.disagreements
    named = pa.repeat(str(words["fields"][field]), len(tolls.clash))
    clash = plain_notes(tolls.clash, words["harm"], field=named, values=tolls.values)
    later = {"later": tolls.later, "earlier": tolls.earlier}
    return [clash, plain_notes(tolls.shrank, words["shrinking"], field=named, **later)]


def author_notes(
    reports: Reports, clusters: Clusters, cluster: Integers, party: Integers, settings: Settings
) -> tuple[Notes, Truths]:
    """Return what is said where several parties are named, and where that is.

    cluster, party: the parties that words name as the author, by cluster, as first named.
    """
    number = clusters.number
    names = pa.array([settings.name(each) for each in reports.parties], pa.string())
    several = np.bincount(cluster, minlength=number) > 1
    rivals = np.flatnonzero(several[cluster])
    texts = joined(cluster[rivals], of_rows(names, party[rivals]), number, _NAMES_BETWEEN)
    return plain_notes(several, settings.disagreements["author"], names=texts), several


def denial_notes(reports: Reports, clusters: Clusters, settings: Settings) -> Notes:
    """Return a sentence for each denial of an event or of its author, in the words' order."""
    words = settings.disagreements
    row = reports.row[clusters.denial]
    own = of_rows(whole(filled(reports.said["speaker"], "")), row)
    origin = of_rows(reports.speaker, clusters.denial)
    speaker = compute.if_else(compute.equal(own, ""), origin, own)
    speaker = compute.if_else(compute.equal(speaker, ""), words["someone"], speaker)
    kind = filled(of_rows(whole(reports.said["denies"]), row), "")
    event = compute.is_in(kind, value_set=pa.array(["event", ""]))
    number = len(row)
    texts = compute.if_else(
        event,
        worded(words["denied_event"], number, speaker=speaker),
        worded(words["denied_author"], number, speaker=speaker),
    )
    bears = np.flatnonzero(np.asarray(compute.or_(event, compute.equal(kind, "author"))))
    return Notes(cluster=clusters.denied[bears], text=of_rows(texts, bears))


def disagreements_of(notes: list[Notes], number: int) -> Column:
    """Return the sentences of each of `number` clusters, notes in the order given, each once."""
    cluster = np.concatenate([each.cluster for each in notes])
    texts = pa.concat_arrays([whole(each.text) for each in notes])
    order = np.argsort(cluster, kind="stable")
    once = order[firsts(together(cluster[order], numbered(texts)[order]))]
    return listed(cluster[once], of_rows(texts, once), number)
