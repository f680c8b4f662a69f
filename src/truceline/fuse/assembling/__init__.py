"""Writing out: clusters of reports become the table of incidents."""

from truceline.fuse.assembling.incidents import incidents_of

__all__ = ["incidents_of"]
