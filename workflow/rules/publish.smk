# Publish: what people open. Every rule here waits for the checks.


QUALITY = [
    rules.harmonise_boundaries.output.quality,
    rules.harmonise_records.output.quality,
    rules.describe_pieces.output.quality,
    rules.allocate_cultivation.output.quality,
    *collect(
        "data/processed/{dataset}/quality/{zone}.parquet", dataset=DATASET, zone=ZONES
    ),
]


rule write_tables:
    input:
        change=rules.compare_years.output.change,
        cultivation=rules.harmonise_records.output.cultivation,
        zones=rules.compare_years.output.zones,
        clusters=rules.find_clusters.output.clusters,
        autocorrelation=rules.find_clusters.output.autocorrelation,
        centres=rules.find_clusters.output.centres,
        flows=rules.reassign_cultivation.output.flows,
        flow_summary=rules.reassign_cultivation.output.summary,
        shift=rules.test_shift.output.shift,
        claim=rules.examine_claim.output.claim,
        evidence=rules.examine_claim.output.evidence,
        series=rules.follow_series.output.series,
        sensitivity=rules.vary_assumptions.output.sensitivity,
        checks=rules.check_results.output.checks,
        unplaced=rules.harmonise_records.output.unplaced,
        quality=QUALITY,
        code=library("write_tables"),
    output:
        change=reported(
            "maps/{dataset}/tables/municipal_change.csv", "table", "index.file.change"
        ),
        zones=reported("maps/{dataset}/tables/zones.csv", "table", "index.file.zones"),
        clusters=reported(
            "maps/{dataset}/tables/clusters.csv", "table", "index.file.clusters"
        ),
        autocorrelation=reported(
            "maps/{dataset}/tables/autocorrelation.csv",
            "table",
            "index.file.autocorrelation",
        ),
        centres=reported(
            "maps/{dataset}/tables/centres.csv", "table", "index.file.centres"
        ),
        flows=reported("maps/{dataset}/tables/flows.csv", "table", "index.file.flows"),
        flow_summary=reported(
            "maps/{dataset}/tables/flow_summary.csv",
            "table",
            "index.file.flow_summary",
        ),
        shift=reported("maps/{dataset}/tables/shift.csv", "table", "index.file.shift"),
        claim=reported("maps/{dataset}/tables/claim.csv", "table", "index.file.claim"),
        evidence=reported(
            "maps/{dataset}/tables/evidence.csv", "table", "index.file.evidence"
        ),
        series=reported(
            "maps/{dataset}/tables/series.csv", "table", "index.file.series"
        ),
        sensitivity=reported(
            "maps/{dataset}/tables/sensitivity.csv", "table", "index.file.sensitivity"
        ),
        checks=reported(
            "maps/{dataset}/tables/checks.csv", "table", "index.file.checks"
        ),
        quality=reported(
            "maps/{dataset}/tables/quality.csv", "table", "index.file.quality"
        ),
        unplaced=reported(
            "maps/{dataset}/tables/unplaced.csv", "table", "index.file.unplaced"
        ),
    log:
        "logs/{dataset}/write_tables.log",
    conda:
        "../../envs/cocashift.yaml"
    message:
        "Write the tables."
    script:
        "../scripts/write_tables.py"


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
        code=library("write_layers"),
    output:
        layers="maps/{dataset}/qgis/cocashift.gpkg",
        copies=collect(
            "maps/{{dataset}}/qgis/geoparquet/{layer}.parquet",
            layer=[
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
    log:
        "logs/{dataset}/write_layers.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        crs=config["crs"]["publish"],
        order=ZONES,
        years=config["years"],
        scenarios=config["scenarios"],
        headline=config["headline"],
        sources=LAYERS,
        note=description.get("note", ""),
        language=config["language"],
    message:
        "Write the layers for QGIS: a styled GeoPackage, and each layer as GeoParquet."
    script:
        "../scripts/write_layers.py"


FIRST, LAST = config["years"]


rule write_rasters:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        pieces=rules.overlay_zones.output.pieces,
        surfaces=rules.describe_pieces.output.surfaces,
        cultivation=rules.harmonise_records.output.cultivation,
        weights=files("weights"),
        checks=rules.check_results.output.checks,
        code=library("write_rasters"),
    output:
        mask="maps/{dataset}/qgis/off_limits_mask.tif",
        mask_style="maps/{dataset}/qgis/off_limits_mask.qml",
        mask_metadata="maps/{dataset}/qgis/off_limits_mask.qmd",
        first=f"maps/{{dataset}}/qgis/coca_density_{FIRST}.tif",
        first_style=f"maps/{{dataset}}/qgis/coca_density_{FIRST}.qml",
        first_metadata=f"maps/{{dataset}}/qgis/coca_density_{FIRST}.qmd",
        last=f"maps/{{dataset}}/qgis/coca_density_{LAST}.tif",
        last_style=f"maps/{{dataset}}/qgis/coca_density_{LAST}.qml",
        last_metadata=f"maps/{{dataset}}/qgis/coca_density_{LAST}.qmd",
        change="maps/{dataset}/qgis/coca_density_change.tif",
        change_style="maps/{dataset}/qgis/coca_density_change.qml",
        change_metadata="maps/{dataset}/qgis/coca_density_change.qmd",
    log:
        "logs/{dataset}/write_rasters.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("weights"),
        sources=LAYERS,
        resolution_m=config["mask"]["resolution_m"],
        crs=config["crs"]["publish"],
        order=ZONES,
        years=config["years"],
        note=description.get("note", ""),
        language=config["language"],
    message:
        "Write the rasters for QGIS: the zones off limits, and coca per area."
    script:
        "../scripts/write_rasters.py"


rule write_project:
    input:
        layers=rules.write_layers.output.layers,
        rasters=[
            rules.write_rasters.output.change,
            rules.write_rasters.output.last,
            rules.write_rasters.output.first,
            rules.write_rasters.output.mask,
        ],
        beside=rules.write_rasters.output,
        code=library("write_project"),
    output:
        project="maps/{dataset}/qgis/cocashift.qgz",
    log:
        "logs/{dataset}/write_project.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        sources=LAYERS,
        years=config["years"],
        note=description.get("note", ""),
        language=config["language"],
    message:
        "Write the project for QGIS: all layers styled, bookmarks, a sheet to print."
    script:
        "../scripts/write_project.py"


rule write_catalogue:
    input:
        published=[
            *rules.write_tables.output,
            *rules.write_layers.output,
            rules.write_rasters.output.mask,
            rules.write_rasters.output.first,
            rules.write_rasters.output.last,
            rules.write_rasters.output.change,
            *rules.write_project.output,
        ],
        code=library("write_catalogue"),
    output:
        dictionary=reported(
            "maps/{dataset}/tables/dictionary.csv", "table", "index.file.dictionary"
        ),
        package="maps/{dataset}/datapackage.json",
    log:
        "logs/{dataset}/write_catalogue.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        dataset=description,
        zones=ZONES,
        scenarios=config["scenarios"],
        sources=LAYERS,
    message:
        "Write the data dictionary, and the catalogue of all tables, layers and rasters."
    script:
        "../scripts/write_catalogue.py"


rule draw_ground:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        neighbours=rules.harmonise_boundaries.output.neighbours,
        zones=rules.overlay_zones.input.zones,
        code=library("draw_ground"),
    output:
        ground="data/processed/{dataset}/ground.json",
    log:
        "logs/{dataset}/draw_ground.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        crs=config["crs"]["publish"],
        basemap=config["basemap"],
    message:
        "Simplify the shapes that all maps draw."
    script:
        "../scripts/draw_ground.py"


rule draw_change:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        ground=rules.draw_ground.output.ground,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        clusters=rules.find_clusters.output.clusters,
        cultivation=rules.harmonise_records.output.cultivation,
        allocation=rules.allocate_cultivation.output.allocation,
        checks=rules.check_results.output.checks,
        code=library("draw_change"),
    output:
        map=reported("maps/{dataset}/change.html", "map", "index.map.change"),
    log:
        "logs/{dataset}/draw_change.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        headline=config["headline"],
        years=config["years"],
        language=config["language"],
        note=description.get("note", ""),
    message:
        "Draw the map of where cultivation rose and fell."
    script:
        "../scripts/draw_change.py"


rule draw_years:
    input:
        ground=rules.draw_ground.output.ground,
        change=rules.compare_years.output.change,
        cultivation=rules.harmonise_records.output.cultivation,
        checks=rules.check_results.output.checks,
        code=library("draw_years"),
    output:
        compare=reported("maps/{dataset}/compare.html", "map", "index.map.compare"),
        years=reported("maps/{dataset}/years.html", "map", "index.map.years"),
    log:
        "logs/{dataset}/draw_years.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        note=description.get("note", ""),
    message:
        "Draw the maps of single years: two under one handle, and all in a row."
    script:
        "../scripts/draw_years.py"


rule draw_flows:
    input:
        ground=rules.draw_ground.output.ground,
        municipalities=rules.harmonise_boundaries.output.municipalities,
        flows=rules.reassign_cultivation.output.flows,
        centres=rules.find_clusters.output.centres,
        checks=rules.check_results.output.checks,
        code=library("draw_flows"),
    output:
        map=reported("maps/{dataset}/flows.html", "map", "index.map.flows"),
    log:
        "logs/{dataset}/draw_flows.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        note=description.get("note", ""),
    message:
        "Draw the hypothetical flows."
    script:
        "../scripts/draw_flows.py"


rule draw_figures:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        clusters=rules.find_clusters.output.clusters,
        flows=rules.reassign_cultivation.output.flows,
        totals=rules.compare_years.output.zones,
        series=rules.follow_series.output.series,
        checks=rules.check_results.output.checks,
        code=library("draw_figures"),
    output:
        [
            reported(
                f"maps/{{dataset}}/figures/{figure}.{kind}",
                "figure",
                f"index.figure.{figure}",
            )
            for figure in ["change", "compare", "years", "zones", "flows", "shares"]
            for kind in ["png", "pdf"]
        ],
    log:
        "logs/{dataset}/draw_figures.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        headline=config["headline"],
        years=config["years"],
        language=config["language"],
        crs=config["crs"]["publish"],
    message:
        "Draw the static figures for reports."
    script:
        "../scripts/draw_figures.py"


rule write_quality:
    input:
        quality=QUALITY,
        unplaced=rules.harmonise_records.output.unplaced,
        checks=rules.check_results.output.checks,
        code=library("write_quality"),
    output:
        page=reported("maps/{dataset}/quality.html", "quality", "quality.title"),
    log:
        "logs/{dataset}/write_quality.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        language=config["language"],
        dataset={key: description.get(key, "") for key in ("title", "note")},
        zones=ZONES,
        wanted=list(config["zones"]),
    message:
        "Write the page on data quality."
    script:
        "../scripts/write_quality.py"


PUBLISHED = [
    *rules.write_tables.output,
    *rules.write_layers.output,
    *rules.write_rasters.output,
    *rules.write_project.output,
    *rules.write_catalogue.output,
    *rules.draw_change.output,
    *rules.draw_years.output,
    *rules.draw_flows.output,
    *rules.draw_figures.output,
    *rules.write_quality.output,
]


rule write_index:
    input:
        change=rules.compare_years.output.change,
        zones=rules.compare_years.output.zones,
        checks=rules.check_results.output.checks,
        cultivation=rules.harmonise_records.output.cultivation,
        shift=rules.test_shift.output.shift,
        flow_summary=rules.reassign_cultivation.output.summary,
        claim=rules.examine_claim.output.claim,
        evidence=rules.examine_claim.output.evidence,
        published=PUBLISHED,
        code=library("write_index"),
    output:
        page="maps/{dataset}/index.html",
    log:
        "logs/{dataset}/write_index.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        headline=config["headline"],
        dataset=description,
        layers=LAYERS,
        zones=ZONES,
        wanted=list(config["zones"]),
    message:
        "Write the index page."
    script:
        "../scripts/write_index.py"


rule write_checksums:
    input:
        published=[*PUBLISHED, *rules.write_index.output],
        code=library("write_checksums"),
    output:
        sums="maps/{dataset}/SHA256SUMS",
    log:
        "logs/{dataset}/write_checksums.log",
    conda:
        "../../envs/cocashift.yaml"
    message:
        "Write the checksums of everything published."
    script:
        "../scripts/write_checksums.py"
