"""A person's decision about something that the machine proposed; nothing is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who decided what about which subject, when and why; a retraction is a new review.

    subject: an incident or finding id, or an evidence id with a span.
    """

    id: str
    subject: str
    decision: str
    reviewer: str
    at: datetime
    why: str
