"""Make what is unreleased a version: pyproject.toml, CITATION.cff and CHANGELOG.md name it.

Usage: python upkeep/release.py VERSION [DAY]
"""

import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def release(version: str, day: str, folder: Path) -> None:
    """Write a version, and its day, wherever the project says them."""
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise SystemExit(f"{version!r} is no version: three numbers, as 1.2.0.")
    date.fromisoformat(day)
    for file, pattern, written in (
        ("pyproject.toml", r'^version = ".*"$', f'version = "{version}"'),
        ("CITATION.cff", r"^version: .*$", f"version: {version}"),
        ("CITATION.cff", r"^date-released: .*$", f'date-released: "{day}"'),
        ("CHANGELOG.md", r"^## Unreleased$", f"## Unreleased\n\n## {version} – {day}"),
    ):
        path = folder / file
        text, count = re.subn(pattern, written, path.read_text("utf-8"), flags=re.MULTILINE)
        if count != 1:
            raise SystemExit(f"{file}: {count} lines say {pattern}, and one must.")
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    today = datetime.now(UTC).date().isoformat()
    version, day = (*sys.argv[1:], *["", today][len(sys.argv) - 1 :])
    release(version, day, ROOT)
    print(f"{version} it is, of {day}. Look at the changes, commit and tag; then: make archive.")
