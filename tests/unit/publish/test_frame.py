"""The frame around pages: links, editions, what a shared link shows."""

import pytest

from cocashift.publish.pages import frame, grid, page
from cocashift.publish.results import Publication


@pytest.fixture
def editions() -> list[Publication]:
    return Publication(years=[2013, 2014], language="es").editions


def test_the_first_edition_is_the_one_asked_for_and_lies_at_the_root(editions):
    assert [edition.language for edition in editions] == ["es", "en"]
    assert [edition.folder() for edition in editions] == ["", "../"]


def test_editions_lead_to_one_another_from_wherever_they_lie(editions):
    spanish, english = (frame.around("change", edition) for edition in editions)
    assert {lang: address for address, lang, *_ in spanish["editions"]} == {
        "es": "change.html",
        "en": "en/change.html",
    }
    assert {lang: address for address, lang, *_ in english["editions"]} == {
        "es": "../change.html",
        "en": "../en/change.html",
    }


def test_every_page_links_to_all_and_marks_itself(editions):
    for name in frame.PAGES:
        links = frame.around(name, editions[1])["links"]
        assert [address for address, _, here in links] == [f"{page}.html" for page in frame.PAGES]
        assert [address for address, _, here in links if here] == [f"{name}.html"]


def test_what_is_published_once_is_found_from_the_other_edition(editions):
    html = '<html><a href="tables/a.csv"><img src="figures/b.png"><a href="change.html">'
    told = page.finish(html + '<a href="datapackage.json">', editions[1])
    assert 'href="../tables/a.csv"' in told
    assert 'src="../figures/b.png"' in told
    assert 'href="../datapackage.json"' in told
    assert 'href="change.html"' in told
    assert page.finish(told, editions[1]) == told


def test_the_glossary_explains_every_term_in_both_languages(editions):
    terms = [frame.around("index", edition)["terms"] for edition in editions]
    assert len(terms[0]) == len(terms[1]) >= 10
    assert all(term and meaning for told in terms for term, meaning in told)


def test_a_grid_has_a_class_for_what_is_known_and_none_for_the_rest():
    import base64

    import numpy as np
    import rasterio

    values = np.array([[np.nan, 0, 60], [-60, 0.5, 20]], dtype="float32")
    transform = rasterio.transform.from_origin(-8_300_000, 200_000, grid.CELL_M, grid.CELL_M)
    profile = {"driver": "GTiff", "width": 3, "height": 2, "count": 1, "dtype": "float32"}
    with rasterio.MemoryFile() as file:
        with file.open(**profile, crs=grid.MERCATOR, transform=transform, nodata=np.nan) as raster:
            raster.write(values, 1)
        with file.open() as raster:
            drawn = grid.theme(grid.picture(raster), ["areal", "cells"], Publication().words)
    with rasterio.MemoryFile(base64.b64decode(drawn["png"])) as file, file.open() as picture:
        found = picture.read(1)
    names = [each["label"] for each in drawn["classes"]]
    assert names[0] == "+50 and more"
    assert found.tolist() == [[0, 0, 1], [7, 4, 2]]
    # What is not painted shows the ground, and the legend says what that is.
    assert len(names) == drawn["scale"] + 1 == 8
    assert "(areal weighting)" in drawn["about"]
    (south, west), (north, east) = drawn["bounds"]
    assert (west, east) == pytest.approx((-74.56, -74.53), abs=0.01)
    assert south < north
