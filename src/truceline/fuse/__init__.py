"""Verb: Statements and Detections to Incidents."""
