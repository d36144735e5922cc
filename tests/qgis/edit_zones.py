"""Run by QGIS's own Python: export two published layers and edit one, as a user does."""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)


def export(package, name, path):
    """Layer > Export > Save Features As…, GeoPackage."""
    layer = QgsVectorLayer(f"{package}|layername={name}", name, "ogr")
    assert layer.isValid(), name
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = path.stem
    error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsProject.instance().transformContext(), options
    )
    assert error == QgsVectorFileWriter.NoError, message
    exported = QgsVectorLayer(str(path), path.stem, "ogr")
    assert exported.isValid()
    assert exported.featureCount() == layer.featureCount()
    return exported


def draw(layer, fields, wkt):
    feature = QgsFeature(layer.fields())
    for field, value in fields.items():
        feature[field] = value
    feature.setGeometry(QgsGeometry.fromWkt(wkt))
    assert layer.addFeature(feature)


def park(layer, name):
    """The park of a name, which a reserve may bear too."""
    (found,) = layer.getFeatures(f"zone = 'park' AND name = '{name}'")
    return found.id()


application = QgsApplication([], False)
application.initQgis()
package, folder, edits = sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3])
folder.mkdir()
export(package, "municipality_zones", folder / "pieces.gpkg")
zones = export(package, "zones", folder / "zones.gpkg")
before = zones.featureCount()
assert zones.startEditing()
draw(zones, edits["drawn"], edits["shape"])
first_day = zones.fields().indexOf("valid_from")
assert zones.changeAttributeValue(park(zones, edits["dated"]), first_day, edits["day"])
assert zones.deleteFeature(park(zones, edits["deleted"]))
assert zones.commitChanges(), zones.commitErrors()
print(json.dumps({"before": before, "after": zones.featureCount()}))
del zones
application.exitQgis()
