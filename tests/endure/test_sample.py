"""A sample of the disturbances that `make endure` makes, other ones each day."""

import time

from tests.conftest import copy_project
from tests.endure.run import KINDS, endure
from tests.toy import Toy


def test_runs_that_are_killed_leave_no_half_file_and_can_be_run_again(tmp_path):
    toy = Toy(copy_project(tmp_path / "project"), tmp_path / "toy")
    toy.describe()
    today = int(time.time() // 86_400) * 8
    found = endure(toy.project, toy.arguments(), range(today, today + len(KINDS)), 12)
    assert found.made.total() == len(KINDS)
    assert not found.failed, "\n".join(found.told)
