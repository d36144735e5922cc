"""How far a run is: one line that moves on a terminal, a line for each finished job in a log."""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from cocashift.errors import printable

__all__ = ["Progress", "spell"]

# How often the line of the terminal moves, and how long a log is silent.
TERMINAL_S, LOG_S = 1, 60
LINE = "{n_fmt} of {total_fmt} {bar:12} {elapsed}{desc}"
# What Snakemake says each time; its own log keeps it.
KNOWN = (
    "Assuming unrestricted shared",
    "Building DAG",
    "Complete log",
    "Conda environments",
    "Elapsed time",
    "Execute ",
    "Select jobs",
    "Singularity containers",
    "Using shell",
)


class Progress(logging.Handler):
    """Stand before the handler that tells everything, and let through what is no progress.

    Parameters
    ----------
    told : StreamHandler
        Snakemake's own. It tells errors and warnings as ever, and its filters hold here too.
    ready : callable
        Gives what is added where there was nothing to do.
    weights : dict
        How much longer than others the jobs of some rules take.
    """

    def __init__(
        self, told: logging.StreamHandler, ready: Callable[[], str], weights: dict[str, float]
    ) -> None:
        super().__init__()
        self.told, self.ready, self.weights = told, ready, weights
        self.done, self.whole = 0, 0
        self.filters = list(told.filters)
        self.stream = told.stream
        moves = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self.shown = _Line(self.stream) if moves else _Lines(self.stream)
        self.begun, self.failed = None, False
        self.jobs, self.running = {}, {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take what Snakemake tells: `record.event` says of what kind it is."""
        event = str(getattr(record, "event", None) or "")
        # What asks for nothing else is told: a method for each kind of event.
        take = getattr(self, f"_{event}", None)
        if take and record.levelno < logging.WARNING:
            take(record)
        elif record.levelno >= logging.WARNING or self._wanted(record, event):
            self.shown.clear()
            self.told.handle(record)
        if event == "job_error":
            self.running.pop(record.jobid, None)
        self.failed |= record.levelno >= logging.ERROR

    def _wanted(self, record, event) -> bool:
        """Whether a message is news: before the run all but what is known, after a failure all."""
        words = str(record.msg or "")
        if words.startswith("Nothing to be done"):
            record.msg = f"{words}\n{self.ready()}".rstrip()
        news = self.begun is None and not words.startswith(KNOWN)
        return not event and bool(words) and (news or self.failed)

    def _workflow_started(self, record) -> None:
        """Keep the table of versions and folders for the log."""

    _resources_info = _job_started = _shellcmd = _group_info = _workflow_started

    def _run_info(self, record) -> None:
        self.begun = time.monotonic()
        rules = {rule: count for rule, count in record.stats.items() if rule != "total"}
        self.whole = sum(count * self.weights.get(rule, 1) for rule, count in rules.items())
        self.shown.begin(record.stats["total"], self)

    def _job_info(self, record) -> None:
        wildcards = [v for k, v in (record.wildcards or {}).items() if k != "dataset"]
        self.jobs[record.jobid] = (" ".join([record.rule_name, *wildcards]), record)
        self.running[record.jobid] = time.monotonic()

    def _job_finished(self, record) -> None:
        since = self.running.pop(record.job_id, None)
        if since is not None:
            name, job = self.jobs[record.job_id]
            self.done += self.weights.get(job.rule_name, 1)
            words = (job.rule_msg or name).rstrip(".")
            self.shown.finished(f"{words} ({spell(time.monotonic() - since)})")

    def _progress(self, record) -> None:
        self.shown.move(record.done, record.total, self)
        if record.done == record.total:
            self.shown.end()

    def left(self) -> str:
        """Guess from what is done how long the rest takes; nothing as long as nothing is done."""
        if not 0 < self.done < self.whole:
            return ""
        seconds = (time.monotonic() - self.begun) / self.done * (self.whole - self.done)
        return f", about {spell(seconds)} left"

    def state(self) -> str:
        """Say what runs now, longest first, and how far it says it is."""
        with self.lock:
            running = sorted(self.running.items(), key=lambda each: each[1])
        return ", ".join(
            self.jobs[job][0] + step(self.jobs[job][1].log, since) for job, since in running
        )

    def close(self) -> None:
        """Leave nothing of the line behind."""
        self.shown.end()
        self.told.close()
        super().close()


class _Lines:
    """A log: a line with the time for each job that is done, and a sign of life in between."""

    def __init__(self, stream) -> None:
        self.stream, self.waiting = stream, deque()
        self.ended = threading.Event()

    def begin(self, total, run) -> None:
        self.write(f"{total} jobs to do" if total > 1 else "1 job to do")
        threading.Thread(target=self.wait, args=[run], daemon=True).start()

    def wait(self, run) -> None:
        while not self.ended.wait(LOG_S):
            if time.monotonic() - self.last >= LOG_S and (running := run.state()):
                self.write(f"running: {running}")

    def finished(self, words) -> None:
        self.waiting.append(words)

    def move(self, done, total, run) -> None:
        # Jobs that end at once are counted at once.
        for number in range(done - len(self.waiting) + 1, done + 1):
            left = run.left() if number == done else ""
            self.write(f"{number:{len(str(total))}} of {total}{left}: {self.waiting.popleft()}")

    def write(self, words) -> None:
        self.last = time.monotonic()
        self.stream.write(f"{time.strftime('%H:%M:%S')}  {printable(words)}\n")
        self.stream.flush()

    def clear(self) -> None:
        """Leave what is written."""

    def end(self) -> None:
        self.ended.set()


class _Line:
    """A terminal: one line, which moves."""

    def __init__(self, stream) -> None:
        self.stream, self.bar = stream, None
        self.ended = threading.Event()

    def begin(self, total, run) -> None:
        # A single job has the terminal to itself: the download shows a line of its own.
        if total > 1:
            from tqdm import tqdm

            self.bar = tqdm(
                total=total,
                file=self.stream,
                bar_format=LINE,
                leave=False,
                dynamic_ncols=True,
            )
            threading.Thread(target=self.wait, args=[run], daemon=True).start()

    def wait(self, run) -> None:
        while not self.ended.wait(TERMINAL_S):
            self.bar.set_description_str(printable(f"{run.left()}: {run.state()}"))

    def finished(self, words) -> None:
        """Say nothing of it: the line says what runs."""

    def move(self, done, total, run) -> None:
        if self.bar is not None:
            self.bar.total = total
            self.bar.update(done - self.bar.n)

    def clear(self) -> None:
        if self.bar is not None:
            self.bar.clear()

    def end(self) -> None:
        self.ended.set()
        if self.bar is not None:
            self.bar.close()


def step(logs: list[str], since: float) -> str:
    """Give how far a job says it is in its log: what stands after the colon of its last line."""
    path = Path(logs[0]) if logs else None
    # A young job has not yet begun its log anew.
    if not path or time.monotonic() - since < 2 or not path.is_file():
        return ""
    last = path.read_text("utf-8", "replace")[-200:].rstrip().rpartition("\n")[2]
    return f" ({last})" if " of " in last else ""


def spell(seconds: float) -> str:
    """Spell a duration out.

    Examples
    --------
    >>> [spell(each) for each in (0.2, 59.6, 192, 7260)]
    ['0 s', '1 min', '3 min 12 s', '2 h 1 min']
    """
    whole = round(seconds)
    parts = {"h": whole // 3600, "min": whole // 60 % 60, "s": whole % 60}
    told = [f"{number} {unit}" for unit, number in parts.items() if number][:2]
    return " ".join(told) or "0 s"
