"""The last words of a job: one sentence, and nothing that moves the terminal."""

import hashlib
import os
import re
import subprocess
import sys

import pandas as pd
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


def test_each_stage_of_a_job_is_told_as_it_begins(caplog):
    caplog.set_level("INFO", "cocashift.logs")
    stage = logs.stages("clusters", "centres")
    assert not caplog.messages
    next(stage)
    assert caplog.messages == ["1 of 2: clusters"]
    next(stage)
    assert caplog.messages[1:] == ["2 of 2: centres"]


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


def job(folder, code, log="job.log"):
    """Run a script of a job that reads a table and writes another; give its log."""
    (folder / "in.csv").write_text("a\n1\n", "utf-8")
    (folder / "large.bin").write_bytes(bytes((4 << 20) + 1))
    program = f"""
import warnings
from types import SimpleNamespace as Job
import pandas as pd
from cocashift import logs
job = Job(rule="weigh", input={{"table": "in.csv", "parts": ["large.bin"], "code": ["in.csv"]}},
    params={{"years": [2013, 2014], "of": "Nariño"}},
    output={{"out": "out.parquet", "none": "gone"}})
logs.write_to({log!r}, job)
{code}
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return run, (folder / "job.log").read_text("utf-8") if log == "job.log" else ""


def test_a_log_says_what_a_job_was_given_and_what_it_made(tmp_path):
    code = "warnings.warn('odd')\npd.DataFrame({'a': [1, 2]}).to_parquet('out.parquet')"
    run, text = job(tmp_path, code)
    assert run.returncode == 0, run.stderr
    digest = hashlib.sha256(b"a\n1\n").hexdigest()
    assert text.startswith("Job: weigh\n  python ")
    assert f", pandas {pd.__version__}" in text
    assert "  parameter years: [2013, 2014]\n" in text
    assert '  parameter of: "Nariño"\n' in text
    assert f"  input table: in.csv, 4 bytes, sha256 {digest}\n" in text
    assert re.search(r"  input parts: large.bin, 4194305 bytes, changed \d{4}-\d\d-\d\dT", text)
    assert f"  code: 1 files, sha256 {digest}\n" in text
    last = text.rstrip().rpartition("\n\n")[2].splitlines()
    assert re.fullmatch(r"Took: \d+\.\d s of a processor, at most \d+ MB", last[0])
    assert re.fullmatch(r"  output out: out.parquet, \d+ bytes, 2 rows", last[1])
    assert last[2:] == ["  warnings: 1"]
    assert logs.said(tmp_path / "job.log") == ""


def test_what_a_failed_job_said_comes_after_its_account(tmp_path):
    _, text = job(tmp_path, "from cocashift.errors import InputError\nraise InputError('c: red')")
    assert text.count("Took: ") == 1
    assert text.index("Took: ") < text.index("c: red")
    assert logs.said(tmp_path / "job.log") == "c: red"


def test_a_job_that_was_killed_said_nothing(tmp_path):
    _, text = job(tmp_path, "import os\nos.kill(os.getpid(), 9)")
    assert "Took" not in text
    log = tmp_path / "job.log"
    told = logs.last_words(f"    log: {log} (check log file(s) for error details)\n")
    assert told == f"The job ended without a word: too little memory?\nlog: {log}"


def test_fonts_do_not_fill_a_log(tmp_path):
    code = "import logging\nlogging.getLogger('fontTools.subset').info('glyf pruned')"
    assert "glyf" not in job(tmp_path, code)[1]


def test_a_job_waits_for_no_log_but_its_own(tmp_path):
    """A forked one inherits others, whose locks may be held by threads that it has not."""
    code = """
import logging, time
class Held(logging.StreamHandler):
    def flush(self):
        time.sleep(600)
held = Held()
logging.getLogger("snakemake").addHandler(held)
"""
    run, text = job(tmp_path, code)
    assert run.returncode == 0, run.stderr
    assert text.count("Took: ") == 1


def test_a_disk_without_room_for_the_log_stops_no_job(tmp_path):
    run, _ = job(tmp_path, "open('out.parquet', 'w').close()", log="/dev/full")
    assert run.returncode == 0
    assert (tmp_path / "out.parquet").exists()
