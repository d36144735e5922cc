"""Run by QGIS's own Python: open the published layers and tell what QGIS sees, as JSON."""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

WIDE, HIGH = 900, 1200


def render(layer, path):
    """Draw a layer as a user sees it; the number of pixels that are not white."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(WIDE, HIGH))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    picture.save(str(path))
    errors = [error.message for error in job.errors()]
    del job, settings
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, WIDE, 2) for y in range(0, HIGH, 2)
    }
    return {"errors": errors, "colours": sorted(colours)}


def classes(layer):
    """Labels and colours of the legend, and how many features each rule draws."""
    rules = layer.renderer().rootRule().children()
    return [
        {
            "label": rule.label(),
            "colour": rule.symbol().color().name(),
            "filter": rule.filterExpression(),
            "parts": [part.layerType() for part in rule.symbol().symbolLayers()],
        }
        for rule in rules
    ]


def vector(path, name, pictures):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    rules = classes(layer) if layer.renderer().type() == "RuleRenderer" else []
    for rule in rules:
        layer.setSubsetString(rule["filter"])
        rule["features"] = layer.featureCount()
    layer.setSubsetString("")
    metadata = layer.metadata()
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "aliases": {field.name(): field.alias() for field in layer.fields()},
        "renderer": layer.renderer().type(),
        "classes": rules,
        "title": metadata.title(),
        "abstract": metadata.abstract(),
        "licences": metadata.licenses(),
        "lineage": metadata.history(),
        "drawn": render(layer, pictures / f"qgis-{name}.png"),
    }


def raster(path, pictures):
    layer = QgsRasterLayer(str(path), path.stem)
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "cell": layer.rasterUnitsPerPixelX(),
        "renderer": layer.renderer().type(),
        "drawn": render(layer, pictures / f"qgis-{path.stem}.png"),
    }


application = QgsApplication([], False)
application.initQgis()
folder, pictures = map(Path, sys.argv[1:])
package = folder / "cocashift.gpkg"
ogr = QgsProviderRegistry.instance().providerMetadata("ogr")
names = [
    sublayer.name()
    for sublayer in ogr.querySublayers(str(package))
    if sublayer.name() != "layer_styles"
]
seen = {
    "vector": {name: vector(package, name, pictures) for name in names},
    "raster": {path.stem: raster(path, pictures) for path in sorted(folder.glob("*.tif"))},
}
print(json.dumps(seen))
application.exitQgis()
