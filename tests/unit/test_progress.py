"""A run in one line on a terminal, in a line per job elsewhere; and all else whole."""

import io
import logging
import re
import time

import pytest

from cocashift import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(params=[Terminal, io.StringIO])
def run(request, monkeypatch):
    """A function that tells one event of a run, and the stream that it is told on."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "TERMINAL_S", 0.01)
    stream = request.param()
    handler = progress.Progress(
        logging.StreamHandler(stream), lambda: "Open maps/x/index.html", {"draw_units": 3}
    )

    def tell(event, level=logging.INFO, msg=None, **more):
        record = {"event": event, "levelno": level, "levelname": "INFO", "msg": msg} | more
        handler.handle(logging.makeLogRecord(record))

    yield tell, stream
    handler.close()


def job(tell, number, rule="draw_units", message=None, log=(), **wildcards):
    wildcards = {"dataset": "x"} | wildcards
    told = {"rule_name": rule, "rule_msg": message, "wildcards": wildcards, "log": list(log)}
    tell("job_info", jobid=number, **told)


def whole_run(tell, **more):
    tell("workflow_started", msg="SNAKEMAKE\n=========")
    tell(None, msg="Building DAG of jobs...")
    stats = {"harmonise_zone": 1, "draw_units": 1, "total": 2}
    tell("run_info", msg="Job stats:", stats=stats)
    tell(None, msg="Select jobs to execute...")
    job(tell, 1, "harmonise_zone", "Make the features of zone 'park'.", zone="park", **more)
    job(tell, 2)
    time.sleep(0.1)
    for done in (1, 2):
        tell("job_finished", job_id=done)
        tell("progress", done=done, total=2)
        time.sleep(0.1)
    tell(None, msg="Complete log(s): somewhere")


def test_a_terminal_shows_one_line_that_goes_and_a_log_one_per_job(run):
    tell, stream = run
    whole_run(tell)
    told = stream.getvalue()
    if stream.isatty():
        assert "\n" not in told
        moments = [each.strip() for each in told.split("\r") if each.strip()]
        assert moments[0].startswith("0 of 2")
        assert any(each.endswith(":00: harmonise_zone park, draw_units") for each in moments)
        left = r"1 of 2 .*:00, about \d s left: draw_units"
        assert any(re.fullmatch(left, each) for each in moments)
        # Nothing of it is left for what comes next.
        assert re.search(r"\r *\r?$", told)
    else:
        told = re.sub(r"about \d s", "about LEFT", told)
        lines = [re.sub(r"\d\d:\d\d:\d\d  ", "", line) for line in told.splitlines()]
        assert lines == [
            "2 jobs to do",
            "1 of 2, about LEFT left: Make the features of zone 'park' (0 s)",
            "2 of 2: draw_units (0 s)",
        ]


def test_errors_and_warnings_are_told_whole(run):
    tell, stream = run
    tell("run_info", stats={"total": 3})
    job(tell, 1)
    tell("job_error", logging.ERROR, "Error in rule draw_units:", jobid=1)
    tell(None, msg="Removing output files of failed job")
    tell(None, logging.WARNING, "beware")
    assert re.search(r"^(.*\r)?Error in rule draw_units:$", stream.getvalue(), re.MULTILINE)
    assert "Removing output files of failed job\n" in stream.getvalue()
    assert "beware\n" in stream.getvalue()


def test_news_before_a_run_are_told_and_nothing_to_do_says_where_to_begin(run):
    tell, stream = run
    tell(None, msg="Unlocked working directory.")
    tell(None, msg="Using shell: /usr/bin/bash")
    tell(None, msg="Nothing to be done (all is there).")
    expected = ["Unlocked working directory.", "Nothing to be done (all is there)."]
    assert stream.getvalue().splitlines() == [*expected, "Open maps/x/index.html"]


def test_what_was_asked_to_be_kept_quiet_is(run, monkeypatch):
    quiet = logging.StreamHandler(stream := io.StringIO())
    quiet.addFilter(lambda record: False)
    handler = progress.Progress(quiet, str, {})
    whole_run(lambda event, **more: handler.handle(logging.makeLogRecord({"event": event} | more)))
    assert stream.getvalue() == ""


def test_jobs_that_end_together_have_a_line_each(run):
    tell, stream = run
    tell("run_info", stats={"total": 2})
    for number in (1, 2):
        job(tell, number)
    for number in (1, 2):
        tell("job_finished", job_id=number)
    tell("progress", done=2, total=2)
    if not stream.isatty():
        assert re.findall(r"(\d of 2).*: draw_units", stream.getvalue()) == ["1 of 2", "2 of 2"]


def test_a_running_job_says_how_far_its_log_says_it_is(tmp_path):
    log = tmp_path / "units.log"
    log.write_text("read\n3 of 8 sets of draws\n", "utf-8")
    long_ago = time.monotonic() - 10
    assert progress.step([str(log)], long_ago) == " (3 of 8 sets of draws)"
    assert progress.step([str(log)], time.monotonic()) == "", "it may be another run's"
    log.write_text("a warning\n", "utf-8")
    assert progress.step([str(log)], long_ago) == ""
    assert progress.step([], long_ago) == progress.step(["nowhere"], long_ago) == ""


def test_the_time_that_is_left_is_told_by_how_long_jobs_take(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    handler = progress.Progress(logging.StreamHandler(io.StringIO()), str, {"long": 5})

    def tell(event, **more):
        handler.handle(logging.makeLogRecord({"event": event, "levelno": logging.INFO} | more))

    tell("run_info", stats={"short": 5, "long": 1, "total": 6})
    assert handler.left() == ""
    job(tell, 1, "short")
    clock[0] = 10.0
    tell("job_finished", job_id=1)
    assert handler.left() == ", about 1 min 30 s left"
    job(tell, 2, "long")
    clock[0] = 60.0
    tell("job_finished", job_id=2)
    assert handler.left() == ", about 40 s left"
    handler.close()
