"""Run by QGIS's own Python: open the published layers and tell what QGIS sees, as JSON."""

import json
import sys

from qgis.core import QgsApplication, QgsRasterLayer, QgsVectorLayer

application = QgsApplication([], False)
application.initQgis()
folder = sys.argv[1]
seen = {}
for name in ("municipalities", "zones"):
    layer = QgsVectorLayer(f"{folder}/cocashift.gpkg|layername={name}", name, "ogr")
    seen[name] = {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "fields": [field.name() for field in layer.fields()],
    }
mask = QgsRasterLayer(f"{folder}/off_limits_mask.tif", "mask")
seen["mask"] = {
    "valid": mask.isValid(),
    "crs": mask.crs().authid(),
    "cell": mask.rasterUnitsPerPixelX(),
}
print(json.dumps(seen))
del layer, mask
application.exitQgis()
