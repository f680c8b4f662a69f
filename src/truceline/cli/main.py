"""The command line's front door: gathers the commands, turns errors into messages and codes."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from truceline import __version__
from truceline.cli import cases, knowledge, scores, stages
from truceline.cli.output import complain, say
from truceline.ground.errors import TrucelineError

INTERRUPTED = 130
BROKEN_PIPE = 141

app = typer.Typer(
    name="truceline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=(
        "Monitors a ceasefire: what happened, how sure, how many *independent* origins say so, "
        "and which clause it touches.\n\nTry `truceline demo` first."
    ),
)
cases.register(app)
stages.register(app)
knowledge.register(app)
scores.register(app)


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


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 check failed, 2 usage, 3 bad input."""
    try:
        code = app(standalone_mode=False)
    except TrucelineError as error:
        complain(error)
        code = error.exit_code
    except typer.TyperException as error:
        message = str(error)
        show: Callable[[], None] = getattr(error, "show", lambda: say(f"error: {message}"))
        show()
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say("Interrupted; nothing that was done is lost. `truceline run CASE --resume` goes on.")
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        code = BROKEN_PIPE
    sys.exit(code if isinstance(code, int) else 0)
