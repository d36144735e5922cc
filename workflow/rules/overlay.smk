# Overlay: municipalities cut along the borders of all zones, exactly.


rule overlay_zones:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=collect(
            "data/processed/{dataset}/zones/{zone}.parquet",
            dataset=DATASET,
            zone=ZONES,
        ),
        code=library("overlay_zones"),
    output:
        pieces="data/processed/{dataset}/pieces.parquet",
        editions="data/processed/{dataset}/editions.parquet",
    log:
        "logs/{dataset}/overlay_zones.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
    message:
        "Cut municipalities into pieces, each in a known set of zones."
    script:
        "../scripts/overlay_zones.py"
