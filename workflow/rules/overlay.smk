# Overlay: municipalities cut along the borders of all zones, exactly.


# A country too large for one job is cut region by region: `--set-scatter country=33`. The pieces
# are the same to the last digit.
scattergather:
    country=1,


REGIONS = gather.country(
    "data/processed/{dataset}/regions/{scatteritem}.parquet",
    dataset=DATASET,
)


rule overlay_region:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=collect(
            "data/processed/{dataset}/zones/{zone}.parquet",
            dataset=DATASET,
            zone=ZONES,
        ),
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("overlay/overlay_region"),
    output:
        pieces=temp("data/processed/{dataset}/regions/{scatteritem}.parquet"),
    log:
        "logs/{dataset}/overlay_region.{scatteritem}.log",
    conda:
        "../../envs/cocashift.yaml"
    message:
        "Cut the municipalities of region {wildcards.scatteritem} into pieces."
    script:
        "../scripts/overlay/overlay_region.py"


rule overlay_zones:
    input:
        municipalities=rules.overlay_region.input.municipalities,
        zones=rules.overlay_region.input.zones,
        cultivation=rules.harmonise_records.output.cultivation,
        # One region is the country, and cut here.
        regions=REGIONS if len(REGIONS) > 1 else [],
        code=library("overlay/overlay_zones"),
    output:
        pieces="data/processed/{dataset}/pieces.parquet",
        editions="data/processed/{dataset}/editions.parquet",
    log:
        "logs/{dataset}/overlay_zones.log",
    conda:
        "../../envs/cocashift.yaml"
    message:
        "Cut municipalities into pieces, each in a known set of zones."
    script:
        "../scripts/overlay/overlay_zones.py"


rule cut_units:
    input:
        pieces=rules.overlay_zones.output.pieces,
        zones=rules.overlay_zones.input.zones,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("overlay/cut_units"),
    output:
        units="data/processed/{dataset}/units.parquet",
        parts="data/processed/{dataset}/parts.parquet",
    log:
        "logs/{dataset}/cut_units.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        named=[zone for zone in ZONES if "layer" in config["zones"][zone]],
        years=config["years"],
    message:
        "Cut pieces along the borders of single parks, reserves and councils."
    script:
        "../scripts/overlay/cut_units.py"


rule describe_pieces:
    input:
        pieces="data/processed/{dataset}/{cut}.parquet",
        editions=rules.overlay_zones.output.editions,
        cultivation=rules.harmonise_records.output.cultivation,
        weights=files("weights"),
        grid=files("grid"),
        cells=files("cells"),
        code=library("overlay/describe_pieces"),
    output:
        surfaces="data/processed/{dataset}/surfaces/{cut}.parquet",
        quality="data/processed/{dataset}/surfaces/{cut}.quality.parquet",
    log:
        "logs/{dataset}/describe_pieces.{cut}.log",
    wildcard_constraints:
        cut="pieces|parts",
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("weights", "grid", "cells"),
    message:
        "Measure {wildcards.cut} on the surfaces that tell where coca can grow."
    script:
        "../scripts/overlay/describe_pieces.py"


# Of pieces along the borders of zones; those along the borders of units are for units only.
SURFACES = "data/processed/{dataset}/surfaces/pieces.parquet"
