"""Run by any QGIS's own Python: open a published project, and fail unless all of it is there."""

import sys
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsLayoutExporter, QgsProject

application = QgsApplication([], False)
application.initQgis()
complaints = []
application.messageLog().messageReceived.connect(
    lambda text, tag, level: complaints.append(f"{tag}: {text}") if level else None
)
folder = Path(sys.argv[1])
project = QgsProject.instance()
assert project.read(str(folder / "cocashift.qgz"))
layers = project.mapLayers().values()
broken = [layer.name() for layer in layers if not layer.isValid()]
themes = project.mapThemeCollection().mapThemes()
sheets = project.layoutManager().printLayouts()
results = {}
for sheet in sheets:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 100
    if sheet.atlas().enabled():
        sheet.atlas().beginRender()
        sheet.atlas().first()
    exported = QgsLayoutExporter(sheet).exportToImage(str(folder / f"{sheet.name()}.png"), settings)
    results[sheet.name()] = exported == QgsLayoutExporter.Success
print(
    f"QGIS {Qgis.version()}: {len(layers) - len(broken)} of {len(layers)} layers valid, "
    f"{len(themes)} map themes, {len(project.relationManager().relations())} relations, "
    f"sheets drawn: {', '.join(name for name, done in results.items() if done)}"
)
print(*complaints, sep="\n")
failed = bool(broken or complaints or not all(results.values()))
project.clear()
application.exitQgis()
sys.exit(failed)
