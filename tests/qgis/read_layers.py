"""Run by QGIS's own Python: open what was published and tell what QGIS sees, as JSON."""

import json
import sys
from pathlib import Path

import numpy as np
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtXml import QDomDocument

WIDE, HIGH = 900, 1200


def colours(picture):
    """Count the pixels of each colour, the most frequent first."""
    picture = picture.convertToFormat(QImage.Format_RGB32)
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    seen, counts = np.unique(np.frombuffer(bits, np.uint32) & 0xFFFFFF, return_counts=True)
    most = np.argsort(-counts, kind="stable")[:200]
    return {f"#{seen[place]:06x}": int(counts[place]) for place in most}


def render(layer, path):
    """Draw a layer alone, as a user sees it."""
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
    return {"errors": errors, "colours": colours(picture)}


def classes(layer):
    """Tell label, colour and features of each class of the legend."""
    found = []
    for rule in layer.renderer().rootRule().children():
        symbol = rule.symbol()
        ring = symbol.symbolLayer(0)
        layer.setSubsetString(rule.filterExpression())
        found.append(
            {
                "label": rule.label(),
                "colour": symbol.color().name()
                if symbol.color().alpha()
                else ring.strokeColor().name(),
                "on": rule.active(),
                "features": layer.featureCount(),
                "parts": [part.layerType() for part in symbol.symbolLayers()],
            }
        )
    layer.setSubsetString("")
    return found


def vector(path, name, pictures):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    names = layer.fields().names()
    seen = {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "aliases": {field.name(): field.alias() for field in layer.fields()},
        "values": {
            field: sorted(map(str, layer.uniqueValues(names.index(field), 100_000)))
            for field in ("divipola", "municipality", "name")
            if field in names
        },
        "metadata": told(layer),
        "styles": {},
    }
    # The default comes by itself; the others as from Styles > Load from database.
    count, ids, labels, _, _ = layer.listStylesInDatabase()
    seen["listed"] = labels[:count]
    for number in [None, *range(1, count)]:
        if number is not None:
            qml, _ = layer.getStyleFromDatabase(ids[number])
            layer.importNamedStyle(document(qml))
        label = labels[number or 0]
        seen["styles"][label] = {
            "renderer": layer.renderer().type(),
            "classes": classes(layer) if layer.renderer().type() == "RuleRenderer" else [],
            "drawn": render(layer, pictures / f"qgis-{name}-{number or 0}.png"),
        }
    return seen


def document(qml):
    made = QDomDocument()
    made.setContent(qml)
    return made


def raster(path, pictures):
    layer = QgsRasterLayer(str(path), path.stem)
    # As QGIS does when one is added to its window.
    layer.loadDefaultMetadata()
    renderer = layer.renderer()
    if renderer.type() == "paletted":
        entries = [(each.label, each.color.name()) for each in renderer.classes()]
    elif renderer.type() == "singlebandpseudocolor":
        items = renderer.shader().rasterShaderFunction().colorRampItemList()
        entries = [(item.label, item.color.name()) for item in items]
    else:
        entries = []
    return {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "cell": layer.rasterUnitsPerPixelX(),
        "title": layer.dataProvider().generateBandName(1).partition(": ")[2],
        "metadata": told(layer),
        "renderer": renderer.type(),
        "classes": entries,
        "drawn": render(layer, pictures / f"qgis-{path.stem}.png"),
    }


def told(layer):
    """Tell what a layer says of itself."""
    metadata = layer.metadata()
    return {
        "title": metadata.title(),
        "abstract": metadata.abstract(),
        "licences": metadata.licenses(),
        "lineage": metadata.history(),
        "crs": metadata.crs().authid(),
        "begins": [extent.begin().date().year() for extent in metadata.extent().temporalExtents()],
    }


def tree(group):
    """Tell the entries of a group, and which of them are seen."""
    return [
        {"group": node.name(), "entries": tree(node)}
        if hasattr(node, "addGroup")
        else {"entry": node.name(), "seen": node.isVisible()}
        for node in group.children()
    ]


def sheet(layout, pictures):
    path = str(pictures / "qgis-sheet.png")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 100
    Path(path).unlink(missing_ok=True)
    result = QgsLayoutExporter(layout).exportToImage(path, settings)
    size = layout.pageCollection().page(0).pageSize()
    items = {item.id(): item for item in layout.items() if hasattr(item, "uuid")}
    legends = {
        key: [
            node.data(0)
            for layer in item.model().rootGroup().findLayers()
            for node in item.model().layerLegendNodes(layer)
        ]
        for key, item in items.items()
        if key.startswith("legend")
    }
    return {
        "exported": result == QgsLayoutExporter.Success,
        "size": [size.width(), size.height()],
        "items": sorted(items),
        "text": " ".join(
            item.currentText() for item in items.values() if hasattr(item, "currentText")
        ),
        "layers": [
            layer.name()
            for item in items.values()
            if isinstance(item, QgsLayoutItemMap)
            for layer in item.layers()
        ],
        "legends": legends,
        "overflow": [
            key
            for key, item in items.items()
            if item.pagePos().y() + item.rect().height() > size.height()
        ],
        "colours": colours(QImage(path)),
    }


def project(path, pictures):
    opened = QgsProject.instance()
    read = opened.read(str(path))
    layers = opened.mapLayers().values()
    seen = {
        "read": read,
        "title": opened.title(),
        "crs": opened.crs().authid(),
        "ellipsoid": opened.ellipsoid(),
        "metadata": {layer.name(): told(layer) for layer in layers},
        "absolute": opened.filePathStorage() == Qgis.FilePathType.Absolute,
        "layers": {layer.name(): layer.isValid() for layer in layers},
        "renderers": {layer.name(): layer.renderer().type() for layer in layers},
        "tree": tree(opened.layerTreeRoot()),
        "bookmarks": {
            mark.name(): [
                getattr(mark.extent(), edge)()
                for edge in ("xMinimum", "yMinimum", "xMaximum", "yMaximum")
            ]
            for mark in opened.bookmarkManager().bookmarks()
        },
        "drawn": {
            layer.name(): render(layer, pictures / f"qgis-project-{layer.id()}.png")
            for layer in layers
        },
        "sheets": {
            layout.name(): sheet(layout, pictures)
            for layout in opened.layoutManager().printLayouts()
        },
    }
    opened.clear()
    return seen


application = QgsApplication([], False)
application.initQgis()
complaints = []
application.messageLog().messageReceived.connect(
    lambda text, tag, level: complaints.append(f"{tag}: {text}") if level else None
)
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
    "project": project(folder / "cocashift.qgz", pictures),
    "complaints": complaints,
}
print(json.dumps(seen))
application.exitQgis()
