"""The command line's front door: whatever happens ends in a message and an exit code.

Nothing heavy is imported before `main` runs, so that an interruption finds it on guard.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from types import FrameType
from typing import NoReturn, TextIO

from truceline.ground.errors import InputError, TrucelineError
from truceline.ground.printable import shortened

BAD_INPUT = 3
FAULT = 70  # a fault of Truceline's own (EX_SOFTWARE)
INTERRUPTED = 130
BROKEN_PIPE = 141
DEBUG = "TRUCELINE_DEBUG"
_MEND = "Check the path, and that it may be read and written."


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 check failed, 2 usage, 3 bad input.

    Besides: 130 interrupted, 141 nobody reads the output any more, 70 a fault of our own.
    """
    _prepare_streams()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    sys.exit(_guarded())


_asked: list[bool] = []  # whoever swallows an interruption (a finaliser does) leaves it here


class _Interruption(KeyboardInterrupt):
    """Ctrl-C, as a class of its own: what is caught here shall not end the process by a signal.

    Where a plain KeyboardInterrupt leaves code that was made from text (a dataclass, while modules
    load), CPython run with `-m` keeps a mark and ends with -2 although it was caught
    (`run_eval_code_obj` of Python/pythonrun.c).
    """


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    _asked.append(True)
    raise _Interruption


def _guarded() -> int:
    try:
        code = _called()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _ended("Interrupted.", INTERRUPTED)
    except BrokenPipeError:
        return _unread()
    except TrucelineError as error:
        return _failed(error)
    except OSError as error:
        return _failed(_of_the_system(error))
    except Exception as error:  # the last guard: a person never sees a traceback
        if os.environ.get(DEBUG):
            raise
        return _fault(error)
    return _ended("Interrupted.", INTERRUPTED) if _asked or code == INTERRUPTED else code


def _called() -> int:
    """Run the command; typer itself turns a closed pipe into an exit with code 1."""
    # Late, so that an interruption while these load is caught as well.
    from truceline.cli.commands import call

    try:
        return call()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, OSError):
            raise leaving.__context__ from None
        return leaving.code if isinstance(leaving.code, int) else 0


def _of_the_system(error: OSError) -> InputError:
    """Say in our words what the operating system refused; of a copied folder, the first file."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        _, target, why = error.args[0][0]
        return InputError(f"It cannot be copied: {why}.", where=str(target), mend=_MEND)
    mend = {
        errno.ENOSPC: "Make room on the disk and run it again; what was kept stays.",
        errno.EACCES: "Change who may read or write it, or choose another place.",
        errno.EROFS: "It cannot be written to; choose another place.",
    }.get(error.errno or 0, _MEND)
    return InputError(
        f"{error.strerror or error}.", where=str(error.filename or "output"), mend=mend
    )


def _failed(error: TrucelineError) -> int:
    from truceline.cli.output import complain

    complain(error)
    _drop_output()
    return error.exit_code


def _fault(error: Exception) -> int:
    what = shortened(f"{type(error).__name__}: {error}", 300)
    return _ended(
        f"A fault in Truceline, not in your input: {what}\n"
        f"  mend: Report it with the command and the input; {DEBUG}=1 shows where it happened.",
        FAULT,
    )


def _ended(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    _drop_output()
    return code


def _unread() -> int:
    _drop_output()
    return BROKEN_PIPE


def _prepare_streams() -> None:
    """Output is UTF-8 whatever the locale says; a stream that was closed swallows what it gets."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open until the end


def _drop_output() -> None:
    """Lose what could not be written, so that the interpreter's end does not try again."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
