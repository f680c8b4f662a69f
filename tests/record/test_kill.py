"""A store that is killed in the middle of its writes opens, verifies and goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.record.samples import delta, item
from truceline.record import CaseStore, verify

WRITER = """
import sys
from pathlib import Path
from tests.record.samples import delta, item
from truceline.record import CaseStore

folder = Path(sys.argv[1])
store = CaseStore.open(folder) if CaseStore.exists(folder) else CaseStore.create(folder)
for number in range(400):
    if str(number) in store.done("fuse"):
        continue
    store.put_evidence([item(f"text {number}", locator=f"feed.jsonl:{number}")])
    store.apply(delta(number), stage="fuse", version="v1", marks=[str(number)])
    print(number, flush=True)
"""


def killed_writer(folder: Path, items: int, wait: float) -> None:
    """Start a writer on a case and kill it without warning some seconds after some items."""
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, cwd=root
    ) as writer:
        assert writer.stdout is not None
        for _ in range(items):
            assert writer.stdout.readline()
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)


def test_killed_again_and_again_the_case_ends_up_the_same(tmp_path: Path) -> None:
    """After every kill the case verifies; finished, it equals one that was never killed."""
    chance = random.Random(20250420)  # noqa: S311 - moments of a kill, no secret
    folder = tmp_path / "killed"
    for _ in range(3):
        killed_writer(folder, chance.randint(1, 20), chance.uniform(0, 0.01))
        found = verify(folder)
        assert found.ok, found.problems
    store = CaseStore.open(folder)
    done = len(store.done("fuse"))
    assert 3 <= done < 400
    assert store.table("incident").num_rows == done

    undisturbed = CaseStore.create(tmp_path / "whole")
    for case in (store, undisturbed):
        case.put_evidence(item(f"text {n}", locator=f"feed.jsonl:{n}") for n in range(400))
        case.apply(delta(*range(400)), stage="fuse", version="v1", whole=True)
    assert store.result_digest() == undisturbed.result_digest()
    assert verify(folder).ok
