"""A toy dataset in a project of its own, for each case to spoil."""

import re

import pytest

from tests.conftest import copy_project
from tests.toy import Toy


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("project"))


@pytest.fixture
def toy(project, request):
    name = re.sub(r"\W+", "_", request.node.name).strip("_")[:120].lower()
    return Toy(project, project / "toys" / name)
