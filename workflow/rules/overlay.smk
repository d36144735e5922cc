# Overlay: municipalities cut along the borders of all zones, exactly.


rule overlay_zones:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=collect(
            "data/processed/{dataset}/zones/{zone}.parquet",
            dataset=DATASET,
            zone=ZONES,
        ),
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("overlay/overlay_zones"),
    output:
        pieces="data/processed/{dataset}/pieces.parquet",
        editions="data/processed/{dataset}/editions.parquet",
        units="data/processed/{dataset}/units.parquet",
        parts="data/processed/{dataset}/parts.parquet",
    log:
        "logs/{dataset}/overlay_zones.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        named=[zone for zone in ZONES if "layer" in config["zones"][zone]],
        years=config["years"],
    message:
        "Cut municipalities into pieces, each in a known set of zones."
    script:
        "../scripts/overlay/overlay_zones.py"


rule describe_pieces:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        parts=rules.overlay_zones.output.parts,
        cultivation=rules.harmonise_records.output.cultivation,
        weights=files("weights"),
        grid=files("grid"),
        cells=files("cells"),
        code=library("overlay/describe_pieces"),
    output:
        surfaces="data/processed/{dataset}/surfaces.parquet",
        of_parts="data/processed/{dataset}/surfaces_of_parts.parquet",
        quality="data/processed/{dataset}/quality/surfaces.parquet",
    log:
        "logs/{dataset}/describe_pieces.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("weights", "grid", "cells"),
    message:
        "Measure every piece on the surfaces that tell where coca can grow."
    script:
        "../scripts/overlay/describe_pieces.py"
