# Publish: maps and pages that need no network, and the checksums of everything.


rule draw_ground:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        code=library("publish/draw_ground"),
    output:
        ground="data/processed/{dataset}/ground.json",
    log:
        "logs/{dataset}/draw_ground.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        crs=config["crs"]["publish"],
        basemap=config["basemap"],
    message:
        "Simplify the shapes that all maps draw."
    script:
        "../../scripts/publish/draw_ground.py"


rule draw_sketches:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        code=library("publish/draw_sketches"),
    output:
        sketches="data/processed/{dataset}/sketches.json",
    log:
        "logs/{dataset}/draw_sketches.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        headline=config["headline"],
        scenarios=config["scenarios"],
        crs=config["crs"]["publish"],
    message:
        "Draw the maps of the index page."
    script:
        "../../scripts/publish/draw_sketches.py"


rule draw_change:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        ground=rules.draw_ground.output.ground,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        clusters=rules.find_clusters.output.clusters,
        cultivation=rules.harmonise_records.output.cultivation,
        allocation=rules.allocate_cultivation.output.allocation,
        totals=rules.total_zones.output.zones,
        shift=rules.compare_shift.output.shift,
        grid=rules.write_rasters.output.change,
        checks=rules.check_results.output.checks,
        code=library("publish/draw_change"),
    output:
        map=reported("maps/{dataset}/change.html", "map", "index.map.change"),
        others=others("change.html"),
    log:
        "logs/{dataset}/draw_change.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        headline=config["headline"],
        scenarios=config["scenarios"],
        years=config["years"],
        language=config["language"],
        dataset=TOLD,
    message:
        "Draw the map of where cultivation rose and fell."
    script:
        "../../scripts/publish/draw_change.py"


rule draw_years:
    input:
        ground=rules.draw_ground.output.ground,
        change=rules.compare_years.output.change,
        cultivation=rules.harmonise_records.output.cultivation,
        series=rules.follow_series.output.series,
        checks=rules.check_results.output.checks,
        code=library("publish/draw_years"),
    output:
        compare=reported("maps/{dataset}/compare.html", "map", "index.map.compare"),
        years=reported("maps/{dataset}/years.html", "map", "index.map.years"),
        compare_others=others("compare.html"),
        years_others=others("years.html"),
    log:
        "logs/{dataset}/draw_years.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        headline=config["headline"],
        scenarios=config["scenarios"],
        sprayed=config["sprayed"],
        dataset=TOLD,
    message:
        "Draw the maps of single years: two against each other, and all in a row."
    script:
        "../../scripts/publish/draw_years.py"


rule draw_flows:
    input:
        ground=rules.draw_ground.output.ground,
        municipalities=rules.harmonise_boundaries.output.municipalities,
        change=rules.compare_years.output.change,
        flows=rules.reassign_cultivation.output.flows,
        flow_summary=rules.reassign_cultivation.output.summary,
        centres=rules.find_clusters.output.centres,
        checks=rules.check_results.output.checks,
        code=library("publish/draw_flows"),
    output:
        map=reported("maps/{dataset}/flows.html", "map", "index.map.flows"),
        others=others("flows.html"),
    log:
        "logs/{dataset}/draw_flows.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        dataset=TOLD,
    message:
        "Draw the hypothetical flows."
    script:
        "../../scripts/publish/draw_flows.py"


rule write_zones:
    input:
        zone_units=rules.draw_units.output.units,
        units=rules.cut_units.output.units,
        parts=rules.cut_units.output.parts,
        change=rules.compare_years.output.change,
        checks=rules.check_results.output.checks,
        code=library("publish/write_zones"),
    output:
        page=reported("maps/{dataset}/zones.html", "table", "zones.title"),
        others=others("zones.html"),
    log:
        "logs/{dataset}/write_zones.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        dataset=TOLD,
        zones=ZONES,
    message:
        "Write the page of single parks, reserves and councils."
    script:
        "../../scripts/publish/write_zones.py"


rule write_quality:
    input:
        quality=QUALITY,
        unplaced=rules.harmonise_records.output.unplaced,
        checks=rules.check_results.output.checks,
        change=rules.compare_years.output.change,
        cultivation=rules.harmonise_records.output.cultivation,
        totals=rules.total_zones.output.zones,
        published_totals=rules.harmonise_totals.output.totals,
        code=library("publish/write_quality"),
    output:
        page=reported("maps/{dataset}/quality.html", "quality", "quality.title"),
        others=others("quality.html"),
    log:
        "logs/{dataset}/write_quality.log",
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
        "Write the page on data quality."
    script:
        "../../scripts/publish/write_quality.py"


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
    *rules.write_zones.output,
    *rules.write_quality.output,
]


rule write_index:
    input:
        sketches=rules.draw_sketches.output.sketches,
        change=rules.compare_years.output.change,
        totals=rules.total_zones.output.zones,
        checks=rules.check_results.output.checks,
        cultivation=rules.harmonise_records.output.cultivation,
        shift=rules.compare_shift.output.shift,
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
        page="maps/{dataset}/index.html",
        others=others("index.html"),
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
        "Write the index page."
    script:
        "../../scripts/publish/write_index.py"


rule write_checksums:
    input:
        published=[*PUBLISHED, *rules.write_index.output],
        code=library("publish/write_checksums"),
    output:
        sums="maps/{dataset}/SHA256SUMS",
    log:
        "logs/{dataset}/write_checksums.log",
    conda:
        "../../../envs/cocashift.yaml"
    message:
        "Write the checksums of everything published."
    script:
        "../../scripts/publish/write_checksums.py"
