"""The tutorial, followed to its end as it stands."""

import re
import shlex
import subprocess
from pathlib import Path

from tests.conftest import snakemake
from tests.docs.guides import read

# What the tutorial reads and shows: not every page.
SHOWN = ["tables/zones.csv", "tables/municipal_change.csv", "change.html"]


def follow(folder: Path) -> None:
    """Write each file of the tutorial, and run each of its commands, in their order."""
    step = r"([^\n]+(?:\n[^\n]+)*)\n\n```(console|json|yaml)\n(.*?)^```"
    for told, language, block in re.findall(step, read("docs/tutorial.md"), re.M | re.S):
        if language != "console":
            path = folder / re.findall(r"`(my/[\w.]+)`", told)[-1]
            before = path.read_text("utf-8") if told.startswith("At the end of") else ""
            path.write_text(before + block, "utf-8")
            continue
        for line in block.splitlines():
            name, *arguments = shlex.split(line.removeprefix("$ "))
            if name == "snakemake":
                shown = [f"maps/reserve/{file}" for file in SHOWN]
                run = snakemake(folder, *shown, *arguments, "--quiet")
                assert run.returncode == 0, run.stderr
            else:
                subprocess.run([name, *arguments], cwd=folder, check=True)
