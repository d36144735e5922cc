# Publish: maps and pages that need no network, and the checksums of everything.


rule draw_shapes:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        code=library("publish/draw_shapes"),
    output:
        ground="data/processed/{dataset}/ground.json",
        sketches="data/processed/{dataset}/sketches.json",
    log:
        "logs/{dataset}/draw_shapes.log",
    # The maps, and with them the index, wait for it.
    priority: 1
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        headline=config["headline"],
        scenarios=config["scenarios"],
        crs=config["crs"]["publish"],
        basemap=config["basemap"],
        dataset=TOLD,
    message:
        "Simplify the shapes that all maps draw, and draw the maps of the index page."
    script:
        "../../scripts/publish/draw_shapes.py"


rule draw_maps:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        ground=rules.draw_shapes.output.ground,
        zones=rules.overlay_zones.input.zones,
        zone_units=rules.draw_units.output.units,
        change=rules.compare_years.output.change,
        clusters=rules.find_clusters.output.clusters,
        centres=rules.find_clusters.output.centres,
        cultivation=rules.harmonise_records.output.cultivation,
        allocation=rules.allocate_cultivation.output.allocation,
        totals=rules.compare_zones.output.zones,
        shift=rules.compare_zones.output.shift,
        series=rules.follow_series.output.series,
        flows=rules.reassign_cultivation.output.flows,
        flow_summary=rules.reassign_cultivation.output.summary,
        grid=rules.write_rasters.output.change,
        checks=rules.check_results.output.checks,
        code=library("publish/draw_maps"),
    output:
        change=[
            reported("maps/{dataset}/change.html", "map", "index.map.change"),
            *others("change.html"),
        ],
        compare=[
            reported("maps/{dataset}/compare.html", "map", "index.map.compare"),
            *others("compare.html"),
        ],
        years=[
            reported("maps/{dataset}/years.html", "map", "index.map.years"),
            *others("years.html"),
        ],
        flows=[
            reported("maps/{dataset}/flows.html", "map", "index.map.flows"),
            *others("flows.html"),
        ],
    log:
        "logs/{dataset}/draw_maps.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        headline=config["headline"],
        scenarios=config["scenarios"],
        sprayed=config["sprayed"],
        years=config["years"],
        language=config["language"],
        dataset=TOLD,
    message:
        "Draw the maps: of change, of two years, of all years, and of hypothetical flows."
    script:
        "../../scripts/publish/draw_maps.py"


rule write_pages:
    input:
        zone_units=rules.draw_units.output.units,
        units=rules.cut_units.output.units,
        parts=rules.cut_units.output.parts,
        quality=QUALITY,
        unplaced=rules.harmonise_records.output.unplaced,
        change=rules.compare_years.output.change,
        cultivation=rules.harmonise_records.output.cultivation,
        totals=rules.compare_zones.output.zones,
        published_totals=rules.harmonise_totals.output.totals,
        checks=rules.check_results.output.checks,
        code=library("publish/write_pages"),
    output:
        zones=[
            reported("maps/{dataset}/zones.html", "table", "zones.title"),
            *others("zones.html"),
        ],
        quality=[
            reported("maps/{dataset}/quality.html", "quality", "quality.title"),
            *others("quality.html"),
        ],
    log:
        "logs/{dataset}/write_pages.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        dataset=TOLD,
        sources=LAYERS,
        scenarios=config["scenarios"],
        zones=ZONES,
        wanted=list(config["zones"]),
    message:
        "Write the pages of single parks, reserves and councils, and of data quality."
    script:
        "../../scripts/publish/write_pages.py"


PUBLISHED = [
    *rules.write_tables.output,
    *rules.write_layers.output,
    *rules.write_rasters.output,
    *rules.write_project.output,
    *rules.write_catalogue.output,
    *rules.draw_maps.output,
    *rules.draw_figures.output,
    *rules.write_pages.output,
]


rule write_index:
    input:
        sketches=rules.draw_shapes.output.sketches,
        change=rules.compare_years.output.change,
        totals=rules.compare_zones.output.zones,
        checks=rules.check_results.output.checks,
        cultivation=rules.harmonise_records.output.cultivation,
        shift=rules.compare_zones.output.shift,
        flow_summary=rules.reassign_cultivation.output.summary,
        claim=rules.examine_claim.output.claim,
        evidence=rules.examine_claim.output.evidence,
        context=rules.follow_series.output.context,
        sensitivity=rules.vary_assumptions.output.sensitivity,
        zone_units=rules.draw_units.output.units,
        published_totals=rules.harmonise_totals.output.totals,
        published=PUBLISHED,
        citation=str(relative(ROOT / "CITATION.cff")),
        record=rules.write_catalogue.output.record,
        code=library("publish/write_index"),
    output:
        pages=["maps/{dataset}/index.html", *others("index.html")],
        sums="maps/{dataset}/SHA256SUMS",
    log:
        "logs/{dataset}/write_index.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        headline=config["headline"],
        scenarios=config["scenarios"],
        definitions=config["zones"],
        sprayed=config["sprayed"],
        dataset=TOLD,
        sources=LAYERS,
        zones=ZONES,
        wanted=list(config["zones"]),
    message:
        "Write the index page, and the checksums of everything published."
    script:
        "../../scripts/publish/write_index.py"
