# Publish: styled layers, rasters and a project for QGIS. All wait for the checks.


rule write_layers:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        clusters=rules.find_clusters.output.clusters,
        centres=rules.find_clusters.output.centres,
        allocation=rules.allocate_cultivation.output.allocation,
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        cultivation=rules.harmonise_records.output.cultivation,
        flows=rules.reassign_cultivation.output.flows,
        checks=rules.check_results.output.checks,
        zone_units=rules.draw_units.output.units,
        code=library("publish/write_layers"),
    output:
        layers="maps/{dataset}/qgis/cocashift.gpkg",
        copies=collect(
            "maps/{{dataset}}/qgis/geoparquet/{layer}.parquet",
            layer=map(
                PLACE.published,
                [
                    "municipalities",
                    "municipality_points",
                    "departments",
                    "zones",
                    "zones_union",
                    "municipality_zones",
                    "flows",
                    "centres",
                ],
            ),
        ),
    log:
        "logs/{dataset}/write_layers.log",
    # What most other jobs wait for goes first.
    priority: 1
    conda:
        "../../../envs/cocashift.yaml"
    params:
        crs=config["crs"]["publish"],
        zones=ZONES,
        years=config["years"],
        scenarios=config["scenarios"],
        headline=config["headline"],
        sources=LAYERS,
        dataset=TOLD,
        language=config["language"],
    message:
        "Write the layers for QGIS: a styled GeoPackage, and each layer as GeoParquet."
    script:
        "../../scripts/publish/write_layers.py"


FIRST, LAST = config["years"]
# The crop is the place's.
DENSITY = PLACE.published("coca_density")


# As the country is cut region by region, so its pieces are laid on the grid, to the same bytes.
LAID = gather.country(
    "data/processed/{dataset}/laid/{scatteritem}.parquet",
    dataset=DATASET,
)


rule lay_pieces:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        pieces=rules.overlay_zones.output.pieces,
        code=library("publish/lay_pieces"),
    output:
        laid=temp("data/processed/{dataset}/laid/{scatteritem}.parquet"),
    log:
        "logs/{dataset}/lay_pieces.{scatteritem}.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        resolution_m=config["mask"]["resolution_m"],
        crs=config["crs"]["publish"],
    message:
        "Lay part {wildcards.scatteritem} of the pieces on the cells of the rasters."
    script:
        "../../scripts/publish/lay_pieces.py"


rule write_rasters:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        pieces=rules.overlay_zones.output.pieces,
        surfaces=SURFACES,
        cultivation=rules.harmonise_records.output.cultivation,
        weights=files("weights"),
        raster=rules.lay_raster.output.raster,
        # One part are all pieces, and laid here.
        laid=LAID if len(LAID) > 1 else [],
        checks=rules.check_results.output.checks,
        code=library("publish/write_rasters"),
    output:
        mask="maps/{dataset}/qgis/off_limits_mask.tif",
        mask_style="maps/{dataset}/qgis/off_limits_mask.qml",
        mask_metadata="maps/{dataset}/qgis/off_limits_mask.qmd",
        first=f"maps/{{dataset}}/qgis/{DENSITY}_{FIRST}.tif",
        first_style=f"maps/{{dataset}}/qgis/{DENSITY}_{FIRST}.qml",
        first_metadata=f"maps/{{dataset}}/qgis/{DENSITY}_{FIRST}.qmd",
        last=f"maps/{{dataset}}/qgis/{DENSITY}_{LAST}.tif",
        last_style=f"maps/{{dataset}}/qgis/{DENSITY}_{LAST}.qml",
        last_metadata=f"maps/{{dataset}}/qgis/{DENSITY}_{LAST}.qmd",
        change=f"maps/{{dataset}}/qgis/{DENSITY}_change.tif",
        change_style=f"maps/{{dataset}}/qgis/{DENSITY}_change.qml",
        change_metadata=f"maps/{{dataset}}/qgis/{DENSITY}_change.qmd",
    log:
        "logs/{dataset}/write_rasters.log",
    # The maps wait for it, and for them the index.
    priority: 1
    conda:
        "../../../envs/cocashift.yaml"
    params:
        layers=of_layers("weights"),
        sources=LAYERS,
        resolution_m=config["mask"]["resolution_m"],
        crs=config["crs"]["publish"],
        zones=ZONES,
        years=config["years"],
        dataset=TOLD,
        language=config["language"],
    message:
        "Write the rasters for QGIS: the zones off limits, and coca per area."
    script:
        "../../scripts/publish/write_rasters.py"


rule write_project:
    input:
        layers=rules.write_layers.output.layers,
        change_raster=rules.write_rasters.output.change,
        last_raster=rules.write_rasters.output.last,
        first_raster=rules.write_rasters.output.first,
        mask=rules.write_rasters.output.mask,
        beside=rules.write_rasters.output,
        shift=rules.compare_zones.output.shift,
        cultivation=rules.harmonise_records.output.cultivation,
        citation=str(relative(ROOT / "CITATION.cff")),
        code=library("publish/write_project"),
    output:
        project="maps/{dataset}/qgis/cocashift.qgz",
    log:
        "logs/{dataset}/write_project.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        sources=LAYERS,
        zones=ZONES,
        years=config["years"],
        scenarios=config["scenarios"],
        headline=config["headline"],
        sprayed=config["sprayed"],
        dataset=TOLD,
        language=config["language"],
    message:
        "Write the project for QGIS: all layers styled, map themes, bookmarks, sheets to print."
    script:
        "../../scripts/publish/write_project.py"
