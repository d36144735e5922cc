# Publish: the tables, and the catalogue of all tables, layers, rasters and figures.


# Which program, lock and configuration made a run.
include: "../record.smk"


QUALITY = [
    rules.harmonise_boundaries.output.quality,
    rules.harmonise_records.output.quality,
    rules.harmonise_totals.output.quality,
    "data/processed/{dataset}/surfaces/pieces.quality.parquet",
    rules.allocate_cultivation.output.quality,
    *collect(
        "data/processed/{dataset}/quality/{zone}.parquet", dataset=DATASET, zone=ZONES
    ),
]


rule write_tables:
    input:
        change=rules.compare_years.output.change,
        cultivation=rules.harmonise_records.output.cultivation,
        zones=rules.compare_zones.output.zones,
        clusters=rules.find_clusters.output.clusters,
        autocorrelation=rules.find_clusters.output.autocorrelation,
        centres=rules.find_clusters.output.centres,
        flows=rules.reassign_cultivation.output.flows,
        flow_summary=rules.reassign_cultivation.output.summary,
        shift=rules.compare_zones.output.shift,
        claim=rules.examine_claim.output.claim,
        evidence=rules.examine_claim.output.evidence,
        zone_units=rules.draw_units.output.units,
        series=rules.follow_series.output.series,
        context=rules.follow_series.output.context,
        event_study=rules.study_events.output.event_study,
        sensitivity=rules.vary_assumptions.output.sensitivity,
        checks=rules.check_results.output.checks,
        unplaced=rules.harmonise_records.output.unplaced,
        quality=QUALITY,
        code=library("publish/write_tables"),
    output:
        change=reported(
            PLACE.published("maps/{dataset}/tables/municipal_change.csv"),
            "table",
            "index.file.change",
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
        zone_units=reported(
            "maps/{dataset}/tables/zone_units.csv", "table", "index.file.zone_units"
        ),
        series=reported(
            "maps/{dataset}/tables/series.csv", "table", "index.file.series"
        ),
        context=reported(
            "maps/{dataset}/tables/context.csv", "table", "index.file.context"
        ),
        event_study=reported(
            "maps/{dataset}/tables/event_study.csv", "table", "index.file.event_study"
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
        "../../../envs/cocashift.yaml"
    params:
        dataset=TOLD,
    message:
        "Write the tables."
    script:
        "../../scripts/publish/write_tables.py"


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
            *rules.draw_figures.output,
        ],
        code=library("publish/write_catalogue"),
    output:
        dictionary=reported(
            "maps/{dataset}/tables/dictionary.csv", "table", "index.file.dictionary"
        ),
        package="maps/{dataset}/datapackage.json",
        record="maps/{dataset}/run.json",
    log:
        "logs/{dataset}/write_catalogue.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        years=config["years"],
        language=config["language"],
        dataset=TOLD,
        zones=ZONES,
        scenarios=config["scenarios"],
        sources=LAYERS,
        made_from=made_from,
    message:
        "Write the data dictionary, the catalogue of all that is published, and the record of the run."
    script:
        "../../scripts/publish/write_catalogue.py"
