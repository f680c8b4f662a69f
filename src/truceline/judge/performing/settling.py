"""How one obligation stands by its accounts: the shares of each status, and by whose word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.ground.times import TimeRange
from truceline.judge.performing.accounts import WILL, Account
from truceline.judge.performing.amounts import Progress, progress_of
from truceline.judge.performing.fares import Signal, fare_of, fared
from truceline.judge.performing.timing import not_after
from truceline.model.performance import Basis, PerformanceStatus
from truceline.model.values import Amount

Shares = dict[PerformanceStatus, float]
_CLOSE = 1e-12
_GRAVITY = ("done", "begun", "promised", "suspended", "failed", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is asked: whether so much was done by a deadline, by what is known as of a moment.

    kind: of the obligation; stage: its id, "" for the whole; before: the sum that earlier stages
    owe, which deliveries fill first; recorded: when the agreement's own instruments say it was
    done, None if they do not.
    """

    respondent: str
    kind: str
    stage: str
    owed: Amount | None
    before: float
    start: TimeRange | None
    deadline: TimeRange | None
    as_of: datetime | None
    recorded: TimeRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came out: shares by status, the basis, what was delivered, and what speaks for it.

    unsure: all that is told may be of another obligation.
    """

    p: Shares
    basis: Basis
    progress: Progress
    did: tuple[Account, ...] = ()
    unsure: bool = False
    against: tuple[Account, ...] = ()
    latest: Account | None = None


def settled(
    case: Case, accounts: Sequence[Account], unsure: Sequence[Account], parties: Collection[str]
) -> Settled:
    """Return how an obligation stands.

    accounts: of what the respondent, or a third party for it, did, would or would not do; unsure:
    of deliveries that may be another respondent's. parties: whose word for another is no
    observation but a party's. What nobody told of after the deadline is undetermined: silence is
    neither a refusal nor a failure.
    """
    did = tuple(each for each in accounts if each.signal == "done")
    against = tuple(each for each in accounts if _contradicts(each, did))
    perhaps = tuple(each for each in unsure if each.signal == "done")
    progress = progress_of(did, perhaps if case.owed else ())
    latest = _latest([each for each in accounts if each.signal != "done"], did, case.respondent)
    open_ = bool(perhaps) and not accounts and case.recorded is None
    shares, short = _shares(case, progress, accounts, against, latest)
    shares = {"undetermined": 1.0} if open_ and case.owed is None else shares
    if case.before and progress.high <= case.before:
        did = ()  # all that came belongs to earlier stages
    basis = _basis(case, did, against, latest, parties, rival=progress.rival and short)
    return Settled(
        p=_not_due_yet(case, shares, did, latest),
        basis=basis,
        progress=progress,
        did=did,
        unsure=open_,
        against=against,
        latest=latest,
    )


def _contradicts(account: Account, did: Sequence[Account]) -> bool:
    """Tell whether an account denies what another says was done before it, or at any time."""
    if account.signal not in ("failed", "refused"):
        return False
    at = account.moment
    for each in did:
        done = each.moment
        if each.side != account.side and (at is None or done is None or done <= at):
            return True
    return False


def _latest(accounts: Sequence[Account], did: Sequence[Account], respondent: str) -> Account | None:
    """Return the last word on whether it would be done, None if deeds came after it.

    Of one moment the respondent's own word prevails, then that of no party, then the graver.
    """

    def weight(account: Account) -> tuple[bool, bool, int]:
        own, neutral = account.side == respondent, not account.side
        return own, neutral, _GRAVITY.index(account.signal)

    dated = [each for each in accounts if each.moment is not None]
    if not dated:
        return max(accounts, key=weight, default=None)
    last = max(dated, key=lambda each: (_moment(each), *weight(each)))
    after = any(each.moment is not None and each.moment > _moment(last) for each in did)
    return None if after else last


def _moment(account: Account) -> datetime:
    if account.moment is None:
        raise ValueError(account)
    return account.moment


def _shares(
    case: Case,
    progress: Progress,
    accounts: Sequence[Account],
    against: Sequence[Account],
    latest: Account | None,
) -> tuple[Shares, bool]:
    """Return the shares by status, and whether the amount is what leaves it short or open."""
    did = [each for each in accounts if each.signal == "done"]
    if case.recorded is not None:
        return _in_time(case, case.recorded, upto=False), False
    if against and {each.side for each in did} == {case.respondent}:
        return {"undetermined": 1.0}, False  # its own word against another's
    if case.owed is None:
        broken = case.kind == "corridor" and _broken(accounts)
        return (_in_part if broken else _by_word)(case, did, latest), False
    need = case.before + case.owed.min
    step = progress.reached(need)
    if step is not None:
        return _in_time(case, step.time, upto=step.upto), False
    if progress.low >= need:  # told without a time
        known = min((each.moment for each in did if each.moment), default=None)
        return _in_time(case, TimeRange.instant(known) if known else None, upto=True), False
    return _short(case, progress, latest, need), True


def _short(case: Case, progress: Progress, latest: Account | None, need: float) -> Shares:
    """Return the shares where less was delivered than is owed, or nobody knows whether less."""
    passed = _passed(case)
    some = progress.high > case.before
    open_ = _standing(latest, begun=some)
    if progress.high >= need:
        return _clean({"undetermined": passed, open_: 1 - passed})
    if not some:
        return _untold(case, latest)
    late = _late_share(case, progress)
    return _clean({"part": passed * (1 - late), "part_late": passed * late, open_: 1 - passed})


def _broken(accounts: Sequence[Account]) -> bool:
    """Tell whether what moves by a corridor only began, or was stopped after it had begun."""
    told: set[Signal] = {"hit" if each.hit else fare_of(each.signal) for each in accounts}
    return fared(told) == "part"


def _in_part(case: Case, did: Sequence[Account], latest: Account | None) -> Shares:
    """Return the shares of a corridor that came about in part; until its end it may go on."""
    over = 1.0 if case.deadline is None and did else _passed(case)
    return _clean({"part": over, _standing(latest, begun=True): 1 - over})


def _by_word(case: Case, did: Sequence[Account], latest: Account | None) -> Shares:
    """Return the shares where no amount is owed: it was done if somebody says so."""
    if not did:
        return _untold(case, latest)
    dated = [each for each in did if each.time is not None]
    if dated:
        return _in_time(case, min(dated, key=_moment).time, upto=False)
    told = [each.published for each in did if each.published is not None]
    return _in_time(case, min(told, key=lambda each: each.latest, default=None), upto=True)


def _untold(case: Case, latest: Account | None) -> Shares:
    """Return the shares where nothing says that any of it was done."""
    passed, standing = _passed(case), _standing(latest, begun=False)
    if latest is not None:
        return {standing: 1.0}
    return _clean({"undetermined": passed, standing: 1 - passed})


def _in_time(case: Case, time: TimeRange | None, *, upto: bool) -> Shares:
    """Return done and late by the chance that it was complete by the deadline."""
    if case.deadline is None:
        return {"done": 1.0}
    if time is None:
        return {"undetermined": 1.0}
    if upto:
        surely = time.latest <= case.deadline.earliest
        return {"done": 1.0} if surely else {"undetermined": 1.0}
    kept = not_after(time, case.deadline)
    return _clean({"done": kept, "late": 1 - kept})


def _passed(case: Case) -> float:
    """Return the chance that the deadline has passed, 0 where there is none."""
    if case.deadline is None or case.as_of is None:
        return 0.0
    return not_after(case.deadline, TimeRange.instant(case.as_of))


def _standing(latest: Account | None, *, begun: bool) -> PerformanceStatus:
    """Return how it stands before its deadline."""
    if latest is not None and latest.signal in ("refused", "suspended", "failed"):
        return "refused" if latest.signal == "refused" else latest.signal
    if begun or (latest is not None and latest.signal == "begun"):
        return "begun"
    return "promised" if latest is not None else "pending"


def _late_share(case: Case, progress: Progress) -> float:
    """Return the chance that some of what was delivered came after the deadline."""
    if case.deadline is None or not progress.steps or progress.steps[-1].upto:
        return 0.0
    return 1 - not_after(progress.steps[-1].time, case.deadline)


def _clean(shares: Shares) -> Shares:
    """Return shares without empty ones, which sum to 1."""
    kept = {status: p for status, p in shares.items() if p > _CLOSE}
    total = sum(kept.values())
    return {status: p / total for status, p in kept.items()}


def _not_due_yet(
    case: Case, shares: Shares, did: Sequence[Account], latest: Account | None
) -> Shares:
    """Return the shares with that of a duty that has not begun, where nothing was said of it."""
    if did or latest is not None or case.start is None or case.as_of is None or case.recorded:
        return shares
    begun = not_after(case.start, TimeRange.instant(case.as_of))
    scaled: Shares = {status: p * begun for status, p in shares.items()}
    return _clean({**scaled, "not_due": 1 - begun})


def _basis(
    case: Case,
    did: Sequence[Account],
    against: Sequence[Account],
    latest: Account | None,
    parties: Collection[str],
    *,
    rival: bool,
) -> Basis:
    """Return who stands behind a status."""
    if case.recorded is not None:
        return "recorded"
    if (did and against) or rival:
        return "disputed"
    if did:
        return basis_of_deeds({each.side for each in did}, case.respondent, parties)
    if latest is None:
        return ""
    if latest.side == case.respondent:
        return "claimed" if latest.signal in ("promised", "begun") else "admitted"
    return "observed" if latest.side not in parties else "claimed"


def basis_of_deeds(sides: Collection[str], respondent: str, parties: Collection[str]) -> Basis:
    """Return who stands behind what was done, by the sides that say so; "" where none does."""
    if not sides:
        return ""
    if any(each in parties and each != respondent for each in sides):
        return "confirmed"
    return "claimed" if set(sides) == {respondent} else "observed"


def counts(account: Account, respondent: str, actors: Collection[str]) -> bool:
    """Tell whether an account may count: of a will only the word of who has one, or knows it.

    A promise or refusal counts if who can bind the respondent says so, if another actor of the
    agreement does (a party, a mediator or whom it serves), or if the report itself does.
    """
    if account.signal not in WILL or account.binds == respondent or not account.named:
        return True
    return account.side in actors and account.side != respondent
