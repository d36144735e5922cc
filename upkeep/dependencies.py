"""Write the table of packages into docs/dependencies.md, between its marks.

Usage: python upkeep/dependencies.py
What is thought of each stands in dependencies.yaml; the rest is told by the installed packages.
"""

import re
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from upkeep import installed

GUIDE = installed.ROOT / "docs/dependencies.md"
JUDGED = installed.ROOT / "upkeep/dependencies.yaml"
HEAD = ["package", "does for us", "without it", "upkeep", "licence", "brings along", "alone"]
MARKS = "<!-- packages -->", "<!-- end of packages -->"


def table() -> str:
    """Write the table in Markdown: a row per direct dependency."""
    judged = yaml.safe_load(JUDGED.read_text("utf-8"))
    names = installed.direct()
    brought = {name: installed.brings(name) for name in names}
    rows = []
    for name in names:
        others = set(names).union(*(brought[other] for other in names if other != name))
        others |= {each for other in names if other != name for each in brought[other]}
        rows.append(
            [
                name,
                *(judged[name][key] for key in ("does", "instead", "upkeep")),
                installed.licence(name),
                str(len(brought[name])),
                str(len(brought[name] - others)),
            ]
        )
    lines = [HEAD, ["---"] * len(HEAD), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def section() -> str:
    """Write what stands between the marks."""
    names = installed.everything()
    total = f"{len(installed.direct())} packages are asked for, and {len(names)} come."
    return f"{MARKS[0]}\n{total}\n\n{table()}\n{MARKS[1]}"


if __name__ == "__main__":
    guide = GUIDE.read_text("utf-8")
    pattern = re.escape(MARKS[0]) + ".*?" + re.escape(MARKS[1])
    GUIDE.write_text(re.sub(pattern, lambda _: section(), guide, flags=re.DOTALL), "utf-8")
