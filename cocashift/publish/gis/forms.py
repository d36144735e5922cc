"""Forms of features: fields under tabs by what they tell, and the rows related to a feature."""

import re

from cocashift.words import Words

__all__ = ["RELATED", "tabs"]

# The first that a field's name meets; others tell which feature it is.
SUBJECTS = {
    "off_limits": r"off_limits_",
    "eradication": r"(sprayed|manual)_ha_",
    "pattern": r"(permanence|lisa|p_value|after_fdr)$",
    "coca": r"(coca|change|expected|flow)_",
    "counted": r"in_\w+_\d{4}$",
}
# Fewer fields are read in one list.
MANY = 12
# Relations by the layer in whose form their rows stand.
RELATED = {"municipalities": "coca_by_year"}


def tabs(layer: str, columns: list[str], words: Words) -> list[dict]:
    """Lay the fields of a layer under tabs.

    Parameters
    ----------
    layer : str
        Its name.
    columns : list of str
        Its fields, in their order.
    words : Words
        The catalogue.

    Returns
    -------
    list of dict
        ``title``, ``columns`` and ``relation`` (of rows told there, or empty) of each tab; none
        where all fields fit one list.
    """
    if len(columns) < MANY:
        return []
    of: dict[str, list[str]] = {"feature": []}
    for column in columns:
        subject = next((s for s, p in SUBJECTS.items() if re.match(p, column)), "feature")
        of.setdefault(subject, []).append(column)
    told = [
        {"title": words(f"form.{subject}"), "columns": fields, "relation": ""}
        for subject, fields in of.items()
    ]
    if layer in RELATED:
        related = RELATED[layer]
        told.append({"title": words(f"layer.{related}"), "columns": [], "relation": related})
    return told
