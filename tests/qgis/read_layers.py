"""Run by QGIS's own Python: open what was published and tell what QGIS sees, as JSON."""

import itertools
import json
import sys
from pathlib import Path

import numpy as np
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsEditFormConfig,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemMap,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtXml import QDomDocument

WIDE, HIGH = 900, 1200
# Pages of the atlas that are drawn.
DRAWN = {"52", "54", "88"}
# The themes by name come in the order of the alphabet; the first of the pages is called thus.
CHANGE = ("Change", "Cambio")


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
    shapes = layer.isSpatial()
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
        if not shapes:
            continue
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
        "band": renderer.usesBands()[0],
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


def export(layout, path):
    """Draw a page of a layout, and tell whether that was done."""
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 100
    path.unlink(missing_ok=True)
    return QgsLayoutExporter(layout).exportToImage(str(path), settings) == QgsLayoutExporter.Success


def rows(table, context):
    """What a table shows of the features that meet its filter, by its own expressions."""
    layer, told = table.sourceLayer(), []
    context.appendScope(QgsExpressionContextUtils.layerScope(layer))
    wanted = QgsExpression(table.featureFilter())
    for feature in layer.getFeatures():
        context.setFeature(feature)
        if wanted.evaluate(context):
            cells = [QgsExpression(column.attribute()) for column in table.columns()]
            told.append([str(cell.evaluate(context)) for cell in cells])
    return told


def atlas(layout, pictures):
    """Turn the pages of an atlas: which department, and what its table holds."""
    made = layout.atlas()
    frame = layout.itemById("table-frame")
    table = sip.cast(frame.multiFrame(), QgsLayoutItemAttributeTable)
    pages = {}
    assert made.beginRender()
    while made.next():
        code = layout.reportContext().feature()["department_code"]
        table.refresh()
        pages[code] = {
            "title": layout.itemById("title").currentText(),
            "summary": layout.itemById("summary").currentText(),
            "count": layout.itemById("count").currentText(),
            "table": rows(table, layout.createExpressionContext()),
            "high": [table.totalSize().height(), frame.rect().height()],
            "map": box(layout.itemById("map").extent()),
            "exported": code not in DRAWN or export(layout, pictures / f"qgis-atlas-{code}.png"),
        }
    made.endRender()
    return {
        "pages": pages,
        "coverage": made.coverageLayer().id(),
        "columns": [column.heading() for column in table.columns()],
        "widths": [table.totalSize().width(), frame.rect().width()],
    }


def sheet(layout, pictures):
    path = pictures / "qgis-sheet.png"
    exported = export(layout, path)
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
        "exported": exported,
        "size": [size.width(), size.height()],
        "items": sorted(items),
        "text": " ".join(
            item.currentText() for item in items.values() if hasattr(item, "currentText")
        ),
        "texts": {
            key: item.currentText() for key, item in items.items() if hasattr(item, "currentText")
        },
        "maps": {
            key: [item.followVisibilityPresetName(), *box(item.extent())]
            for key, item in items.items()
            if isinstance(item, QgsLayoutItemMap)
        },
        "legends": legends,
        "overflow": [
            key
            for key, item in items.items()
            if item.pagePos().y() + item.rect().height() > size.height()
        ],
        "colours": colours(QImage(str(path))),
    }


def box(extent):
    return [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]


def styles(layer, pictures):
    """Draw a layer of the project in each of its styles."""
    manager = layer.styleManager()
    first, drawn = manager.currentStyle(), {}
    for place, name in enumerate(manager.styles()):
        assert manager.setCurrentStyle(name)
        drawn[name] = render(layer, pictures / f"qgis-project-{layer.id()}-{place}.png")
    manager.setCurrentStyle(first)
    return {"first": first, "drawn": drawn}


