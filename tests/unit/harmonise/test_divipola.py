import pandas as pd
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import divipola


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("05001", "05001"),
        (5001, "05001"),
        ("5854.0", "05854"),
        ("CO05001", "05001"),
        (" 94663 ", "94663"),
    ],
)
def test_known_damages_are_undone(damaged, whole):
    codes, repaired = divipola.repair(pd.Series([damaged]))
    assert codes.tolist() == [whole]
    assert repaired == (damaged != whole)


@pytest.mark.parametrize("value", ["", None, "Leticia", "123", "123456", "50x01", "5001.5"])
def test_anything_else_is_named(value):
    with pytest.raises(InputError, match=r"column CODMPIO: 1 values are not DIVIPOLA codes"):
        divipola.repair(pd.Series(["05001", value], name="column CODMPIO"))
