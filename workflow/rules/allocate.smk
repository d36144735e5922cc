# Allocate: how many of a municipality's hectares lie in each zone, with bounds.


rule allocate_cultivation:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=rules.describe_pieces.output.surfaces,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("allocate/allocate_cultivation"),
    output:
        allocation="data/processed/{dataset}/allocation.parquet",
        quality="data/processed/{dataset}/quality/allocation.parquet",
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
        "../scripts/allocate/allocate_cultivation.py"


# From the municipal record alone, and fitted to published totals where the dataset has them.
MODELS = ["ensemble", *(["fitted"] if "totals" in LAYERS else [])]


rule draw_intervals:
    input:
        pieces=rules.overlay_zones.output.pieces,
        parts=rules.overlay_zones.output.parts,
        editions=rules.overlay_zones.output.editions,
        surfaces=rules.describe_pieces.output.surfaces,
        of_parts=rules.describe_pieces.output.of_parts,
        cultivation=rules.harmonise_records.output.cultivation,
        totals=branch(
            lambda wildcards: wildcards.model == "fitted",
            then=rules.harmonise_totals.output.totals,
        ),
        code=library("allocate/draw_intervals"),
    output:
        intervals="data/processed/{dataset}/intervals/{model}.parquet",
        units="data/processed/{dataset}/intervals/{model}_units.parquet",
    log:
        "logs/{dataset}/draw_intervals.{model}.log",
    wildcard_constraints:
        model="|".join(MODELS),
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
        census_cv=config["census_cv"],
    message:
        "Draw the ensemble ({wildcards.model}): medians and 80 % intervals for every zone and year."
    script:
        "../scripts/allocate/draw_intervals.py"


INTERVALS = [
    f"data/processed/{{dataset}}/intervals/{model}.parquet" for model in MODELS
]


rule allocate_units:
    input:
        drawn=[
            f"data/processed/{{dataset}}/intervals/{model}_units.parquet"
            for model in MODELS
        ],
        parts=rules.overlay_zones.output.parts,
        units=rules.overlay_zones.output.units,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("allocate/allocate_units"),
    output:
        units="data/processed/{dataset}/zone_units.parquet",
    log:
        "logs/{dataset}/allocate_units.log",
    conda:
        "../../envs/cocashift.yaml"
    message:
        "Lay out single parks, reserves and councils, year by year."
    script:
        "../scripts/allocate/allocate_units.py"
