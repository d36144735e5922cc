"""What goes wrong with a transfer, by what may help; and the meter that stops one at the limits."""

import textwrap
import time

from cocashift import limits
from cocashift.errors import InputError

__all__ = ["BrokenTransferError", "Meter", "RefusalError", "RetrievalError"]


class RetrievalError(InputError):
    """A layer could not be retrieved: which, from where, what went wrong, and the remedy."""

    def __init__(self, what: str, remedy: str = ""):
        # Servers put whole pages into their messages; a user needs one line.
        self.what = textwrap.shorten(what, 600, placeholder=" …").rstrip(".")
        self.remedy = remedy
        super().__init__(f"{self.what}. {remedy}".rstrip())


class RefusalError(RetrievalError):
    """The server understood the question and will not answer it; asking again is no use."""


class BrokenTransferError(RetrievalError):
    """The answer began and did not end, or says that it may come later; asking again may help."""


class Meter:
    """Counts the bytes and hours of one layer's transfer, and stops it at the limits."""

    def __init__(self):
        self._bytes, self._most = 0, limits.bytes_at_most()
        self._until = time.monotonic() + 3600 * limits.hours()

    def add(self, count: int) -> None:
        """Count bytes that came.

        Raises
        ------
        RefusalError
            If there are more than the limit, or it takes longer.
        """
        self._bytes += count
        if self._bytes > self._most:
            raise RefusalError(
                f"more than {self._most / 1e9:,.1f} GB came",
                "If the layer is that large, set COCASHIFT_MAX_GB higher.",
            )
        if time.monotonic() > self._until:
            raise RefusalError(
                f"the transfer took more than {limits.hours():g} hours",
                "If the server is that slow, set COCASHIFT_MAX_HOURS higher.",
            )
