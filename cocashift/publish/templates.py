"""Templates of pages, styles and projects: everything they show is escaped."""

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
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
