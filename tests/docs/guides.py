"""The guides: which files they are, and what of them a test can run."""

import doctest
import os
import re

from tests.conftest import ROOT

GUIDES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "config/README.md")),
    ROOT / "data/raw/bundled/README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
NAMES = [path.relative_to(ROOT).as_posix() for path in GUIDES]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    """What is no block of code."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def figures(text: str) -> list[float]:
    """The numbers of a text that tell a result: hectares, per cent and points; no years."""
    found = re.findall(r"(?<![\w.,])([+−-]?\d[\d,]*(?:\.\d+)?)(?= (?:ha\b|%|points\b))", text)
    # The first of two, of which the second alone has the unit.
    found += re.findall(r"([+−-]?\d[\d,.]*) (?:to|and) [+−]?\d[\d,.]* (?:ha|points)\b", text)
    return [abs(float(each.replace(",", "").replace("−", "-"))) for each in found]


class Sessions(doctest.DocTestRunner):
    """Keeps what was printed in place of what stands there."""

    def __init__(self, **options):
        super().__init__(**options)
        self.moved = []

    def report_failure(self, out, test, example, got):
        self.moved.append((example.want, got))

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise exc_info[1]


def session(name: str) -> set[float]:
    """Run a guide's sessions, which must print what stands there; give the numbers of it.

    `make pictures` writes there what they print, and leaves the sentences to whoever reads it.
    """
    text = "".join(blocks(read(name), "pycon"))
    found = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    assert found.examples
    runner = Sessions(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(found, out=lambda told: None)
    if os.environ.get("COCASHIFT_RECORD"):
        whole = read(name)
        for wanted, printed in runner.moved:
            whole = whole.replace(wanted, printed)
        (ROOT / name).write_text(whole, "utf-8")
    else:
        assert runner.moved == []
    moved = dict(runner.moved)
    wanted = " ".join(moved.get(example.want, example.want) for example in found.examples)
    return {float(each) for each in re.findall(r"\d+(?:\.\d+)?", wanted)}
