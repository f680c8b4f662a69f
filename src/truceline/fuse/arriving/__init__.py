"""One more report into many: what it can change is found, and only that is fused anew."""

from truceline.fuse.arriving.arrive import arrive, kept_of, renewed
from truceline.fuse.arriving.kept import Kept
from truceline.fuse.arriving.saving import load, save

__all__ = ["Kept", "arrive", "kept_of", "load", "renewed", "save"]
