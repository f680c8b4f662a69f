"""Reading in: statements and what stands around them become the columns of reports."""

from truceline.fuse.reported.reports import Reports, reports_of

__all__ = ["Reports", "reports_of"]
