"""The site: the guides as they stand, and the library's docstrings. `make docs` builds it."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

project, release = PROJECT["name"], PROJECT["version"]
author = PROJECT["authors"][0]["name"]
copyright = author  # noqa: A001

# A guide lies where a reader of the repository finds it, so that links lead to the same place there
# and here.
root_doc = "docs/README"
include_patterns = ["*.md", "config/README.md", "data/raw/bundled/README.md", "docs/*.md"]
exclude_patterns = [".*", "node_modules", "site", "maps", "logs", "sbom", "data/processed"]

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_heading_anchors = 4
napoleon_google_docstring = False
napoleon_use_rtype = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"  # the docstrings say more
# Of names in docstrings only our own are held to lead somewhere.
default_role = "py:obj"
nitpick_ignore_regex = [("py:.*", r"(?!cocashift\.).*")]

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False
html_show_sphinx = False
# Who opens the folder opens this file.
html_extra_path = ["index.html"]


def list_pages(app, docname: str, source: list[str]) -> None:
    """Give the pages the order of their links in the contents, and a caption for each heading."""
    if docname != root_doc:
        return
    for caption, links in re.findall(r"^## (.+)\n((?:(?!^## )[^\n]*\n)+)", source[0], re.M):
        pages = re.findall(r"^- \[(.+?)\]\(([\w./-]+)\.md\)", links, re.M)
        rows = "\n".join(f"{title} <{page}>" for title, page in pages)
        source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{rows}\n```\n"


def setup(app) -> None:
    """Hear of each page that is read."""
    app.connect("source-read", list_pages)
