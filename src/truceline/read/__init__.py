"""Verb: Evidence to Statements, Detections and Coverage."""
