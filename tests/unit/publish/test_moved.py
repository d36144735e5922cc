"""What moved between two editions of a table."""

import pandas as pd
import pytest

from cocashift.publish.catalogue import moved

BEFORE = pd.DataFrame(
    {"code": ["05001", "05002", "52001"], "ha": ["10", "", "4"], "kind": ["rose", "fell", "new"]}
)


def changed(**columns) -> pd.DataFrame:
    """Compare the table with itself, some of its columns changed."""
    return moved.between(BEFORE, BEFORE.assign(**columns), ["code"])


def test_nothing_moves_between_a_table_and_itself_in_another_order():
    assert moved.between(BEFORE, BEFORE[::-1], ["code"]).empty
    assert moved.between(BEFORE[:0], BEFORE[:0], ["code"]).empty


def test_the_largest_steps_of_a_column_are_told_with_their_keys():
    found = changed(ha=["13", "", "2"])
    row = found.iloc[0]
    assert (row.change, row.column, row["count"]) == ("cells", "ha", 2)
    assert (row.absolute, row.absolute_key) == (3, "05001")
    assert (row.relative, row.relative_key) == (0.5, "52001")
    assert (row.before, row.after) == ("10", "13")
    assert len(found) == 1


def test_a_figure_that_was_missing_is_told_and_never_taken_for_zero():
    row = changed(ha=["10", "0", "4"]).iloc[0]
    assert (row["count"], row.before, row.after, row.absolute_key) == (1, "", "0", "05002")
    assert pd.isna(row.absolute)


def test_a_step_from_zero_has_no_relative_size():
    row = moved.between(BEFORE.assign(ha="0"), BEFORE.assign(ha="5"), ["code"]).iloc[0]
    assert (row.absolute, row["count"]) == (5, 3)
    assert pd.isna(row.relative)


def test_a_figure_among_text_is_compared_as_text():
    row = changed(ha=["ten", "", "4"]).iloc[0]
    assert (row["count"], row.before, row.after) == (1, "10", "ten")


def test_a_code_is_not_a_number_that_lost_its_zero():
    after = BEFORE.assign(code=BEFORE["code"].str.lstrip("0"))
    kinds = moved.between(BEFORE, after, ["code"]).set_index("change")["count"].to_dict()
    assert kinds == {"rows went": 2, "rows came": 2}


def test_rows_and_columns_come_and_go():
    after = BEFORE[1:].drop(columns="kind").assign(area="1")
    found = moved.between(BEFORE, after, ["code"]).set_index("change")
    assert found.loc["rows went", "absolute_key"] == "05001"
    assert found["column"].dropna().to_dict() == {"column went": "kind", "column came": "area"}


def test_rows_of_one_key_are_taken_in_their_order():
    twice = pd.DataFrame({"zone": ["a", "a"], "ha": ["1", "2"]})
    row = moved.between(twice, twice.assign(ha=["1", "3"]), ["zone"]).iloc[0]
    assert row.absolute_key == "a (2)"
    assert moved.between(twice, twice, []).empty


@pytest.mark.parametrize(("ha", "told"), [("10.09", 0), ("10.2", 1), ("9.8", 1)])
def test_what_lies_within_the_tolerance_has_not_moved(ha, told):
    after = BEFORE.assign(ha=[ha, "", "4"])
    assert len(moved.between(BEFORE, after, ["code"], absolute=0.05, relative=0.005)) == told
