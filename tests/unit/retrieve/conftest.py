"""A provider on this machine, and a session that asks it once."""

import pytest

from cocashift.retrieve.transfer import session
from tests import server


@pytest.fixture
def provider():
    """A server of layers."""
    with server.Provider() as running:
        yield running


@pytest.fixture
def single():
    """A session that asks once."""
    with session((2, 1.5), retries=0) as opened:
        yield opened
