"""Tables of reference: what is computed with is there, once, and in words that are known."""

import pytest

from cocashift.errors import InputError
from cocashift.harmonise import references
from tests.conftest import ROOT

STATEMENTS = """\
statement,published,unit,measure,level,codes,first_year,last_year,largest
Coca in all,100,ha,coca,country,,,2014,
Change in all,10,percent,change,country,,2013,2014,
Two with most,60,percent,largest_share,municipality,,,2014,2
"""
CLAIM = """\
figure,stated,unit,measure,first_year,last_year
us_coca_2014,112000,ha,us_coca,,2014
"""


def read(folder, layout, text):
    (folder / "table.csv").write_text(text, "utf-8")
    return references.read(folder / "table.csv", {"layout": layout})


def test_sound_tables_are_read(tmp_path):
    assert len(read(tmp_path, "statements", STATEMENTS)) == 3
    assert len(read(tmp_path, "claim", CLAIM)) == 1
    bundled = ROOT / "data/raw/bundled"
    assert len(references.read(bundled / "published_statements.csv", {"layout": "statements"})) > 9
    assert len(references.read(bundled / "inl_statement.csv", {"layout": "claim"})) > 9


@pytest.mark.parametrize(
    ("layout", "old", "new", "told"),
    [
        ("statements", ",unit,", ",units,", "no column 'unit'"),
        ("statements", "all,100,", "all,,", "line 2, column 'published': '' is no number"),
        (
            "statements",
            "ha,coca",
            "km2,coca",
            "column 'unit': 'km2' is none of ha, percent",
        ),
        (
            "statements",
            "2013,2014",
            ",2014",
            "line 3: a change needs a figure in column",
        ),
        ("statements", "2014,2\n", "2014,\n", "line 4: a largest_share needs a figure in column"),
        ("statements", "10,percent", "10,ha", None),
        ("statements", "Change in all,10,percent", "Coca in all,10,ha", "'Coca in all, ha' comes"),
        ("claim", "112000", "", "line 2, column 'stated': '' is no number"),
        ("claim", ",ha,", ",km2,", "line 2, column 'unit': 'km2' is none of ha, t, percent"),
    ],
)
def test_what_could_not_be_computed_is_told_by_its_line(tmp_path, layout, old, new, told):
    text = {"statements": STATEMENTS, "claim": CLAIM}[layout]
    assert old in text
    if told is None:
        assert len(read(tmp_path, layout, text.replace(old, new))) == 3
        return
    with pytest.raises(InputError, match=told):
        read(tmp_path, layout, text.replace(old, new))


def test_without_a_largest_share_no_column_says_how_many(tmp_path):
    text = "\n".join(row.rpartition(",")[0] for row in STATEMENTS.splitlines()[:3])
    assert len(read(tmp_path, "statements", text + "\n")) == 2


def test_a_municipality_without_area_is_told(tmp_path):
    text = "code,name,department,area_km2\n05001,Uno,D,1\n05002,Dos,D,0\n"
    with pytest.raises(
        InputError, match=r"line 3, column 'area_km2': '0' is no number from 0\.001"
    ):
        read(tmp_path, "gazetteer", text)
