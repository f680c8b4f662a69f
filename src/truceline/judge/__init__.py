"""Verb: Incidents and an Agreement to Findings."""
