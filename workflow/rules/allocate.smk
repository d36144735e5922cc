# Allocate: how many of a municipality's hectares lie in each zone, with bounds.


# As the country is cut region by region, so it is allocated part by part, to the same bytes.
ALLOCATED = gather.country(
    "data/processed/{dataset}/allocation/{scatteritem}.parquet",
    dataset=DATASET,
)


rule allocate_part:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=SURFACES,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("allocate/allocate_part"),
    output:
        allocation=temp("data/processed/{dataset}/allocation/{scatteritem}.parquet"),
    log:
        "logs/{dataset}/allocate_part.{scatteritem}.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
    message:
        "Allocate municipal hectares in part {wildcards.scatteritem} of the country."
    script:
        "../scripts/allocate/allocate_part.py"


rule allocate_cultivation:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=SURFACES,
        cultivation=rules.harmonise_records.output.cultivation,
        # One part is the country, and allocated here.
        parts=ALLOCATED if len(ALLOCATED) > 1 else [],
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


# From the municipal record alone; fitted to published totals, and as a grid has it, where the dataset
# has them.
MODELS = ["ensemble", *(["fitted"] if "totals" in LAYERS else [])]
GRIDDED = ["gridded"] if "grid" in LAYERS else []


# And the draws are shared out: all of them together are the same.
DRAWN = gather.country(
    "data/processed/{dataset}/draws/{{model}}.{scatteritem}.npz",
    dataset=DATASET,
)


rule draw_part:
    input:
        pieces=rules.overlay_zones.output.pieces,
        surfaces=SURFACES,
        editions=rules.overlay_zones.output.editions,
        cultivation=rules.harmonise_records.output.cultivation,
        totals=branch(
            lambda wildcards: wildcards.model == "fitted",
            then=rules.harmonise_totals.output.totals,
        ),
        code=library("allocate/draw_part"),
    output:
        drawn=temp("data/processed/{dataset}/draws/{model}.{scatteritem}.npz"),
    log:
        "logs/{dataset}/draw_part.{model}.{scatteritem}.log",
    wildcard_constraints:
        model="|".join(MODELS),
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
        census_cv=config["census_cv"],
        draws=config["draws"],
    message:
        "Draw part {wildcards.scatteritem} of the ensemble ({wildcards.model})."
    script:
        "../scripts/allocate/draw_part.py"


rule draw_intervals:
    input:
        pieces=rules.overlay_zones.output.pieces,
        surfaces=SURFACES,
        editions=rules.overlay_zones.output.editions,
        cultivation=rules.harmonise_records.output.cultivation,
        totals=rules.draw_part.input.totals,
        # One part is all draws, and drawn here; a grid needs few.
        drawn=branch(
            lambda wildcards: len(DRAWN) > 1 and wildcards.model in MODELS,
            then=DRAWN,
        ),
        code=library("allocate/draw_intervals"),
    output:
        intervals="data/processed/{dataset}/intervals/{model}.parquet",
    log:
        "logs/{dataset}/draw_intervals.{model}.log",
    wildcard_constraints:
        model="|".join(MODELS + GRIDDED),
    # What most other jobs wait for goes first.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
        census_cv=config["census_cv"],
        draws=config["draws"],
    message:
        "Draw the ensemble ({wildcards.model}): medians and 80 % intervals for zones and years."
    script:
        "../scripts/allocate/draw_intervals.py"


INTERVALS = [
    f"data/processed/{{dataset}}/intervals/{model}.parquet"
    for model in MODELS + GRIDDED
]


rule draw_units:
    input:
        parts=rules.cut_units.output.parts,
        units=rules.cut_units.output.units,
        editions=rules.overlay_zones.output.editions,
        surfaces="data/processed/{dataset}/surfaces/parts.parquet",
        cultivation=rules.harmonise_records.output.cultivation,
        totals=rules.harmonise_totals.output.totals,
        code=library("allocate/draw_units"),
    output:
        units="data/processed/{dataset}/zone_units.parquet",
    log:
        "logs/{dataset}/draw_units.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        models=MODELS,
        scenarios=config["scenarios"],
        years=config["years"],
        census_cv=config["census_cv"],
        draws=config["draws"],
    message:
        "Draw the ensemble for single parks, reserves and councils, year by year."
    script:
        "../scripts/allocate/draw_units.py"
