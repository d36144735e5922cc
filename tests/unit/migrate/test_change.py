import numpy as np
import pandas as pd
import pytest

from cocashift.migrate import change


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        (0, 1, "new"),
        (1, 0, "disappeared"),
        (0, 0, "none"),
        (5, 6, "stable"),
        (5, 7, "rose"),
        (200, 220, "stable"),
        (200, 221, "rose"),
        (200, 179, "fell"),
        (200, 180, "stable"),
        (np.nan, 5, "missing"),
        (5, np.nan, "missing"),
    ],
)
def test_kinds_of_change(first, last, kind):
    found = change.classify(pd.Series([first], dtype=float), pd.Series([last], dtype=float))
    assert found.tolist() == [kind]
    assert kind in change.CLASSES
