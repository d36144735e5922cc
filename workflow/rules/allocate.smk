# Allocate: how many of a municipality's hectares lie in each zone, with bounds.


rule allocate_cultivation:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("allocate_cultivation"),
    output:
        allocation="data/processed/{dataset}/allocation.parquet",
    log:
        "logs/{dataset}/allocate_cultivation.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
    message:
        "Allocate municipal hectares to zones and scenarios, with bounds."
    script:
        "../scripts/allocate_cultivation.py"
