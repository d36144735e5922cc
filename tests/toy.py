"""A toy dataset of one's own: three municipalities, a park, a coca table, spoilt in many ways."""

import copy
import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import yaml
from rasterio.transform import from_bounds
from shapely import box

from tests.conftest import FEW_DRAWS, snakemake

# Names that would like to be markup, a program or a whole line.
HOSTILE = {
    "05001": '`${window.hacked = 1}` {{ 7 * 7 }} O\'Uno "dos" \u202etres',
    "05002": "<img src=x onerror=window.hacked=1></script><script>window.hacked = 1</script>",
    "52001": "Ñandú" * 60,
}
CODES = ["05001", "05002", "52001"]
MUNICIPALITIES = gpd.GeoDataFrame(
    {"MPIO_CCNCT": CODES, "MPIO_CNMBR": ["Uno", "Dos", "Tres"]},
    geometry=[box(-75 + step, 3, -74.5 + step, 3.5) for step in (0, 0.5, 1)],
    crs="EPSG:4686",
)
PARKS = gpd.GeoDataFrame(
    {"NOM_PNN": ["Sierra"]}, geometry=[box(-74.75, 3.1, -74.25, 3.4)], crs="EPSG:4686"
)
COCA = "CODMPIO,MUNICIPIO,2012,2013,2014\n05001,UNO,5,10,20.5\n05002,DOS,0,4,0\n52001,TRES,1,0,3\n"
SOURCE = {"provider": "toy", "licence": "none needed", "vintage": "of today"}


@dataclass
class Toy:
    """A dataset in a folder of its own; tests spoil its files and its description."""

    project: Path
    folder: Path
    title: str = "Toy"

    def __post_init__(self):
        self.folder.mkdir(parents=True)
        MUNICIPALITIES.to_file(self / "municipalities.gpkg")
        PARKS.to_file(self / "parks.gpkg")
        (self / "coca.csv").write_text(COCA, "utf-8")
        self.layers = {
            "municipalities": SOURCE
            | {"path": "municipalities.gpkg", "layout": "polygons", "code": "MPIO_CCNCT"},
            "parks": SOURCE | {"path": "parks.gpkg", "layout": "polygons", "name": "NOM_PNN"},
            "coca": SOURCE | {"path": "coca.csv", "layout": "portal"},
        }
        self.text = None
        self.config = []

    def __truediv__(self, name: str) -> Path:
        return self.folder / name

    def add_weights(self) -> None:
        """Add a footprint that fades from west to east."""
        cells = np.tile(np.linspace(0.9, 0.1, 30, dtype="float32"), (20, 1))
        with rasterio.open(
            self / "ever.tif",
            "w",
            driver="GTiff",
            height=20,
            width=30,
            count=1,
            dtype="float32",
            crs="EPSG:4326",
            transform=from_bounds(-75.5, 2.5, -72.5, 4, 30, 20),
        ) as raster:
            raster.write(cells, 1)
        layer = {"path": "ever.tif", "layout": "raster", "role": "footprint"}
        self.layers["weights"] = SOURCE | layer

    def add_grid(self) -> None:
        """Add cells of a quarter of a degree with hectares of both years."""
        cells = [box(x, 3, x + 0.25, 3.5) for x in np.arange(-75, -73.5, 0.25)]
        hectares = {"areacoca_2013": [4.0, 6, 3, 1, 0, 0], "areacoca_2014": [9.0, 11, 0, 0, 1, 2]}
        gpd.GeoDataFrame(hectares, geometry=cells, crs="EPSG:4686").to_file(self / "grid.gpkg")
        self.layers["grid"] = SOURCE | {"path": "grid.gpkg", "layout": "polygons"}

    def describe(self) -> None:
        """Write the dataset's file."""
        layers = copy.deepcopy(self.layers)
        for layer in layers.values():
            layer["path"] = str(self / layer["path"])
        description = {"title": self.title, "layers": layers}
        text = self.text if self.text is not None else yaml.safe_dump(description)
        content = text if isinstance(text, bytes) else text.encode()
        (self / f"{self.folder.name}.yaml").write_bytes(content)

    def arguments(self) -> list[str]:
        """What makes it the dataset of a run."""
        dataset = f"dataset={self / self.folder.name}.yaml"
        return ["--config", dataset, FEW_DRAWS, *self.config]

    def run(self, *arguments: str):
        self.describe()
        return snakemake(self.project, *arguments, *self.arguments())

    def told(self, run) -> str:
        """What the user is told: the last words on the terminal, without the log's path."""
        words = (run.stdout + run.stderr).rstrip().rpartition("\n\n")[2]
        return self.plain(re.sub(r"^log: .*$", "", words, flags=re.MULTILINE))

    def plain(self, words: str) -> str:
        """Words without the place and the name of this toy."""
        return words.strip().replace(f"{self.folder}/", "").replace(self.folder.name, "toy")


def hostile(project: Path) -> Toy:
    """A toy whose every text would like to be markup, with all there is: weights and a grid too."""
    toy = Toy(project, project / "toys" / "hostile")
    text = HOSTILE["05002"]
    units = gpd.read_file(toy / "municipalities.gpkg")
    units["MPIO_CNMBR"] = units["MPIO_CCNCT"].map(HOSTILE)
    units["DPTO_CNMBR"] = text
    units.to_file(toy / "municipalities.gpkg")
    parks = gpd.read_file(toy / "parks.gpkg").assign(NOM_PNN=text)
    parks.to_file(toy / "parks.gpkg")
    for layer in toy.layers.values():
        layer |= {"provider": text, "licence": text, "vintage": text}
    toy.layers["municipalities"] |= {"name": "MPIO_CNMBR", "department": "DPTO_CNMBR"}
    toy.add_weights()
    toy.add_grid()
    toy.title = text
    return toy
