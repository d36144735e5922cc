"""Write docs/errors.md: what each bad input is told, as the tests find it."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import ROOT, copy_project
from tests.inputs.test_bad_inputs import CASES, in_cell
from tests.toy import Toy

HEAD = """# What bad input is told

Every input below is tried by `tests/inputs`; the words are those the user sees, written here by
`python tests/inputs/write_table.py`. The run ends there: nothing is published.

| input | what the user sees |
| --- | --- |
"""

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        rows = []
        for number, (title, (spoil, _)) in enumerate(CASES.items()):
            toy = Toy(project, project / "toys" / f"toy{number}")
            spoil(toy)
            rows.append(f"| {title} | {in_cell(toy.told(toy.run()))} |\n")
    (ROOT / "docs/errors.md").write_text(HEAD + "".join(rows), "utf-8")
