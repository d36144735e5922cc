"""What was read from providers' files and what was repaired in them: nothing happens in silence."""

import pandas as pd

from cocashift import schemas

__all__ = ["Reading", "report"]

# One thing counted: the item (words.yaml names it), how many, and a detail.
Reading = tuple[str, int | None, str]


def report(layer: str, file: str, readings: list[Reading]) -> pd.DataFrame:
    """Lay readings of one file out for the quality report.

    Parameters
    ----------
    layer : str
        The layer, as the dataset names it.
    file : str
        The file's name.
    readings : list of Reading
        Item, count (None where nothing is counted) and detail.

    Returns
    -------
    DataFrame
        `schemas.Quality`.
    """
    frame = pd.DataFrame(readings, columns=["item", "count", "detail"])
    frame.insert(0, "layer", layer)
    frame.insert(1, "file", file)
    return schemas.Quality.validate(
        frame.astype({"layer": "str", "file": "str", "item": "str", "count": "Int64"}).assign(
            detail=frame["detail"].astype("str")
        )
    )
