"""A table is read as it stands, or the line that does not fit is named."""

import pytest

from cocashift.errors import InputError
from cocashift.harmonise import tables

HEAD = "CODMPIO,MUNICIPIO,2013,2014\n"


def read(tmp_path, text, layout="portal", **more):
    path = tmp_path / "coca.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tables.read_figures(path, layout, "coca_ha", **more)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CODMPIO,MUNICIPIO,2013,2014,2013\n19050,X,1,2,3\n", "'2013' comes twice, in columns 3"),
        ("CODMPIO,2013,_2013,2014\n19050,1,2,3\n", "'_2013' comes twice, in columns 2 and 3"),
        ("CODMPIO,codmpio,2013,2014\n19050,1,2,3\n", "'codmpio' comes twice, in columns 1 and 2"),
        (
            HEAD + '19050,"Argelia,8,9\n19075,Balboa",3,4\n',
            "line 2: a quote is opened and only clo",
        ),
        (HEAD + '19050,Argelia,8,9\n19075,"Balboa,3,4\n', "line 3: the quotes do not match"),
        (HEAD + "19050,Argelia,8\n", "line 2 has 3 cells, but there are 4 headings"),
        (HEAD + "\n19050,Argelia,8,9,7\n", "line 3 has 5 cells, but there are 4 headings"),
        ("Cultivos\n\nSIMCI,,\n" + HEAD + "19050,A,8,9\n", "'CODMPIO' stands in line 4"),
        ("CODMPIO,2013,9999\n19050,8,9\n", "9999 is no year of a survey (1950 to 2100)"),
        (HEAD + "Total,,11,12\n", "'Total' (line 2). Correct the code; take out rows of totals"),
        (HEAD + "1701,Manta,11,12\n", "'1701' (line 2)"),
        (HEAD + "19050,Argelia,3.125,9\n", "`decimal: '.'` or `decimal: ','`"),
        (b"\x00" + HEAD.encode(), "the file holds null bytes"),
        (b"PK\x03\x04" + HEAD.encode(), "the file is a workbook, or an archive"),
        ("<!DOCTYPE html><html></html>", "the file is a web page"),
        (b"", "the file is empty"),
    ],
)
def test_what_does_not_fit_is_told_with_its_line(tmp_path, text, message):
    with pytest.raises(InputError) as told:
        read(tmp_path, text)
    assert message in str(told.value)
    assert "coca.csv (layout portal): " in str(told.value)


def test_lines_are_counted_as_in_the_file(tmp_path):
    with pytest.raises(InputError, match="line 5, column '2014': 'x': no figure"):
        read(tmp_path, HEAD + "\n\n19050,Argelia,8,9\n19075,Balboa,3,x\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_separator_and_line_end_is_read_alike(tmp_path, separator, end):
    text = "﻿" + HEAD + '19050,"Argelia",8,9\n'
    text = text.replace(",", separator).replace("\n", end)
    record, _ = read(tmp_path, text)
    assert record["coca_ha"].tolist() == [8, 9]
    assert record["name"].tolist() == ["Argelia", "Argelia"]


def test_a_table_of_the_documented_columns_alone_is_enough(tmp_path):
    record, _ = read(tmp_path, "divipola,year,coca_ha\n19050,2013,8\n19050,2014,9\n", "tidy")
    assert record["name"].isna().all()
    assert str(record["name"].dtype) == "str"
    record, _ = read(tmp_path, "CODMPIO,2013,2014\n19050,8,9\n")
    assert record["coca_ha"].tolist() == [8, 9]


def test_headings_that_hold_a_year_and_more_are_told(tmp_path):
    _, readings = read(tmp_path, "CODMPIO,2013,2014.0,Año 2015,2012 *,２０１６\n19050,8,9,7,6,5\n")
    told = {item: (count, detail) for item, count, detail in readings}
    assert told["columns_unread"] == (3, "'Año 2015', '2012 *', '２０１６'")
    assert told["years"] == (2, "2013-2014")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 90_000, "nested too deeply"),
        ('[{"codmpio": "19050", "_2013": "1", "_2013": "2"}]', "the key '_2013' comes twice"),
        ('[{"codmpio": "19050", "_2013": {"a": 1}}]', "row 1 holds a list or an object"),
        ('[{"codmpio": "19050", "_2013": "1", "2013": "2"}]', "'2013' comes twice"),
        ('[{"codmpio": "19050", "_2013": NaN}, 3]', "no list of rows"),
        ('[{"codmpio": "19050", "municipio": "\\udc41", "_2013": 1}]', "halves of characters"),
    ],
)
def test_odd_json_is_told(tmp_path, text, message):
    with pytest.raises(InputError, match=r"coca\.csv \(layout portal_json\)") as told:
        read(tmp_path, text, "portal_json")
    assert message in str(told.value)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 cut", b"<html>no</html>", b"", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_told(tmp_path, content):
    (tmp_path / "coca.xlsx").write_bytes(content)
    with pytest.raises(InputError, match=r"coca\.xlsx \(layout odc_workbook\): no workbook"):
        tables.read_figures(tmp_path / "coca.xlsx", "odc_workbook", "coca_ha")
