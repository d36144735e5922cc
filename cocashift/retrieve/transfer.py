"""Asking a server with patience, and telling data from an error in data's clothes.

Two things can fail. Before an answer begins, the session's own retries (urllib3) wait and ask
again. After it has begun, only the caller knows what to do with the half that arrived: a file goes
on from there (`files`), a page of a service is asked for anew (`read_json`).
"""

import json
import logging
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
)
from urllib3.exceptions import LocationValueError
from urllib3.util import Retry

from cocashift.retrieve.refusals import BrokenTransferError, Meter, RefusalError, RetrievalError

__all__ = [
    "BROKE_OFF",
    "BrokenTransferError",
    "Meter",
    "RefusalError",
    "RetrievalError",
    "ask",
    "patience",
    "read_json",
    "refuse_error_message",
    "refuse_web_page",
    "session",
]

LOG = logging.getLogger(__name__)
MAY_PASS = frozenset({408, 429, *range(500, 600)})
# How requests reports an answer that began and did not end.
BROKE_OFF = (
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ConnectionError,
    requests.exceptions.ContentDecodingError,
)


class _TimedAdapter(HTTPAdapter):
    """Gives every request a time-out: without one, a host that hangs stops the run for good."""

    def __init__(self, timeout: tuple[float, float], retries: Retry):
        self.timeout = timeout
        super().__init__(max_retries=retries)

    def send(self, request, stream=False, timeout=None, **options):
        return super().send(request, stream=stream, timeout=timeout or self.timeout, **options)


def session(
    timeout: tuple[float, float] = (10, 60),
    retries: int = 5,
    backoff: float = 1.0,
    longest_wait: float = 120,
) -> requests.Session:
    """Open a session that waits for slow hosts and asks again after passing failures.

    Parameters
    ----------
    timeout : tuple of float
        Seconds to wait for a connection, and for the next bytes of an answer.
    retries : int
        How often one request is repeated after a time-out, a broken answer, or a status that may
        pass (408, 429, 5xx).
    backoff : float
        Seconds that set the pauses between repetitions, each twice as long as the last. A server
        that names its own pause (``Retry-After``) is obeyed.
    longest_wait : float
        Seconds that no single pause exceeds, whoever asks for it.

    Returns
    -------
    requests.Session
        Its timeouts, retries and pauses hold for all that is retrieved through it.
    """
    retry = Retry(
        total=retries,
        # What is neither a time-out nor a status (unknown host, certificate) seldom passes.
        other=min(1, retries),
        status_forcelist=MAY_PASS,
        allowed_methods=["GET"],
        backoff_factor=backoff,
        backoff_max=longest_wait,
        retry_after_max=longest_wait,
        raise_on_status=False,
    )
    opened = requests.Session()
    opened.headers["User-Agent"] = "cocashift"
    for scheme in ("https://", "http://"):
        opened.mount(scheme, _TimedAdapter(timeout, retry))
    return opened


def patience(session: requests.Session, address: str) -> Retrying:
    """Repeat a call after a `BrokenTransferError`, as often and as slowly as the session repeats.

    Returns
    -------
    tenacity.Retrying
        Call it with a function and its arguments; it gives what the function returns.
    """
    retry = session.get_adapter(address).max_retries
    return Retrying(
        retry=retry_if_exception_type(BrokenTransferError),
        stop=stop_after_attempt(1 + (retry.total or 0)),
        wait=wait_exponential(retry.backoff_factor, max=retry.backoff_max),
        before_sleep=_announce,
        reraise=True,
    )


def _announce(state: RetryCallState) -> None:
    LOG.info("%s; asking again in %g s", state.outcome.exception().what, state.next_action.sleep)


def ask(session: requests.Session, address: str, **options) -> requests.Response:
    """Send a GET request and wait until the answer begins.

    Returns
    -------
    requests.Response
        Open, its body not read yet. Status 416 passes: to one who resumes, it is an answer.

    Raises
    ------
    RefusalError
        If the status is an error.
    RetrievalError
        If no answer began.
    """
    try:
        response = session.get(address, stream=True, **options)
    except requests.RequestException as error:
        raise RetrievalError(_in_plain_words(error)) from error
    except (ValueError, LocationValueError) as error:
        # Redirects to what is no address.
        raise RefusalError(f"the server sent elsewhere, to what is no address ({error})") from error
    if response.status_code >= 400 and response.status_code != 416:
        kind = RetrievalError if response.status_code in MAY_PASS else RefusalError
        with response:
            hint = ": it may refuse programs and answer a browser"
            told = f"the server answered {response.status_code} {response.reason}"
            raise kind(told + (hint if response.status_code == 403 else ""))
    return response


def read_json(session: requests.Session, address: str, parameters: dict) -> tuple[Any, str]:
    """Ask a service a question that it answers in JSON.

    Returns
    -------
    answer : object
        The answer, known not to be an error message.
    address : str
        Who answered, after redirects.

    Raises
    ------
    RefusalError
        If the status or, under status 200, the answer itself says that there was an error.
    RetrievalError
        If no whole answer came, or a web page.
    """
    return patience(session, address)(_read_json, session, address, parameters)


def _read_json(session, address, parameters):
    meter, body = Meter(), bytearray()
    with ask(session, address, params=parameters) as response:
        try:
            for chunk in response.iter_content(1 << 16):
                meter.add(len(chunk))
                body += chunk
        except BROKE_OFF as error:
            raise BrokenTransferError("the answer broke off") from error
    refuse_web_page(bytes(body[:4096]))
    try:
        answer = json.loads(body)
    except RecursionError:
        raise RefusalError("the answer is nested too deeply") from None
    except ValueError as error:
        raise BrokenTransferError("the answer is not whole JSON") from error
    refuse_error_message(answer)
    return answer, response.url


def refuse_web_page(head: bytes) -> None:
    """Raise a `RefusalError` if the first bytes of an answer are those of a web page."""
    start = head.removeprefix(b"\xef\xbb\xbf")[:1024].lstrip().lower()
    if start.startswith(b"<") and (b"<html" in start or b"<!doctype html" in start):
        raise RefusalError("a web page came instead of data")


def refuse_error_message(answer: Any) -> None:
    """Raise if a parsed answer is an error message of ArcGIS or Socrata sent under status 200.

    Raises
    ------
    BrokenTransferError
        If the message carries a code that may pass (408, 429, 5xx).
    RefusalError
        If it carries any other.
    """
    if not isinstance(answer, dict):
        return
    if not (answer.get("error") or answer.get("status") == "error" or "errorCode" in answer):
        return
    told = answer["error"] if isinstance(answer.get("error"), dict) else answer
    words = told.get("message") or told.get("messages") or told.get("details") or told.get("error")
    code = str(told.get("code", ""))
    passing = code.isdecimal() and int(code) in MAY_PASS
    kind = BrokenTransferError if passing else RefusalError
    raise kind(f"the server answered with an error{f' {code}' if code else ''}: {words}")


def _in_plain_words(error: requests.RequestException) -> str:
    """Say why no answer began, in the words of someone waiting for it."""
    cause = getattr(error.args[0], "reason", error) if error.args else error
    name = type(cause).__name__
    if "Timeout" in name:
        return "the server did not answer in time"
    if "SSL" in name or "Certificate" in name:
        return f"the server's certificate was not accepted ({cause})"
    if "NameResolution" in name:
        return "the server's name is not known here; is the network up?"
    if isinstance(error, requests.TooManyRedirects):
        return "the server redirects in a circle"
    if isinstance(error, requests.ConnectionError):
        return f"the server could not be reached ({name})"
    return f"the address could not be asked ({error})"
