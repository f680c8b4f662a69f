"""All commands gathered under one name."""

from __future__ import annotations

import typer

from truceline import __version__
from truceline.cli import cases, knowledge, scores, simulating, stages

app = typer.Typer(
    name="truceline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "Monitors a ceasefire: what happened, how sure, how many *independent* origins say so, "
        "and which clause it touches.\n\nExample, and the best start: `truceline demo`"
    ),
)
cases.register(app)
stages.register(app)
knowledge.register(app)
scores.register(app)
simulating.register(app)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"truceline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    """Take the options that stand before a command."""


def call() -> int:
    """Run the command that the words of the command line name; return its exit code.

    Raises what the command raises; usage errors are shown here.
    """
    try:
        code = app(standalone_mode=False, prog_name="truceline")
    except typer.TyperException as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        code = error.exit_code
    return code if isinstance(code, int) else 0
