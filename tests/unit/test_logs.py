"""The last words of a job: one sentence, and nothing that moves the terminal."""

import subprocess
import sys

import pytest

from cocashift import logs
from tests.conftest import ROOT

DEFECT = "This is a defect of the program, not of your input. Please report it"


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("raise InputError('c.csv: \\x1b[31mred')", "c.csv: \\x1b[31mred"),
        ("raise OSError(28, 'No space left on device', 'maps/a.html')", "maps/a.html: the disk is"),
        ("raise PermissionError(13, 'Permission denied', 'maps/a')", "maps/a: permission is missi"),
        ("raise MemoryError", "The memory does not suffice."),
        ("raise KeyboardInterrupt", "Interrupted."),
        ("1 / 0", DEFECT),
        ("raise ValueError('\\x1b[2J')", DEFECT),
        ("raise UnicodeDecodeError('utf-8', b'\\xe1', 0, 1, 'odd')", DEFECT),
    ],
)
def test_a_log_ends_in_a_sentence(tmp_path, code, last):
    log = tmp_path / "job.log"
    program = f"""
from cocashift import logs
from cocashift.errors import InputError
logs.write_to({str(log)!r})
{code}
"""
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
    )
    assert run.returncode != 0
    text = log.read_text("utf-8")
    assert text.splitlines()[-1].startswith(last)
    report = f"Error in rule x:\n    log: {log} (check log file(s) for error details)\n"
    assert logs.last_words(report).splitlines()[-2:][0].startswith(last)
    assert logs.last_words(report).endswith(f"\nlog: {log}")
    assert ("Traceback" in text) == last.startswith(DEFECT)
    assert not any(sign in text for sign in "\x1b\x07\x9b")


def test_long_work_says_how_far_it_is_and_short_work_nothing(caplog, monkeypatch):
    clock = iter([0, 1, 2.5, 3, 9])
    monkeypatch.setattr(logs.time, "monotonic", lambda: next(clock, 9))
    caplog.set_level("INFO", "cocashift.logs")
    assert list(logs.steps(iter("abcd"), "letters")) == ["a", "b", "c", "d"]
    assert caplog.messages == ["1 of 4 letters", "3 of 4 letters"]
    caplog.clear()
    assert list(logs.steps((each for each in "ab"), "letters", 2)) == ["a", "b"]
    assert caplog.messages == []


def test_a_cluster_adds_its_log_and_another_attempt_may_succeed(tmp_path):
    told, lost = tmp_path / "told.log", tmp_path / "lost.log"
    told.write_text("read\n\nc.csv: no year.\n", "utf-8")
    lost.touch()
    error = "Error in rule {0}:\n    jobid: {1}\n    log: {2}, /x/slurm/7.log (check log file(s))\n"
    report = error.format("a", 3, told) + error.format("b", 4, lost) + error.format("a", 3, told)
    assert logs.last_words(report).splitlines()[0] == "c.csv: no year."
    assert "without a word" in logs.last_words(report)
    ended = report + "Finished jobid: 4 (Rule: b)\n"
    assert logs.last_words(ended) == f"c.csv: no year.\nlog: {told}"
