"""The options of commands that read with a language model's help; off unless one is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from truceline.ground.errors import UsageError

if TYPE_CHECKING:
    from truceline.read.language_model import Assistant

FOLDER = "language-model"

URL = typer.Option(
    None,
    "--language-model",
    metavar="URL",
    help="Ask this OpenAI-compatible endpoint for passages that the rules miss; sends it the text.",
)
MODEL = typer.Option(
    None,
    "--model",
    metavar="NAME",
    help="Its name there; TRUCELINE_LANGUAGE_MODEL_KEY holds the key.",
)
KEY = "TRUCELINE_LANGUAGE_MODEL_KEY"  # the environment variable that holds the endpoint's key


def assistant_of(
    url: str | None, model: str | None, folder: Path | None = None
) -> Assistant | None:
    """Return the assistant that the options name, None if they name none.

    folder: where its answers are kept, a case's own or else the user's cache. Raises UsageError
    for options that do not fit together and for an address that evidence must not be sent to.
    """
    if url is None:
        if model is not None:
            raise UsageError(
                "A model without an endpoint.", mend="Name it with --language-model URL."
            )
        return None
    from truceline.geography.store import cache_folder
    from truceline.read.language_model import Assistant, Endpoint
    from truceline.read.language_model.answering import Answering
    from truceline.read.language_model.endpoint import checked

    endpoint = checked(Endpoint(url=url, model=model or "", key=os.environ.get(KEY, "")))
    kept = (folder or cache_folder()) / FOLDER
    answering = Answering(endpoint=endpoint, folder=kept)
    return Assistant(model=endpoint.model, answer=answering.answer, address=endpoint.url)
