"""The one kind of error a user can mend: bad input, named, with the remedy."""

import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["InputError", "printable", "reading"]

# What would move a terminal's cursor, colour it, or turn text round.
UNSEEN = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


class InputError(ValueError):
    """What is wrong with an input, where (file, layer, field, row), and what to do about it.

    Its message is shown to the user as it stands, without a traceback; control characters that a
    file brought into it are written out.
    """

    def __init__(self, message: str):
        super().__init__(printable(message))


def printable(text: str) -> str:
    r"""Write out control characters, so that no file speaks to the terminal.

    Examples
    --------
    >>> printable("\x1b[2J2013")
    '\\x1b[2J2013'
    """
    return re.sub(UNSEEN, lambda found: repr(found[0])[1:-1], text)


@contextmanager
def reading(place: str, kind: str, remedy: str) -> Iterator[None]:
    """Be the boundary of a reader: whatever its library raises becomes one sentence.

    Parameters
    ----------
    place : str
        The file, and what of it.
    kind : str
        What it was to be read as: ``a vector layer``.
    remedy : str
        What to do.

    Raises
    ------
    InputError
        In place of any other error inside.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        lines = str(error).strip() or type(error).__name__
        told = textwrap.shorten(lines, 300, placeholder=" …")
        raise InputError(f"{place}: cannot be read as {kind} ({told}). {remedy}") from None
