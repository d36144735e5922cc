"""Every kind of bad input ends with one readable message; docs/errors.md lists them all."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import rasterio
import yaml
from shapely import Point, Polygon, affinity, box

from cocashift.errors import InputError
from tests.conftest import ROOT
from tests.inputs import stages
from tests.toy import COCA, CODES, MUNICIPALITIES, PARKS, SOURCE

CASES = {}
# These, and what the configuration says, go through the whole line: all that the Snakefile itself
# tells, all that the checks tell, and some of what each script tells. The others are read by the
# scripts alone; what `write_table` writes is told by the whole line for each.
WHOLE = {
    "a dataset that does not exist",
    "a dataset that is no YAML",
    "a day that no calendar has",
    "a missing table",
    "a missing layer",
    "a folder named as a layer",
    "a layer that no zone uses",
    "a truncated GeoPackage",
    "a condition that no feature meets",
    "labels that match nothing",
    "two features of one municipality",
    "a gazetteer with a code twice",
    "a CSV said to be the workbook",
    "negative hectares",
    "a negative figure in a register",
    "a raster with negative weights",
    "a sampled cell twice",
    "a grid with a year twice",
    "a published total beyond the country's",
    "a file that is not the one recorded",
    "a national series of another shape",
    "a national total that the table does not reach",
}


def case(title, message):
    """Register a way to spoil the toy, with words that the user must read."""

    def register(spoil):
        CASES[title] = (spoil, message)
        return spoil

    return register


def coca(toy, text, layout="portal", name="coca.csv", **more):
    (toy / name).write_text(text, "utf-8")
    toy.layers["coca"] |= {"path": name, "layout": layout, **more}


def municipalities(toy, frame):
    frame.to_file(toy / "municipalities.gpkg")


def workbook(toy, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(toy / "coca.xlsx")
    toy.layers["coca"] |= {"path": "coca.xlsx", "layout": "odc_workbook"}


@case("a dataset that does not exist", "there is no")
def _(toy):
    toy.config = ["dataset=nowhere"]


@case("a dataset that is no YAML", "toy.yaml: cannot be read as YAML")
def _(toy):
    toy.text = "title: [\n"


@case("a dataset in another encoding", "toy.yaml: the file is not UTF-8. Save it as UTF-8")
def _(toy):
    toy.text = "title: Nariño\n".encode("cp1252")


@case("a key that comes twice", "toy.yaml, line 3: the key 'layers' comes twice")
def _(toy):
    toy.text = "title: Toy\nlayers: {}\nlayers: {}\n"


@case("a day that no calendar has", "layers.parks.from: '2013-02-30' is no day")
def _(toy):
    toy.layers["parks"]["from"] = "2013-02-30"


@case("a dataset without coca table", "toy.yaml, layers: 'coca' is a required property")
def _(toy):
    del toy.layers["coca"]


@case("an unknown key in a layer", "'colour' was unexpected")
def _(toy):
    toy.layers["parks"]["colour"] = "green"


@case("an unknown layout", "toy.yaml, layers.coca.layout: 'spreadsheet' is not one of")
def _(toy):
    toy.layers["coca"]["layout"] = "spreadsheet"


@case("a year that is not in the table", "no figures of 2015; it has 2012, 2013, 2014")
def _(toy):
    toy.config = ["years=[2013,2015]"]


@case("years in the wrong order", "must be before the last")
def _(toy):
    toy.config = ["years=[2014,2013]"]


@case("three years", "configuration, years: [2012, 2013, 2014] is too long")
def _(toy):
    toy.config = ["years=[2012,2013,2014]"]


@case("one year", "configuration, years: 2013 are not two years, as [2013,2014]")
def _(toy):
    toy.config = ["years=2013"]


@case("an unknown language", "'fr' is not one of ['en', 'es']")
def _(toy):
    toy.config = ["language=fr"]


@case("a CRS that is no code", "configuration, crs.area: 'Bogota' does not match")
def _(toy):
    toy.config = ["crs={area: Bogota, publish: EPSG:9377}"]


@case("a scenario of an unknown tier", "'D' is not one of ['A', 'B', 'C']")
def _(toy):
    toy.config = ["scenarios={strict: [D]}"]


@case("a missing table", "layer 'coca': there is no coca.csv")
def _(toy):
    (toy / "coca.csv").unlink()


@case("a missing layer", "layer 'parks': there is no parks.gpkg")
def _(toy):
    (toy / "parks.gpkg").unlink()


@case("a folder named as a layer", "parks.gdb is a folder, and a layer is a file")
def _(toy):
    (toy / "parks.gdb").mkdir()
    toy.layers["parks"]["path"] = "parks.gdb"


@case("an unknown code field", "no field 'CODIGO'; the fields are MPIO_CCNCT, MPIO_CNMBR")
def _(toy):
    toy.layers["municipalities"]["code"] = "CODIGO"


@case("an unknown name field", "parks.gpkg: there is no field 'NOMBRE'; the fields are NOM_PNN")
def _(toy):
    toy.layers["parks"]["name"] = "NOMBRE"


@case("an empty layer", "parks.gpkg: the layer has no features")
def _(toy):
    PARKS.iloc[:0].to_file(toy / "parks.gpkg")


@case("a layer in another country", "outside Colombia. Check its CRS")
def _(toy):
    PARKS.set_geometry(PARKS.translate(80, 40)).to_file(toy / "parks.gpkg")


@case("coordinates in the wrong order", "latitude before longitude: swap them")
def _(toy):
    turned = PARKS.geometry.map(lambda shape: affinity.affine_transform(shape, [0, 1, 1, 0, 0, 0]))
    PARKS.set_geometry(turned.set_crs(PARKS.crs)).to_file(toy / "parks.gpkg")


@case("a layer without CRS", "has no CRS. Assign one in QGIS")
def _(toy):
    PARKS.set_crs(None, allow_override=True).to_file(toy / "parks.gpkg")


@case("points where polygons belong", "no polygons but Point")
def _(toy):
    PARKS.set_geometry(gpd.GeoSeries([Point(-74.5, 3.2)], crs=PARKS.crs)).to_file(
        toy / "parks.gpkg"
    )


@case("a layer whose geometries are all null", "parks.gpkg: no feature has a geometry")
def _(toy):
    PARKS.set_geometry(gpd.GeoSeries([None], crs=PARKS.crs)).to_file(toy / "parks.gpkg")


@case("a text file named as a layer", "parks.gpkg: cannot be read as a vector layer")
def _(toy):
    (toy / "parks.gpkg").write_text("not a layer")


@case("a truncated GeoPackage", "parks.gpkg: cannot be read as a vector layer")
def _(toy):
    whole = (toy / "parks.gpkg").read_bytes()
    (toy / "parks.gpkg").write_bytes(whole[:2000])


@case(
    "a Shapefile without its table", "parks.shp: there is no field 'NOM_PNN'; the fields are none"
)
def _(toy):
    PARKS.to_file(toy / "parks.shp")
    (toy / "parks.dbf").unlink()
    toy.layers["parks"]["path"] = "parks.shp"


@case("a truncated GeoJSON", "parks.geojson: cannot be read as a vector layer")
def _(toy):
    (toy / "parks.geojson").write_text(PARKS.to_json()[:200])
    toy.layers["parks"]["path"] = "parks.geojson"


@case("a Parquet file without geometry", "parks.parquet: cannot be read as a vector layer")
def _(toy):
    pd.DataFrame({"NOM_PNN": ["Sierra"]}).to_parquet(toy / "parks.parquet")
    toy.layers["parks"]["path"] = "parks.parquet"


@case("a table named as a layer", "parks.csv: the layer has no geometry")
def _(toy):
    (toy / "parks.csv").write_text("NOM_PNN\nSierra\n")
    toy.layers["parks"]["path"] = "parks.csv"


@case("a file of several layers", "parks.gpkg holds the layers parks, old. Say which")
def _(toy):
    PARKS.to_file(toy / "parks.gpkg", layer="old")


@case("a layer that the file does not hold", "parks.gpkg holds the layers parks. Say which")
def _(toy):
    toy.layers["parks"]["layer"] = "new"


@case("a layer that no zone uses", "no zone of the configuration has 'parkes' as its `layer`")
def _(toy):
    toy.layers["parkes"] = toy.layers.pop("parks")


@case("a zone layer without the field of its name", "layers.parks: 'name' is a required property")
def _(toy):
    del toy.layers["parks"]["name"]


@case("a zone of two kinds", "zones.park: A zone has one of `layer`, `border`")
def _(toy):
    toy.config = ["zones={park: {tier: A, layer: parks, departments: ['05']}}"]


@case("days of a layer in the configuration", "a layer in the dataset")
def _(toy):
    toy.config = ["zones={park: {tier: A, layer: parks, from: '2013-08-21'}}"]


@case("a condition that is none", "parks.gpkg: `where: NOM_PNN =` is no condition on its fields")
def _(toy):
    toy.layers["parks"]["where"] = "NOM_PNN ="


@case("a condition on a field that is not there", "no condition on its fields, which are NOM_PNN")
def _(toy):
    PARKS.to_file(toy / "parks.geojson")
    toy.layers["parks"] |= {"path": "parks.geojson", "where": "zone = 'park'"}


@case("a condition that no feature meets", "none of its 1 features meets `where: NOM_PNN = 'Mar'`")
def _(toy):
    toy.layers["parks"]["where"] = "NOM_PNN = 'Mar'"


@case("a condition on GeoParquet", "Save the layer as a GeoPackage")
def _(toy):
    PARKS.to_parquet(toy / "parks.parquet")
    toy.layers["parks"] |= {"path": "parks.parquet", "where": "NOM_PNN = 'Sierra'"}


@case("a condition on a table", "layers.coca: `where`, `from_field` and `until_field` go with")
def _(toy):
    toy.layers["coca"]["where"] = "CODMPIO = '05001'"


def dated(toy, first, last=None):
    PARKS.assign(first=first, last=last).to_file(toy / "parks.gpkg")
    toy.layers["parks"] |= {"from_field": "first", "until_field": "last"}


@case(
    "a field of days that holds none", "field 'first': '21/08/2013' is no date (feature 'Sierra')"
)
def _(toy):
    dated(toy, "21/08/2013")


@case("a last day before the first", "'Sierra' is in force until 2012-12-31, which is before")
def _(toy):
    dated(toy, "2013-08-21", "2012-12-31")


@case("an unknown field of days", "parks.gpkg: there is no field 'since'")
def _(toy):
    toy.layers["parks"]["from_field"] = "since"


@case("a first day said twice", "`from` and `from_field` both say the first day in force")
def _(toy):
    toy.layers["parks"] |= {"from": "2013-08-21", "from_field": "NOM_PNN"}


@case("a last day said twice", "`until` and `until_field` both say the last day in force")
def _(toy):
    toy.layers["parks"] |= {"until": "2013-08-21", "until_field": "NOM_PNN"}


@case("a vertex without coordinates", "parks.gpkg: rows 1: a vertex without coordinates")
def _(toy):
    corners = [(-74.7, 3.1), (-74.3, 3.1), (-74.3, float("nan"))]
    PARKS.set_geometry([Polygon(corners)], crs=PARKS.crs).to_file(toy / "parks.gpkg")


@case("a vertex beyond the pole", "parks.gpkg: rows 1: a vertex beyond the pole")
def _(toy):
    corners = [(-74.7, 3.1), (-74.3, 3.1), (-74.3, -95)]
    PARKS.set_geometry([Polygon(corners)], crs=PARKS.crs).to_file(toy / "parks.gpkg")


@case("a border that crosses itself", "parks.gpkg: rows 1: the geometry is invalid, and repairing")
def _(toy):
    corners = [(-74.7, 3.1), (-74.3, 3.4), (-74.3, 3.1), (-74.7, 3.4)]
    PARKS.set_geometry([Polygon(corners)], crs=PARKS.crs).to_file(toy / "parks.gpkg")


@case("a layer that points to another file", "it is a VRT, which points to other files")
def _(toy):
    (toy / "parks.vrt").write_text("<OGRVRTDataSource></OGRVRTDataSource>")
    toy.layers["parks"]["path"] = "parks.vrt"


@case("an archive without a Shapefile's table", "beside parks.shp the archive lacks .dbf")
def _(toy):
    PARKS.to_file(toy / "parks.shp")
    with zipfile.ZipFile(toy / "parks.zip", "w") as archive:
        for suffix in (".shp", ".shx", ".prj"):
            archive.write(toy / f"parks{suffix}", f"parks{suffix}")
    toy.layers["parks"]["path"] = "parks.zip"


@case("labels that match nothing", "none of 1 labels matches `labels: [0-9]+`, as 'Sierra'")
def _(toy):
    points = "".join(f"park,Sierra,{lon},3.2\n" for lon in (-74.7, -74.5, -74.3))
    (toy / "points.csv").write_text(f"layer,label,lon,lat\n{points}")
    toy.layers["parks"] = SOURCE | {
        "path": "points.csv",
        "layout": "labelled_points",
        "points": "park",
        "labels": "[0-9]+",
    }


@case("a municipality on another continent", "1 municipalities lie outside Colombia: 52001")
def _(toy):
    *near, last = MUNICIPALITIES.geometry
    far = affinity.translate(last, 100)
    municipalities(toy, MUNICIPALITIES.set_geometry([*near, far], crs=MUNICIPALITIES.crs))


@case("two features of one municipality", "come on more than one feature: 05001")
def _(toy):
    municipalities(toy, MUNICIPALITIES.assign(MPIO_CCNCT=["05001", "05001", "52001"]))


@case("names where codes belong", "are not DIVIPOLA codes of five digits: 'Uno'")
def _(toy):
    toy.layers["municipalities"]["code"] = "MPIO_CNMBR"


@case(
    "a municipality without code", "1 values are not DIVIPOLA codes of five digits: nan (feature 2)"
)
def _(toy):
    municipalities(toy, MUNICIPALITIES.assign(MPIO_CCNCT=["05001", None, "52001"]))


@case("municipalities that lie on each other", "05001 and 05002 lie on each other")
def _(toy):
    shapes = [MUNICIPALITIES.geometry[0], box(-74.75, 3, -74, 3.5), MUNICIPALITIES.geometry[2]]
    municipalities(toy, MUNICIPALITIES.set_geometry(gpd.GeoSeries(shapes, crs="EPSG:4686")))


@case("a tidy table said to be the portal's", "no column 'CODMPIO'; the columns are divipola")
def _(toy):
    coca(toy, "divipola,year,coca_ha\n05001,2013,1\n")


@case("the portal's table said to be tidy", "no column 'divipola', 'year', 'coca_ha'")
def _(toy):
    coca(toy, COCA, "tidy")


@case("a CSV said to be the portal's JSON", "coca.csv (layout portal_json): no JSON")
def _(toy):
    coca(toy, COCA, "portal_json")


@case("a CSV said to be the workbook", "coca.csv (layout odc_workbook): no workbook")
def _(toy):
    coca(toy, COCA, "odc_workbook")


@case("an error answer saved as the portal's JSON", "no list of rows but an answer")
def _(toy):
    coca(toy, json.dumps({"error": True, "message": "try later"}), "portal_json", "coca.json")


@case("a workbook without headings", "no row with 'CODMPIO' among its headings")
def _(toy):
    workbook(toy, [["CULTIVOS"], [5, 5001, 3]])


@case("a workbook's row without code", "row 2: 'UNO' is no municipal code")
def _(toy):
    workbook(toy, [["CODDEPTO", "CODMPIO", 2013, 2014], [5, "UNO", 3, 4]])


@case("a heading that comes twice", "the heading '2013' comes twice, in columns 4 and 5")
def _(toy):
    coca(toy, "CODMPIO,MUNICIPIO,2012,2013,2013,2014\n05001,UNO,5,10,11,20\n")


@case("titles above the headings", "'CODMPIO' stands in line 3. Remove the rows above it")
def _(toy):
    coca(toy, "Cultivos de coca,,\nSIMCI,,\n" + COCA)


@case("a quote that is not closed", "line 3: a quote is opened and only closed in line 4")
def _(toy):
    coca(toy, COCA.replace("DOS", '"DOS').replace("TRES", 'TRES"'))


@case("a row with a cell too many", "line 3 has 6 cells, but there are 5 headings")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", "DOS,0,1,234"))


@case("a year that nobody surveyed", "9999 is no year of a survey (1950 to 2100)")
def _(toy):
    coca(toy, COCA.replace("2012", "9999"))


@case("a row of totals", "'Total' (line 5). Correct the code; take out rows of totals")
def _(toy):
    coca(toy, COCA + "Total,,6,14,23.5\n")


@case("years with words", "The columns 'Año 2013', 'Año 2014' were not taken for years")
def _(toy):
    coca(toy, COCA.replace("2013", "Año 2013").replace("2014", "Año 2014"))


@case("more hectares than the municipality has", "coca.csv, line 3: code 05002 has 400,000.00 ha")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", "DOS,0,400000"))


@case("an empty file", "coca.csv (layout portal): no table")
def _(toy):
    coca(toy, "")


@case("a table without rows", "the table has no rows")
def _(toy):
    coca(toy, "CODMPIO,MUNICIPIO,2013,2014\n")


@case("a table in another encoding", "the file is not UTF-8. Save it as CSV UTF-8")
def _(toy):
    (toy / "coca.csv").write_bytes(COCA.replace("UNO", "NARIÑO").encode("latin-1"))


@case("negative hectares", "line 3, column '2013': -4 ha is negative")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", "DOS,0,-4"))


@case("hectares that are no number", "line 3, column '2013': 'four': no figure")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", "DOS,0,four"))


@case("a figure that may be two", "line 3, column '2013': '1,234' may be thousands or decimals")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", 'DOS,0,"1,234"').replace("20.5", "20"))


@case("points that may be thousands", "line 3, column '2013': '1.234' may be thousands or deci")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", "DOS,0,1.234").replace("20.5", "20"))


@case("decimal points and decimal commas", "has a decimal point and")
def _(toy):
    coca(toy, COCA.replace("DOS,0,4", 'DOS,0,"4,5"'))


@case("a code that comes twice", "code 05001 comes twice for 2012: line 2, line 3")
def _(toy):
    coca(toy, COCA.replace("05002", "5001"))


@case("a municipality and year that come twice", "code 05001 comes twice for 2013")
def _(toy):
    coca(toy, "divipola,year,coca_ha\n05001,2013,1\n05001,2013,2\n05001,2014,2\n", "tidy")


@case("a year of two digits", "line 2, column 'year': '13' is no year of four digits")
def _(toy):
    coca(toy, "divipola,year,coca_ha\n05001,13,1\n", "tidy")


@case("names where a table's codes belong", "not DIVIPOLA codes of five digits: 'Leticia'")
def _(toy):
    coca(toy, COCA.replace("05002", "Leticia"))


@case("coca in a municipality without boundary", "99001 DOS: 4.00 ha in 2013, 0.00 ha in 2014")
def _(toy):
    coca(toy, COCA.replace("05002", "99001"))


def raster(toy, cells, crs="EPSG:4326", role="footprint"):
    cells = np.asarray(cells, "float32")
    with rasterio.open(
        toy / "ever.tif",
        "w",
        driver="GTiff",
        height=cells.shape[0],
        width=cells.shape[1],
        count=1,
        dtype="float32",
        crs=crs,
        transform=rasterio.Affine(0.5, 0, -75, 0, -0.25, 3.5),
    ) as file:
        file.write(cells, 1)
    toy.layers["weights"] = SOURCE | {"path": "ever.tif", "layout": "raster", "role": role}


@case("a raster without CRS", "ever.tif: the raster has no CRS. Assign one in QGIS")
def _(toy):
    raster(toy, np.ones((2, 3)), crs=None)


@case("a raster of another country", "outside Colombia. Check its CRS")
def _(toy):
    raster(toy, np.ones((2, 3)), crs="EPSG:3857")


@case("a raster with negative weights", "ever.tif: -1 is below zero")
def _(toy):
    raster(toy, [[1, -1, 0]], role="weight")


@case("a footprint in per cent", "ever.tif: 80 is above 1: a footprint is the share")
def _(toy):
    raster(toy, [[80, 0, 0]])


@case("a text file named as a raster", "ever.tif: cannot be read as a raster")
def _(toy):
    (toy / "ever.tif").write_text("not a raster")
    toy.layers["weights"] = SOURCE | {"path": "ever.tif", "layout": "raster", "role": "canopy"}


@case("a raster that nobody gave a role", "'role' is a required property")
def _(toy):
    raster(toy, np.ones((2, 3)))
    del toy.layers["weights"]["role"]


def sample(toy, text, **more):
    (toy / "cells.csv").write_text(text, "utf-8")
    toy.layers["cells"] = SOURCE | {"path": "cells.csv", "layout": "cells"} | more


@case("sampled cells without code or position", "cells.csv: no column 'cell' or 'grilla1'")
def _(toy):
    sample(toy, "name,coca_ha\nx,1\n")


@case("a code that is none of the grid's", "'33_37' is no code of a cell")
def _(toy):
    sample(toy, "cell,coca_ha\n33_37,1\n")


@case("sampled cells whose hectares go by another name", "no column 'coca_ha'")
def _(toy):
    sample(toy, "cell,coca_ha_2006_2020\n33_37_2_22,1\n")


@case("a sampled cell twice", "cell 33_37_2_22 comes twice")
def _(toy):
    sample(toy, "cell,coca_ha\n33_37_2_22,1\n33_37_2_22,2\n")


@case("a grid's CSV with a code that is none", "line 2, column 'grilla1': '33' is no code")
def _(toy):
    (toy / "grid.csv").write_text("grilla1,areacoca_2013\n33,1\n")
    toy.layers["grid"] = SOURCE | {"path": "grid.csv", "layout": "cells"}


@case("a grid's CSV with a negative figure", "line 2, field 'areacoca_2013': negative hectares")
def _(toy):
    (toy / "grid.csv").write_text("grilla1,areacoca_2013\n33_37_2_22,-1\n")
    toy.layers["grid"] = SOURCE | {"path": "grid.csv", "layout": "cells"}


def published(toy, *rows, head="zone,year,coca_ha,tolerance_percent,source"):
    (toy / "totals.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    toy.layers["totals"] = SOURCE | {"path": "totals.csv", "layout": "totals"}


@case("published totals of another shape", "no column 'tolerance_percent', 'source'")
def _(toy):
    published(toy, "park,2014,5", head="zone,year,coca_ha")


@case("a published total of an unknown zone", "'parks' is no zone or scenario")
def _(toy):
    published(toy, "parks,2014,5,1,census")


@case("a published total beyond the country's", "park 2014: 99 ha are more than the 24 ha")
def _(toy):
    published(toy, "park,2014,99,1,census")


@case("two published totals of a zone in a year", "line 3: a second total of park 2014")
def _(toy):
    published(toy, "park,2014,5,1,census", "park,2014,6,1,press")


@case("a published total without tolerance", "line 2, column 'tolerance_percent': ''")
def _(toy):
    published(toy, "park,2014,5,,census")


@case("a grid without fields of coca", "no field names coca and a year")
def _(toy):
    toy.layers["grid"] = SOURCE | {"path": "parks.gpkg", "layout": "polygons"}


@case("a grid with a year twice", "both name 2013")
def _(toy):
    PARKS.assign(areacoca_2013=[1.0], coca2013_=[2.0]).to_file(toy / "grid.gpkg")
    toy.layers["grid"] = SOURCE | {"path": "grid.gpkg", "layout": "polygons"}


@case("a file that is not the one recorded", "SHA-256")
def _(toy):
    toy.layers["coca"]["sha256"] = "0" * 64


@case("a raster of zones that is too fine", "a grid of 30 m over ")
def _(toy):
    *near, last = MUNICIPALITIES.geometry
    far = affinity.translate(last, -3, 6)
    municipalities(toy, MUNICIPALITIES.set_geometry([*near, far], crs=MUNICIPALITIES.crs))
    toy.config = ['mask={"resolution_m": 30}']


@case("a CRS in which areas are wrong", "in EPSG:3857 areas in Colombia are wrong by up to 5%")
def _(toy):
    toy.config = ["crs={area: EPSG:3857, publish: EPSG:9377}"]


@case("a CRS that nobody defined", "crs: EPSG:99999: cannot be read as a CRS")
def _(toy):
    toy.config = ["crs={area: EPSG:99999, publish: EPSG:9377}"]


@case("a zone called as a scenario", "zones: 'strict' is a zone and a scenario")
def _(toy):
    toy.config = ["zones={strict: {tier: A, layer: parks}}"]


@case("a CRS in degrees", "EPSG:4326 measures in units of a degree")
def _(toy):
    toy.config = ["crs={area: EPSG:4326, publish: EPSG:9377}"]


@case("a gazetteer of another shape", "gazetteer.csv (layout gazetteer): no column 'area_km2'")
def _(toy):
    (toy / "gazetteer.csv").write_text("code,name,department\n05001,Uno,D\n")
    toy.layers["gazetteer"] = toy.layers["coca"] | {"path": "gazetteer.csv", "layout": "gazetteer"}


@case("a gazetteer with a code twice", "come on more than one gazetteer row: 05001")
def _(toy):
    rows = "code,name,department,area_km2\n05001,Uno,D,1\n5001,Uno,D,1\n"
    (toy / "gazetteer.csv").write_text(rows)
    toy.layers["gazetteer"] = toy.layers["coca"] | {"path": "gazetteer.csv", "layout": "gazetteer"}


@case("a negative figure in a register", "line 2, column '2013': -1 ha is negative")
def _(toy):
    (toy / "spraying.csv").write_text("CODMPIO,2013\n05001,-1\n")
    toy.layers["spraying"] = toy.layers["coca"] | {"path": "spraying.csv"}


@case("a national series of another shape", "no column 'unodc_coca_ha', 'unodc_note'")
def _(toy):
    (toy / "national.csv").write_text("year,hectares\n2013,14\n")
    toy.layers["national"] = toy.layers["coca"] | {"path": "national.csv", "layout": "national"}


@case("a national total that the table does not reach", "expected 20.00, found 14.00")
def _(toy):
    (toy / "national.csv").write_text("year,unodc_coca_ha,unodc_note\n2013,20,\n")
    toy.layers["national"] = toy.layers["coca"] | {"path": "national.csv", "layout": "national"}


@pytest.fixture(scope="module")
def table():
    """Rows of docs/errors.md: input, and what the user sees."""
    written = (ROOT / "docs/errors.md").read_text("utf-8")
    rows = written.partition("<!-- inputs -->")[2].partition("<!-- end of inputs -->")[0]
    cells = [row.strip("|").split(" | ", 1) for row in rows.splitlines() if row[:2] == "| "]
    return {title.strip(): told.strip() for title, told in cells}


@pytest.mark.parametrize("title", CASES)
def test_bad_input_is_told_in_one_message(toy, title, table):
    spoil, message = CASES[title]
    spoil(toy)
    if title in WHOLE or toy.config:
        run = toy.run()
        assert run.returncode != 0
        assert "Traceback" not in run.stdout + run.stderr
        told = toy.told(run)
        assert not (toy.project / "maps" / toy.folder.name).exists()
    else:
        with pytest.raises(InputError) as refused:
            stages.run(toy)
        told = toy.plain(str(refused.value))
    assert message in told
    assert table[title] == in_cell(told)


def test_the_table_lists_these_and_no_others(table):
    assert set(table) - {"input", "---"} == set(CASES)


def in_cell(told: str) -> str:
    return " ".join(told.split()).replace("|", "\\|")


def test_each_of_these_is_a_case():
    assert set(CASES) >= WHOLE


def test_no_script_refuses_a_dataset_that_is_whole(toy):
    toy.add_weights()
    toy.add_grid()
    published(toy, "park,2014,5,1,census")
    sample(toy, "cell,coca_ha\n33_37_2_22,1\n")
    stages.run(toy)
    assert set(pd.read_parquet(toy / "made/pieces.parquet")["divipola"]) == set(CODES)


def test_a_whole_dataset_passes(toy):
    run = toy.run()
    assert run.returncode == 0, run.stderr
    zones = pd.read_csv(toy.project / "maps" / toy.folder.name / "tables/zones.csv")
    assert set(zones["zone"]) >= {"park", "strict"}
    assert yaml.safe_load((toy / f"{toy.folder.name}.yaml").read_text())["title"] == "Toy"
