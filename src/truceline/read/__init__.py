"""Reads evidence: opens it, finds statements, detections and coverage, with spans that fit."""

from truceline.read.opening import open_document
from truceline.read.reader import Reader, ReadResult

__all__ = ["ReadResult", "Reader", "open_document"]