def theme(opened, name, extent, path):
    """Draw a map theme as the window shows it, and tell its layers, styles and names."""
    collection, settings = opened.mapThemeCollection(), QgsMapSettings()
    layers = collection.mapThemeVisibleLayers(name)
    settings.setLayers(layers)
    settings.setLayerStyleOverrides(collection.mapThemeStyleOverrides(name))
    settings.setDestinationCrs(opened.crs())
    settings.setBackgroundColor(opened.backgroundColor())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(900, 600))
    settings.setOutputDpi(96)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    picture.save(str(path))
    labels = job.takeLabelingResults().labelsWithinRect(settings.visibleExtent())
    told = {
        "layers": {record.layer().id(): record.currentStyle for record in records(opened, name)},
        "errors": [error.message for error in job.errors()],
        "colours": colours(picture),
        "names": {layer.id(): [] for layer in layers},
        "off": {
            layer: style.count('checkstate="0"')
            for layer, style in collection.mapThemeStyleOverrides(name).items()
        },
    }
    for label in labels:
        told["names"][label.layerID].append(label.labelText)
    del job, settings
    return told


def records(opened, name):
    return opened.mapThemeCollection().mapThemeState(name).layerRecords()


def tips(layer):
    """Say what a pointer is told of three features and by which name each goes."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    shown, told = QgsExpression(layer.displayExpression()), []
    asked = "\"divipola\" IN ('54810', '52835')" if layer.id() == "cocashift_municipalities" else ""
    found = layer.getFeatures(asked) if asked else layer.getFeatures()
    for feature in itertools.islice(found, 3):
        context.setFeature(feature)
        text = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        told.append([str(shown.evaluate(context)), text])
    return told


def form(layer):
    """Tell the tabs of a form, and their fields and relations."""
    config = layer.editFormConfig()
    if config.layout() != QgsEditFormConfig.TabLayout:
        return {}
    return {
        tab.name(): [child.name() for child in tab.children()]
        for tab in config.invisibleRootContainer().children()
    }


def related(opened):
    """Count the rows related to Tibú, by relation."""
    counts = {}
    for name, relation in opened.relationManager().relations().items():
        towns = relation.referencedLayer().getFeatures("\"divipola\" = '54810'")
        counts[name] = [
            len([*relation.getRelatedFeatures(town)]) if relation.isValid() else None
            for town in towns
        ]
    return counts


def project(path, pictures):
    opened = QgsProject.instance()
    read = opened.read(str(path))
    layers = opened.mapLayers().values()
    marks = opened.bookmarkManager().bookmarks()
    themes = opened.mapThemeCollection().mapThemes()
    country = opened.viewSettings().defaultViewExtent()
    vectors = [layer for layer in layers if layer.type() == QgsMapLayer.VectorLayer]
    layouts = opened.layoutManager().printLayouts()
    seen = {
        "read": read,
        "title": opened.title(),
        "crs": opened.crs().authid(),
        "ellipsoid": opened.ellipsoid(),
        "metadata": {layer.name(): told(layer) for layer in layers},
        "background": opened.backgroundColor().name(),
        "themes": {
            name: theme(opened, name, country, pictures / f"qgis-theme-{place}.png")
            for place, name in enumerate(themes)
        },
        "tips": {layer.id(): tips(layer) for layer in vectors},
        "forms": {layer.id(): form(layer) for layer in vectors},
        "related": related(opened),
        "temporal": [layer.id() for layer in vectors if layer.temporalProperties().isActive()],
        "step": opened.timeSettings().timeStep(),
        "range": [
            opened.timeSettings().temporalRange().begin().date().year(),
            opened.timeSettings().temporalRange().end().date().year(),
        ],
        "absolute": opened.filePathStorage() == Qgis.FilePathType.Absolute,
        "layers": {layer.id(): layer.isValid() for layer in layers},
        "tree": tree(opened.layerTreeRoot()),
        "bookmarks": {
            mark.name(): {
                "box": box(mark.extent()),
                "names": theme(
                    opened,
                    next(name for name in themes if name in CHANGE),
                    mark.extent(),
                    pictures / "qgis-mark.png",
                )["names"],
            }
            for mark in marks
        },
        "drawn": {layer.id(): styles(layer, pictures) for layer in layers if layer.isSpatial()},
        "sheets": {
            layout.name(): sheet(layout, pictures)
            for layout in layouts
            if not layout.atlas().enabled()
        },
        "atlases": {
            layout.name(): atlas(layout, pictures) for layout in layouts if layout.atlas().enabled()
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
