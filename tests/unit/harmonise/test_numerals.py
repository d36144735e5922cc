import math

import pandas as pd
import pytest

from cocashift.errors import InputError
from cocashift.harmonise import numerals


def read(*cells, decimal=None):
    return numerals.read(pd.Series(cells, dtype="object"), decimal)[0].tolist()


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        (("36.61", "110", 0, 7.5), [36.61, 110, 0, 7.5]),
        (("1,234.5", "12"), [1234.5, 12]),
        (("1,234,567", "0.5"), [1234567, 0.5]),
        (("1.234,5", "12"), [1234.5, 12]),
        (("0,25", "1.234"), [0.25, 1234]),
        (("- 0", "-0", "– 0.00"), [0, 0, 0]),
        (("12.345", "7.5"), [12.345, 7.5]),
        ((1.125, 2.25, "3"), [1.125, 2.25, 3]),
        (("2.345.678", "1.375"), [2345678, 1375]),
        ((" 1 ", "1e3"), [1, 1000]),
        (("-5",), [-5]),
    ],
)
def test_figures_are_read_as_they_were_meant(cells, figures):
    assert read(*cells) == figures


@pytest.mark.parametrize("blank", ["", " ", None, float("nan"), "-", "—", "NA"])
def test_blanks_and_dashes_are_missing_not_zero(blank):
    figure, _ = read(blank, "1")
    assert math.isnan(figure)


def test_a_figure_that_may_be_two_needs_a_word_from_the_dataset():
    with pytest.raises(InputError, match="0: '1,234' may be thousands or decimals"):
        read("1,234", "7")
    assert read("1,234", "7", decimal=".") == [1234, 7]
    assert read("1,234", "7", decimal=",") == [1.234, 7]


@pytest.mark.parametrize("cells", [("3.125", "4"), ("6.250", "1.875", "20"), ("-1.125",)])
def test_points_before_three_digits_are_as_doubtful_as_commas(cells):
    with pytest.raises(InputError, match=r"may be thousands or decimals.*`decimal: '\.'`"):
        read(*cells)
    assert read("3.125", "4", decimal=",") == [3125, 4]
    assert read("3.125", "4", decimal=".") == [3.125, 4]


@pytest.mark.parametrize("huge", ["1e400", "-1e12", "99999999999999999999", "٣"])
def test_a_figure_beyond_the_earth_and_digits_of_other_scripts_are_none(huge):
    with pytest.raises(InputError, match="no figure"):
        read(huge, "1")


def test_repairs_are_counted():
    _, repaired = numerals.read(pd.Series(["1,234.5", "- 0", "-", ""]))
    assert repaired == {"dashes_blank": 1, "dashes_zero": 1, "grouped": 1, "decimal_commas": 0}


@pytest.mark.parametrize("odd", ["abc", "12 ha", "1,23,456.5", "1.5.2", "12..5", "#N/A", "=A1"])
def test_anything_else_is_named(odd):
    with pytest.raises(InputError, match="0: "):
        read(odd, "0.5")
