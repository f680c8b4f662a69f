"""The stage of claimed totals: gathered by origin, added up, set side by side."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.judge.tally_accounts import Rules, account_of, headline
from truceline.judge.tally_claims import Claim, claims_of, records
from truceline.judge.tally_comparing import comparisons_of, replaced
from truceline.judge.tally_grounds import Subject
from truceline.judge.tally_groups import group_claims, subject_of
from truceline.judge.tally_words import Words
from truceline.model.agreement import Agreement
from truceline.model.columns import to_table
from truceline.model.doors import from_json
from truceline.model.incident import Incident
from truceline.model.origin import Contradiction
from truceline.model.stage import Delta, Params, Tables
from truceline.model.tally import TallyAccount, TallyComparison
from truceline.vocabulary.files import shipped_yaml


def tally_step(batch: Tables, neighbourhood: Tables, decisions: Tables, params: Params) -> Delta:
    """Return the claimed totals of a batch: tables "tally_account" and "tally_comparison".

    batch: "statement", "origin", "source", "document", "contradiction", "incident".
    params.values["agreement"]: the agreement as JSON, for its announced window and its zone;
    "language": of the sentences, "en" if not given; "names": display names of the parties by id.
    Raises InputError if the
    agreement does not fit its schema. Nothing depends on neighbourhood or decisions yet.
    """
    del neighbourhood, decisions
    agreement: Agreement = from_json(params.values["agreement"], where="params: agreement")
    data = shipped_yaml("phrases", "tallies.yaml")
    rules = Rules.of(data)
    words = Words(
        phrases=data[params.values.get("language", "en")],
        zones=data["zones"],
        agreement=agreement,
        names=params.values.get("names", {}),
    )
    claims = claims_of(batch, data)
    contradictions = records(batch, "contradiction", Contradiction)
    incidents = records(batch, "incident", Incident)
    groups = group_claims(claims, contradictions, data)
    plain = [account_of(each, incidents, rules, words) for each in groups]
    subjects = {
        account.id: _subject(group, rules) for account, group in zip(plain, groups, strict=True)
    }
    subjects |= {each.statement.id: subject_of(each.statement) for each in claims}
    accounts = replaced(plain, subjects)
    comparisons = comparisons_of(accounts, subjects, rules, words)
    return Delta(
        put={
            "tally_account": to_table(TallyAccount, accounts),
            "tally_comparison": to_table(TallyComparison, comparisons),
        }
    )


def _subject(group: Sequence[Claim], rules: Rules) -> Subject:
    """Return what an account is about: of a total its act, unit and ground alone."""
    totals = [each for each in group if each.statement.unit in rules.totals]
    found = subject_of(headline(totals or group).statement)
    return found._replace(weapon="") if totals else found
