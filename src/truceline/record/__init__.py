"""Verb: keeps evidence, tables and the append-only ledger; verifies them."""

from truceline.record.store import CURRENT, CaseStore, StoredReport
from truceline.record.verify import Verification, verify

__all__ = ["CURRENT", "CaseStore", "StoredReport", "Verification", "verify"]
