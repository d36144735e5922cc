"""Templates of pages, styles and projects: everything they show is escaped."""

from functools import cache
from pathlib import Path

import jinja2

__all__ = ["template"]


def template(folder: Path, name: str) -> jinja2.Template:
    """Load a template of a folder.

    Parameters
    ----------
    folder : Path
        Where it and what it includes lie.
    name : str
        Its path from there.

    Returns
    -------
    Template
        What it lacks is an error, not a blank.
    """
    return _environment(folder).get_template(name)


@cache
def _environment(folder: Path) -> jinja2.Environment:
    """Keep one environment for each folder: compiling a template takes longer than filling it."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
