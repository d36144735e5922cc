"""Write docs/errors.md: what each bad input is told, as the tests find it."""

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import ROOT, copy_project
from tests.inputs.test_bad_inputs import CASES, in_cell
from tests.toy import Toy

HEAD = """| input | what the user sees |
| --- | --- |
"""


def record(section: str, text: str, document: str = "docs/errors.md") -> None:
    """Put a text between the marks of its section in a document."""
    path = ROOT / document
    start, end = f"<!-- {section} -->\n", f"<!-- end of {section} -->"
    pattern = f"{re.escape(start)}.*?{re.escape(end)}"
    written = path.read_text("utf-8")
    path.write_text(
        re.sub(pattern, lambda _: start + text + end, written, flags=re.DOTALL), "utf-8"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        rows = []
        for number, (title, (spoil, _)) in enumerate(CASES.items()):
            toy = Toy(project, project / "toys" / f"toy{number}")
            spoil(toy)
            rows.append(f"| {title} | {in_cell(toy.told(toy.run()))} |\n")
    record("inputs", HEAD + "".join(rows))
