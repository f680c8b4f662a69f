"""The optional reader by a language model: it may point at words of a text, and nothing more."""

from truceline.read.language_model.assist import Assistant
from truceline.read.language_model.endpoint import Endpoint

__all__ = ["Assistant", "Endpoint"]
