"""Lines that divide ground, with a version by day; zones made of them; shares of points in them."""

from truceline.geography.dividing.divided import Divided
from truceline.geography.dividing.extents import Extent
from truceline.geography.dividing.files import days_with
from truceline.geography.dividing.rows import Places, shares_by_day
from truceline.geography.dividing.shares import Shares

__all__ = ["Divided", "Extent", "Places", "Shares", "days_with", "shares_by_day"]
